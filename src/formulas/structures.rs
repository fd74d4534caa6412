//! Data structures in memory: Bloom filter, HyperLogLog, count-min sketch, hash map and LRU cache.
//! What share of requests a cache answers is in `caching`.

use std::f64::consts::{E, LN_2};

use super::Domain;
use super::domain::{at_least, not_negative, positive, positive_share, proper_share, require, round_up, whole};
use super::types::{Count, Information, Ratio, Size, Typed};

/// Bytes in a bit.
const BIT: f64 = 0.125;
/// The standard error of HyperLogLog with one register.
const HLL_CONSTANT: f64 = 1.04;
/// The fewest registers for which its bias correction is given.
const FEWEST_REGISTERS: f64 = 16.0;

formulas! {
    /// The memory that a Bloom filter takes for each key.
    ///
    /// `-ln(false_positives) / ln(2)^2` bits, with the best number of hash functions; 9.6 bits for 1%.
    ///
    /// # Errors
    /// A probability of false positives that is not between 0 and 1.
    ///
    /// Source: B. Bloom, Space/Time Trade-offs in Hash Coding, 1970; Mitzenmacher and Upfal, Probability and Computing.
    pub fn bloom_bits_per_key(false_positives: Ratio = 0.01) -> Result<Information, Domain> {
        proper_share("false_positives", false_positives)?;
        Ok(Information::from_base(BIT * bloom_bits(false_positives.base())))
    }

    /// The memory of a Bloom filter.
    ///
    /// `keys * -ln(false_positives) / ln(2)^2` bits, with the best number of hash functions.
    ///
    /// # Errors
    /// A negative number of keys; a probability of false positives that is not between 0 and 1.
    ///
    /// Source: B. Bloom, Space/Time Trade-offs in Hash Coding, 1970; Mitzenmacher and Upfal, Probability and Computing.
    pub fn bloom_memory(keys: Count, false_positives: Ratio = 0.01) -> Result<Information, Domain> {
        not_negative("keys", keys)?;
        proper_share("false_positives", false_positives)?;
        Ok(Information::from_base(keys.base() * BIT * bloom_bits(false_positives.base())))
    }

    /// The number of hash functions with which a Bloom filter is smallest.
    ///
    /// `-log2(false_positives)`, rounded to a whole number of 1 or more; 7 for 1%.
    ///
    /// # Errors
    /// A probability of false positives that is not between 0 and 1.
    ///
    /// Source: B. Bloom, Space/Time Trade-offs in Hash Coding, 1970; Mitzenmacher and Upfal, Probability and Computing.
    pub fn bloom_hashes(false_positives: Ratio = 0.01) -> Result<Ratio, Domain> {
        proper_share("false_positives", false_positives)?;
        Ok(Ratio::from_base((-false_positives.base().log2()).round().max(1.0)))
    }

    /// The probability that a Bloom filter of a given size takes a key for one of its own.
    ///
    /// `(1 - e^(-hashes * keys / bits))^hashes`, an approximation that is good for filters of more than a few hundred
    /// bits.
    ///
    /// # Errors
    /// A negative number of keys; a memory of 0 or less; hashes that are not a whole number of 1 or more.
    ///
    /// Source: B. Bloom, Space/Time Trade-offs in Hash Coding, 1970; Mitzenmacher and Upfal, Probability and Computing.
    pub fn bloom_false_positives(keys: Count, memory: Information, hashes: Ratio = 7.0) -> Result<Ratio, Domain> {
        not_negative("keys", keys)?;
        positive("memory", memory)?;
        let hashes = whole("hashes", hashes, 1.0)?;
        let set = -(-hashes * (keys.base() / memory.base()) * BIT).exp_m1();
        Ok(Ratio::from_base(set.powf(hashes)))
    }

    /// The relative standard error of a HyperLogLog count of distinct things.
    ///
    /// `1.04 / sqrt(registers)`: two counts of three are off by less than that.
    ///
    /// # Errors
    /// Registers that are not a power of two of 16 or more.
    ///
    /// Source: Flajolet et al., HyperLogLog, 2007.
    pub fn hll_error(registers: Count = 16_384.0) -> Result<Ratio, Domain> {
        Ok(Ratio::from_base(HLL_CONSTANT / hll_registers_of(registers)?.sqrt()))
    }

    /// The registers that a HyperLogLog needs for a relative standard error.
    ///
    /// `(1.04 / error)^2`, rounded up to a power of two of 16 or more.
    ///
    /// # Errors
    /// An error that is not between 0 and 1.
    ///
    /// Source: Flajolet et al., HyperLogLog, 2007.
    pub fn hll_registers(error: Ratio = 0.01) -> Result<Count, Domain> {
        proper_share("error", error)?;
        let registers = (HLL_CONSTANT / error.base()).powi(2).max(FEWEST_REGISTERS);
        Ok(Count::from_base(power_of_two_above(registers)))
    }

    /// The memory of a HyperLogLog, however many things it counts.
    ///
    /// `registers * register`, in bytes; a register of 6 bits counts beyond 2^64.
    ///
    /// # Errors
    /// Registers that are not a power of two of 16 or more; a register of 0 or less.
    ///
    /// Source: Flajolet et al., HyperLogLog, 2007; Redis, with 12,288 B for 2^14 registers.
    pub fn hll_memory(registers: Count = 16_384.0, register: Information = 0.75) -> Result<Information, Domain> {
        positive("register", register)?;
        Ok(register * hll_registers_of(registers)?)
    }

    /// The counters in each row of a count-min sketch.
    ///
    /// `ceil(e / error)`: a count is too high by at most `error` times the total of all counts, but for the probability
    /// that the depth leaves.
    ///
    /// # Errors
    /// An error that is not between 0 and 1.
    ///
    /// Source: Cormode and Muthukrishnan, An Improved Data Stream Summary, 2005.
    pub fn count_min_width(error: Ratio) -> Result<Ratio, Domain> {
        proper_share("error", error)?;
        Ok(Ratio::from_base(round_up(E / error.base())))
    }

    /// The rows of a count-min sketch.
    ///
    /// `ceil(ln(1 / failure))`, where `failure` is the probability that a count is off by more than the error.
    ///
    /// # Errors
    /// A probability that is not between 0 and 1.
    ///
    /// Source: Cormode and Muthukrishnan, An Improved Data Stream Summary, 2005.
    pub fn count_min_depth(failure: Ratio = 0.01) -> Result<Ratio, Domain> {
        proper_share("failure", failure)?;
        Ok(Ratio::from_base(round_up(-failure.base().ln())))
    }

    /// The memory of a count-min sketch.
    ///
    /// `ceil(e / error) * ceil(ln(1 / failure)) * counter`, in bytes.
    ///
    /// # Errors
    /// An error or a probability that is not between 0 and 1; a counter of 0 or less.
    ///
    /// Source: Cormode and Muthukrishnan, An Improved Data Stream Summary, 2005.
    pub fn count_min_memory(
        error: Ratio,
        failure: Ratio = 0.01,
        counter: Information = 4.0,
    ) -> Result<Information, Domain> {
        positive("counter", counter)?;
        Ok(counter * count_min_width(error)? * count_min_depth(failure)?)
    }

    /// The memory of a hash map with open addressing.
    ///
    /// `slots * (entry + overhead)`, in bytes, where `slots` is the smallest power of two that leaves the map at most
    /// `max_load` full. The defaults, a load of 7/8 and 1 byte of control for each slot, are those of Swiss tables.
    /// What an entry points to is not counted; while the map grows, the old slots are there too.
    ///
    /// # Errors
    /// A negative number of entries, size or overhead; a load that is not above 0 and at most 1.
    ///
    /// Source: Abseil, Swiss Tables Design Notes.
    pub fn hash_map_memory(
        entries: Count,
        entry: Size,
        max_load: Ratio = 0.875,
        overhead: Size = 1.0,
    ) -> Result<Information, Domain> {
        not_negative("entries", entries)?;
        not_negative("entry", entry)?;
        positive_share("max_load", max_load)?;
        not_negative("overhead", overhead)?;
        let slots = power_of_two_above((entries / max_load).base());
        Ok(Count::from_base(slots) * (entry + overhead))
    }

    /// The memory of an LRU cache: its keys, its values and what keeps them in order.
    ///
    /// `entries * (key + value + overhead)`, in bytes. The overhead of 64 B is an estimate: two links of the list
    /// (16 B), a pointer and a hash in a table that is at most 3/4 full (21 B), and the headers and rounding of an
    /// allocator; memcached has a header of 48 to 56 B for each item.
    ///
    /// # Errors
    /// A negative number of entries, key, value or overhead.
    ///
    /// Source: arithmetic over a hash map and a doubly linked list; the overhead is an approximation.
    pub fn lru_cache_memory(
        entries: Count,
        key: Size,
        value: Size,
        overhead: Size = 64.0,
    ) -> Result<Information, Domain> {
        not_negative("entries", entries)?;
        not_negative("key", key)?;
        not_negative("value", value)?;
        not_negative("overhead", overhead)?;
        Ok(entries * (key + value + overhead))
    }

    /// The memory of a bitmap with one bit for each thing.
    ///
    /// `things / 8`, in bytes.
    ///
    /// # Errors
    /// A negative number of things.
    ///
    /// Source: definition.
    pub fn bitmap_memory(things: Count) -> Result<Information, Domain> {
        not_negative("things", things)?;
        Ok(Information::from_base(things.base() * BIT))
    }
}

