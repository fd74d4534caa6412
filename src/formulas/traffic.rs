//! Traffic: how many requests a second, on average and at the peak, and how they split into reads and writes.
//! What the requests weigh is a matter of storage and of the network.

use super::Domain;
use super::domain::{at_least, not_negative, positive, require};
use super::types::{Count, PerUser, Rate, Ratio, Time, Typed, Users};

const HOUR: f64 = 3_600.0;
const HOURS_PER_DAY: f64 = 24.0;

formulas! {
    /// The average rate at which a number of things happens.
    ///
    /// `count / period`, in things a second; for a count of 0 or more and a period above 0. What a month is makes a
    /// difference of 5%, so the period is an argument.
    ///
    /// # Errors
    /// A negative count; a period of 0 or less.
    ///
    /// Source: System Design Primer, handy conversion guide.
    pub fn average_rate(count: Count, period: Time) -> Result<Rate, Domain> {
        not_negative("count", count)?;
        positive("period", period)?;
        Ok(count / period)
    }

    /// The average rate of what the users of a day do, from how often each does it.
    ///
    /// `users * actions / period`, in things a second; users are those active in the period, a day of 86,400 s unless
    /// another is given (interviews like 100,000 s, which is 13.6% low).
    ///
    /// # Errors
    /// A negative number of users or actions; a period of 0 or less.
    ///
    /// Source: Alex Xu, System Design Interview, chapter 2.
    pub fn active_users_rate(users: Users, actions: PerUser, period: Time = 86_400.0) -> Result<Rate, Domain> {
        not_negative("users", users)?;
        not_negative("actions", actions)?;
        positive("period", period)?;
        Ok(users * actions / period)
    }

    /// The rate at the peak, from the average and a peak factor.
    ///
    /// `average * factor`, in things a second; the factor is at least 1 (2 to 3 is typical, spiky traffic has 5 to 10).
    ///
    /// # Errors
    /// A negative average; a factor below 1.
    ///
    /// Source: Alex Xu, System Design Interview, chapter 2.
    pub fn peak_rate(average: Rate, factor: Ratio = 2.0) -> Result<Rate, Domain> {
        not_negative("average", average)?;
        at_least("factor", factor, 1.0)?;
        Ok(average * factor)
    }

    /// The rate in the busiest hour of a day, from the share of the day that it carries.
    ///
    /// `daily * share / 3600 s`, in things a second. The busiest hour carries at least 1/24 of the day; 10% is usual,
    /// which is 2.4 times the average. The peak within the hour is higher.
    ///
    /// # Errors
    /// A negative count; a share below 1/24 or above 1.
    ///
    /// Source: identity; the busy-hour share is the measure of telephone traffic engineering.
    pub fn busy_hour_rate(daily: Count, share: Ratio = 0.1) -> Result<Rate, Domain> {
        not_negative("daily", daily)?;
        busiest_of_day("share", share)?;
        Ok(daily * share / Time::from_base(HOUR))
    }

    /// The peak factor that a share of the day in its busiest hour amounts to.
    ///
    /// `24 * share`, for a share from 1/24 (an even day) to 1.
    ///
    /// # Errors
    /// A share below 1/24 or above 1.
    ///
    /// Source: identity, from the rate of the busy hour over that of the day.
    pub fn busy_hour_factor(share: Ratio = 0.1) -> Result<Ratio, Domain> {
        busiest_of_day("share", share)?;
        Ok(share * HOURS_PER_DAY)
    }

    /// The rate of deliveries when each thing written is copied to a number of followers.
    ///
    /// `writes * followers`, in things a second; the followers are those of an average write, for which authors who
    /// write much count more.
    ///
    /// # Errors
    /// A negative rate or number of followers.
    ///
    /// Source: System Design Primer, design the Twitter timeline.
    pub fn fanout_rate(writes: Rate, followers: Ratio) -> Result<Rate, Domain> {
        not_negative("writes", writes)?;
        not_negative("followers", followers)?;
        Ok(writes * followers)
    }

    /// The reads in a total rate, from the number of reads for each write.
    ///
    /// `total * r / (1 + r)`, in things a second, where `r` is the read-to-write ratio: 100 for 100:1.
    ///
    /// # Errors
    /// A negative rate or ratio.
    ///
    /// Source: identity, reads and writes being the total.
    pub fn read_rate(total: Rate, reads_per_write: Ratio) -> Result<Rate, Domain> {
        not_negative("total", total)?;
        not_negative("reads_per_write", reads_per_write)?;
        // Not `r / (1 + r)`, which is not a number for a ratio beyond numbers.
        Ok(total * (1.0 - 1.0 / (1.0 + reads_per_write.base())))
    }

    /// The writes in a total rate, from the number of reads for each write.
    ///
    /// `total / (1 + r)`, in things a second, where `r` is the read-to-write ratio: 100 for 100:1.
    ///
    /// # Errors
    /// A negative rate or ratio.
    ///
    /// Source: identity, reads and writes being the total.
    pub fn write_rate(total: Rate, reads_per_write: Ratio) -> Result<Rate, Domain> {
        not_negative("total", total)?;
        not_negative("reads_per_write", reads_per_write)?;
        Ok(total / (1.0 + reads_per_write.base()))
    }
}

/// Refuses a share that the busiest hour of a day cannot have.
fn busiest_of_day(parameter: &'static str, share: Ratio) -> Result<(), Domain> {
    let possible = (1.0 / HOURS_PER_DAY..=1.0).contains(&share.base());
    require(possible, parameter, "must be from 1/24 to 1: the busiest hour carries no less than an average one")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::{refused, worked};

    #[test]
    fn worked_answers() {
        worked(FORMULAS, "average_rate", &[1e9, 2.5e6], 400.0);
        worked(FORMULAS, "average_rate", &[1e9, 30.0 * 86_400.0], 385.802);
        worked(FORMULAS, "average_rate", &[1e9, 2_629_746.0], 380.265);
        worked(FORMULAS, "average_rate", &[1e9, 730.0 * 3600.0], 380.518);
        worked(FORMULAS, "active_users_rate", &[150e6, 2.0, 86_400.0], 3472.22);
        worked(FORMULAS, "active_users_rate", &[150e6, 2.0, 1e5], 3000.0);
        worked(FORMULAS, "peak_rate", &[3472.22, 2.0], 6944.44);
        worked(FORMULAS, "busy_hour_rate", &[100e6, 0.1], 2777.78);
        worked(FORMULAS, "busy_hour_factor", &[0.1], 2.4);
        worked(FORMULAS, "fanout_rate", &[6000.0, 10.0], 60_000.0);
        worked(FORMULAS, "read_rate", &[1010.0, 100.0], 1000.0);
        worked(FORMULAS, "write_rate", &[1010.0, 100.0], 10.0);
    }

    #[test]
    fn refusals() {
        refused(FORMULAS, "average_rate", &[1.0, 0.0], "period");
        refused(FORMULAS, "peak_rate", &[1.0, 0.5], "factor");
        refused(FORMULAS, "busy_hour_factor", &[0.01], "share");
        refused(FORMULAS, "write_rate", &[1.0, -2.0], "reads_per_write");
    }
}
