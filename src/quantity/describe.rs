//! Dimensions in words: for error messages, and the base unit in which machine-readable results are given.

use super::dimension::{Base, Dimension, Exponent};
use super::noun::cancel_kinds;
use super::system::rows;
use super::unit::{UnitProduct, Units};

impl Units {
    /// The dimension as a person would name it: `information`, `users`, `throughput (B/s)`, `B/tweet`.
    #[must_use]
    pub fn describe(&self, dimension: &Dimension) -> String {
        if let [(base, Exponent::ONE)] = dimension.terms() {
            return if base.is_noun() { self.nouns.plural(*base) } else { self.nouns.name(*base).to_owned() };
        }
        if dimension.is_none() {
            return "a pure number".to_owned();
        }
        let spelled = self.base_product(dimension).text(true);
        match quantity_name(dimension) {
            Some(name) => format!("{name} ({spelled})"),
            None => spelled,
        }
    }

    /// The product of base units that has this dimension: `B/s`, `tweets/user`.
    #[must_use]
    pub fn base_product(&self, dimension: &Dimension) -> UnitProduct {
        let mut terms = dimension.terms().to_vec();
        terms.sort_by_key(|term| (term.0 == Base::TIME, term.0.is_noun() == term.1.is_positive()));
        UnitProduct::new(terms.into_iter().map(|(base, exponent)| (self.base(base), exponent)).collect())
    }

    /// The base unit for programs to read: `B/s`, `tweet/s`, `USD`, `1/s`, and `1` for a pure number.
    #[must_use]
    pub fn base_unit(&self, dimension: &Dimension) -> String {
        let text = self.base_product(&cancel_kinds(dimension)).text(false);
        let text = text.replace('$', "USD").replace("metre", "m");
        if text.is_empty() || text.starts_with('/') { format!("1{text}") } else { text }
    }

    /// What a quantity of dimension `from` must be multiplied or divided by to become one of dimension `to`, in words.
    #[must_use]
    pub fn missing_factor(&self, from: &Dimension, to: &Dimension) -> Option<String> {
        let factor = to.over(from).ok()?;
        let divisor = from.over(to).ok()?;
        let is_plain = |dimension: &Dimension| dimension.terms().iter().all(|term| term.1.is_positive());
        let has_top = |dimension: &Dimension| dimension.terms().iter().any(|term| term.1.is_positive());
        let divide = !has_top(&factor) || (quantity_name(&divisor).is_some() && !is_plain(&factor));
        let (verb, missing) = if divide { ("divide", &divisor) } else { ("multiply", &factor) };
        Some(format!("{verb} by something in `{}`", self.base_product(missing).text(true)))
    }
}

/// The declared quantity of exactly this dimension, such as throughput.
fn quantity_name(dimension: &Dimension) -> Option<&'static str> {
    rows().find(|row| row.dimension() == *dimension).map(|row| row.quantity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dimensions_in_words() {
        let units = Units::default();
        let over = |a: Dimension, b: Dimension| a.over(&b).unwrap();
        let [bytes, seconds, users] = [Base::INFORMATION, Base::TIME, Base(6)].map(Dimension::of);
        let throughput = over(bytes.clone(), seconds.clone());
        for (dimension, name, unit) in [
            (Dimension::none(), "a pure number", "1"),
            (bytes.clone(), "information", "B"),
            (users.clone(), "users", "user"),
            (throughput.clone(), "throughput (B/s)", "B/s"),
            (over(bytes.clone(), users), "B/user", "B/user"),
            (over(Dimension::none(), seconds.clone()), "frequency (/s)", "1/s"),
            (Dimension::of(Base::MONEY), "money", "USD"),
        ] {
            assert_eq!((units.describe(&dimension).as_str(), units.base_unit(&dimension).as_str()), (name, unit));
        }
        assert_eq!(units.missing_factor(&bytes, &seconds).unwrap(), "divide by something in `B/s`");
        assert_eq!(units.missing_factor(&throughput, &bytes).unwrap(), "multiply by something in `s`");
    }
}
