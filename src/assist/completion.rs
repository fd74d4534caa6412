//! What a word may go on to: only what can stand where it is, by the grammar of a line, by what is converted, and by the
//! table of what a command takes.

use super::fitting::{Fit, wanted};
use super::is_part;
use super::place::{Axes, Place, axes, place};
use super::position::{Position, Target, position};
use crate::command::Command;
use crate::command::argument::{Argument, Count, Kind};
use crate::command::line::JSON;
use crate::command::vocabulary::{Sort, Word, words};
use crate::formulas;
use crate::quantity::system::rows;
use crate::reference;
use crate::syntax::lines::separated;
use crate::workspace::{SETTINGS, Workspace, choices};

/// What kind of text a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CandidateKind {
    /// A word of the vocabulary.
    Word(Sort),
    /// An option of a command, or a word that stands for one.
    Option,
    /// A setting.
    Setting,
    /// A value of a setting.
    Value,
    /// A dimension.
    Dimension,
    /// A table of the field's numbers.
    Table,
}

impl CandidateKind {
    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Word(sort) => sort.name(),
            Self::Option => "option",
            Self::Setting => "setting",
            Self::Value => "value",
            Self::Dimension => "dimension",
            Self::Table => "table",
        }
    }
}

/// What a word may go on to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What takes the place of the word: a function with its opening bracket, a unit that others must follow with its
    /// slash.
    pub text: String,
    /// What kind of text it is.
    pub kind: CandidateKind,
    /// What it is, in one line; empty where the text says it.
    pub about: String,
}

/// What the word at the cursor may go on to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Completion {
    /// The byte at which the word starts.
    pub start: usize,
    /// What may take its place.
    pub candidates: Vec<Candidate>,
    /// Whether it may be the name of a file as well.
    pub files: bool,
}

/// What the word that ends at byte `offset` of a text may go on to.
#[must_use]
pub fn complete(text: &str, offset: usize, workspace: &Workspace) -> Completion {
    let before = text.get(..offset).unwrap_or(text);
    let asked = Asked { before, workspace };
    match place(before) {
        Place::Line => asked.line(0),
        Place::Command => asked.at(0, |start| asked.vocabulary(start, |sort| sort == Sort::Command)),
        Place::Option(command) => asked.at(asked.last_word(), |_| asked.options(command)),
        Place::Word(command, start) => asked.at(start, |_| option_words(command)),
        Place::Argument(command, argument, start) => asked.argument(command, argument, start),
        Place::Nothing => asked.nothing(),
    }
}

/// The text before the cursor, and what it means anything in.
struct Asked<'a> {
    before: &'a str,
    workspace: &'a Workspace,
}

