//! The network: how long transfers take, what bounds a TCP connection, the speed of light, the memory of connections.
//! What the bytes cost is in `cost`.

use super::Domain;
use super::domain::{not_negative, positive, positive_share, proper_share, require};
use super::types::{Count, Information, Length, Rate, Ratio, Size, Throughput, Time, Typed};

/// The speed of light in vacuum, in metres a second.
const LIGHT: f64 = 299_792_458.0;

formulas! {
    /// The throughput of a rate of things of a size.
    ///
    /// `rate * size`, in bytes a second.
    ///
    /// # Errors
    /// A negative rate or size.
    ///
    /// Source: Grokking the System Design Interview.
    pub fn data_rate(rate: Rate, size: Size) -> Result<Throughput, Domain> {
        not_negative("rate", rate)?;
        not_negative("size", size)?;
        Ok(rate * size)
    }

    /// How long a transfer takes.
    ///
    /// `round_trip + size / (bandwidth * efficiency)`, in seconds: one round trip to ask, then all bytes at the share
    /// of the bandwidth that headers and congestion leave. The slow start of a connection is left out.
    ///
    /// # Errors
    /// A negative size or round trip; a bandwidth of 0 or less; an efficiency that is not above 0 and at most 1.
    ///
    /// Source: arithmetic.
    pub fn transfer_time(
        size: Information,
        bandwidth: Throughput,
        efficiency: Ratio = 1.0,
        round_trip: Time = 0.0,
    ) -> Result<Time, Domain> {
        not_negative("size", size)?;
        positive("bandwidth", bandwidth)?;
        positive_share("efficiency", efficiency)?;
        not_negative("round_trip", round_trip)?;
        Ok(round_trip + size / (bandwidth * efficiency))
    }

    /// The bandwidth-delay product: the bytes in flight on a path that is full.
    ///
    /// `bandwidth * round_trip`, in bytes; a window below it leaves the path idle.
    ///
    /// # Errors
    /// A negative bandwidth or round trip.
    ///
    /// Source: RFC 7323, TCP Extensions for High Performance, section 1.1.
    pub fn bandwidth_delay_product(bandwidth: Throughput, round_trip: Time) -> Result<Information, Domain> {
        not_negative("bandwidth", bandwidth)?;
        not_negative("round_trip", round_trip)?;
        Ok(bandwidth * round_trip)
    }

    /// The throughput of a connection that may have a window of bytes in flight.
    ///
    /// `window / round_trip`, in bytes a second: a window is sent, then its acknowledgement waited for. An upper bound;
    /// 64 KiB is the largest window without scaling.
    ///
    /// # Errors
    /// A negative window; a round trip of 0 or less.
    ///
    /// Source: RFC 7323, TCP Extensions for High Performance, section 1.1.
    pub fn window_limited_throughput(round_trip: Time, window: Information = 65_536.0) -> Result<Throughput, Domain> {
        positive("round_trip", round_trip)?;
        not_negative("window", window)?;
        Ok(window / round_trip)
    }

    /// The throughput of a TCP connection that loses packets.
    ///
    /// `segment / round_trip * sqrt(3 / 2) / sqrt(loss)`, in bytes a second: the Mathis model of a Reno connection with
    /// losses at even distances and an acknowledgement for each packet. An approximation for losses of up to a few
    /// percent; CUBIC is less sensitive to losses, and BBR far less.
    ///
    /// # Errors
    /// A segment or round trip of 0 or less; a loss that is not between 0 and 1.
    ///
    /// Source: Mathis, Semke, Mahdavi and Ott, The Macroscopic Behavior of the TCP Congestion Avoidance Algorithm,
    /// 1997.
    pub fn loss_limited_throughput(
        round_trip: Time,
        loss: Ratio,
        segment: Information = 1_460.0,
    ) -> Result<Throughput, Domain> {
        positive("round_trip", round_trip)?;
        proper_share("loss", loss)?;
        positive("segment", segment)?;
        Ok(segment / round_trip * (1.5_f64.sqrt() / loss.base().sqrt()))
    }

    /// The round trip through optical fibre.
    ///
    /// `2 * distance * index / c`, in seconds, where `index` is the refractive index of the fibre and `c` the speed of
    /// light. A lower bound: cables are longer than the distance, often by half, and routers take time.
    ///
    /// # Errors
    /// A negative distance; an index below 1.
    ///
    /// Source: physics; the index of 1.468 is that of single-mode fibre at 1550 nm.
    pub fn fibre_round_trip(distance: Length, index: Ratio = 1.468) -> Result<Time, Domain> {
        not_negative("distance", distance)?;
        require(index.base() >= 1.0, "index", "must be 1 or more: nothing is faster than light in vacuum")?;
        Ok(Time::from_base(2.0 * distance.base() / LIGHT) * index)
    }

    /// The memory of open connections.
    ///
    /// `connections * (receive_buffer + send_buffer + application)`, in bytes. The defaults are the buffers that Linux
    /// starts a TCP connection with; it takes their memory as bytes arrive, so that idle connections need only a few
    /// kilobytes. An encrypted connection adds tens of kilobytes in the application.
    ///
    /// # Errors
    /// A negative number of connections or bytes.
    ///
    /// Source: Linux kernel, networking/ip-sysctl, defaults of `tcp_rmem` and `tcp_wmem`.
    pub fn connections_memory(
        connections: Count,
        receive_buffer: Size = 131_072.0,
        send_buffer: Size = 16_384.0,
        application: Size = 0.0,
    ) -> Result<Information, Domain> {
        not_negative("connections", connections)?;
        not_negative("receive_buffer", receive_buffer)?;
        not_negative("send_buffer", send_buffer)?;
        not_negative("application", application)?;
        Ok(connections * (receive_buffer + send_buffer + application))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::{refused, worked};

    /// Bytes a second in a megabit a second.
    const MEGABIT: f64 = 125_000.0;

    #[test]
    fn worked_answers() {
        worked(FORMULAS, "data_rate", &[4000.0, 500.0], 2e6);
        worked(FORMULAS, "data_rate", &[4000.0, 500.0], 16.0 * MEGABIT);
        worked(FORMULAS, "transfer_time", &[1e12, 1000.0 * MEGABIT, 1.0, 0.0], 8000.0);
        worked(FORMULAS, "transfer_time", &[40_f64.exp2(), 1000.0 * MEGABIT, 1.0, 0.0], 8796.09);
        worked(FORMULAS, "transfer_time", &[1e12, 1000.0 * MEGABIT, 0.8, 0.08], 10_000.1);
        worked(FORMULAS, "bandwidth_delay_product", &[10_000.0 * MEGABIT, 0.08], 100e6);
        worked(FORMULAS, "window_limited_throughput", &[0.08, 65_536.0], 6.5536 * MEGABIT);
        worked(FORMULAS, "loss_limited_throughput", &[0.08, 1e-4, 1460.0], 17.8813 * MEGABIT);
        worked(FORMULAS, "fibre_round_trip", &[8_800e3, 1.468], 86.1823e-3);
        worked(FORMULAS, "fibre_round_trip", &[4_000e3, 1.468], 39.1738e-3);
        worked(FORMULAS, "connections_memory", &[1e6, 4096.0, 4096.0, 2048.0], 10.24e9);
    }

    #[test]
    fn refusals() {
        refused(FORMULAS, "transfer_time", &[1.0, 0.0, 1.0, 0.0], "bandwidth");
        refused(FORMULAS, "transfer_time", &[1.0, 1.0, 1.2, 0.0], "efficiency");
        refused(FORMULAS, "loss_limited_throughput", &[0.08, 0.0, 1460.0], "loss");
        refused(FORMULAS, "fibre_round_trip", &[1.0, 0.9], "index");
        refused(FORMULAS, "connections_memory", &[-1.0, 1.0, 1.0, 0.0], "connections");
    }
}
