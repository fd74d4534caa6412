//! Storage engines: how often log-structured merge trees and B-trees write each byte, and the ingest that leaves.
//! The drives underneath are in `drives`.

use super::Domain;
use super::domain::{at_least, not_negative, positive, require, whole};
use super::types::{Information, Ratio, Throughput, Typed};

/// Write-ahead log and flush of the memory table: each writes a byte once.
const LOG_AND_FLUSH: f64 = 2.0;
/// From level 0 to level 1, which is about as large: each byte that comes is merged with one that is there.
const INTO_FIRST_LEVEL: f64 = 2.0;

formulas! {
    /// The levels of a log-structured merge tree.
    ///
    /// `1 + ceil(log(data / first_level) / log(fan_out))`, counted from level 1, each level `fan_out` times as large as
    /// the one before; 1 if the data fits the first level.
    ///
    /// # Errors
    /// Negative data; a first level of 0 or less; a fan-out of 1 or less.
    ///
    /// Source: RocksDB wiki, Leveled Compaction.
    pub fn lsm_levels(
        data: Information,
        first_level: Information = 256e6,
        fan_out: Ratio = 10.0,
    ) -> Result<Ratio, Domain> {
        not_negative("data", data)?;
        positive("first_level", first_level)?;
        growing("fan_out", fan_out)?;
        Ok(Ratio::from_base(levels((data / first_level).base(), fan_out.base())))
    }

    /// How often leveled compaction writes each byte, at most.
    ///
    /// `2 + 2 + fan_out * (levels - 1)`: once to the log, once in the flush, twice into level 1, and at each further
    /// level merged with up to `fan_out` bytes that are there. An upper bound: a level that is partly empty, and
    /// updates of the same key, write less.
    ///
    /// # Errors
    /// Levels that are not a whole number of 1 or more; a fan-out of 1 or less.
    ///
    /// Source: derived from RocksDB wiki, Leveled Compaction and Tuning Guide; the coefficients are rules of thumb.
    pub fn lsm_leveled_write_amplification(levels: Ratio, fan_out: Ratio = 10.0) -> Result<Ratio, Domain> {
        let levels = whole("levels", levels, 1.0)?;
        growing("fan_out", fan_out)?;
        Ok(Ratio::from_base(LOG_AND_FLUSH + INTO_FIRST_LEVEL + fan_out.base() * (levels - 1.0)))
    }

    /// How often tiered (universal) compaction writes each byte, about.
    ///
    /// `2 + levels`: once to the log, once in the flush, and once for each level that it moves down.
    ///
    /// # Errors
    /// Levels that are not a whole number of 1 or more.
    ///
    /// Source: derived from RocksDB wiki, Universal Compaction; a rule of thumb.
    pub fn lsm_tiered_write_amplification(levels: Ratio) -> Result<Ratio, Domain> {
        let levels = whole("levels", levels, 1.0)?;
        Ok(Ratio::from_base(LOG_AND_FLUSH + levels))
    }

    /// The space that leveled compaction takes, over that of the live data, at most.
    ///
    /// `fan_out / (fan_out - 1)`: all levels above the last one, which together hold a share of `1 / (fan_out - 1)` of
    /// it, may repeat its keys.
    ///
    /// # Errors
    /// A fan-out of 1 or less.
    ///
    /// Source: geometric series; Dong et al., Optimizing Space Amplification in RocksDB, 2017, with 1.11 for 10.
    pub fn lsm_space_amplification(fan_out: Ratio = 10.0) -> Result<Ratio, Domain> {
        growing("fan_out", fan_out)?;
        Ok(Ratio::from_base(1.0 + 1.0 / (fan_out.base() - 1.0)))
    }

    /// The bytes a second that a database takes in, when its engine writes each of them several times.
    ///
    /// `disk / write_amplification`, in bytes a second.
    ///
    /// # Errors
    /// A negative disk throughput; an amplification below 1.
    ///
    /// Source: definition of write amplification; RocksDB Tuning Guide.
    pub fn sustained_ingest(disk: Throughput, write_amplification: Ratio) -> Result<Throughput, Domain> {
        not_negative("disk", disk)?;
        at_least("write_amplification", write_amplification, 1.0)?;
        Ok(disk / write_amplification)
    }

    /// How often a B-tree writes each byte that changes.
    ///
    /// `log + copies * page / (row * rows_per_write)`: `log` once for the write-ahead log, then the whole page of
    /// a changed row, `copies` times (2 with a doublewrite buffer or full pages in the log), shared by the rows that
    /// changed in it since it was last written. With 1 such row it is the worst case: random updates of a table that
    /// is larger than memory. Splits are left out.
    ///
    /// # Errors
    /// A row or page of 0 or less; a page smaller than its row; fewer than 1 row or copy; a negative log.
    ///
    /// Source: M. Callaghan, Read, write and space amplification: B-Tree vs LSM, 2015, page size over row size.
    pub fn btree_write_amplification(
        row: Information,
        page: Information = 16_384.0,
        rows_per_write: Ratio = 1.0,
        copies: Ratio = 1.0,
        log: Ratio = 1.0,
    ) -> Result<Ratio, Domain> {
        positive("row", row)?;
        require(page >= row, "page", "must be as large as a row, or larger")?;
        at_least("rows_per_write", rows_per_write, 1.0)?;
        at_least("copies", copies, 1.0)?;
        not_negative("log", log)?;
        Ok(log + copies * (page / (row * rows_per_write)))
    }
}

/// Refuses levels that do not grow.
fn growing(parameter: &'static str, fan_out: Ratio) -> Result<(), Domain> {
    require(fan_out.base() > 1.0, parameter, "must be greater than 1")
}

/// The level, counted from 1, whose size reaches `ratio` times that of the first. Rounding errors of the logarithm
/// must not add a level, so the power is compared.
fn levels(ratio: f64, fan_out: f64) -> f64 {
    if ratio <= 1.0 {
        return 1.0;
    }
    let deeper = (ratio.ln() / fan_out.ln()).ceil();
    if fan_out.powf(deeper - 1.0) >= ratio { deeper } else { 1.0 + deeper }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::{refused, worked};

    #[test]
    fn worked_answers() {
        worked(FORMULAS, "lsm_levels", &[1e12, 256e6, 10.0], 5.0);
        worked(FORMULAS, "lsm_leveled_write_amplification", &[5.0, 10.0], 44.0);
        worked(FORMULAS, "lsm_tiered_write_amplification", &[5.0], 7.0);
        worked(FORMULAS, "lsm_space_amplification", &[10.0], 1.11111);
        worked(FORMULAS, "sustained_ingest", &[500e6, 44.0], 11.3636e6);
        worked(FORMULAS, "sustained_ingest", &[500e6, 50.0], 10e6);
        worked(FORMULAS, "btree_write_amplification", &[128.0, 16_384.0, 1.0, 2.0, 1.0], 257.0);
    }

    #[test]
    fn a_whole_power_of_the_fan_out_adds_no_level() {
        for level in 1..12 {
            worked(FORMULAS, "lsm_levels", &[10_f64.powi(level), 1.0, 10.0], 1.0 + f64::from(level));
        }
        worked(FORMULAS, "lsm_levels", &[0.0, 1.0, 10.0], 1.0);
    }

    #[test]
    fn refusals() {
        refused(FORMULAS, "lsm_levels", &[1.0, 1.0, 1.0], "fan_out");
        refused(FORMULAS, "lsm_leveled_write_amplification", &[0.5, 10.0], "levels");
        refused(FORMULAS, "btree_write_amplification", &[100.0, 10.0, 1.0, 1.0, 1.0], "page");
    }
}
