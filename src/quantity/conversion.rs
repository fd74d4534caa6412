//! What may be added, compared and converted. Counts cancel like units; a conversion may name or un-name
//! what is counted on top, never what is underneath.

use super::dimension::{Base, Dimension, Exponent};
use super::noun::{cancel_kinds, parent};

/// Why one dimension does not convert into another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// They differ in a physical quantity.
    Physics,
    /// A counted thing is underneath on one side only.
    Underneath {
        /// The counted thing.
        noun: Base,
        /// Whether the quantity has it, as opposed to the target.
        in_quantity: bool,
    },
    /// One counted thing would become another.
    Renamed,
}

/// Whether a quantity of dimension `from` may be shown as `to`.
///
/// # Errors
/// The reason why it may not.
pub fn convertible(from: &Dimension, to: &Dimension) -> Result<(), Refusal> {
    let (from, to) = (cancel_kinds(from), cancel_kinds(to));
    if from == to {
        return Ok(());
    }
    if physical(&from) != physical(&to) {
        return Err(Refusal::Physics);
    }
    let (below_from, below_to) = (underneath(&from), underneath(&to));
    if below_from != below_to {
        let differs = |&&(noun, exponent): &&(Base, Exponent)| below_to.exponent(noun) != exponent;
        let in_quantity = below_from.terms().iter().find(differs).map(|term| term.0);
        let in_target =
            || below_to.terms().iter().find(|term| below_from.exponent(term.0) != term.1).map(|term| term.0);
        let noun = in_quantity.or_else(in_target).expect("two unequal products differ in a term");
        return Err(Refusal::Underneath { noun, in_quantity: in_quantity.is_some() });
    }
    let (counted, asked) = (on_top(&from), on_top(&to));
    let un_names = asked.terms().iter().all(|&(noun, exponent)| counted.exponent(noun) == exponent);
    let names = counted.is_none();
    // Tweets a second are requests a second, or writes; but reads are no writes.
    let request = Dimension::of(Base::REQUEST);
    let is_request = |count: &Dimension| generalised(count) == request;
    let is_one_count = matches!(counted.terms(), [(_, Exponent::ONE)]);
    let is_called_request = asked == request || (is_request(&asked) && !is_request(&counted));
    let calls_it_a_rate = is_called_request && is_one_count && to.exponent(Base::TIME) == Exponent::integer(-1);
    if un_names || names || generalised(&counted) == asked || calls_it_a_rate { Ok(()) } else { Err(Refusal::Renamed) }
}

/// The dimension of a sum of two dimensions: theirs if they are equal, or that of the more general count
/// (reads and writes are requests). `None` if they do not add.
#[must_use]
pub fn sum(left: &Dimension, right: &Dimension) -> Option<Dimension> {
    if left == right {
        return Some(left.clone());
    }
    let (left, right) = (cancel_kinds(left), cancel_kinds(right));
    if left == right {
        return Some(left);
    }
    let (left, right) = (generalised(&left), generalised(&right));
    (left == right).then_some(left)
}

fn physical(dimension: &Dimension) -> Dimension {
    dimension.filter(|base, _| !base.is_noun())
}

fn on_top(dimension: &Dimension) -> Dimension {
    dimension.filter(|base, exponent| base.is_noun() && exponent.is_positive())
}

fn underneath(dimension: &Dimension) -> Dimension {
    dimension.filter(|base, exponent| base.is_noun() && !exponent.is_positive())
}

/// The dimension with a kind that is counted on top replaced by what it is a kind of.
fn generalised(dimension: &Dimension) -> Dimension {
    let kind = dimension.terms().iter().find(|&&(base, exponent)| exponent == Exponent::ONE && parent(base).is_some());
    let Some((kind, parent)) = kind.and_then(|&(base, _)| Some((base, parent(base)?))) else {
        return dimension.clone();
    };
    let rest = dimension.filter(|base, _| base != kind);
    rest.times(&Dimension::of(parent)).unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::super::noun::Nouns;
    use super::*;

    /// `"KB tweet -s"` as a dimension: bases on top, or underneath after a minus sign.
    fn dimension(text: &str) -> Dimension {
        text.split_whitespace().fold(Dimension::none(), |product, word| {
            let base = |word: &str| match word {
                "B" => Base::INFORMATION,
                "s" => Base::TIME,
                noun => Nouns::default().find(noun).unwrap().base,
            };
            match word.strip_prefix('-') {
                Some(word) => product.over(&Dimension::of(base(word))).unwrap(),
                None => product.times(&Dimension::of(base(word))).unwrap(),
            }
        })
    }

    #[test]
    fn what_converts() {
        let underneath =
            |noun| Err(Refusal::Underneath { noun: Nouns::default().find(noun).unwrap().base, in_quantity: true });
        for (from, to, expected) in [
            ("tweet -s", "request -s", Ok(())),
            ("user -s", "request -s", Ok(())),
            ("", "server", Ok(())),
            ("tweet B", "B", Ok(())),
            ("read -s", "request -s", Ok(())),
            ("read server -request", "server", Ok(())),
            ("B -tweet", "B", underneath("tweet")),
            ("user", "server", Err(Refusal::Renamed)),
            ("tweet", "request", Err(Refusal::Renamed)),
            ("request -s", "read -s", Err(Refusal::Renamed)),
            ("B", "s", Err(Refusal::Physics)),
        ] {
            assert_eq!(convertible(&dimension(from), &dimension(to)), expected, "{from} -> {to}");
        }
    }

    #[test]
    fn what_adds() {
        assert_eq!(sum(&dimension("read -s"), &dimension("write -s")), Some(dimension("request -s")));
        assert_eq!(sum(&dimension("read -s"), &dimension("read -s")), Some(dimension("read -s")));
        assert_eq!(sum(&dimension("tweet"), &dimension("user")), None);
        assert_eq!(sum(&dimension("user"), &dimension("")), None);
    }
}
