//! A quantity in words: its number, its unit, and what is said beside it. A currency sign goes before the number.

use super::unit::UnitProduct;

/// A quantity in words, in the parts that a table aligns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The number, with its currency sign if it has one.
    pub number: String,
    /// The unit, empty for a pure number.
    pub unit: String,
    /// The same said in another way, such as `463 Mb/s` beside megabytes per second.
    pub aside: Option<String>,
    /// The unit of several, where the number is 1 and that is another word.
    pub(super) several: Option<String>,
}

impl Shown {
    /// A number and its unit, which is empty for a pure number.
    #[must_use]
    pub const fn new(number: String, unit: String) -> Self {
        Self { number, unit, aside: None, several: None }
    }

    /// A number of some unit; a currency sign goes before it.
    pub(super) fn of_unit(number: String, unit: &UnitProduct) -> Self {
        let number = match unit.scale() {
            // A suffix stands tight, a word does not.
            Some(scale) if scale.len() <= 2 => number + scale,
            Some(scale) => number + " " + scale,
            None => number,
        };
        let several = unit.text(true);
        if let Some(rest) = below_dollars(&several) {
            return Self::new(dollars(&number), rest.to_owned());
        }
        if number != "1" {
            return Self::new(number, several);
        }
        let one = unit.text(false);
        let several = (one != several).then_some(several);
        Self { number, unit: one, aside: None, several }
    }

    /// The same with another number and its unit; what is said beside it stays.
    #[must_use]
    pub fn with_number_of(self, other: Self) -> Self {
        Self { aside: self.aside, ..other }
    }

    /// Whether both are numbers of the same unit, be it written for one or for several.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let several = |shown: &Self| shown.several.clone().unwrap_or_else(|| shown.unit.clone());
        self.unit == other.unit || several(self) == several(other)
    }

    /// The quantity without its aside; it can be read back.
    #[must_use]
    pub fn plain(&self) -> String {
        let glued =
            self.unit == "%" || self.unit.is_empty() || (self.number.contains('$') && self.unit.starts_with('/'));
        if glued { format!("{}{}", self.number, self.unit) } else { format!("{} {}", self.number, self.unit) }
    }
}

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.aside {
            Some(aside) => write!(f, "{} ({aside})", self.plain()),
            None => f.write_str(&self.plain()),
        }
    }
}

/// What follows a `$` that can be written before its number: nothing, or what it is per.
pub(super) fn below_dollars(unit: &str) -> Option<&str> {
    unit.strip_prefix('$').filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// `$` before a number, after its sign.
fn dollars(number: &str) -> String {
    number.strip_prefix('-').map_or_else(|| format!("${number}"), |positive| format!("-${positive}"))
}
