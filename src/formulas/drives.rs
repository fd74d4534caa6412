//! Drives: how many a system needs and what binds it, what one does in a second, how long a solid-state drive lasts.
//! What fails and how it is repaired is in `durability`.

use super::Domain;
use super::domain::{not_negative, positive, positive_share, round_up};
use super::types::{
    Count, Frequency, Information, Ratio, RequestRate, RequestRateEach, Size, Throughput, ThroughputEach, Time, Typed,
};

const DAY: f64 = 86_400.0;

/// What a system asks of its drives.
#[derive(Debug, Clone, Copy)]
pub struct Demand {
    /// Bytes to keep, with all copies.
    pub data: Information,
    /// Bytes to move a second.
    pub throughput: Throughput,
    /// Requests to serve a second.
    pub operations: RequestRate,
}

/// What one drive offers.
#[derive(Debug, Clone, Copy)]
pub struct Drive {
    /// Bytes it keeps.
    pub capacity: Size,
    /// Bytes it moves a second.
    pub throughput: ThroughputEach,
    /// Requests it serves a second.
    pub operations: RequestRateEach,
}

/// Which of the demands needs the most drives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// The bytes kept.
    Capacity,
    /// The bytes moved a second.
    Throughput,
    /// The requests served a second.
    Operations,
}

/// How many drives each demand needs by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drives {
    /// Drives that keep the bytes.
    pub for_capacity: Count,
    /// Drives that move the bytes.
    pub for_throughput: Count,
    /// Drives that serve the requests.
    pub for_operations: Count,
}

impl Drives {
    /// How many drives all demands need: the largest of the three.
    #[must_use]
    pub fn needed(&self) -> Count {
        match self.binding() {
            Binding::Capacity => self.for_capacity,
            Binding::Throughput => self.for_throughput,
            Binding::Operations => self.for_operations,
        }
    }

    /// The demand that needs the most drives; of equal ones, the first in the order of their declaration.
    #[must_use]
    pub fn binding(&self) -> Binding {
        if self.for_capacity >= self.for_throughput && self.for_capacity >= self.for_operations {
            Binding::Capacity
        } else if self.for_throughput >= self.for_operations {
            Binding::Throughput
        } else {
            Binding::Operations
        }
    }
}

/// How many drives a system needs for its data, at most `fill` full, for its throughput and for its requests.
///
/// Each is the demand over what one drive offers, rounded up.
///
/// # Errors
/// A negative demand; a drive that offers nothing; a fill that is not above 0 and at most 1.
///
/// Source: arithmetic.
pub fn drives(demand: Demand, drive: Drive, fill: Ratio) -> Result<Drives, Domain> {
    Ok(Drives {
        for_capacity: drives_for_capacity(demand.data, drive.capacity, fill)?,
        for_throughput: drives_for_throughput(demand.throughput, drive.throughput)?,
        for_operations: drives_for_operations(demand.operations, drive.operations)?,
    })
}

formulas! {
    /// The drives that keep a number of bytes.
    ///
    /// `ceil(data / (drive_capacity * fill))`, in drives; no drive is filled beyond the share `fill`.
    ///
    /// # Errors
    /// Negative data; a capacity of 0 or less; a fill that is not above 0 and at most 1.
    ///
    /// Source: arithmetic.
    pub fn drives_for_capacity(data: Information, drive_capacity: Size, fill: Ratio = 0.8) -> Result<Count, Domain> {
        not_negative("data", data)?;
        positive("drive_capacity", drive_capacity)?;
        positive_share("fill", fill)?;
        Ok(Count::from_base(round_up((data / (drive_capacity * fill)).base())))
    }

    /// The drives that move a number of bytes a second.
    ///
    /// `ceil(throughput / drive_throughput)`, in drives, for load that spreads evenly over them.
    ///
    /// # Errors
    /// A negative throughput; a throughput of a drive of 0 or less.
    ///
    /// Source: arithmetic.
    pub fn drives_for_throughput(throughput: Throughput, drive_throughput: ThroughputEach) -> Result<Count, Domain> {
        not_negative("throughput", throughput)?;
        positive("drive_throughput", drive_throughput)?;
        Ok(Count::from_base(round_up((throughput / drive_throughput).base())))
    }

    /// The drives that serve a number of requests a second.
    ///
    /// `ceil(operations / drive_operations)`, in drives, for load that spreads evenly over them.
    ///
    /// # Errors
    /// A negative rate; a rate of a drive of 0 or less.
    ///
    /// Source: arithmetic.
    pub fn drives_for_operations(operations: RequestRate, drive_operations: RequestRateEach) -> Result<Count, Domain> {
        not_negative("operations", operations)?;
        positive("drive_operations", drive_operations)?;
        Ok(Count::from_base(round_up((operations / drive_operations).base())))
    }

    /// The drives that a system needs: enough for its bytes, its throughput and its requests.
    ///
    /// The largest of `drives_for_capacity`, `drives_for_throughput` and `drives_for_operations`, in drives; which one
    /// is largest says what binds.
    ///
    /// # Errors
    /// A negative demand; a drive that offers nothing; a fill that is not above 0 and at most 1.
    ///
    /// Source: arithmetic.
    pub fn drives_needed(
        data: Information,
        throughput: Throughput,
        operations: RequestRate,
        drive_capacity: Size,
        drive_throughput: ThroughputEach,
        drive_operations: RequestRateEach,
        fill: Ratio = 0.8,
    ) -> Result<Count, Domain> {
        let demand = Demand { data, throughput, operations };
        let drive = Drive { capacity: drive_capacity, throughput: drive_throughput, operations: drive_operations };
        Ok(drives(demand, drive, fill)?.needed())
    }
    remark what_binds

    /// The random requests a second that a hard disk serves, one at a time.
    ///
    /// `1 / (seek + 1 / (2 * rotation))`, in requests a second: an average seek and half a turn. Rotation is a
    /// frequency, `7200/min`. Holds for small requests; sorting a queue of them makes it up to twice as many.
    ///
    /// # Errors
    /// A negative seek time; a rotation of 0 or less.
    ///
    /// Source: mechanics of the drive, as in Hennessy and Patterson, Computer Architecture.
    pub fn hdd_iops(seek: Time = 0.008, rotation: Frequency = 120.0) -> Result<RequestRate, Domain> {
        not_negative("seek", seek)?;
        positive("rotation", rotation)?;
        Ok(RequestRate::from_base(1.0 / (seek.base() + 0.5 / rotation.base())))
    }

    /// How long a solid-state drive lasts before its rated writes are used up.
    ///
    /// `capacity * dwpd * (warranty / 1 day) / (writes * write_amplification)`, in seconds: the drive writes a day
    /// that it is rated for over the warranty, against the writes of the host, multiplied by the software above the
    /// drive. What the drive multiplies itself is in its rating.
    ///
    /// # Errors
    /// A capacity, rating, warranty or rate of writes of 0 or less; an amplification of 0 or less.
    ///
    /// Source: JEDEC JESD218 defines rated endurance; drive writes per day is the form of data sheets.
    pub fn ssd_lifetime(
        capacity: Information,
        writes: Throughput,
        write_amplification: Ratio = 1.0,
        dwpd: Ratio = 1.0,
        warranty: Time = 157_680_000.0,
    ) -> Result<Time, Domain> {
        positive("capacity", capacity)?;
        positive("writes", writes)?;
        positive("write_amplification", write_amplification)?;
        positive("dwpd", dwpd)?;
        positive("warranty", warranty)?;
        let rated = capacity * dwpd * (warranty / Time::from_base(DAY));
        Ok(rated / (writes * write_amplification))
    }
}

