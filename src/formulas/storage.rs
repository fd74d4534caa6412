//! Storage: how many bytes are kept, grow, are provisioned, and what redundancy adds.
//! Drives that hold them are in `drives`, engines that write them more than once in `engines`.

use super::Domain;
use super::domain::{at_least, not_negative, positive, positive_share, require, share, whole};
use super::types::{Count, Information, Rate, Ratio, Size, Throughput, Time, Typed};

formulas! {
    /// The bytes that are stored at the end of a retention time.
    ///
    /// `rate * size * retention * replication * (1 + index_overhead) / compression`, in bytes; the index overhead is a
    /// share of the data (0.3 for 30%), the compression a ratio (2 halves the data). Compression is
    /// applied to the index too.
    ///
    /// # Errors
    /// A negative rate, size, retention or overhead; a replication below 1; a compression of 0 or less.
    ///
    /// Source: System Design Primer, Pastebin and Twitter exercises, with index overhead and compression added.
    pub fn retained_storage(
        rate: Rate,
        size: Size,
        retention: Time,
        replication: Ratio = 3.0,
        index_overhead: Ratio = 0.0,
        compression: Ratio = 1.0,
    ) -> Result<Information, Domain> {
        not_negative("rate", rate)?;
        not_negative("size", size)?;
        not_negative("retention", retention)?;
        at_least("replication", replication, 1.0)?;
        not_negative("index_overhead", index_overhead)?;
        positive("compression", compression)?;
        Ok(rate * size * retention * replication * (1.0 + index_overhead.base()) / compression)
    }

    /// The bytes written while the rate of writing grows continuously.
    ///
    /// `initial * period * ((1 + growth)^(time / period) - 1) / ln(1 + growth)`, in bytes: the integral of a rate that
    /// grows by the share `growth` in every `period`, a year of 365 days unless another is given. It holds for any
    /// growth above -1; without growth it is `initial * time`.
    ///
    /// # Errors
    /// A negative initial rate or time; a growth of -1 or less; a period of 0 or less.
    ///
    /// Source: integral of compound growth.
    pub fn storage_growth(
        initial: Throughput,
        growth: Ratio,
        time: Time,
        period: Time = 31_536_000.0,
    ) -> Result<Information, Domain> {
        growing(initial, growth, time, period)?;
        let logarithm = growth.base().ln_1p();
        let periods = (time / period).base();
        let factor = if logarithm == 0.0 { periods } else { (logarithm * periods).exp_m1() / logarithm };
        Ok(initial * period * factor)
    }

    /// The bytes written while the rate of writing grows by a step at the end of each period.
    ///
    /// `initial * period * ((1 + growth)^n - 1) / growth`, in bytes, for `n` whole periods (years of 365 days unless
    /// another period is given), plus the begun one at its own rate. It is lower than with continuous growth, which
    /// starts at once.
    ///
    /// # Errors
    /// A negative initial rate or time; a growth of -1 or less; a period of 0 or less.
    ///
    /// Source: geometric series of compound growth.
    pub fn storage_growth_stepped(
        initial: Throughput,
        growth: Ratio,
        time: Time,
        period: Time = 31_536_000.0,
    ) -> Result<Information, Domain> {
        growing(initial, growth, time, period)?;
        let periods = (time / period).base();
        let (complete, begun) = (periods.floor(), periods.fract());
        let logarithm = growth.base().ln_1p();
        let series = if growth.base() == 0.0 { complete } else { (logarithm * complete).exp_m1() / growth.base() };
        Ok(initial * period * (series + begun * (logarithm * complete).exp()))
    }

    /// The storage to buy so that replicated data does not fill it beyond a limit.
    ///
    /// `data * replication / fill`, in bytes; 70% full is a usual limit, and what is left is for growth, compaction
    /// and the loss of a node.
    ///
    /// # Errors
    /// Negative data; a replication below 1; a fill that is not above 0 and at most 1.
    ///
    /// Source: arithmetic; the limit of 70% is that of published Kafka and Cassandra sizing guides.
    pub fn provisioned_storage(
        data: Information,
        replication: Ratio = 3.0,
        fill: Ratio = 0.7,
    ) -> Result<Information, Domain> {
        not_negative("data", data)?;
        at_least("replication", replication, 1.0)?;
        positive_share("fill", fill)?;
        Ok(data * replication / fill)
    }

    /// The bytes that data takes with full copies.
    ///
    /// `data * replication`, in bytes; any `replication - 1` copies may be lost.
    ///
    /// # Errors
    /// Negative data; a replication below 1.
    ///
    /// Source: definition of the replication factor.
    pub fn replicated_storage(data: Information, replication: Ratio = 3.0) -> Result<Information, Domain> {
        not_negative("data", data)?;
        at_least("replication", replication, 1.0)?;
        Ok(data * replication)
    }

    /// The bytes that data takes with erasure coding.
    ///
    /// `data * (data_shards + parity_shards) / data_shards`, in bytes; any `parity_shards` of them may be lost. Holds
    /// for a code that is maximum distance separable, as Reed-Solomon codes are, and for data that fills its stripes.
    ///
    /// # Errors
    /// Negative data; shards that are not whole numbers; fewer than 1 data shard.
    ///
    /// Source: Reed and Solomon, Polynomial Codes over Certain Finite Fields, 1960; RS(10,4) as in Facebook's f4.
    pub fn erasure_coded_storage(
        data: Information,
        data_shards: Count = 10.0,
        parity_shards: Count = 4.0,
    ) -> Result<Information, Domain> {
        not_negative("data", data)?;
        Ok(data * stretch(data_shards, parity_shards)?)
    }

    /// The share of storage that erasure coding saves against full copies.
    ///
    /// `1 - (data_shards + parity_shards) / (data_shards * replication)`; below 0 where the code takes more than the
    /// copies do.
    ///
    /// # Errors
    /// Shards that are not whole numbers; fewer than 1 data shard; a replication below 1.
    ///
    /// Source: definitions of the code rate and of the replication factor.
    pub fn erasure_coding_saving(
        data_shards: Count = 10.0,
        parity_shards: Count = 4.0,
        replication: Ratio = 3.0,
    ) -> Result<Ratio, Domain> {
        at_least("replication", replication, 1.0)?;
        Ok(Ratio::from_base(1.0 - stretch(data_shards, parity_shards)? / replication.base()))
    }

    /// How long free storage lasts at a steady rate of writing.
    ///
    /// `(capacity * fill - used) / (writes * replication)`, in seconds, where `writes` is before replication; 0 if the
    /// limit is reached already.
    ///
    /// # Errors
    /// A negative capacity or use; writes of 0 or less; a replication below 1; a fill outside 0 to 1.
    ///
    /// Source: arithmetic.
    pub fn time_to_full(
        capacity: Information,
        used: Information,
        writes: Throughput,
        replication: Ratio = 3.0,
        fill: Ratio = 0.7,
    ) -> Result<Time, Domain> {
        not_negative("capacity", capacity)?;
        not_negative("used", used)?;
        positive("writes", writes)?;
        at_least("replication", replication, 1.0)?;
        share("fill", fill)?;
        let free = (capacity * fill - used).base().max(0.0);
        Ok(Information::from_base(free) / (writes * replication))
    }

    /// The size of an index, from its entries and how full its pages are.
    ///
    /// `entries * (key + pointer) / page_fill`, in bytes. Pages of a B-tree that is filled in random order are
    /// `ln 2`, 69%, full; those above the leaves add about 1%, which is left out.
    ///
    /// # Errors
    /// A negative number of entries, key or pointer; a page fill that is not above 0 and at most 1.
    ///
    /// Source: A. Yao, On Random 2-3 Trees, 1978, for the fill of ln 2.
    pub fn index_size(
        entries: Count,
        key: Size,
        pointer: Size = 8.0,
        page_fill: Ratio = std::f64::consts::LN_2,
    ) -> Result<Information, Domain> {
        not_negative("entries", entries)?;
        not_negative("key", key)?;
        not_negative("pointer", pointer)?;
        positive_share("page_fill", page_fill)?;
        Ok(entries * (key + pointer) / page_fill)
    }
}