/// Bits for each key of the best Bloom filter.
fn bloom_bits(false_positives: f64) -> f64 {
    -false_positives.ln() / (LN_2 * LN_2)
}

/// The number of registers, which the algorithm requires to be a power of two.
fn hll_registers_of(registers: Count) -> Result<f64, Domain> {
    at_least("registers", registers, FEWEST_REGISTERS)?;
    let registers = registers.base();
    require(power_of_two_above(registers) == registers, "registers", "must be a power of two")?;
    Ok(registers)
}

/// The smallest power of two that is `value` or more; 0 for 0.
fn power_of_two_above(value: f64) -> f64 {
    if value > 0.0 { value.log2().ceil().max(0.0).exp2() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::{refused, worked};

    #[test]
    fn worked_answers() {
        worked(FORMULAS, "bloom_bits_per_key", &[0.01], 9.58506 * BIT);
        worked(FORMULAS, "bloom_memory", &[1e9, 0.01], 1.19813e9);
        worked(FORMULAS, "bloom_hashes", &[0.01], 7.0);
        worked(FORMULAS, "hll_error", &[16_384.0], 0.008_125);
        worked(FORMULAS, "hll_registers", &[0.01], 16_384.0);
        worked(FORMULAS, "hll_memory", &[16_384.0, 6.0 * BIT], 12_288.0);
        worked(FORMULAS, "count_min_width", &[1e-4], 27_183.0);
        worked(FORMULAS, "count_min_depth", &[0.01], 5.0);
        worked(FORMULAS, "count_min_memory", &[1e-4, 0.01, 4.0], 543_660.0);
        worked(FORMULAS, "hash_map_memory", &[1e6, 16.0, 0.875, 1.0], 17.0 * 1_048_576.0 * 2.0);
        worked(FORMULAS, "hash_map_memory", &[896.0, 16.0, 0.875, 1.0], 17.0 * 1024.0);
        worked(FORMULAS, "lru_cache_memory", &[1e6, 16.0, 500.0, 64.0], 580e6);
        worked(FORMULAS, "bitmap_memory", &[1e9], 125e6);
    }

    #[test]
    fn the_best_bloom_filter_has_the_false_positives_asked_for() {
        // A power of two needs a whole number of hash functions, so that nothing is lost by rounding it.
        let false_positives = 1.0 / 128.0;
        let memory = 1e6 * BIT * bloom_bits(false_positives);
        worked(FORMULAS, "bloom_false_positives", &[1e6, memory, 7.0], false_positives);
    }

    #[test]
    fn refusals() {
        refused(FORMULAS, "bloom_memory", &[1e9, 1.2], "false_positives");
        refused(FORMULAS, "bloom_false_positives", &[1e9, 1e9, 0.5], "hashes");
        refused(FORMULAS, "hll_error", &[1000.0], "registers");
        refused(FORMULAS, "hll_memory", &[8.0, 1.0], "registers");
        refused(FORMULAS, "count_min_memory", &[0.0, 0.01, 4.0], "error");
        refused(FORMULAS, "hash_map_memory", &[1.0, 1.0, 0.0, 1.0], "max_load");
    }
}
