//! The conventions of a model as a person writes them: `bytes = "binary"`, `month = "30 days"`.

use crate::diagnostic::{Diagnostic, Span};
use crate::model::{Kind, Model};
use crate::quantity::conventions::Bytes;
use crate::quantity::dimension::{Base, Dimension};
use crate::quantity::unit::Units;
use crate::syntax::tree::Statement;
use crate::syntax::{Origin, parse_expression};

/// What can be chosen. A year may be given in days and a month in years, so they come in this order.
pub const CONVENTIONS: &[&str] = &["bytes", "day", "year", "month"];

/// Chooses a convention: `key` is one of [`CONVENTIONS`], `text` stands at `origin` and covers `span`.
///
/// # Errors
/// A text that is neither of the two kinds of bytes, or no length of time.
pub fn choose(units: &mut Units, key: &str, text: &str, origin: Origin, span: Span) -> Result<(), Vec<Diagnostic>> {
    if key == "bytes" {
        units.conventions.bytes = match text {
            "decimal" => Bytes::Decimal,
            "binary" => Bytes::Binary,
            _ => {
                let problem = Diagnostic::error("`bytes` is either \"decimal\" or \"binary\"").at(span, "");
                return Err(vec![problem.help("\"binary\" makes KB mean 1024 bytes")]);
            }
        };
        return Ok(());
    }
    let seconds = seconds(units, key, text, origin, span)?;
    units.conventions.set(key, seconds);
    Ok(())
}

/// A length of time, in seconds.
fn seconds(units: &Units, key: &str, text: &str, origin: Origin, span: Span) -> Result<f64, Vec<Diagnostic>> {
    let expression = parse_expression(text, origin).map_err(|problem| vec![problem])?;
    let mut model = Model::new(units.clone());
    let id = model.add(Statement::Expression(expression), None).map_err(|problem| vec![problem])?;
    let answers = model.points();
    let Some(answer) = id.and_then(|id| answers.get(id)) else { return Err(answers.diagnostics) };
    let is_time = matches!(&answer.kind, Kind::Quantity(quantity) if quantity.dimension == Dimension::of(Base::TIME));
    if is_time && answer.value > 0.0 {
        return Ok(answer.value);
    }
    let problem = Diagnostic::error(format!("`{key}` is a length of time")).at(span, "not a length of time");
    Err(vec![problem.help("write it as `30 days` or `2.5e6 s`")])
}