impl Asked<'_> {
    fn nothing(&self) -> Completion {
        Completion { start: self.before.len(), ..Completion::default() }
    }

    /// The candidates that go on with what stands from byte `start` on.
    fn at(&self, start: usize, found: impl FnOnce(&str) -> Vec<Candidate>) -> Completion {
        let prefix = &self.before[start..];
        Completion { start, candidates: starting(found(prefix), prefix), files: false }
    }

    fn last_word(&self) -> usize {
        self.before.trim_end_matches(|letter: char| !letter.is_whitespace()).len()
    }

    /// The words of the vocabulary that start so: in the case that is typed, or else in any.
    fn vocabulary(&self, prefix: &str, is_wanted: impl Fn(Sort) -> bool) -> Vec<Candidate> {
        let folded = prefix.to_lowercase();
        let found = |starts: &dyn Fn(&str) -> bool| {
            let found = words(self.workspace, starts).into_iter();
            found.filter(|word| is_wanted(word.sort)).map(Candidate::from).collect::<Vec<_>>()
        };
        let exact = found(&|word| word.starts_with(prefix));
        if exact.is_empty() && !prefix.is_empty() {
            return found(&|word| word.to_lowercase().starts_with(&folded));
        }
        exact
    }

    /// The options of a command that may still be given.
    fn options(&self, command: &Command) -> Vec<Candidate> {
        let is_left = |argument: &&Argument| {
            let is_given = || self.before.split([' ', '=']).any(|word| word == argument.name);
            argument.is_option() && (matches!(argument.count, Count::Any | Count::Some) || !is_given())
        };
        let options = command.all_arguments().filter(is_left).map(|argument| (argument.name, argument.about));
        let json = (JSON, "Print objects for programs");
        options.chain([json]).map(|(name, about)| Candidate::new(name, CandidateKind::Option, about)).collect()
    }

    /// An argument of a command that stands from byte `start` on.
    fn argument(&self, command: &'static Command, argument: &Argument, start: usize) -> Completion {
        let any = |_| true;
        let text = &self.before[start..];
        match argument.kind {
            Kind::Name => self.at(start, |prefix| self.vocabulary(prefix, |sort| sort == Sort::Definition)),
            Kind::Defined => self.at(start, |prefix| self.defined(prefix)),
            Kind::Word => self.at(start, |prefix| self.vocabulary(prefix, any)),
            Kind::Topic => self.at(start, |prefix| self.topics(prefix)),
            Kind::Formula => self.at(start, |prefix| self.formulas(prefix)),
            Kind::Dimension => self.at(start, |prefix| self.dimensions(prefix)),
            Kind::Table => self.at(start, |_| tables(text)),
            Kind::Setting => self.setting(start),
            Kind::Preset => {
                let found = self.at(start, |prefix| self.vocabulary(prefix, |sort| sort == Sort::Preset));
                Completion { files: true, ..found }
            }
            Kind::File => Completion { start, files: true, ..Completion::default() },
            Kind::Expression | Kind::Expressions | Kind::Condition => self.line(start),
            Kind::Definitions | Kind::Resources => self.equations(command, argument, start),
            Kind::Axes => match axes(&self.workspace.preset.model, text) {
                Axes::Name => self.at(start, |prefix| self.vocabulary(prefix, |sort| sort == Sort::Definition)),
                Axes::Range => self.nothing(),
                Axes::After(after) => {
                    let after = start + after;
                    let mut found = self.line(after);
                    if found.start == after {
                        let flags = command.arguments.iter().filter(|one| one.kind == Kind::Flag);
                        found.candidates.extend(starting(as_words(flags), &self.before[after..]));
                    }
                    found
                }
            },
            Kind::Text | Kind::Number | Kind::Numbers | Kind::Flag => self.nothing(),
        }
    }

    /// Equations, separated by commas or semicolons: the name of a definition, then an expression. What is called by a
    /// name of its own has none that is known.
    fn equations(&self, command: &Command, argument: &Argument, start: usize) -> Completion {
        let text = &self.before[start..];
        // The part that is being typed goes to the end of the text, also with the space there.
        let part = separated(text).pop().map_or(text, |part| &text[part.as_ptr() as usize - text.as_ptr() as usize..]);
        let inner = part.trim_start_matches([' ', '\'', '"']);
        let from = self.before.len() - inner.len();
        if !inner.contains('=') {
            if argument.kind == Kind::Resources {
                return self.nothing();
            }
            return self.at(from, |prefix| self.vocabulary(prefix, |sort| sort == Sort::Definition));
        }
        let mut found = self.line(from);
        if !argument.is_option() && self.before[..found.start].ends_with(' ') && inner.trim_end() == inner.trim() {
            let prefix = &self.before[found.start..];
            found.candidates.extend(starting(option_words(command), prefix));
        }
        found
    }

    /// A word of a line, which starts at byte `from`.
    fn line(&self, from: usize) -> Completion {
        let text = &self.before[from..];
        let start = text.trim_end_matches(is_part).len();
        // A word that starts with a digit is a number, whose unit may stand tight to it.
        let digits = text[start..].find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(0);
        let is_tight = digits > 0;
        let start = start + digits;
        let prefix = &text[start..];
        let is_unit = |sort| matches!(sort, Sort::Unit | Sort::Noun);
        let candidates = match position(&text[..start]) {
            Position::Comment => return self.nothing(),
            Position::Target(target) => return self.target(target, from + start),
            Position::Unit => self.vocabulary(prefix, is_unit),
            Position::Value if is_tight => self.vocabulary(prefix, is_unit),
            Position::Under => self.vocabulary(prefix, |sort| is_unit(sort) || sort == Sort::Definition),
            Position::Value => self.vocabulary(prefix, |sort| match sort {
                Sort::Definition | Sort::Function => true,
                // All of a table, and all units, only when they have been named.
                Sort::Figure | Sort::Unit | Sort::Noun => !prefix.is_empty(),
                Sort::Preset | Sort::Command => false,
            }),
        };
        Completion { start: from + start, candidates, files: false }
    }

    /// A unit that something is converted to: those that fit, first those that can stand by themselves.
    fn target(&self, target: Target, start: usize) -> Completion {
        let is_sign = |letter: char| matches!(letter, '$' | '€' | '£' | '¥' | '₹');
        let written = target.written.trim_end_matches(is_sign);
        let start = start - (target.written.len() - written.len());
        let prefix = &self.before[start..];
        let wanted = wanted(Target { written, ..target }, self.workspace);
        let may_be_value = target.may_be_range && written.trim().is_empty();
        let units = &self.workspace.preset.model.units;
        let fit = |candidate: Candidate| match candidate.kind {
            CandidateKind::Word(Sort::Unit | Sort::Noun) => {
                let fit = wanted.fit(&units.known(&candidate.text)?.dimension)?;
                let slash = if fit == Fit::Begins { "/" } else { "" };
                Some((fit, Candidate { text: candidate.text + slash, ..candidate }))
            }
            _ => Some((Fit::Whole, candidate)),
        };
        let is_wanted = |sort| match sort {
            Sort::Unit | Sort::Noun => true,
            Sort::Definition | Sort::Function => may_be_value,
            Sort::Figure | Sort::Preset | Sort::Command => false,
        };
        let fitting = |prefix: &str| {
            let found = self.vocabulary(prefix, is_wanted).into_iter();
            found.filter_map(fit).collect::<Vec<_>>()
        };
        let mut found = fitting(prefix);
        if found.is_empty() && !prefix.is_empty() {
            // Nothing that fits is written in this case.
            let folded = prefix.to_lowercase();
            found = fitting("");
            found.retain(|(_, candidate)| candidate.text.to_lowercase().starts_with(&folded));
        }
        found.sort_by_key(|(fit, _)| *fit);
        let candidates = found.into_iter().map(|(_, candidate)| candidate).collect();
        Completion { start, candidates, files: false }
    }

    /// A setting, or one of its values.
    fn setting(&self, start: usize) -> Completion {
        let text = &self.before[start..];
        let Some((key, value)) = text.split_once([' ', '=']) else {
            let settings = SETTINGS.iter().map(|name| Candidate::new(*name, CandidateKind::Setting, ""));
            return self.at(start, |_| settings.collect());
        };
        let value = value.trim_start_matches([' ', '=']);
        let values = choices(key).iter().map(|value| Candidate::new(*value, CandidateKind::Value, ""));
        self.at(self.before.len() - value.len(), |_| values.collect())
    }

    /// Definitions, and the functions of the model by their names alone.
    fn defined(&self, prefix: &str) -> Vec<Candidate> {
        let model = &self.workspace.preset.model;
        let own: Vec<String> = model.functions().iter().map(|function| format!("{}(", function.name.name)).collect();
        let mut found = self.vocabulary(prefix, |sort| matches!(sort, Sort::Definition | Sort::Function));
        found.retain(|one| one.kind == CandidateKind::Word(Sort::Definition) || own.contains(&one.text));
        without_brackets(found)
    }

    fn formulas(&self, prefix: &str) -> Vec<Candidate> {
        let mut found = self.vocabulary(prefix, |sort| sort == Sort::Function);
        found.retain(|one| formulas::find(one.text.trim_end_matches('(')).is_some());
        without_brackets(found)
    }

    /// Commands, with and without their colon, and all other words.
    fn topics(&self, prefix: &str) -> Vec<Candidate> {
        let mut found = self.vocabulary(prefix, |_| true);
        if !prefix.is_empty() && !prefix.starts_with(':') {
            let commands = self.vocabulary(&format!(":{prefix}"), |sort| sort == Sort::Command);
            let bare = |one: Candidate| Candidate { text: one.text.trim_start_matches(':').to_owned(), ..one };
            found.extend(commands.into_iter().map(bare));
        }
        found
    }

    /// Dimensions, and units once one has been begun.
    fn dimensions(&self, prefix: &str) -> Vec<Candidate> {
        let mut names: Vec<&str> = rows().map(|row| row.quantity).collect();
        names.dedup();
        let dimensions = names.into_iter().map(|name| Candidate::new(name, CandidateKind::Dimension, ""));
        let units = |sort| sort == Sort::Unit && !prefix.is_empty();
        dimensions.chain(self.vocabulary(prefix, units)).collect()
    }
}

