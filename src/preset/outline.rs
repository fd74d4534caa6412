//! What a preset says, as the texts of its file: the one form in which a preset is written and in which two are compared.

use std::borrow::Cow;
use std::fmt::Write;

use super::Preset;
use crate::model::{Correlation, EquationId, OwnUnit};
use crate::quantity::conventions::Bytes;
use crate::quantity::plural::{plural_of, singular_of};
use crate::syntax::tree::Expression;

/// All that a preset says, in the order of the schema.
#[derive(Debug, PartialEq)]
pub(super) struct Outline<'p> {
    /// The keys before the first table.
    pub(super) keys: Vec<(&'static str, Said<'p>)>,
    /// The tables of definitions.
    pub(super) sections: [(&'static str, Vec<Definition<'p>>); 3],
    /// The tables of answers, as TOML. No command changes them.
    pub(super) tables: String,
}

/// What a key says.
#[derive(Debug, PartialEq)]
pub(super) enum Said<'p> {
    /// A text.
    Text(&'p str),
    /// A list of texts.
    List(Vec<Cow<'p, str>>),
    /// TOML that no command changes; nothing if it is empty.
    Fixed(String),
}

/// A definition as it is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Definition<'p> {
    pub(super) name: &'p str,
    pub(super) value: Cow<'p, str>,
    pub(super) range: Option<&'p str>,
    pub(super) why: Option<&'p str>,
}

impl<'p> Outline<'p> {
    /// What a preset says.
    pub(super) fn of(preset: &'p Preset) -> Self {
        let nouns = preset.model.units.nouns.declared().iter().map(|noun| {
            let is_regular = plural_of(&noun.singular) == *noun.plural && singular_of(&noun.singular) == *noun.singular;
            if is_regular { noun.singular.to_string() } else { format!("{} ({})", noun.singular, noun.plural) }
        });
        let functions = preset.model.functions().into_iter().map(|function| function.text.to_string());
        let owned = |texts: Vec<String>| Said::List(texts.into_iter().map(Cow::Owned).collect());
        let listed = |texts: &'p [String]| Said::List(texts.iter().map(|text| Cow::Borrowed(text.as_str())).collect());
        let keys = vec![
            ("title", Said::Text(&preset.title)),
            ("topic", Said::Text(&preset.topic)),
            ("question", Said::Text(&preset.question)),
            ("summary", Said::Text(&preset.summary)),
            ("decides", Said::Text(&preset.decides)),
            ("tags", listed(&preset.tags)),
            ("sources", listed(&preset.sources)),
            ("nouns", owned(nouns.collect())),
            ("units", owned(preset.model.own_units().iter().map(OwnUnit::text).collect())),
            ("functions", owned(functions.collect())),
            ("correlations", owned(preset.model.correlations().iter().map(Correlation::text).collect())),
            ("checks", Said::Fixed(checks(preset))),
        ];
        let sections = [
            ("conventions", conventions(preset)),
            ("assumptions", definitions(preset, &preset.assumptions)),
            ("estimates", definitions(preset, &preset.estimates)),
        ];
        Self { keys, sections, tables: tables(preset) }
    }

    /// Whether another one says the same, in whatever order.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let sorted = |outline: &Self| {
            let lists = outline.keys.iter().filter_map(|(_, said)| match said {
                Said::List(list) => Some(list),
                _ => None,
            });
            let mut lists: Vec<_> = lists.cloned().collect();
            for list in &mut lists {
                list.sort_unstable();
            }
            let mut sections = outline.sections.clone().map(|(_, definitions)| definitions);
            for section in &mut sections {
                section.sort_unstable_by(|a, b| a.name.cmp(b.name));
            }
            (lists, sections)
        };
        let is_alike = |(one, other): (&(_, Said), &(_, Said))| matches!(one.1, Said::List(_)) || one.1 == other.1;
        let mut keys = self.keys.iter().zip(&other.keys);
        keys.all(is_alike) && self.tables == other.tables && sorted(self) == sorted(other)
    }
}

impl Definition<'_> {
    /// What stands behind the `=`.
    pub(super) fn toml(&self) -> String {
        let value = quoted(&self.value);
        if self.range.is_none() && self.why.is_none() { value } else { self.table(&value) }
    }

    /// The same as a table, around a value that is in quotes already.
    pub(super) fn table(&self, value: &str) -> String {
        let mut text = format!("{{ value = {value}");
        for (key, said) in [("range", self.range), ("why", self.why)] {
            if let Some(said) = said {
                let _ = write!(text, ", {key} = {}", quoted(said));
            }
        }
        text + " }"
    }
}

/// A text as a string of TOML.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// A name as a key. Letters beyond ASCII need quotes.
pub(super) fn key(name: &str) -> String {
    let is_bare = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_bare { name.to_owned() } else { quoted(name) }
}

fn conventions(preset: &Preset) -> Vec<Definition<'_>> {
    let conventions = &preset.model.units.conventions;
    let bytes = (conventions.bytes == Bytes::Binary).then(|| ("bytes", "binary".to_owned()));
    let lengths = conventions.chosen().map(|(name, seconds)| (name, format!("{seconds} s")));
    let all = bytes.into_iter().chain(lengths);
    all.map(|(name, value)| Definition { name, value: value.into(), range: None, why: None }).collect()
}

fn definitions<'p>(preset: &'p Preset, ids: &[EquationId]) -> Vec<Definition<'p>> {
    let equations = ids.iter().map(|id| &preset.model.equations()[id.index()]);
    let named = equations.filter_map(|equation| {
        Some(Definition {
            name: equation.name.as_ref()?.name.as_str(),
            value: equation.body.text().into(),
            range: equation.range.as_ref().map(Expression::text),
            why: equation.why.as_deref(),
        })
    });
    named.collect()
}

fn checks(preset: &Preset) -> String {
    if preset.checks.is_empty() {
        return String::new();
    }
    let mut text = "checks = [\n".to_owned();
    for check in &preset.checks {
        let condition = quoted(preset.model.equations()[check.condition.index()].body.text());
        let _ = if check.why.is_empty() {
            writeln!(text, "    {condition},")
        } else {
            writeln!(text, "    {{ condition = {condition}, why = {} }},", quoted(&check.why))
        };
    }
    text + "]\n"
}

fn tables(preset: &Preset) -> String {
    let mut text = String::new();
    for table in &preset.tables {
        let _ = write!(text, "\n[[tables]]\ntitle = {}\n", quoted(&table.title));
        if !table.note.is_empty() {
            let _ = writeln!(text, "note = {}", quoted(&table.note));
        }
        text += "rows = [\n";
        for row in &table.rows {
            let estimate = preset.model.equations()[row.estimate.index()].body.text();
            let _ = write!(text, "    {{ label = {}, estimate = {}", quoted(&row.label), quoted(estimate));
            for (key, value) in [("unit", row.unit.as_deref().unwrap_or("")), ("note", &row.note)] {
                if !value.is_empty() {
                    let _ = write!(text, ", {key} = {}", quoted(value));
                }
            }
            text += " },\n";
        }
        text += "]\n";
    }
    text
}
