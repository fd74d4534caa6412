//! Durability: how often drives fail, how long a rebuild takes, and how long replicated data lasts.
//! Whether a system answers is in `availability`.

use super::Domain;
use super::domain::{not_negative, positive, positive_share, require, whole};
use super::types::{Count, Information, Rate, Ratio, Throughput, Time, Typed};

/// More copies than anyone keeps; bounds a loop.
const MOST_COPIES: f64 = 20.0;

formulas! {
    /// How many drives of a fleet fail in a time, on average.
    ///
    /// `drives * afr / year`, in drives a second, where `afr` is the annual failure rate (0.5% to 2% is usual) and the
    /// year has 365 days unless another is given.
    ///
    /// # Errors
    /// A negative number of drives or failure rate; a year of 0 or less.
    ///
    /// Source: definition of the annual failure rate; Backblaze drive statistics for its size.
    pub fn drive_failures(drives: Count, afr: Ratio = 0.015, year: Time = 31_536_000.0) -> Result<Rate, Domain> {
        not_negative("drives", drives)?;
        not_negative("afr", afr)?;
        positive("year", year)?;
        Ok(drives * afr / year)
    }

    /// The mean time to failure that an annual failure rate stands for.
    ///
    /// `year / afr`, in seconds, for a failure rate that does not change with age; it says nothing of how long a drive
    /// lasts.
    ///
    /// # Errors
    /// A failure rate or year of 0 or less.
    ///
    /// Source: definition of the annual failure rate.
    pub fn mean_time_to_failure(afr: Ratio = 0.015, year: Time = 31_536_000.0) -> Result<Time, Domain> {
        positive("afr", afr)?;
        positive("year", year)?;
        Ok(year / afr)
    }

    /// How long a drive takes to rebuild.
    ///
    /// `capacity * fill / bandwidth`, in seconds, at the bandwidth that is left beside the load.
    ///
    /// # Errors
    /// A negative capacity; a bandwidth of 0 or less; a fill that is not above 0 and at most 1.
    ///
    /// Source: arithmetic.
    pub fn rebuild_time(capacity: Information, bandwidth: Throughput, fill: Ratio = 1.0) -> Result<Time, Domain> {
        not_negative("capacity", capacity)?;
        positive("bandwidth", bandwidth)?;
        positive_share("fill", fill)?;
        Ok(capacity * fill / bandwidth)
    }

    /// The mean time until all copies of a group of data are lost.
    ///
    /// `mttf^copies / (copies! * mttr^(copies - 1))`, in seconds, for drives that fail independently at a constant rate
    /// and are repaired one at a time. An approximation for repairs that are far faster than failures. Failures that
    /// come together make it an upper bound, often by orders of magnitude.
    ///
    /// # Errors
    /// A time to failure or to repair of 0 or less; a time to repair that is not less than that to failure; copies that
    /// are not a whole number from 1 to 20.
    ///
    /// Source: derived from the Markov chain of failures; Patterson, Gibson and Katz, A Case for RAID, 1988, for two.
    pub fn mean_time_to_data_loss(mttf: Time, mttr: Time, copies: Count = 3.0) -> Result<Time, Domain> {
        positive("mttf", mttf)?;
        positive("mttr", mttr)?;
        require(mttr < mttf, "mttr", "must be less than the mean time to failure")?;
        let copies = whole("copies", copies, 1.0)?;
        require(copies <= MOST_COPIES, "copies", "must be at most 20")?;
        let (mut time, mut copy) = (mttf.base(), 1.0);
        while copy < copies {
            copy += 1.0;
            time *= (mttf / mttr).base() / copy;
        }
        Ok(Time::from_base(time))
    }

    /// The probability that any of a number of groups of data is lost within a time.
    ///
    /// `1 - e^(-groups * period / mttdl)`, in a year of 365 days unless another period is given; one minus it is the
    /// durability.
    ///
    /// # Errors
    /// A mean time to data loss of 0 or less; a negative number of groups or period.
    ///
    /// Source: exponential distribution of the time to a rare event.
    pub fn data_loss_probability(
        mttdl: Time,
        groups: Count = 1.0,
        period: Time = 31_536_000.0,
    ) -> Result<Ratio, Domain> {
        positive("mttdl", mttdl)?;
        not_negative("groups", groups)?;
        not_negative("period", period)?;
        Ok(Ratio::from_base(-(-groups.base() * (period / mttdl).base()).exp_m1()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::{apply, refused, worked};

    const HOUR: f64 = 3600.0;
    const DAY: f64 = 24.0 * HOUR;
    const YEAR: f64 = 365.25 * DAY;

    #[test]
    fn worked_answers() {
        worked(FORMULAS, "drive_failures", &[10e3, 0.015, YEAR], 0.410_678 / DAY);
        worked(FORMULAS, "mean_time_to_failure", &[0.015, YEAR], YEAR / 0.015);
        worked(FORMULAS, "mean_time_to_data_loss", &[YEAR / 0.015, 6.0 * HOUR, 3.0], 1.05408e11 * YEAR);
        worked(FORMULAS, "mean_time_to_data_loss", &[YEAR, HOUR, 1.0], YEAR);
        worked(FORMULAS, "rebuild_time", &[16e12, 200e6, 0.8], 17.7778 * HOUR);
        worked(FORMULAS, "data_loss_probability", &[1e6 * YEAR, 1000.0, YEAR], 0.000_999_5);
    }

    #[test]
    fn the_mean_time_to_data_loss_is_that_of_its_markov_chain() {
        // The mean time from each state to the next worse one, repairs that lead back included.
        let (failure, repair) = (1e-4, 1.0);
        let none_lost = 1.0 / (3.0 * failure);
        let one_lost = (1.0 + repair * none_lost) / (2.0 * failure);
        let two_lost = (1.0 + repair * one_lost) / failure;
        let exact = none_lost + one_lost + two_lost;
        let approximate = apply(FORMULAS, "mean_time_to_data_loss", &[1.0 / failure, 1.0 / repair, 3.0]).unwrap();
        assert!((approximate / exact - 1.0).abs() < 1e-3, "{approximate} is not near {exact}");
    }

    #[test]
    fn refusals() {
        refused(FORMULAS, "mean_time_to_failure", &[0.0, 1.0], "afr");
        refused(FORMULAS, "mean_time_to_data_loss", &[1.0, 2.0, 3.0], "mttr");
        refused(FORMULAS, "mean_time_to_data_loss", &[1.0, 0.5, 1e6], "copies");
        refused(FORMULAS, "rebuild_time", &[1.0, 0.0, 1.0], "bandwidth");
    }
}
