//! What a definition takes over from the one that it replaces: its reason, and the range that was stated for it, as long
//! as the new value lies in that. Lines of a session, settings and sweeps all go by this rule.

use super::{Answer, Compiled, Definition, Equation, EquationId, Model};
use crate::diagnostic::Diagnostic;
use crate::engine::Options;
use crate::syntax::tree::{Expression, Spelled};

impl Equation {
    /// Takes over what the definition before it says and this one does not.
    pub(crate) fn inherit(&mut self, before: &Self) {
        if self.why.is_none() {
            self.why.clone_from(&before.why);
        }
        if self.range.is_none() {
            self.range.clone_from(&before.range);
        }
    }
}

impl Model {
    /// Gives a defined name another value. It keeps its reason unless there is a new one, and its range until
    /// [`Model::settle_range`] finds that the value is not in it.
    ///
    /// # Errors
    /// The name is not defined: the nearest ones.
    pub fn redefine(
        &mut self,
        name: &Spelled,
        body: Expression,
        why: Option<String>,
    ) -> Result<EquationId, Diagnostic> {
        let id = self.named(name)?;
        let mut equation = Equation::new(Some(name.clone()), body, why);
        let before = &self.equations[id.index()];
        equation.last = before.last;
        equation.inherit(before);
        self.define(Definition::Value(equation))?;
        Ok(id)
    }

    /// A definition with what it takes over from the one that it is to replace, and the hint that says what it does not.
    #[must_use]
    pub fn replacing(&self, mut equation: Equation, options: &Options) -> (Equation, Option<Diagnostic>) {
        let before = equation.name.as_ref().and_then(|name| self.find(name.name.as_str()));
        let Some(id) = before else { return (equation, None) };
        equation.inherit(&self.equations[id.index()]);
        if equation.range.is_none() {
            return (equation, None);
        }
        let mut probe = self.clone();
        probe.equations[id.index()] = equation;
        let hint = probe.settle_range(id, options);
        (probe.equations.swap_remove(id.index()), hint)
    }

    /// Drops the range of a definition if its value does not lie in it, or is uncertain by itself. Returns the hint that
    /// says so where nothing else shows it. A value that cannot be calculated yet keeps its range.
    pub fn settle_range(&mut self, id: EquationId, options: &Options) -> Option<Diagnostic> {
        let range = self.equations[id.index()].range.take()?;
        let Some([value, ends]) = self.value_and_range(id, &range, options) else {
            self.equations[id.index()].range = Some(range);
            return None;
        };
        if value.spread.is_some() {
            return None;
        }
        if lies_in(&value, &ends) {
            self.equations[id.index()].range = Some(range);
            return None;
        }
        let equation = &self.equations[id.index()];
        let (title, range) = (equation.title(), range.text());
        let hint = Diagnostic::hint(format!("`{title}` has no range any more: its value is not in {range}"));
        let hint = hint.at(equation.body.span(), "outside the range that was stated");
        Some(hint.help(format!("for an uncertain value, write a range: `{title} = {range}`")))
    }

    /// The results of a definition without its range and of the range, if they have any.
    fn value_and_range(&self, id: EquationId, range: &Expression, options: &Options) -> Option<[Answer; 2]> {
        let mut probe = self.clone();
        let ends = probe.bare(Equation::new(None, range.clone(), None));
        let Compiled { mut sheet, .. } = probe.compile(options);
        sheet.calculate();
        let wanted = [sheet.outcome(id)?, sheet.outcome(ends)?];
        let mut answered = sheet.answers(&wanted).filter_map(|answer| Some(answer.ok()?.0));
        Some([answered.next()?, answered.next()?])
    }
}

/// Whether a value lies in a range and measures the same.
fn lies_in(value: &Answer, range: &Answer) -> bool {
    let is_alike = value.dimension().is_some() && value.dimension() == range.dimension();
    let Some(spread) = range.spread.as_ref().filter(|_| is_alike) else { return false };
    let (low, high) = (spread.p5(), spread.p95());
    // Ends are quantiles, which may be off by their last digits.
    let slack = 1e-9 * (high - low).abs();
    (low - slack..=high + slack).contains(&value.value)
}