impl Candidate {
    fn new(text: impl Into<String>, kind: CandidateKind, about: impl Into<String>) -> Self {
        Self { text: text.into(), kind, about: about.into() }
    }
}

impl From<Word> for Candidate {
    fn from(word: Word) -> Self {
        Self { text: word.text, kind: CandidateKind::Word(word.sort), about: word.about }
    }
}

/// The candidates that start so: in the case that is typed, or else in any.
fn starting(mut candidates: Vec<Candidate>, prefix: &str) -> Vec<Candidate> {
    let folded = prefix.to_lowercase();
    let is_exact = candidates.iter().any(|one| one.text.starts_with(prefix));
    let starts =
        |text: &str| if is_exact { text.starts_with(prefix) } else { text.to_lowercase().starts_with(&folded) };
    candidates.retain(|one| starts(&one.text));
    candidates
}

/// Functions by their names alone.
fn without_brackets(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    for candidate in &mut candidates {
        candidate.text = candidate.text.trim_end_matches('(').to_owned();
    }
    candidates
}

/// Tables, and the entries of the one that is named.
fn tables(prefix: &str) -> Vec<Candidate> {
    let tables = reference::TABLES.iter().map(|table| Candidate::new(table.name, CandidateKind::Table, table.title));
    let is_named = |name: &String| !prefix.is_empty() && name.matches('.').count() == 1;
    let entry = |name: String| {
        let title = reference::find(&name).map_or("", |found| found.entry.title);
        Candidate::new(name, CandidateKind::Word(Sort::Figure), title)
    };
    tables.chain(reference::names().filter(is_named).map(entry)).collect()
}

/// The words that stand for options with a value.
fn option_words(command: &Command) -> Vec<Candidate> {
    as_words(command.arguments.iter().filter(|one| one.kind != Kind::Flag))
}

fn as_words<'c>(arguments: impl Iterator<Item = &'c Argument>) -> Vec<Candidate> {
    let arguments = arguments.filter(|one| !one.word.is_empty());
    arguments.map(|one| Candidate::new(one.word, CandidateKind::Option, one.about)).collect()
}
