//! What a model may choose for itself: how long a month, a year and a day are, and whether KB is 1000 or 1024 bytes.
//! The chosen values scale the declared units; they declare none of their own.

/// What a kilobyte written `KB` means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bytes {
    /// `KB` is 1000 bytes.
    #[default]
    Decimal,
    /// `KB` is 1024 bytes.
    Binary,
}

/// The conventions that a model calculates with. All lengths are in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Conventions {
    /// The meaning of `KB`, `MB`, …
    pub bytes: Bytes,
    /// Seconds in a day; 86,400 unless a model says otherwise.
    pub day: f64,
    month: Option<f64>,
    year: Option<f64>,
}

impl Default for Conventions {
    fn default() -> Self {
        Self { bytes: Bytes::Decimal, day: 86_400.0, month: None, year: None }
    }
}

impl Conventions {
    /// The lengths that a model has chosen for itself, with their names, in seconds.
    pub fn chosen(&self) -> impl Iterator<Item = (&'static str, f64)> {
        let day = (self.day != Self::default().day).then_some(("day", self.day));
        let month = self.month.map(|seconds| ("month", seconds));
        let year = self.year.map(|seconds| ("year", seconds));
        day.into_iter().chain(month).chain(year)
    }

    /// Seconds in a year: 365 days unless a model says otherwise.
    #[must_use]
    pub fn year(&self) -> f64 {
        self.year.unwrap_or(365.0 * self.day)
    }

    /// Seconds in a month: a twelfth of a year unless a model says otherwise.
    #[must_use]
    pub fn month(&self) -> f64 {
        self.month.unwrap_or(self.year() / 12.0)
    }

    /// Seconds in a week: seven days.
    #[must_use]
    pub fn week(&self) -> f64 {
        7.0 * self.day
    }

    /// Seconds in a fortnight: two weeks.
    #[must_use]
    pub fn fortnight(&self) -> f64 {
        2.0 * self.week()
    }

    /// Seconds in a quarter: three months.
    #[must_use]
    pub fn quarter(&self) -> f64 {
        3.0 * self.month()
    }

    /// Seconds in a decade: ten years.
    #[must_use]
    pub fn decade(&self) -> f64 {
        10.0 * self.year()
    }

    /// Chooses the length of a `day`, a `month` or a `year`, in seconds.
    ///
    /// # Panics
    /// If there is no such convention.
    pub fn set(&mut self, name: &str, seconds: f64) {
        match name {
            "day" => self.day = seconds,
            "month" => self.month = Some(seconds),
            "year" => self.year = Some(seconds),
            _ => unreachable!("`{name}` is no length of time that a model chooses"),
        }
    }

    /// Goes back to the usual length of a `day`, a `month` or a `year`, or to decimal `bytes`.
    pub fn forget(&mut self, name: &str) {
        match name {
            "bytes" => self.bytes = Bytes::default(),
            "day" => self.day = Self::default().day,
            "month" => self.month = None,
            "year" => self.year = None,
            _ => {}
        }
    }

    /// The factor between a decimal byte prefix as declared (a power of 1000) and as this model means it.
    #[must_use]
    pub fn byte_prefix(&self, declared: f64) -> f64 {
        match self.bytes {
            Bytes::Decimal => declared,
            Bytes::Binary => 1024_f64.powf(declared.log10().round() / 3.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_six_months_are_three_years() {
        let conventions = Conventions::default();
        assert!((36.0 * conventions.month() - 3.0 * conventions.year()).abs() < 1e-6);
    }

    #[test]
    fn longer_units_follow_the_day() {
        let conventions = Conventions { day: 1e5, ..Conventions::default() };
        assert!((conventions.year() - 3.65e7).abs() < 1e-6);
        assert!((conventions.week() - 7e5).abs() < 1e-6);
        assert!((conventions.fortnight() - 1.4e6).abs() < 1e-6);
        assert!((conventions.decade() - 3.65e8).abs() < 1e-6);
    }

    #[test]
    fn four_quarters_are_a_year_unless_a_month_is_chosen() {
        let mut conventions = Conventions::default();
        assert!((4.0 * conventions.quarter() - conventions.year()).abs() < 1e-6);
        conventions.set("month", 2.592e6);
        assert!((conventions.quarter() - 3.0 * 2.592e6).abs() < 1e-6);
    }
}
