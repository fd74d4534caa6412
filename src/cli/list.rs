//! `napkin list`: the presets, the user's own first.

use std::io;

use super::Ending;
use crate::preset::catalogue::{Heading, all, heading};
use crate::preset::find;
use crate::report::diagnostics::visible;
use crate::report::json::to_line;
use crate::report::table::{Column, table};
use crate::terminal::Output;

/// Prints the name and title of every preset.
pub(super) fn list(output: &mut Output) -> io::Result<Ending> {
    let own = find::own().into_iter().map(|path| {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        (find::stem(&path), heading(&text))
    });
    let mut presets: Vec<(String, Option<Heading>)> = own.collect();
    // One's own preset takes the place of a built-in one of the same name.
    let built_in = all().filter(|(name, _)| presets.iter().all(|own| own.0 != *name));
    let built_in: Vec<_> = built_in.map(|(name, text)| (name.to_owned(), heading(text))).collect();
    presets.extend(built_in);
    if output.json {
        for (name, heading) in presets {
            let (title, tags) = heading.map_or_else(Default::default, |heading| (heading.title, heading.tags));
            output.line(&to_line(&serde_json::json!({ "name": name, "title": title, "tags": tags })))?;
        }
        return Ok(Ending::Success);
    }
    let rows = presets.into_iter().map(|(name, heading)| match heading {
        Some(heading) => vec![visible(&name), visible(&heading.title), visible(&heading.tags.join(", "))],
        None => vec![visible(&name), "(not a preset: `napkin run` says why)".to_owned(), String::new()],
    });
    let columns = [("preset", Column::Label), ("title", Column::Prose), ("tags", Column::Prose)];
    output.text(&table(&columns, &rows.collect::<Vec<_>>(), Output::width()))?;
    Ok(Ending::Success)
}
