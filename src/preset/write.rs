//! From a preset to the text of its file: only what it says differently from the text that it was read from is written, at
//! its place; all the rest stays byte for byte. A new text is made by the same changes of an empty one.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use toml_edit::{Array, Document, Item, Table, TableLike, Value};

use super::outline::{Definition, Outline, Said, key, quoted};
use super::splice::{Splices, each, entries, items};
use super::{Preset, read};
use crate::diagnostic::SourceId;

/// The preset as TOML. Reading it gives the same model, titles and tables.
#[must_use]
pub fn write(preset: &Preset) -> String {
    let now = Outline::of(preset);
    let reads_as_it = |text: &str| Outline::of(&read(SourceId::default(), text).0).is_like(&now);
    let edited = preset.text.as_deref().and_then(|text| {
        let (before, _) = read(SourceId::default(), text);
        let edited = edit(text, &Outline::of(&before), &now)?;
        // A text of a shape that cannot be changed in part is written anew, so that nothing of the model is lost.
        (edited == text || reads_as_it(&edited)).then_some(edited)
    });
    let empty = Preset::default();
    edited.or_else(|| edit("", &Outline::of(&empty), &now)).unwrap_or_default()
}

/// A text that says `before`, so changed that it says `now`; `None` if it is no TOML.
fn edit(text: &str, before: &Outline, now: &Outline) -> Option<String> {
    let document = Document::parse(text).ok()?;
    let root = document.as_table();
    let mut splices = Splices::new(text, root);
    keys(&mut splices, root, before, now);
    let mut moved = HashMap::new();
    for ((name, before), (_, now)) in before.sections.iter().zip(&now.sections) {
        change_section(&mut splices, root.get(name), before, now, &mut moved);
    }
    // Behind all others, since a definition may come from a later table.
    for (name, now) in &now.sections {
        let there = root.get(name).and_then(Item::as_table_like);
        let is_new = |one: &&Definition| there.is_none_or(|there| there.get(one.name).is_none());
        let new: Vec<_> = now.iter().filter(is_new).collect();
        add(&mut splices, root, name, &new, &moved);
    }
    if before.tables.is_empty() && !root.contains_key("tables") {
        splices.insert_lines(splices.length(), now.tables.clone());
    }
    Some(splices.apply())
}

/// The keys before the first table.
fn keys(splices: &mut Splices, root: &Table, before: &Outline, now: &Outline) {
    let mut place = if splices.slice(0..splices.length()).starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    for ((name, before), (_, now)) in before.keys.iter().zip(&now.keys) {
        let Some(item) = root.get(name) else {
            let line = match now {
                Said::Text(text) if !text.is_empty() || *name == "title" => format!("{name} = {}\n", quoted(text)),
                Said::List(list) if !list.is_empty() => {
                    let list: Vec<_> = list.iter().map(|text| quoted(text)).collect();
                    format!("{name} = [{}]\n", list.join(", "))
                }
                Said::Fixed(toml) => toml.clone(),
                _ => continue,
            };
            splices.insert_lines(place, line);
            continue;
        };
        let Some(span) = item.as_value().and_then(Value::span) else { continue };
        place = splices.line_end(span.end);
        match (before, now) {
            (Said::Text(before), Said::Text(now)) if before != now => splices.replace(span, quoted(now)),
            (Said::List(before), Said::List(now)) if before != now => {
                if let Some(array) = item.as_array() {
                    change_list(splices, name, array, before, now);
                }
            }
            _ => {}
        }
    }
}

/// Changes the items of a list, each known by what it is about.
fn change_list(splices: &mut Splices, name: &str, array: &Array, before: &[Cow<str>], now: &[Cow<str>]) {
    let about = |text: &Cow<str>| (subject(name, text), text.to_string());
    let [was, is] = [before, now].map(|list| list.iter().map(about).collect::<HashMap<_, _>>());
    let here: Vec<_> = array.iter().map(|item| subject(name, item.as_str().unwrap_or_default())).collect();
    let parts = items(array);
    for (key, part) in here.iter().zip(&parts) {
        if let Some(said) = is.get(key).filter(|said| was.get(key) != Some(said)) {
            splices.replace(part.clone(), quoted(said));
        }
    }
    let is_gone: Vec<_> = here.iter().map(|key| !is.contains_key(key)).collect();
    let here: HashSet<_> = here.into_iter().collect();
    let new = now.iter().filter(|text| !here.contains(&subject(name, text))).map(|text| quoted(text));
    if let Some(span) = array.span() {
        splices.change_parts(span, &parts, &is_gone, &new.collect::<Vec<_>>(), ["[", "]"]);
    }
}

