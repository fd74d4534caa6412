//! Every word that means something in a workspace, with what it is in one line: for completion, `:search` and `:info`.

use super::COMMANDS;
use crate::formulas;
use crate::model::built_in_functions;
use crate::preset::{catalogue, find};
use crate::quantity::noun::{built_in, parent};
use crate::quantity::number::{exact_integer, significant};
use crate::quantity::system::rows;
use crate::quantity::unit::{Unit, UnitProduct};
use crate::reference::{self, Found};
use crate::report::changes::meaning_of;
use crate::report::formulas::{explained, signature};
use crate::workspace::Workspace;

/// What kind of word it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A definition of the model.
    Definition,
    /// A function or a formula.
    Function,
    /// A unit.
    Unit,
    /// A counted thing.
    Noun,
    /// A number of the field.
    Figure,
    /// A preset.
    Preset,
    /// A command.
    Command,
}

impl Sort {
    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Definition => "definition",
            Self::Function => "function",
            Self::Unit => "unit",
            Self::Noun => "counted",
            Self::Figure => "reference",
            Self::Preset => "preset",
            Self::Command => "command",
        }
    }
}

/// A word and what it is.
#[derive(Debug, Clone)]
pub struct Word {
    /// What kind of word it is.
    pub sort: Sort,
    /// As it is typed; a function with its opening bracket.
    pub text: String,
    /// What it is, in one line.
    pub about: String,
}

impl Word {
    fn new(sort: Sort, text: impl Into<String>, about: impl Into<String>) -> Self {
        Self { sort, text: text.into(), about: about.into() }
    }

    /// The word without the bracket of a function.
    #[must_use]
    pub fn name(&self) -> &str {
        self.text.trim_end_matches('(')
    }

    /// The word and all that is known of it.
    pub fn in_full(&self, workspace: &Workspace) -> String {
        let name = self.name();
        match self.sort {
            Sort::Definition => {
                let model = &workspace.preset.model;
                let equation = model.find(name).map(|id| &model.equations()[id.index()]);
                let written = equation.map_or("", |equation| equation.body.text());
                let why = equation.and_then(|equation| equation.why.as_deref());
                let shown = if written == self.about { String::new() } else { format!(" = {}", self.about) };
                format!("{name} = {written}{shown}{}", why.map_or_else(String::new, |why| format!("  # {why}")))
            }
            Sort::Function => match formulas::find(name) {
                Some(formula) => format!("{}\n{}", signature(formula, &workspace.formatter()), explained(formula)),
                None => self.about.clone(),
            },
            Sort::Figure => figures(name),
            Sort::Unit | Sort::Noun => format!("{name}: {}", self.about),
            Sort::Preset => format!("{name}: {} (`:load {name}` opens it)", self.about),
            Sort::Command => format!("{name}: {} (`:help {name}` shows an example)", self.about),
        }
    }
}

/// The words that are wanted by their name, those of the session first.
pub fn words(workspace: &Workspace, is_wanted: impl Fn(&str) -> bool) -> Vec<Word> {
    let model = &workspace.preset.model;
    let mut found = Vec::new();
    let mut add = |sort, text: &str, about: &dyn Fn() -> String| {
        if is_wanted(text) {
            found.push(Word::new(sort, text, about()));
        }
    };
    for name in model.names() {
        add(Sort::Definition, name, &|| meaning_of(workspace, name));
    }
    for function in model.functions() {
        add(Sort::Function, &format!("{}(", function.name.name), &|| function.text.to_string());
    }
    for (call, about) in built_in_functions() {
        let name = call.split('(').next().unwrap_or(&call);
        add(Sort::Function, &format!("{name}("), &|| format!("{call}: {about}"));
    }
    for formula in formulas::all() {
        add(Sort::Function, &format!("{}(", formula.name), &|| {
            format!("{}: {}", signature(formula, &workspace.formatter()), formula.about())
        });
    }
    for name in reference::names() {
        add(Sort::Figure, &name, &|| reference::find(&name).map_or_else(String::new, figure));
    }
    for row in rows() {
        let name = (row.abbreviation)();
        let Some(unit) = model.units.known(name) else { continue };
        let is_noun = model.units.nouns.find(name).is_some();
        if !is_noun {
            let long = (row.singular)();
            let called = if long == name { String::new() } else { format!("{long}, ") };
            add(Sort::Unit, name, &|| called.clone() + &unit_in_words(workspace, &unit, row.quantity));
        }
    }
    for own in model.units.own_units() {
        let about = || unit_in_words(workspace, &own.into(), "a unit of your own");
        add(Sort::Unit, &own.plural, &about);
        if own.plural != own.singular {
            add(Sort::Unit, &own.singular, &about);
        }
    }
    for noun in built_in().chain(model.units.nouns.declared().iter().cloned()) {
        let base = model.units.nouns.name(noun.base);
        let about = match parent(noun.base) {
            Some(parent) => format!("counted, a kind of {}", model.units.nouns.name(parent)),
            None if base != &*noun.singular => format!("counted, another name for {base}"),
            None => "counted, a thing of its own".to_owned(),
        };
        add(Sort::Noun, &noun.plural, &|| about.clone());
        add(Sort::Noun, &noun.singular, &|| about.clone());
    }
    for path in find::own() {
        add(Sort::Preset, &find::stem(&path), &|| "a preset of your own".to_owned());
    }
    for (name, text) in catalogue::all() {
        let title = || catalogue::heading(text).map_or_else(String::new, |heading| heading.title);
        add(Sort::Preset, name, &|| format!("preset {}", title()));
    }
    for command in COMMANDS {
        add(Sort::Command, &format!(":{}", command.name), &|| command.clause());
    }
    found
}

/// `10 ms, Disk seek (primer, 20x datacenter round trip)`
fn figure(found: Found) -> String {
    let note = if found.figure.note.is_empty() { String::new() } else { format!(", {}", found.figure.note) };
    format!("{}, {} ({}{note})", found.figure.value, found.entry.title, found.figure.source.key)
}

/// A number of the field with all that its sources say, or one of them.
fn figures(name: &str) -> String {
    let Some(found) = reference::find(name) else { return String::new() };
    let (is_one, figure) = (name.matches('.').count() > 1, found.figure);
    let said = |figure: &reference::Figure| {
        let note = if figure.note.is_empty() { String::new() } else { format!(" ({})", figure.note) };
        format!("{}{note}: {} ({})", figure.value, figure.source.title, figure.source.dated.year())
    };
    let mut lines = vec![format!("{name}: {}, {}", found.entry.title, said(figure))];
    if !is_one {
        let others = found.entry.figures.iter().filter(|other| *other != figure);
        lines.extend(others.map(|other| format!("{name}.{}: {}", other.source.key, said(other))));
    }
    lines.join("\n")
}

/// `1 GB = 1,000,000,000 B (information)`
pub fn unit_in_words(workspace: &Workspace, unit: &Unit, quantity: &str) -> String {
    let units = &workspace.preset.model.units;
    let base = units.base_product(&unit.dimension);
    let factor = UnitProduct::factor(&base);
    let number = exact_integer(unit.factor / factor).unwrap_or_else(|| significant(unit.factor / factor, 15));
    let text = base.text(number != "1");
    let value = if text.is_empty() { number } else { format!("{number} {text}") };
    if value == format!("1 {}", unit.singular) {
        return format!("the base unit of {quantity}");
    }
    format!("1 {} = {value} ({quantity})", unit.singular)
}
