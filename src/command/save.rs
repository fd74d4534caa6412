//! `save`: writes the model as a preset.

use super::argument::{Argument, Kind};
use super::given::Given;
use super::opening::unquoted;
use super::{Command, Doors, Failure, Response, Subject};
use crate::diagnostic::{Diagnostic, Sources};
use crate::document::Document;
use crate::preset::{catalogue, find, kept, saving, write};
use crate::report::changes::waiting;
use crate::workspace::Workspace;

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "save",
    aliases: &["w"],
    doors: Doors::Session,
    subject: Subject::Nothing,
    about: "Write the model as a preset; `:save!` overwrites",
    more: "A plain name goes to your presets, where `napkin run NAME` finds it; a path or a name with `.toml` is a file. Comments and the order of what was opened are kept.",
    wants: "a name or a file",
    example: &["dau = 150M users", ":save daily.toml"],
    arguments: &[Argument::required("NAME|FILE", Kind::File, "A name, or a file")],
    is_question: false,
    run,
};

fn run<'w>(workspace: &'w mut Workspace, given: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    let argument = given.text("NAME|FILE");
    let (overwrite, name) = match argument.strip_prefix('!').or_else(|| argument.strip_suffix(" !")) {
        Some(name) => (true, name.trim()),
        None => (false, argument),
    };
    let name = unquoted(name);
    let Some(path) = find::place(&name) else {
        let problem = Diagnostic::error("there is no folder for presets on this machine");
        return Err(problem.help("give a file: `:save ./mine.toml`").into());
    };
    let is_plain = !find::is_path(&name);
    let hides = is_plain && catalogue::find(&name).is_some();
    if is_plain && kept::is_name(&name) {
        let problem = Diagnostic::error(format!("`{name}` is what a model that is not saved is kept as"));
        return Err(problem.help("choose another name, or give a file: `:save ./last.toml`").into());
    }
    if hides && !overwrite && !path.exists() {
        let problem = Diagnostic::error(format!("`{name}` is the name of a built-in preset"));
        let help = format!("`:save! {name}` puts yours before it; another name leaves both to be opened");
        return Err(problem.help(help).into());
    }
    let text = write(&workspace.as_saved(&find::stem(&path)));
    // The folder of one's own presets is made where there is none; one that was typed is perhaps mistyped.
    let is_made = match path.parent().filter(|_| is_plain) {
        Some(folder) => std::fs::create_dir_all(folder),
        None => Ok(()),
    };
    if let Err(error) = is_made.and_then(|()| saving::write(&path, &text, overwrite)) {
        return Err(saving::not_saved(&name, &path, &error).into());
    }
    workspace.saved = workspace.changes;
    let mut said = Document::of_line(format!("saved as {}", path.display()));
    if hides {
        said.line(format!("`{name}` now stands before the built-in preset of that name"));
    }
    for waits in workspace.all_waiting() {
        said.line(format!("{}: until then `napkin run` reports it", waiting(&waits)));
    }
    Ok(Response::said(said))
}
