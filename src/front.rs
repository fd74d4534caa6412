//! The front of the library: a model that is opened, changed and asked in a few lines. It is made of what the commands
//! are made of, and does nothing in a way of its own.

use std::fmt;
use std::sync::Arc;

use crate::analysis::checks;
use crate::command::given::Given;
use crate::command::{find, opening};
use crate::diagnostic::{Diagnostic, Diagnostics, Sources};
use crate::document::{Document, Quantity};
use crate::engine::Options;
use crate::model::{self, EquationId, Kind};
use crate::preset::{self, Preset, Row, Table};
use crate::quantity::display::Formatter;
use crate::render::{csv, markdown, terminal};
use crate::report;
use crate::syntax::{Origin, is_name};
use crate::workspace::reading::{Lines, unmarked};
use crate::workspace::{self, Question};

/// The level of the headings in Markdown: a page has a title of its own.
const LEVEL: usize = 2;

/// An open model: a preset, or lines. A clone of it is a variant that leaves it as it is.
///
/// ```
/// let mut photos = napkin::Workspace::from_lines(
///     "dau = 50M users            # a guess
///      photo = 1 to 4 MB/photo
///      uploads = dau * 0.2 photos/user/day",
/// )?;
/// let storage = photos.evaluate("uploads * photo -> TB/day")?;
/// assert_eq!(storage.display(), "20 TB/day (90%: 10 to 40 TB/day)");
///
/// let mut variant = photos.clone();
/// variant.set("dau", "200M users")?;
/// assert_eq!(variant.evaluate("uploads")?.in_unit("photos/day")?, 40e6);
/// assert_eq!(photos.evaluate("uploads")?.in_unit("photos/day")?, 10e6);
/// # Ok::<(), napkin::Diagnostics>(())
/// ```
pub struct Workspace {
    open: workspace::Workspace,
    /// The texts that spans point into.
    sources: Sources,
}

impl Workspace {
    /// Opens a preset: a built-in one (`pastebin`, `twitter`, …), one of the user's own, or the TOML file of a path.
    ///
    /// # Errors
    /// There is none of that name, it cannot be read, or something is wrong with it.
    pub fn preset(name: &str) -> Result<Self, Diagnostics> {
        let mut sources = Sources::default();
        match opening::open(name, Options::default(), &mut sources) {
            Ok(open) => Self { open, sources }.checked(),
            Err(failure) => Err(failure.into_problems().within(&sources)),
        }
    }

    /// Opens the preset that a text is, in TOML.
    ///
    /// # Errors
    /// It is no TOML, no preset, or something is wrong with an equation: each with its line.
    pub fn from_toml(text: &str) -> Result<Self, Diagnostics> {
        let mut sources = Sources::default();
        let (preset, notes) = preset::read(sources.add(None, text), text);
        Self { open: workspace::Workspace::of_preset("", preset, notes, Options::default()), sources }.checked()
    }

    /// Opens lines: definitions in any order, and expressions, which are the results of its report.
    ///
    /// # Errors
    /// A line is not in the language, or something is wrong with an equation: each with its line.
    pub fn from_lines(text: &str) -> Result<Self, Diagnostics> {
        let (text, mut sources) = (unmarked(text), Sources::default());
        let Lines { entries, model, problems } = Lines::new(sources.add(None, text), text);
        let asked = entries.iter().filter_map(|entry| entry.id.filter(|_| entry.name.is_none()));
        let rows: Vec<Row> = asked.map(|id| row(&model, id)).collect();
        let results = Table { title: "Results".to_owned(), rows, ..Table::default() };
        let tables = if results.rows.is_empty() { Vec::new() } else { vec![results] };
        let preset = Preset { model, tables, ..Preset::default() };
        let notes = problems.into_diagnostics();
        Self { open: workspace::Workspace::of_preset("", preset, notes, Options::default()), sources }.checked()
    }

