//! Identifiers: how many there are, how long they must be, when random ones collide, how long a snowflake lasts.
//! What they are keys of is not known here.

use super::Domain;
use super::domain::{at_least, not_negative, positive, share_below_one, whole};
use super::types::{Count, Rate, Ratio, Time, Typed};

formulas! {
    /// How many identifiers of a length there are.
    ///
    /// `base^length`, where `base` is the number of characters to choose from: 62 for letters and digits.
    ///
    /// # Errors
    /// A base that is not a whole number of 2 or more; a length that is not a whole number.
    ///
    /// Source: System Design Primer, Pastebin exercise.
    pub fn id_space(base: Ratio = 62.0, length: Ratio = 7.0) -> Result<Count, Domain> {
        let base = whole("base", base, 2.0)?;
        let length = whole("length", length, 0.0)?;
        Ok(Count::from_base(base.powf(length)))
    }

    /// How long identifiers must be, so that there are enough of them.
    ///
    /// `ceil(log(ids) / log(base))`, and at least 1; with the default base of 62, the length of a base-62 short link.
    ///
    /// # Errors
    /// A negative number of identifiers; a base that is not a whole number of 2 or more.
    ///
    /// Source: System Design Primer, Pastebin exercise; Grokking the System Design Interview.
    pub fn id_length(ids: Count, base: Ratio = 62.0) -> Result<Ratio, Domain> {
        not_negative("ids", ids)?;
        let base = whole("base", base, 2.0)?;
        Ok(Ratio::from_base(digits(ids.base(), base)))
    }

    /// The probability that any two of a number of random identifiers are the same.
    ///
    /// `1 - e^(-ids * (ids - 1) / (2 * space))`, the birthday problem; an approximation that holds while the
    /// identifiers are few against the space, where a collision is less than certain.
    ///
    /// # Errors
    /// A negative number of identifiers; a space below 1.
    ///
    /// Source: the birthday problem, Feller, An Introduction to Probability Theory and Its Applications.
    pub fn collision_probability(ids: Count, space: Count) -> Result<Ratio, Domain> {
        Ok(Ratio::from_base(-(-pairs(ids, space)?).exp_m1()))
    }

    /// How many pairs of a number of random identifiers are the same, on average.
    ///
    /// `ids * (ids - 1) / (2 * space)`, exactly, as each pair is the same with probability `1 / space`.
    ///
    /// # Errors
    /// A negative number of identifiers; a space below 1.
    ///
    /// Source: linearity of expectation.
    pub fn expected_collisions(ids: Count, space: Count) -> Result<Count, Domain> {
        Ok(Count::from_base(pairs(ids, space)?))
    }

    /// How many random identifiers can be drawn until a collision has a given probability.
    ///
    /// `sqrt(2 * space * ln(1 / (1 - probability)))`, the birthday bound; an approximation that holds for spaces of
    /// more than a few hundred.
    ///
    /// # Errors
    /// A space below 1; a probability below 0, or of 1 or more.
    ///
    /// Source: the birthday problem, Feller, An Introduction to Probability Theory and Its Applications.
    pub fn ids_until_collision(space: Count, probability: Ratio = 0.5) -> Result<Count, Domain> {
        at_least("space", space, 1.0)?;
        share_below_one("probability", probability)?;
        // The root of each factor, since their product may be beyond numbers.
        let spread = (-2.0 * (-probability.base()).ln_1p()).sqrt();
        Ok(Count::from_base(space.base().sqrt() * spread))
    }

    /// How long the time stamps of snowflake identifiers last.
    ///
    /// `2^bits * tick`, in seconds; 41 bits of milliseconds are 69.7 years from the epoch that is chosen.
    ///
    /// # Errors
    /// Bits that are not a whole number; a tick of 0 or less.
    ///
    /// Source: Twitter, Announcing Snowflake, 2010.
    pub fn snowflake_lifetime(bits: Ratio = 41.0, tick: Time = 0.001) -> Result<Time, Domain> {
        let bits = whole("bits", bits, 0.0)?;
        positive("tick", tick)?;
        Ok(tick * bits.exp2())
    }

    /// How many snowflake identifiers one node can make in a second.
    ///
    /// `2^sequence_bits / tick`, in things a second; 12 bits a millisecond are 4,096,000 a second.
    ///
    /// # Errors
    /// Bits that are not a whole number; a tick of 0 or less.
    ///
    /// Source: Twitter, Announcing Snowflake, 2010.
    pub fn snowflake_rate(sequence_bits: Ratio = 12.0, tick: Time = 0.001) -> Result<Rate, Domain> {
        let bits = whole("sequence_bits", sequence_bits, 0.0)?;
        positive("tick", tick)?;
        Ok(Count::from_base(bits.exp2()) / tick)
    }

    /// How many nodes can make snowflake identifiers.
    ///
    /// `2^node_bits`; 10 bits, of data centre and worker together, are 1,024.
    ///
    /// # Errors
    /// Bits that are not a whole number.
    ///
    /// Source: Twitter, Announcing Snowflake, 2010.
    pub fn snowflake_nodes(node_bits: Ratio = 10.0) -> Result<Count, Domain> {
        let bits = whole("node_bits", node_bits, 0.0)?;
        Ok(Count::from_base(bits.exp2()))
    }
}

