//! `list`: the presets by topic, the user's own first.

use super::argument::{Argument, Kind};
use super::given::Given;
use super::{Command, Doors, Failure, Response, Subject};
use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::diagnostic::{Diagnostic, Sources};
use crate::preset::catalogue::{Heading, all, heading};
use crate::preset::find;
use crate::report::catalogue::{Entry, EntryRecord, list};
use crate::report::json::Object;
use crate::workspace::Workspace;
use crate::{input, limits};

/// The topic of presets that are no part of the program.
const OWN: &str = "Your own";

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "list",
    aliases: &["presets"],
    doors: Doors::Both,
    subject: Subject::Nothing,
    about: "List the presets by topic",
    more: "`:load NAME` opens one, `:show NAME` prints its text.",
    wants: "",
    example: &[":list --tag cache"],
    arguments: &[
        Argument::option("--tag", Kind::Text, "TAG", "Only those with a tag"),
        Argument::option("--search", Kind::Text, "WORD", "Only those that mention a word"),
    ],
    is_question: false,
    run,
};

fn run<'w>(_: &'w mut Workspace, given: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    let option = |name: &'static str| given.one(name).map(|written| written.text.as_str());
    let (tag, search) = (option("--tag"), option("--search"));
    let presets = presets();
    let is_wanted = |entry: &Entry| has_tag(entry, tag) && mentions(entry, search);
    if !presets.iter().any(is_wanted) {
        return Err(Failure::usage(nothing(&presets, tag, search)));
    }
    let wanted: Vec<Entry> = presets.into_iter().filter(is_wanted).collect();
    let objects = |wanted: &Vec<Entry>| wanted.iter().map(|entry| Object::new(&EntryRecord::new(entry))).collect();
    Ok(Response::found(wanted, |wanted| list(&wanted.iter().collect::<Vec<_>>()), objects))
}

/// All presets: one's own take the place of built-in ones of the same name.
fn presets() -> Vec<Entry> {
    let own = find::own().into_iter().map(|path| {
        let text = input::file(&path, limits::PRESET).unwrap_or_default();
        let heading = heading(&text).map(|heading| Heading { topic: OWN.to_owned(), ..heading });
        Entry { name: find::stem(&path), topic: OWN.to_owned(), heading }
    });
    let mut presets: Vec<Entry> = own.collect();
    let built_in = all().filter(|(name, _)| presets.iter().all(|own| own.name != *name));
    let entry = |(name, text): (&str, &str)| {
        let heading = heading(text);
        let topic = heading.as_ref().map_or_else(String::new, |heading| heading.topic.clone());
        Entry { name: name.to_owned(), topic, heading }
    };
    let built_in: Vec<_> = built_in.map(entry).collect();
    presets.extend(built_in);
    presets
}

fn has_tag(entry: &Entry, tag: Option<&str>) -> bool {
    let tags = || entry.heading.iter().flat_map(|heading| &heading.tags);
    tag.is_none_or(|tag| tags().any(|one| one.eq_ignore_ascii_case(tag)))
}

/// Whether any of its texts holds a word.
fn mentions(entry: &Entry, word: Option<&str>) -> bool {
    let Some(word) = word.map(str::to_lowercase) else { return true };
    let Some(heading) = &entry.heading else { return entry.name.to_lowercase().contains(&word) };
    let texts = [&entry.name, &heading.title, &heading.topic, &heading.question, &heading.summary, &heading.decides];
    texts.into_iter().chain(&heading.tags).any(|text| text.to_lowercase().contains(&word))
}

fn nothing(presets: &[Entry], tag: Option<&str>, search: Option<&str>) -> Diagnostic {
    match (tag, search) {
        (Some(tag), _) => {
            let mut tags: Vec<&str> = presets
                .iter()
                .filter_map(|entry| entry.heading.as_ref())
                .flat_map(|heading| &heading.tags)
                .map(String::as_str)
                .collect();
            tags.sort_unstable();
            tags.dedup();
            let help = did_you_mean(&nearest(tag, tags.iter().copied()));
            let all = || format!("the tags are {}", tags.join(", "));
            Diagnostic::error(format!("no preset has the tag `{tag}`")).help(help.unwrap_or_else(all))
        }
        (None, word) => Diagnostic::error(format!("no preset mentions `{}`", word.unwrap_or_default()))
            .help("`napkin list` shows all of them"),
    }
}
