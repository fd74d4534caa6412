//! Which units say more than the readable ones: miles, kilowatt-hours and queries per second mean something to whoever
//! wrote them, and nobody says metres^2 or dollars per gigabyte for dollars per Mbps and month.

use std::borrow::Cow;

use super::dimension::{Base, Dimension, Exponent};
use super::unit::{Unit, UnitProduct};

/// From here on, times above something else are not written in seconds.
const LONG: f64 = 60.0;
/// Units in which a quantity is readable, where there is nothing beside them.
const READABLE: [&str; 13] = ["metre", "km", "mm", "kg", "J", "Wh", "kWh", "MWh", "mW", "W", "kW", "MW", "GW"];

impl UnitProduct {
    /// Whether a quantity that is written in this unit is best shown in it, and not in a unit that is chosen by size.
    #[must_use]
    pub fn says_more(&self) -> bool {
        let terms = self.terms();
        let is_alone = terms.len() == 1;
        let above = terms.iter().filter(|term| term.1.is_positive()).count();
        // Products are said as they are written: GB·months, and not bytes times seconds.
        above > 1 || meets_itself(terms) || terms.iter().any(|(unit, exponent)| says_more(unit, *exponent, is_alone))
    }
}

/// Whether one unit of a product says more than what is readable in its place.
fn says_more(unit: &Unit, exponent: Exponent, is_alone: bool) -> bool {
    let is_above = exponent == Exponent::ONE;
    if exponent.abs() != Exponent::ONE {
        return true;
    }
    match *unit.dimension.terms() {
        [] => !(is_alone && unit.singular == "%"),
        [(noun, Exponent::ONE)] if noun.is_noun() => unit.factor != 1.0,
        _ if is_own(unit) => true,
        [(Base::MONEY | Base::INFORMATION, Exponent::ONE)] => false,
        [(Base::TIME, Exponent::ONE)] => is_above && !is_alone && unit.factor >= LONG,
        [(Base::LENGTH | Base::MASS, Exponent::ONE)] => !(is_above && READABLE.contains(&&*unit.singular)),
        _ if is_throughput(&unit.dimension) => !is_above,
        _ => !(is_above && is_alone && READABLE.contains(&&*unit.singular)),
    }
}

/// Whether a model has declared the unit itself.
const fn is_own(unit: &Unit) -> bool {
    matches!(unit.singular, Cow::Owned(_))
}

fn is_throughput(dimension: &Dimension) -> bool {
    *dimension.terms() == [(Base::INFORMATION, Exponent::ONE), (Base::TIME, Exponent::integer(-1))]
}

/// Whether two units of a product measure the same, so that their ratio is lost in base units: hours per minute.
fn meets_itself(terms: &[(Unit, Exponent)]) -> bool {
    terms.iter().enumerate().any(|(index, (unit, _))| {
        let bases = || unit.dimension.terms().iter().map(|term| term.0);
        terms[..index].iter().any(|(before, _)| bases().any(|base| before.dimension.exponent(base) != Exponent::ZERO))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::unit::Units;

    fn says_more(text: &str) -> bool {
        let units = Units::default();
        let term = |(index, word): (usize, &str)| {
            let sign = if index == 0 { 1 } else { -1 };
            let (word, power) = word.split_once('^').map_or((word, 1), |(word, power)| (word, power.parse().unwrap()));
            (units.find(word).unwrap(), Exponent::integer(sign * power))
        };
        UnitProduct::new(text.split('/').enumerate().filter(|part| !part.1.is_empty()).map(term).collect()).says_more()
    }

    #[test]
    fn units_that_nobody_would_change() {
        for unit in [
            "QPS",
            "RPS",
            "mi",
            "cm",
            "kph",
            "GHz",
            "MJ",
            "GB^2",
            "mi^2",
            "h/min",
            "$/Mbps/month",
            "$/kWh",
            "kWh/user",
            "h/server",
            "g",
            "ppm",
            "%/month",
            "request/s/min",
        ] {
            assert!(says_more(unit), "{unit}");
        }
    }

    #[test]
    fn units_that_are_chosen_by_size() {
        for unit in [
            "B",
            "GB",
            "b",
            "Gbps",
            "MBps",
            "s",
            "day",
            "$",
            "cents",
            "user",
            "tweet/user/day",
            "GB/month",
            "$/GB/month",
            "KB/request",
            "ms/request",
            "km",
            "kWh",
            "W",
            "%",
            "/s",
            "$/server/h",
            "Mbps/user",
        ] {
            assert!(!says_more(unit), "{unit}");
        }
    }
}