/// The pairs among `ids`, divided by `space`.
fn pairs(ids: Count, space: Count) -> Result<f64, Domain> {
    not_negative("ids", ids)?;
    at_least("space", space, 1.0)?;
    Ok((ids / space).base() * (ids.base() - 1.0).max(0.0) / 2.0)
}

/// The digits to base `base`, 2 or more, that tell `count` things apart. Counted, since a logarithm rounds; a float
/// ends before base 2 has 1,100 digits.
fn digits(count: f64, base: f64) -> f64 {
    let (mut space, mut digits) = (base, 1.0);
    while space < count {
        space *= base;
        digits += 1.0;
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::{refused, worked};

    const SPACE: f64 = 3_521_614_606_208.0;

    #[test]
    fn worked_answers() {
        worked(FORMULAS, "id_space", &[62.0, 7.0], SPACE);
        worked(FORMULAS, "id_space", &[62.0, 6.0], 56_800_235_584.0);
        worked(FORMULAS, "id_length", &[1e12, 62.0], 7.0);
        worked(FORMULAS, "collision_probability", &[1e5, SPACE], 0.001_418_78);
        worked(FORMULAS, "expected_collisions", &[360e6, SPACE], 18_400.7);
        worked(FORMULAS, "ids_until_collision", &[SPACE, 0.5], 2.20952e6);
        worked(FORMULAS, "ids_until_collision", &[122_f64.exp2(), 1e-9], 1.0312e14);
        worked(FORMULAS, "snowflake_lifetime", &[41.0, 0.001], 69.6828 * 365.25 * 86_400.0);
        worked(FORMULAS, "snowflake_rate", &[12.0, 0.001], 4_096_000.0);
        worked(FORMULAS, "snowflake_nodes", &[10.0], 1024.0);
    }

    #[test]
    fn a_full_space_needs_no_longer_identifiers() {
        assert_eq!(digits(SPACE, 62.0), 7.0);
        assert_eq!(digits(SPACE + 1.0, 62.0), 8.0);
        assert_eq!(digits(0.0, 62.0), 1.0);
        assert_eq!(digits(f64::MAX, 2.0), 1024.0);
    }

    #[test]
    fn one_identifier_does_not_collide() {
        worked(FORMULAS, "collision_probability", &[1.0, 1.0], 0.0);
        worked(FORMULAS, "expected_collisions", &[0.0, 1.0], 0.0);
        worked(FORMULAS, "collision_probability", &[1e300, 10.0], 1.0);
    }

    #[test]
    fn refusals() {
        refused(FORMULAS, "id_space", &[1.0, 7.0], "base");
        refused(FORMULAS, "id_space", &[62.0, 6.5], "length");
        refused(FORMULAS, "ids_until_collision", &[SPACE, 1.0], "probability");
        refused(FORMULAS, "snowflake_lifetime", &[2000.0, 0.001], "bits");
    }
}