    /// The model, if nothing is wrong with it.
    fn checked(mut self) -> Result<Self, Diagnostics> {
        self.open.preset.list_definitions();
        match Question::whole(&self.open).points() {
            Ok(_) => Ok(self),
            Err(problems) => Err(problems.errors().within(&self.sources)),
        }
    }

    /// Gives a definition another value, or a convention: `month` is set as a name is.
    ///
    /// # Errors
    /// The model has no such name, the value is no expression, or it measures something else than the value before; then
    /// nothing changes. Lines and columns are those of `name = value`.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), Diagnostics> {
        if !is_name(name) {
            return Err(Diagnostic::error(format!("`{name}` is no name")).into());
        }
        if opening::codes(value).len() != 1 {
            return Err(Diagnostic::error(format!("`{name}` takes one expression, not `{value}`")).into());
        }
        let mut changed = self.clone();
        let text = format!("{name} = {value}");
        let source = changed.sources.add(None, text.as_str());
        let wrong = changed.open.set_all(std::iter::once((text.as_str(), Origin::new(source, 0))));
        if wrong.has_errors() {
            return Err(wrong.within(&changed.sources));
        }
        *self = changed;
        Ok(())
    }

    /// Calculates an expression over the names of the model, as a line says it: `write_rps * 2 -> QPS`.
    ///
    /// # Errors
    /// It is no expression, mentions what is not defined, does not fit together, or has no result.
    pub fn evaluate(&self, expression: &str) -> Result<Answer, Diagnostics> {
        let mut sources = self.sources.clone();
        let origin = Origin::new(sources.add(None, expression), 0);
        let mut question = Question::whole(&self.open);
        let id = question.expression("evaluate", expression, origin);
        let answers = question.answers().map_err(|problems| problems.errors().within(&sources))?;
        let answer = id.and_then(|id| Some((id, answers.get(id)?.clone())));
        let (id, result) = answer.ok_or_else(|| Diagnostic::error(format!("`{expression}` has no result")))?;
        Ok(Answer { result, id, question: Arc::new(question), sources })
    }

    /// The report of the model: its question, its assumptions with their reasons, its tables and checks.
    ///
    /// # Errors
    /// A result cannot be calculated.
    pub fn report(&self) -> Result<Document, Diagnostics> {
        let run = find("run").expect("it is a command").run;
        let (mut copy, mut sources) = (self.clone().open, self.sources.clone());
        let response = run(&mut copy, &Given::default(), &mut sources);
        let response = response.map_err(|failure| failure.into_problems().errors().within(&sources))?;
        Ok(response.finding.map_or_else(Document::default, |finding| finding.document()))
    }
}

/// A bare line as a row of the report.
fn row(model: &model::Model, id: EquationId) -> Row {
    let equation = &model.equations()[id.index()];
    let note = equation.why.clone().unwrap_or_default();
    Row { label: equation.title().to_owned(), estimate: id, unit: None, note }
}

impl Clone for Workspace {
    fn clone(&self) -> Self {
        let workspace::Workspace { called, preset, notes, options, .. } = &self.open;
        let open = workspace::Workspace::of_preset(called, preset.clone(), notes.clone(), options.clone());
        Self { open, sources: self.sources.clone() }
    }
}

impl fmt::Debug for Workspace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workspace").field("preset", &self.open.preset.title).finish_non_exhaustive()
    }
}

/// What an expression results in: a quantity, perhaps an uncertain one, or a condition.
///
/// ```
/// let service = napkin::Workspace::from_lines("load = 800 to 1200 QPS\nserver = 500 QPS/server")?;
/// let servers = service.evaluate("ceil(1000 QPS / server)")?;
/// assert_eq!((servers.value(), servers.interval()), (2.0, None));
///
/// let enough = service.evaluate("3 servers * server > load")?;
/// assert!(enough.is_condition() && enough.holds());
/// assert!(service.evaluate("load")?.in_unit("GB").is_err());
/// # Ok::<(), napkin::Diagnostics>(())
/// ```
#[derive(Debug, Clone)]
pub struct Answer {
    result: model::Answer,
    id: EquationId,
    /// The model in which it was asked.
    question: Arc<Question>,
    sources: Sources,
}