/// What an item of a list is about: the name that a unit or a function has, the two that a correlation is between.
fn subject(list: &str, text: &str) -> String {
    match list {
        "nouns" | "functions" => text.split('(').next().unwrap_or(text).trim().to_owned(),
        "units" => text.split(['(', '=']).next().unwrap_or(text).trim().to_owned(),
        "correlations" => {
            let names =
                text.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map_or(text, |(names, _)| names);
            let mut names: Vec<_> = names.split(',').map(str::trim).collect();
            names.sort_unstable();
            names.join(",")
        }
        _ => text.to_owned(),
    }
}

/// The comments of definitions that are taken from where they were, above and behind them.
type Comments<'t> = HashMap<String, (&'t str, &'t str)>;

/// Changes definitions of a section, and takes away those that are not there any more.
fn change_section<'t>(
    splices: &mut Splices<'t>,
    section: Option<&Item>,
    before: &[Definition],
    now: &[Definition],
    moved: &mut Comments<'t>,
) {
    let Some(section) = section else { return };
    let Some(table) = section.as_table_like() else { return };
    let is_inline = section.is_inline_table();
    let [before, now] = [before, now].map(|all| all.iter().map(|one| (one.name, one)).collect::<HashMap<_, _>>());
    let mut is_gone = Vec::new();
    for (name, item) in table.iter() {
        let (was, is) = (before.get(name), now.get(name));
        // What it says of a convention may be what holds without it.
        is_gone.push(was.is_some() && is.is_none());
        match (was, is) {
            (was, Some(is)) if was != Some(is) => change(splices, item, was.copied(), is),
            (Some(_), None) if !is_inline => {
                let comments = cut(splices, table, name, item);
                moved.extend(comments.map(|comments| (name.to_owned(), comments)));
            }
            _ => {}
        }
    }
    if let Some(span) = section.span().filter(|_| is_inline && is_gone.contains(&true)) {
        splices.change_parts(span, &entries(table), &is_gone, &[], ["{ ", " }"]);
    }
}

/// Takes the lines of a definition away.
fn cut<'t>(splices: &mut Splices<'t>, table: &dyn TableLike, name: &str, item: &Item) -> Option<(&'t str, &'t str)> {
    let Some(parts) = item.as_table() else {
        return Some(splices.cut_lines(table.key(name)?.span()?.start, item.span()?.end));
    };
    if let Some(header) = parts.span().filter(|_| !parts.is_dotted()) {
        splices.cut_lines(header.start, header.end);
    }
    for part in entries(parts) {
        splices.cut_lines(part.start, part.end);
    }
    None
}

/// Changes what a definition says.
fn change(splices: &mut Splices, item: &Item, before: Option<&Definition>, now: &Definition) {
    let is_other = before.is_none_or(|before| before.value != now.value);
    let Some(fields) = item.as_table_like() else {
        let Some(span) = item.span() else { return };
        let value = if is_other { quoted(&now.value) } else { splices.slice(span.clone()).to_owned() };
        let is_value = now.range.is_none() && now.why.is_none();
        splices.replace(span, if is_value { value } else { now.table(&value) });
        return;
    };
    let said =
        |one: &Definition| [Some(one.value.to_string()), one.range.map(str::to_owned), one.why.map(str::to_owned)];
    let (was, is) = (before.map(said).unwrap_or_default(), said(now));
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    for ((key, was), is) in ["value", "range", "why"].into_iter().zip(was).zip(is) {
        match (is, fields.get(key).and_then(Item::span)) {
            (Some(is), Some(span)) if was.as_ref() != Some(&is) => splices.replace(span, quoted(&is)),
            (Some(is), None) => new.push(format!("{key} = {}", quoted(&is))),
            (None, Some(_)) => gone.push(key),
            _ => {}
        }
    }
    let parts = entries(fields);
    let is_gone: Vec<_> = fields.iter().map(|(key, _)| gone.contains(&key)).collect();
    if let Some(span) = item.span().filter(|_| item.is_inline_table()) {
        splices.change_parts(span, &parts, &is_gone, &new, ["{ ", " }"]);
        return;
    }
    for part in parts.iter().zip(is_gone).filter_map(|(part, is_gone)| is_gone.then_some(part)) {
        splices.cut_lines(part.start, part.end);
    }
    let Some(part) = parts.last() else { return };
    // What stands before the last key of its line, `size.` or nothing.
    let path = splices.slice(splices.line_start(part.start)..part.start);
    let lines = each(&new, path, "\n");
    splices.insert_lines(splices.line_end(part.end), lines);
}

