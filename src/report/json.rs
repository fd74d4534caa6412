//! Results and errors for programs: what `--json` prints.
//!
//! With `--json` every command prints objects on standard output, each on a line of its own, and nothing else there:
//! errors are objects among them. Hints stay on standard error, for people, but for those of the lines of `eval`. Exit
//! codes are those of the command without `--json`.
//!
//! # The promise
//!
//! - Every line is one object, and its first field is `schema`: `1`, the version of what is described here. Objects
//!   within objects have none of their own.
//! - A later command or a later field is added; what exists keeps its name, its place, its type and its meaning, or
//!   `schema` becomes another number. A reader passes over fields that it does not know.
//! - A field without something to say is left out, unless it is said to be `null` here. The order of fields behind
//!   `schema` means nothing.
//! - Quantities are numbers in base units (bytes, seconds, dollars, single counted things), whole ones without a
//!   point; shares are numbers from 0 to 1, never percentages.
//! - Texts are as someone wrote them, with characters that cannot be seen as escapes.
//!
//! # An answer
//!
//! Whatever has a value is this object ([`AnswerRecord`]), by itself or within others:
//!
//! - `name`: what it is called; left out if it has no name, or if the object around it says it.
//! - `value`: the number in base units, or `true` or `false`. Of an uncertain one it is the value that is stated
//!   beside its range or follows from such values, and else the median.
//! - `unit`: the base unit that `value` and all numbers below are in, as text: `B/s`; `1` for a pure number.
//! - `display`: the text that people see; of `eval` and `bottleneck` with its interval behind it, in brackets.
//! - `dimension`: the exponent of each base that it measures, by name: `{"information":1,"time":-1}`.
//! - `p5`, `p50`, `p95`, `mean`: quantiles and mean of an uncertain quantity; its 90% interval is from `p5` to `p95`.
//! - `probability`: in what share of cases an uncertain condition holds.
//! - `exact`: whether an uncertain answer is in closed form, and not of samples.
//! - `samples`: from how many samples it comes.
//! - `shares`: by the name of an assumption, what share of the variance comes from it alone; empty where a command
//!   does not take answers apart (`compare`, `bottleneck`).
//! - `total_shares`: the same with what assumptions do together, of an answer from samples.
//! - `missing`: the share of cases that have no result; `endless` the part of these that grow without end; `reason`
//!   says in words why the first of them has none.
//! - `tail`: the share of the largest sample in the mean, where a few samples make most of it.
//! - `below`, `above`: `true` if all that is known of a probability or of an estimate is that it is below the number
//!   given, or above.
//! - `low`, `high`: between what an estimate lies, where nothing is known of some cases.
//! - `why`: the reason that is given for its definition: the `why` of a preset, the comment behind a line.
//! - `line`, `label`, `hint`: only of lines that are calculated; see there.
//!
//! # An error
//!
//! Of every command, [`Failure`]:
//!
//! - `error`: what is wrong, in one sentence.
//! - `help`: the ways out, one a line; empty if there is none.
//! - `span`: where it is; `null` where it lies in no text. In it are `source`, the file or the option that the text
//!   comes from (`null` for an expression on the command line), `start` and `end` in bytes from 0, and `line` and
//!   `column` from 1.
//! - `line`, `name`, `label`, `hint`: only of lines that are calculated; see there.
//!
//! # `napkin EXPRESSION`, `napkin eval`
//!
//! For each line that prints something, in their order, an answer or an error, with
//!
//! - `line`: the number of the line, from 1.
//! - `name`: what the line defines.
//! - `label`: what stands before the expression: `API load: …`.
//! - `hint`: what may be a slip, and below it what to write instead. A line with a hint and no answer is an object of
//!   these fields alone.
//!
//! # `napkin run`
//!
//! One object, with `--check` and with `--detail` as well:
//!
//! - `title`: that of the preset.
//! - `conventions`: what a kilobyte, a day, a month and a year are, in words.
//! - `assumptions`, `estimates`: answers, in the order of the preset.
//! - `tables`: each with its `title` and `rows`; a row is an answer with a `label`, or the label alone if there is no
//!   result.
//! - `checks`: each with its `condition` as it is written, `holds` (`null` without a result), `margin` (how many times
//!   the limit is what must stay below it; less than 1 if it fails), `probability` (how likely it is that it holds,
//!   where that is uncertain) and `why` (what it means that it holds).
//!
//! # `napkin solve`
//!
//! - `name`: the assumption; `condition`: the condition, as it is written.
//! - `unit`, `dimension`: of the numbers `now`, `tried`, `from` and `to`, as in an answer.
//! - `now`: the value of the assumption; `assumption`: the same as an answer, without its range.
//! - `holds`: whether the condition holds now.
//! - `tried`: the least and the greatest value that were tried; `density` is how many of each power of ten.
//! - `stretches`: where the condition holds: `from` and `to` (`null` if there is no limit on that side), and
//!   `display`, a sentence.
//! - `error`: why there is no answer. The exit code is 1, and there is no other object.
//!
//! # `napkin explain`
//!
//! The answer that is derived, with
//!
//! - `formula`: its right side, as it is written; `with_values`: the same with values in place of names.
//! - `why`: the reason given for it.
//! - `functions`: the definitions of the functions in it.
//! - `uses`: the same object for each name in the formula, down to the assumptions; one without a result has no fields
//!   of an answer.
//! - `see`: `above` if a part has been shown before, `deeper` if it goes on below the depth asked for.
//! - `unused`: of the whole, the names that nothing uses.
//!
//! # `napkin by-hand`
//!
//! - `by_hand`, `exact`: the answer in interview arithmetic, and as it is.
//! - `error`: how far the first is from the second, as a share of that; `null` where there is none. It is a number
//!   here.
//! - `steps`: each with its `name` (`null` if the expression has none) and its `text`; `is_cut` is whether there were
//!   more before these.
//!
//! # `napkin sweep`
//!
//! - `scale`: `linear` or `log`.
//! - `inputs`: the assumptions that vary, as columns.
//! - `results`: the estimates, as columns. In a grid of two inputs `values` and `display` have a row for each value of
//!   the first, with a cell for each value of the second.
//!
//! A column has a `name`, a `unit` and a `dimension` as an answer does, and lists of `values` and `display`, with
//! `null` where there is no result.
//!
//! # `napkin growth`
//!
//! - `years`: the years shown, from 0.
//! - `growing`: columns of what grows by year, each with its `rate` as it is written.
//! - `results`: columns of the estimates by year.
//! - `until`: the `condition` that was waited for, and the `month` in which it first holds: 0 for the start, `null` if
//!   it does not within a hundred years.
//!
//! # `napkin compare`
//!
//! - `base`: the name of the preset that the others are compared with.
//! - `variants`: the others, each with its `name` and what was `set` in it.
//! - `rows`: what differs, the largest difference first: its `name`, in `base` its answer there (`null` without one),
//!   and in `variants` its answer in each of these with `same`, `comparable` and `ratio` (to that of the base; `null`
//!   where there is none).
//! - `unchanged`: how many names have the same answer in all of them.
//! - `only`: for each `side` the `names` that not all of them define.
//!
//! # `napkin bottleneck`
//!
//! - `binding`, `next`: the label of the resource that needs most, and of the one after it; `null` where there is
//!   none.
//! - `resources`: each with its `label`, the answers `need`, `per_unit` and `count`, the `quotient` before it is
//!   rounded up, its `share` of the largest quotient, whether it `binds`, and `binds_in`, in what share of cases it
//!   does, where that is uncertain.
//!
//! # `napkin list`, `napkin show`
//!
//! - Of `list`, an object for each preset: `name`, `title`, `topic`, `question`, and `tags`, a list.
//! - Of `show`: `name`, and `text`, the whole file.
//!
//! # `napkin calibrate`
//!
//! An object for each figure of each system:
//!
//! - `system`, `year`, `source`: which system, when, and who says so.
//! - `preset`: the preset that it is held against; `label`: what the figure is of.
//! - `predicted`, `real`: what the preset predicts and what was run, as people read them.
//! - `ratio`: the first as a multiple of the second.
//! - `answers`: `predicted` and `real` as answers.
//!
//! # `napkin formulas`
//!
//! An object for each formula: `name`, `subject`, `signature`, `about` (one line), and `documentation` (arguments,
//! domain, source).
//!
//! # `napkin reference`
//!
//! - Without a name, an object for each table: `name`, `title`, `about`, and `rows`, how many it has.
//! - Of a table of figures, for each figure an answer whose name finds it again, with its `title`, the value as
//!   `written`, its `source` (`key`, `title`, `year`) and a `note`.
//! - Of `powers`, for each power of two an answer with the exponent as `power`, the answer `bytes`, the unit of as
//!   many bytes as `binary`, and what is `spoken` instead (`null` if nothing is): `number` (or `null`), `bytes`, the
//!   answer `error` and its `source`.
//! - Of `nines`, for each level: `availability` as it is written, its `name`, and `downtime`, an answer for each
//!   `day`, `week`, `month` and `year`.
//!
//! # `napkin vars`
//!
//! - `assumptions`, `estimates`: answers, each with its `why`; `functions`: the functions, as they are written.
//!
//! # `napkin info`, `napkin search`, `napkin units`
//!
//! - Of `info` and `search`, an object for each word: the `word`, its `kind`, and what it is `about`.
//! - Of `units`, an object for each unit of the dimension: the `unit`, its `name`, and what it is in base units, in
//!   `about`; without a dimension, one object with all `dimensions`.
//!
//! # A session
//!
//! With `napkin --json repl` on a pipe everything is objects, and so is what a command says with `--json` behind it:
//! those of the command line; for a question the answer; for a change an object for each result that is calculated
//! again, with its `name`, the answers `before` and `after` (`null` where there is none), and what it `waits_for`; for
//! what is only said its `text`.
//!
//! # `--version`, `--help`
//!
//! - Of `--version`: `name` and `version`.
//! - Of `--help`: `text`.