/// Which demand decides, and what the others would need.
fn what_binds(arguments: &[f64]) -> Option<String> {
    let &[data, throughput, operations, drive_capacity, drive_throughput, drive_operations, fill] = arguments else {
        return None;
    };
    let demand = Demand {
        data: Typed::from_base(data),
        throughput: Typed::from_base(throughput),
        operations: Typed::from_base(operations),
    };
    let drive = Drive {
        capacity: Typed::from_base(drive_capacity),
        throughput: Typed::from_base(drive_throughput),
        operations: Typed::from_base(drive_operations),
    };
    let drives = drives(demand, drive, Typed::from_base(fill)).ok()?;
    let binding = match drives.binding() {
        Binding::Capacity => "capacity",
        Binding::Throughput => "throughput",
        Binding::Operations => "operations",
    };
    let [capacity, throughput, operations] =
        [drives.for_capacity, drives.for_throughput, drives.for_operations].map(Typed::base);
    Some(format!(
        "what binds is {binding}: {capacity} for capacity, {throughput} for throughput, {operations} for operations"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::{refused, worked};

    const YEAR: f64 = 365.25 * DAY;

    #[test]
    fn worked_answers() {
        worked(FORMULAS, "drives_for_capacity", &[1e15, 16e12, 0.8], 79.0);
        worked(FORMULAS, "drives_for_throughput", &[20e9, 250e6], 80.0);
        worked(FORMULAS, "drives_for_operations", &[50e3, 100.0], 500.0);
        worked(FORMULAS, "drives_needed", &[1e15, 20e9, 50e3, 16e12, 250e6, 100.0, 0.8], 500.0);
        worked(FORMULAS, "hdd_iops", &[0.008, 7200.0 / 60.0], 82.1918);
        worked(FORMULAS, "ssd_lifetime", &[1.92e12, 50e6, 10.0, 1.0, 5.0 * YEAR], 0.222_222 * YEAR);
    }

    #[test]
    fn the_binding_demand_is_named() {
        let binding = |data: f64, throughput: f64, operations: f64| {
            let demand = Demand {
                data: Information::from_base(data),
                throughput: Throughput::from_base(throughput),
                operations: RequestRate::from_base(operations),
            };
            let drive = Drive {
                capacity: Size::from_base(16e12),
                throughput: ThroughputEach::from_base(250e6),
                operations: RequestRateEach::from_base(100.0),
            };
            drives(demand, drive, Ratio::from_base(0.8)).unwrap().binding()
        };
        assert_eq!(binding(1e15, 20e9, 50e3), Binding::Operations);
        assert_eq!(binding(1e15, 20e9, 5e3), Binding::Throughput);
        assert_eq!(binding(1e15, 1e9, 5e3), Binding::Capacity);
        assert_eq!(binding(0.0, 0.0, 0.0), Binding::Capacity);
    }

    #[test]
    fn refusals() {
        refused(FORMULAS, "drives_for_capacity", &[1.0, 0.0, 0.8], "drive_capacity");
        refused(FORMULAS, "hdd_iops", &[0.008, 0.0], "rotation");
        refused(FORMULAS, "ssd_lifetime", &[1e12, 0.0, 1.0, 1.0, 1.0], "writes");
    }
}
