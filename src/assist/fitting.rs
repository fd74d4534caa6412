//! Which units fit where something is converted: those that the rules of conversion allow for what it measures, and those
//! that a fraction of units can begin with which they allow.

use super::position::Target;
use crate::quantity::conversion::convertible;
use crate::quantity::dimension::Dimension;
use crate::quantity::unit::Units;
use crate::syntax::multiplier;
use crate::workspace::Workspace;

/// How a unit fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// It can be the last one.
    Whole,
    /// Others must follow below it: `TB/` for what is `TB/month`.
    Begins,
}

/// What is wanted of a unit.
pub(super) enum Wanted {
    /// Any will do: what is converted cannot be read, or measures nothing that is known.
    Any,
    /// None: the unit that is there has to be followed by a sign first.
    None,
    /// One that fits.
    Fitting {
        /// What is converted.
        measured: Dimension,
        /// The units that are there.
        written: Dimension,
        /// Whether the next one is below a fraction bar.
        is_below: bool,
    },
}

/// What is wanted of the next unit of a conversion.
pub(super) fn wanted(target: Target, workspace: &Workspace) -> Wanted {
    let Some((written, is_below)) = written(target.written, &workspace.preset.model.units) else { return Wanted::Any };
    let Some(written) = written else { return Wanted::None };
    match workspace.measured(target.of) {
        Some(measured) => Wanted::Fitting { measured, written, is_below },
        None => Wanted::Any,
    }
}

/// What the units measure that are there, and whether the next one is below a fraction bar. Without a dimension none can
/// follow; `None` if a word among them is no unit.
fn written(text: &str, units: &Units) -> Option<(Option<Dimension>, bool)> {
    let mut rest = text.trim();
    if let Some(word) = rest.split_whitespace().next().filter(|word| multiplier(word).is_some()) {
        rest = rest[word.len()..].trim_start();
    }
    let (mut product, mut is_below, mut is_first) = (Dimension::none(), false, true);
    loop {
        if rest.is_empty() {
            return Some((Some(product), is_below));
        }
        let sign = ["/", "*", "·", "⋅", "per "].into_iter().find(|sign| rest.starts_with(sign));
        match sign {
            Some(sign) if !is_first || matches!(sign, "/" | "per ") => {
                is_below = matches!(sign, "/" | "per ");
                rest = rest[sign.len()..].trim_start();
                if rest.is_empty() {
                    return Some((Some(product), is_below));
                }
            }
            None if is_first => {}
            // Two units side by side, or a sign that is none of these.
            _ => return Some((None, false)),
        }
        if rest == "per" {
            return Some((Some(product), true));
        }
        let is_letter =
            |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '%' | '$' | '€' | '£' | '¥' | '₹');
        let end = rest.find(|letter| !is_letter(letter)).unwrap_or(rest.len());
        let unit = units.known(&rest[..end])?.dimension;
        product = if is_below { product.over(&unit) } else { product.times(&unit) }.ok()?;
        rest = rest[end..].trim_start();
        if rest == "per" {
            return Some((Some(product), true));
        }
        is_first = false;
        if rest.is_empty() {
            return Some((None, false));
        }
    }
}

impl Wanted {
    /// How a unit of that dimension fits; `None` if it does not.
    pub(super) fn fit(&self, unit: &Dimension) -> Option<Fit> {
        let (measured, written, is_below) = match self {
            Self::Any => return Some(Fit::Whole),
            Self::None => return None,
            Self::Fitting { measured, written, is_below } => (measured, written, *is_below),
        };
        let target = if is_below { written.over(unit) } else { written.times(unit) }.ok()?;
        if convertible(measured, &target).is_ok() {
            return Some(Fit::Whole);
        }
        if unit.is_none() {
            return None;
        }
        // What is on top must be all there before anything goes below; and below there is only what belongs there.
        let on_top = |dimension: &Dimension| dimension.filter(|_, exponent| exponent.is_positive());
        let below = |dimension: &Dimension| dimension.filter(|_, exponent| !exponent.is_positive());
        let missing = below(measured).over(&below(&target)).ok()?;
        let is_part = !missing.is_none() && missing.terms().iter().all(|term| !term.1.is_positive());
        let fits_on_top = !on_top(measured).is_none() && convertible(&on_top(measured), &on_top(&target)).is_ok();
        (is_part && fits_on_top).then_some(Fit::Begins)
    }
}