mod answer;
mod failure;
mod line;
mod number;
mod spread;

use serde::Serialize;

use crate::document::Document;
use crate::render::terminal;

pub use answer::AnswerRecord;
pub use failure::Failure;
pub use line::LineRecord;
pub(super) use number::{Number, Scalar, dimension, unit};

/// The version of the objects: their fields may become more, and none of them changes its name, place or meaning.
pub const SCHEMA: u32 = 1;

/// The text of one object: its `schema`, and then the fields of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object(String);

impl Object {
    /// The object of a record.
    #[must_use]
    pub fn new(record: &impl Serialize) -> Self {
        Self::from(record)
    }

    /// The object of what is only said: its text.
    #[must_use]
    pub fn of_text(document: &Document) -> Self {
        /// More columns than a line has.
        const UNBROKEN: usize = 10_000;
        Self::new(&TextRecord { text: terminal::plain(document, UNBROKEN) })
    }

    /// The object as JSON on one line. Texts are as they were written, hidden characters and all.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// What is only said.
#[derive(Debug, Serialize)]
struct TextRecord {
    text: String,
}

/// A record with its version before it.
#[derive(Serialize)]
struct Versioned<'a, R> {
    schema: u32,
    #[serde(flatten)]
    record: &'a R,
}

impl<R: Serialize> From<&R> for Object {
    /// # Panics
    /// If the record is no object, or has keys that are not text: those of the reports are none of these.
    fn from(record: &R) -> Self {
        let text = serde_json::to_string(&Versioned { schema: SCHEMA, record });
        Self(text.expect("a record has fields with text keys"))
    }
}