/// Checks the arguments that both ways of growth have.
fn growing(initial: Throughput, growth: Ratio, time: Time, period: Time) -> Result<(), Domain> {
    not_negative("initial", initial)?;
    require(growth.base() > -1.0, "growth", "must be greater than -1 (-100%)")?;
    not_negative("time", time)?;
    positive("period", period)
}

/// Bytes stored for each byte of data by an erasure code.
fn stretch(data_shards: Count, parity_shards: Count) -> Result<f64, Domain> {
    let data_shards = whole("data_shards", data_shards, 1.0)?;
    let parity_shards = whole("parity_shards", parity_shards, 0.0)?;
    Ok(1.0 + parity_shards / data_shards)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::{refused, worked};

    const DAY: f64 = 86_400.0;
    const YEAR: f64 = 365.0 * DAY;

    #[test]
    fn worked_answers() {
        let writes = 500e6 / DAY;
        worked(FORMULAS, "retained_storage", &[writes, 10e3, 5.0 * YEAR, 3.0, 0.3, 2.0], 1.77938e16);
        worked(FORMULAS, "storage_growth", &[30e12 / DAY, 0.5, 5.0 * YEAR, YEAR], 1.78071e17);
        worked(FORMULAS, "storage_growth", &[30e12 / DAY, 0.0, 5.0 * YEAR, YEAR], 5.475e16);
        worked(FORMULAS, "storage_growth_stepped", &[30e12 / DAY, 0.5, 5.0 * YEAR, YEAR], 1.44403e17);
        worked(FORMULAS, "provisioned_storage", &[100e12, 3.0, 0.7], 428.571e12);
        worked(FORMULAS, "erasure_coded_storage", &[55e15, 10.0, 4.0], 77e15);
        worked(FORMULAS, "replicated_storage", &[55e15, 3.0], 165e15);
        worked(FORMULAS, "erasure_coding_saving", &[10.0, 4.0, 3.0], 1.0 - 77.0 / 165.0);
        worked(FORMULAS, "time_to_full", &[100e12, 10e12, 1e9, 3.0, 0.7], 20_000.0);
        worked(FORMULAS, "index_size", &[1e9, 16.0, 8.0, std::f64::consts::LN_2], 34.6247e9);
    }

    #[test]
    fn steps_in_the_middle_of_a_period_and_without_growth() {
        worked(FORMULAS, "storage_growth_stepped", &[1.0, 1.0, 2.5, 1.0], 1.0 + 2.0 + 0.5 * 4.0);
        worked(FORMULAS, "storage_growth_stepped", &[1.0, 0.0, 2.5, 1.0], 2.5);
    }

    #[test]
    fn refusals() {
        refused(FORMULAS, "retained_storage", &[1.0, 1.0, 1.0, 0.5, 0.0, 1.0], "replication");
        refused(FORMULAS, "retained_storage", &[1.0, 1.0, 1.0, 3.0, 0.0, 0.0], "compression");
        refused(FORMULAS, "storage_growth", &[1.0, -1.0, 1.0, 1.0], "growth");
        refused(FORMULAS, "provisioned_storage", &[1.0, 3.0, 1.2], "fill");
        refused(FORMULAS, "erasure_coded_storage", &[1.0, 2.5, 1.0], "data_shards");
    }
}
