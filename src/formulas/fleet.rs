//! Fleets: how many servers, cores and nodes a load needs, with room for peaks, spares and lost zones.
//! The rules of particular systems are in `clusters`, of drives in `drives`.

use super::Domain;
use super::domain::{at_least, not_negative, positive, positive_share, require, round_up, share, whole};
use super::types::{Count, Information, Rate, RatePerServer, Ratio, Servers, Size, Time, Typed};

formulas! {
    /// The servers for a load at its peak.
    ///
    /// `ceil(peak / (capacity * utilization)) + spares`, in servers: none is loaded beyond the share `utilization` of
    /// what it can do, and `spares` may fail or be in maintenance.
    ///
    /// # Errors
    /// A negative peak; a capacity of 0 or less; a utilization that is not above 0 and at most 1; spares that are not a
    /// whole number.
    ///
    /// Source: arithmetic; N+2 spares as in Google, Site Reliability Engineering.
    pub fn servers_for_peak(
        peak: Rate,
        capacity: RatePerServer,
        utilization: Ratio = 0.7,
        spares: Servers = 0.0,
    ) -> Result<Servers, Domain> {
        not_negative("peak", peak)?;
        positive("capacity", capacity)?;
        positive_share("utilization", utilization)?;
        let spares = whole("spares", spares, 0.0)?;
        Ok(Servers::from_base(round_up((peak / (capacity * utilization)).base()) + spares))
    }

    /// The cores for a rate of requests that each take processor time.
    ///
    /// `ceil(arrival_rate * cpu_time / utilization)`: the load in erlangs, over the share of a core that is planned to
    /// be busy.
    ///
    /// # Errors
    /// A negative rate or time; a utilization that is not above 0 and at most 1.
    ///
    /// Source: the utilization law.
    pub fn cores_needed(arrival_rate: Rate, cpu_time: Time, utilization: Ratio = 0.7) -> Result<Ratio, Domain> {
        not_negative("arrival_rate", arrival_rate)?;
        not_negative("cpu_time", cpu_time)?;
        positive_share("utilization", utilization)?;
        Ok(Ratio::from_base(round_up((arrival_rate * cpu_time).base() / utilization.base())))
    }

    /// The nodes that keep a number of bytes, on disk or in memory.
    ///
    /// `ceil(data * replication / (capacity * fill)) + spares`, in nodes; no node is filled beyond the share `fill`.
    ///
    /// # Errors
    /// Negative data; a capacity of 0 or less; a replication below 1; a fill that is not above 0 and at most 1; spares
    /// that are not a whole number.
    ///
    /// Source: arithmetic.
    pub fn nodes_for_data(
        data: Information,
        capacity: Size,
        replication: Ratio = 3.0,
        fill: Ratio = 0.7,
        spares: Count = 0.0,
    ) -> Result<Count, Domain> {
        not_negative("data", data)?;
        positive("capacity", capacity)?;
        at_least("replication", replication, 1.0)?;
        positive_share("fill", fill)?;
        let spares = whole("spares", spares, 0.0)?;
        Ok(Count::from_base(round_up((data * replication / (capacity * fill)).base()) + spares))
    }

    /// The machines of a fleet that carries its load when zones are lost.
    ///
    /// `ceil(needed / (zones - lost)) * zones`, spread evenly: those in the zones that are left are as many as needed.
    ///
    /// # Errors
    /// A number needed, of zones or of lost ones that is not whole; lost zones that are not fewer than there are.
    ///
    /// Source: arithmetic of N+1 by zone.
    pub fn zone_fleet(needed: Count, zones: Ratio = 3.0, lost: Ratio = 1.0) -> Result<Count, Domain> {
        let needed = whole("needed", needed, 0.0)?;
        let zones = whole("zones", zones, 1.0)?;
        let lost = whole("lost", lost, 0.0)?;
        require(lost < zones, "lost", "must be less than the number of zones")?;
        Ok(Count::from_base(round_up(needed / (zones - lost)) * zones))
    }

    /// The utilization of the machines that are left when some are lost.
    ///
    /// `utilization * machines / (machines - lost)`, where the load spreads evenly; above 1 they cannot carry it.
    ///
    /// # Errors
    /// A utilization outside 0 to 1; machines that are not a whole number of 1 or more; lost ones that are not a whole
    /// number below it.
    ///
    /// Source: arithmetic of N+k.
    pub fn utilization_after_loss(utilization: Ratio, machines: Count, lost: Count = 1.0) -> Result<Ratio, Domain> {
        share("utilization", utilization)?;
        let machines = whole("machines", machines, 1.0)?;
        let lost = whole("lost", lost, 0.0)?;
        require(lost < machines, "lost", "must be less than the number of machines")?;
        Ok(utilization * (machines / (machines - lost)))
    }

    /// The share of a machine's processors to keep free, so that few requests wait for one.
    ///
    /// `0.712 / cpus^0.448`, for virtual processors: the larger the machine, the smaller the share. A fit to Erlang C
    /// with 30% of the requests waiting, which are 27% to 31% on machines of 4 to 64 processors. For physical cores,
    /// divide them by 0.6 first.
    ///
    /// # Errors
    /// Fewer than 1 processor.
    ///
    /// Source: Netflix, service-capacity-modeling, queueing-based headroom strategy.
    pub fn reserved_headroom(cpus: Count) -> Result<Ratio, Domain> {
        at_least("cpus", cpus, 1.0)?;
        Ok(Ratio::from_base(0.712 / cpus.base().powf(0.448)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::{apply, erlang, refused, worked};

    #[test]
    fn worked_answers() {
        worked(FORMULAS, "servers_for_peak", &[6944.44, 1000.0, 0.7, 2.0], 12.0);
        worked(FORMULAS, "servers_for_peak", &[7000.0, 1000.0, 0.7, 0.0], 10.0);
        worked(FORMULAS, "cores_needed", &[5000.0, 0.008, 0.65], 62.0);
        worked(FORMULAS, "nodes_for_data", &[100e12, 4e12, 3.0, 0.7, 1.0], 109.0);
        worked(FORMULAS, "zone_fleet", &[10.0, 3.0, 1.0], 15.0);
        worked(FORMULAS, "utilization_after_loss", &[0.6, 3.0, 1.0], 0.9);
        worked(FORMULAS, "reserved_headroom", &[16.0], 0.205_605);
        worked(FORMULAS, "reserved_headroom", &[64.0], 0.110_487);
    }

    #[test]
    fn headroom_lets_about_three_in_ten_requests_wait() {
        for cpus in [4.0_f64, 8.0, 16.0, 32.0, 64.0] {
            let reserved = apply(FORMULAS, "reserved_headroom", &[cpus]).unwrap();
            let waiting = apply(erlang::FORMULAS, "erlang_c", &[cpus * (1.0 - reserved), cpus]).unwrap();
            assert!((0.26..0.32).contains(&waiting), "{waiting} with {cpus}");
        }
    }

    #[test]
    fn refusals() {
        refused(FORMULAS, "servers_for_peak", &[1.0, 0.0, 0.7, 0.0], "capacity");
        refused(FORMULAS, "servers_for_peak", &[1.0, 1.0, 1.2, 0.0], "utilization");
        refused(FORMULAS, "servers_for_peak", &[1.0, 1.0, 0.7, 0.5], "spares");
        refused(FORMULAS, "zone_fleet", &[10.0, 3.0, 3.0], "lost");
        refused(FORMULAS, "zone_fleet", &[10.5, 3.0, 1.0], "needed");
        refused(FORMULAS, "utilization_after_loss", &[0.6, 3.0, 3.0], "lost");
    }
}
