//! From a preset to the text of its file: everything that reading it again needs, in the order of the schema.

use std::fmt::Write;

use super::Preset;
use crate::model::{Correlation, EquationId, OwnUnit};
use crate::quantity::conventions::Bytes;
use crate::quantity::plural::{plural_of, singular_of};

/// The preset as TOML. Reading it gives the same model, titles and tables.
#[must_use]
pub fn write(preset: &Preset) -> String {
    let mut text = format!("title = {}\n", quoted(&preset.title));
    let prose = [
        ("topic", &preset.topic),
        ("question", &preset.question),
        ("summary", &preset.summary),
        ("decides", &preset.decides),
    ];
    for (key, value) in prose {
        if !value.is_empty() {
            let _ = writeln!(text, "{key} = {}", quoted(value));
        }
    }
    let nouns = preset.model.units.nouns.declared().iter().map(|noun| {
        let is_regular = plural_of(&noun.singular) == *noun.plural && singular_of(&noun.singular) == *noun.singular;
        if is_regular { noun.singular.to_string() } else { format!("{} ({})", noun.singular, noun.plural) }
    });
    let functions = preset.model.functions().into_iter().map(|function| function.text.to_string());
    list(&mut text, "tags", preset.tags.iter().cloned());
    list(&mut text, "sources", preset.sources.iter().cloned());
    list(&mut text, "nouns", nouns);
    list(&mut text, "units", preset.model.own_units().iter().map(OwnUnit::text));
    list(&mut text, "functions", functions);
    list(&mut text, "correlations", preset.model.correlations().iter().map(Correlation::text));
    checks(&mut text, preset);
    let conventions = &preset.model.units.conventions;
    let chosen: Vec<_> = conventions.chosen().collect();
    let is_binary = conventions.bytes == Bytes::Binary;
    if !chosen.is_empty() || is_binary {
        text += "\n[conventions]\n";
        if is_binary {
            text += "bytes = \"binary\"\n";
        }
        for (name, seconds) in chosen {
            let _ = writeln!(text, "{name} = \"{seconds} s\"");
        }
    }
    section(&mut text, "assumptions", preset, &preset.assumptions);
    section(&mut text, "estimates", preset, &preset.estimates);
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

fn list(text: &mut String, key: &str, values: impl Iterator<Item = String>) {
    let values: Vec<String> = values.map(|value| quoted(&value)).collect();
    if !values.is_empty() {
        let _ = writeln!(text, "{key} = [{}]", values.join(", "));
    }
}

fn checks(text: &mut String, preset: &Preset) {
    if preset.checks.is_empty() {
        return;
    }
    text.push_str("checks = [\n");
    for check in &preset.checks {
        let condition = quoted(preset.model.equations()[check.condition.index()].body.text());
        let _ = if check.why.is_empty() {
            writeln!(text, "    {condition},")
        } else {
            writeln!(text, "    {{ condition = {condition}, why = {} }},", quoted(&check.why))
        };
    }
    text.push_str("]\n");
}

fn section(text: &mut String, key: &str, preset: &Preset, ids: &[EquationId]) {
    let equations = ids.iter().map(|id| &preset.model.equations()[id.index()]);
    let named: Vec<_> =
        equations.filter_map(|equation| Some((equation.name.as_ref()?.name.as_str(), equation))).collect();
    if named.is_empty() {
        return;
    }
    let _ = write!(text, "\n[{key}]\n");
    for (name, equation) in named {
        // Letters beyond ASCII need quotes as a key.
        let is_bare = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let name = if is_bare { name.to_owned() } else { quoted(name) };
        let value = quoted(equation.body.text());
        if equation.range.is_none() && equation.why.is_none() {
            let _ = writeln!(text, "{name} = {value}");
            continue;
        }
        let _ = write!(text, "{name} = {{ value = {value}");
        if let Some(range) = &equation.range {
            let _ = write!(text, ", range = {}", quoted(range.text()));
        }
        if let Some(why) = &equation.why {
            let _ = write!(text, ", why = {}", quoted(why));
        }
        text.push_str(" }\n");
    }
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceId;
    use crate::engine::Options;
    use crate::preset::{catalogue, read};

    #[test]
    fn what_is_written_reads_the_same() {
        for (name, text) in catalogue::all() {
            let (preset, _) = read(SourceId::default(), text);
            let written = write(&preset);
            let (again, problems) = read(SourceId::default(), &written);
            assert!(problems.is_empty(), "{name}: {problems:?}\n{written}");
            assert_eq!(write(&again), written, "{name}");
            let [before, after] = [&preset, &again].map(|preset| preset.model.points(&Options::default()).answers);
            let [before, after] =
                [before, after].map(|all| all.into_iter().map(|one| one.map(|one| one.value)).collect::<Vec<_>>());
            assert_eq!(before.len(), after.len(), "{name}");
            assert_eq!(before, after, "{name}");
        }
    }
}