impl Answer {
    /// The number in base units: bytes, seconds, dollars, counts, and what is made of these. Of an uncertain result it is
    /// the median, or what was stated beside a range; of a condition 1 if it holds and 0 if not.
    #[must_use]
    pub const fn value(&self) -> f64 {
        self.result.value
    }

    /// The number with its base unit; `None` for a condition.
    #[must_use]
    pub fn quantity(&self) -> Option<Quantity> {
        (!self.is_condition()).then(|| report::answer::measured(&self.result, &self.formatter()))
    }

    /// The two ends of the 90% interval, in base units: one case in twenty is below, and one above. `None` for what is
    /// certain, and for a condition.
    #[must_use]
    pub fn interval(&self) -> Option<(f64, f64)> {
        let spread = self.result.spread.as_ref().filter(|_| !self.is_condition())?;
        Some((spread.p5(), spread.p95()))
    }

    /// The number in a unit: `QPS`, `TB/month`, `$/month`.
    ///
    /// # Errors
    /// That is no unit, or it measures something else.
    pub fn in_unit(&self, unit: &str) -> Result<f64, Diagnostics> {
        Ok(self.value() / self.factor(unit)?)
    }

    /// The two ends of the 90% interval in a unit; `None` for what is certain.
    ///
    /// # Errors
    /// That is no unit, or it measures something else.
    pub fn interval_in(&self, unit: &str) -> Result<Option<(f64, f64)>, Diagnostics> {
        let factor = self.factor(unit)?;
        Ok(self.interval().map(|(low, high)| (low / factor, high / factor)))
    }

    /// Base units in one of a unit.
    fn factor(&self, unit: &str) -> Result<f64, Diagnostics> {
        let mut sources = self.sources.clone();
        let origin = Origin::new(sources.add(None, unit), 0);
        self.question.unit(self.id, unit, origin).map_err(|problems| problems.within(&sources))
    }

    /// The answer as a line shows it: `12 QPS (90%: 4 to 16 QPS)`.
    #[must_use]
    pub fn display(&self) -> String {
        report::answer::result(&self.result, &self.formatter()).to_string()
    }

    /// Whether it is true or false, and no quantity.
    #[must_use]
    pub const fn is_condition(&self) -> bool {
        self.result.is_condition()
    }

    /// Whether a condition holds, at the medians of what is uncertain. A quantity does not.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.is_condition() && checks::holds(&self.result)
    }

    /// In what share of all cases an uncertain condition holds, from 0 to 1; `None` for all else.
    #[must_use]
    pub fn probability(&self) -> Option<f64> {
        let spread = self.result.spread.as_ref().filter(|_| self.result.kind == Kind::Condition)?;
        Some(spread.mean)
    }

    /// What may not have been meant in the expression or in the model, though there is a result.
    #[must_use]
    pub fn hints(&self) -> Diagnostics {
        self.question.notes.clone().within(&self.sources)
    }

    fn formatter(&self) -> Formatter<'_> {
        Formatter::new(&self.question.preset.model.units, true)
    }
}

/// As a line shows it.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.display())
    }
}

/// What a document becomes.
impl Document {
    /// The report as Markdown. Its headings are of the second level, so that it fits under a title.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        markdown::text(self, LEVEL)
    }

    /// The report as plain text for a terminal, at most `width` columns wide but for lines that are never broken.
    #[must_use]
    pub fn to_text(&self, width: usize) -> String {
        terminal::plain(self, width)
    }

    /// The tables of the report as CSV: plain numbers in base units, each with its unit; all else is left out.
    #[must_use]
    pub fn to_csv(&self) -> String {
        csv::text(self)
    }
}