/// Adds definitions behind the last of a section, which is made if there is none.
fn add(splices: &mut Splices, root: &Table, section: &str, new: &[&Definition], moved: &Comments) {
    if new.is_empty() {
        return;
    }
    let item = root.get(section);
    let line = |path: &str, one: &Definition| {
        let (above, behind) = moved.get(one.name).copied().unwrap_or_default();
        let behind = if behind.is_empty() { String::new() } else { format!(" {behind}") };
        format!("{above}{path}{} = {}{behind}\n", key(one.name), one.toml())
    };
    if let Some(table) = item.and_then(Item::as_inline_table) {
        let Some(span) = table.span() else { return };
        let new: Vec<_> = new.iter().map(|one| format!("{} = {}", key(one.name), one.toml())).collect();
        let parts = entries(table);
        splices.change_parts(span, &parts, &vec![false; parts.len()], &new, ["{ ", " }"]);
        return;
    }
    if let Some(table) = item.and_then(Item::as_table).filter(|table| table.is_dotted() || !table.is_implicit()) {
        let last = last(table).or_else(|| Some((String::new(), table.span()?.end)));
        let Some((first, end)) = last else { return };
        let start = splices
            .line_start(table.iter().next().and_then(|(name, _)| table.key(name)?.span()).map_or(end, |key| key.start));
        let indent: String =
            splices.slice(start..end.max(start)).chars().take_while(|sign| matches!(sign, ' ' | '\t')).collect();
        let path = if table.is_dotted() {
            format!("{indent}{section}.")
        } else if first.is_empty() {
            String::new()
        } else {
            indent
        };
        let lines = new.iter().map(|one| line(&path, one)).collect();
        splices.insert_lines(splices.line_end(end), lines);
        return;
    }
    let lines: String = new.iter().map(|one| line("", one)).collect();
    let at = ["conventions", "assumptions", "estimates", "tables", "checks"].into_iter();
    let later = at.skip_while(|other| *other != section).skip(1).filter_map(|later| header(root.get(later)?));
    let at = later.min().map_or(splices.length(), |header| splices.before_table(header));
    splices.insert_lines(at, format!("\n[{section}]\n{lines}"));
}

/// Where the header of a table is, if it has one.
fn header(item: &Item) -> Option<usize> {
    match item {
        Item::Table(table) if !table.is_dotted() && !table.is_implicit() => Some(table.span()?.start),
        Item::ArrayOfTables(tables) => Some(tables.iter().next()?.span()?.start),
        _ => None,
    }
}

/// The last definition of a table that is below its header: its name, and where it ends.
fn last(table: &Table) -> Option<(String, usize)> {
    let ends = table.iter().filter_map(|(name, item)| match item {
        Item::Table(table) => last(table).filter(|_| table.is_dotted()).map(|(_, end)| (name.to_owned(), end)),
        item => Some((name.to_owned(), item.span()?.end)),
    });
    ends.max_by_key(|(_, end)| *end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Options;
    use crate::preset::catalogue;

    #[test]
    fn what_is_written_reads_the_same() {
        for (name, text) in catalogue::all() {
            let (mut preset, _) = read(SourceId::default(), text);
            assert_eq!(write(&preset), text, "{name}: it is not changed");
            preset.text = None;
            let written = write(&preset);
            let (mut again, problems) = read(SourceId::default(), &written);
            assert!(problems.is_empty(), "{name}: {problems:?}\n{written}");
            assert_eq!(write(&again), written, "{name}");
            again.text = None;
            assert_eq!(write(&again), written, "{name}");
            let [before, after] = [&preset, &again].map(|preset| preset.model.points(&Options::default()).answers);
            let [before, after] =
                [before, after].map(|all| all.into_iter().map(|one| one.map(|one| one.value)).collect::<Vec<_>>());
            assert_eq!(before.len(), after.len(), "{name}");
            assert_eq!(before, after, "{name}");
        }
    }
}
