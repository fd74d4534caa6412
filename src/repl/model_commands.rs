//! The commands that show, change, open and save the model of a workspace. What they show is laid out by the reports.

use std::path::Path;

use super::reply::Reply;
use super::{kept, saving, store};
use crate::analysis::by_hand::Rounded;
use crate::analysis::sensitivity::Shares;
use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::diagnostic::{Diagnostic, Diagnostics, Sources};
use crate::document::Document;
use crate::model::{Change, Defined};
use crate::preset::{Preset, catalogue, find, read, write};
use crate::quantity::display::Formatter;
use crate::report::changes::waiting;
use crate::report::{scenario, variables};
use crate::syntax::tree::Name;
use crate::workspace::{Done, Workspace};

/// `:vars`
pub(super) fn vars(workspace: &mut Workspace) -> Reply {
    workspace.preset.list_definitions();
    let open = |id| workspace.waits(id).map(|waits| waiting(&waits));
    let formatter = tables(workspace);
    let document = variables::document(&workspace.preset, &workspace.answers(), &open, &formatter);
    if document.is_empty() {
        return Reply::line("nothing is defined yet: write `dau = 150M users`, or `:load pastebin`");
    }
    document.into()
}

/// `:run`
pub(super) fn run(workspace: &mut Workspace) -> Reply {
    workspace.preset.list_definitions();
    if workspace.preset.assumptions.is_empty() && workspace.preset.estimates.is_empty() {
        return vars(workspace);
    }
    let answers = workspace.answers();
    let by_hand = Rounded::new(&workspace.preset.model, &workspace.options);
    let shares = Shares::new(&answers);
    let mut document = scenario::document(&workspace.preset, &answers, &shares, Some(&by_hand), &tables(workspace));
    for waits in workspace.all_waiting() {
        document.paragraph(waiting(&waits));
    }
    document.into()
}

/// The formatter of tables, in which short numbers are easier to compare.
pub(super) fn tables(workspace: &Workspace) -> Formatter<'_> {
    let mut formatter = workspace.formatter();
    formatter.exact = false;
    formatter
}

/// `:delete NAME…`
pub(super) fn delete(workspace: &mut Workspace, names: &str) -> Done {
    workspace.together(|workspace| {
        let mut whole = Done::default();
        for name in names.split([' ', ',']).filter(|name| !name.is_empty()) {
            whole.append(delete_one(workspace, name));
        }
        whole
    })
}

fn delete_one(workspace: &mut Workspace, name: &str) -> Done {
    let model = &workspace.preset.model;
    let bare = name.split('(').next().unwrap_or(name);
    let is_function = model.definition(&Defined::Function(Name::new(bare))).is_some();
    if bare == name && model.find(name).is_some() {
        return workspace.change(Change::Delete(Defined::Value(Name::new(name))));
    }
    if is_function {
        return workspace.change(Change::Delete(Defined::Function(Name::new(bare))));
    }
    let functions = model.functions();
    let names = model.names().chain(functions.iter().map(|function| function.name.name.as_str()));
    let near = did_you_mean(&nearest(bare, names));
    let help = near.unwrap_or_else(|| "`:vars` lists what is defined".to_owned());
    Diagnostic::error(format!("nothing called `{bare}` is defined here")).help(help).into()
}

/// `:reset`
pub(super) fn reset(workspace: &mut Workspace) -> Reply {
    let said = Document::of_line("all is as the session began; `:undo` brings it back");
    replaced(workspace, workspace.beginning.clone(), said)
}

/// Puts another model in place of this one, which is kept as it is if it has not been saved.
fn replaced(workspace: &mut Workspace, preset: Preset, said: Document) -> Reply {
    let done = workspace.open(preset);
    let document = if done.failed() { Document::default() } else { said };
    Reply { document, problems: done.problems, quit: false }
}

/// `:load PRESET|FILE`
pub(super) fn load(workspace: &mut Workspace, name: &str, sources: &mut Sources) -> Reply {
    let name = unquoted(name);
    let found = kept::find(&name, workspace.kept_as.as_deref()).map_or_else(|| find::preset(&name), Ok);
    let is_kept = kept::is_name(&name);
    match found {
        Err(_) if is_kept => {
            let problem = Diagnostic::error(format!("there is no model that was not saved as `{name}`"));
            problem.help("a session at a terminal keeps what was not saved when it is left").into()
        }
        Err(problem) => problem.into(),
        Ok(found) => match opened(found.name, &found.text, sources) {
            Ok((mut preset, said)) => {
                // A title that it has only got with its place.
                if is_kept && preset.title == kept::NAME {
                    preset.title.clear();
                }
                replaced(workspace, preset, said)
            }
            Err(problems) => problems.into(),
        },
    }
}

/// The preset of a text, if it is without errors, and what to say of it.
fn opened(name: String, text: &str, sources: &mut Sources) -> Result<(Preset, Document), Diagnostics> {
    let source = sources.add(Some(name), text);
    let (preset, problems) = read(source, text);
    if problems.has_errors() {
        return Err(problems);
    }
    let count = |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
    let said = format!(
        "{}: {}, {}; `:run` shows the tables",
        preset.title,
        count(preset.assumptions.len(), "assumption"),
        count(preset.estimates.len(), "estimate")
    );
    Ok((preset, Document::of_line(said)))
}

/// `:save NAME|FILE` and `:save! NAME|FILE`
pub(super) fn save(workspace: &mut Workspace, argument: &str) -> Reply {
    let (overwrite, name) = match argument.strip_prefix('!').or_else(|| argument.strip_suffix(" !")) {
        Some(name) => (true, name.trim()),
        None => (false, argument),
    };
    let name = unquoted(name);
    let Some(path) = find::place(&name) else {
        let problem = Diagnostic::error("there is no folder for presets on this machine");
        return problem.help("give a file: `:save ./mine.toml`").into();
    };
    let is_plain = !find::is_path(&name);
    let hides = is_plain && catalogue::find(&name).is_some();
    if is_plain && kept::is_name(&name) {
        let problem = Diagnostic::error(format!("`{name}` is what a model that is not saved is kept as"));
        return problem.help("choose another name, or give a file: `:save ./last.toml`").into();
    }
    if hides && !overwrite && !path.exists() {
        let problem = Diagnostic::error(format!("`{name}` is the name of a built-in preset"));
        return problem
            .help(format!("`:save! {name}` puts yours before it; another name leaves both to be opened"))
            .into();
    }
    let text = write(&as_saved(workspace, &path));
    // The folder of one's own presets is made where there is none; one that was typed is perhaps mistyped.
    let is_made = match path.parent().filter(|_| is_plain) {
        Some(folder) => std::fs::create_dir_all(folder),
        None => Ok(()),
    };
    if let Err(error) = is_made.and_then(|()| saving::write(&path, &text, overwrite)) {
        return saving::not_saved(&name, &path, &error).into();
    }
    workspace.saved = workspace.changes;
    let mut said = vec![format!("saved as {}", path.display())];
    if hides {
        said.push(format!("`{name}` now stands before the built-in preset of that name"));
    }
    let waits = workspace.all_waiting().into_iter();
    said.extend(waits.map(|waits| format!("{}: until then `napkin run` reports it", waiting(&waits))));
    Reply::lines(&said)
}

/// The preset of a workspace, with the title that a file gives it if it has none.
pub(super) fn as_saved(workspace: &mut Workspace, path: &Path) -> Preset {
    workspace.preset.list_definitions();
    let mut preset = workspace.preset.clone();
    if preset.title.is_empty() {
        preset.title = find::stem(path);
    }
    preset
}

/// A file name without the quotation marks that some put around it.
fn unquoted(name: &str) -> String {
    let inner = |mark: char| name.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
    let name = inner('"').or_else(|| inner('\'')).unwrap_or(name);
    match (name.strip_prefix("~/"), etcetera::home_dir()) {
        (Some(rest), Ok(home)) => home.join(rest).display().to_string(),
        _ => name.to_owned(),
    }
}

/// `:edit`
pub(super) fn edit(workspace: &mut Workspace, sources: &mut Sources) -> Reply {
    let preset = as_saved(workspace, Path::new("workspace.toml"));
    let before = write(&preset);
    let edited = match store::edit(&before) {
        Ok(edited) => edited,
        Err(problem) => return problem.into(),
    };
    if edited.text == before {
        return Reply::line("nothing was changed");
    }
    let opened = opened(edited.path.display().to_string(), &edited.text, sources);
    let mut reply = opened.map_or_else(Reply::from, |(preset, said)| {
        let done = workspace.replace(preset);
        Reply { document: if done.failed() { Document::default() } else { said }, problems: done.problems, quit: false }
    });
    if reply.failed() {
        let kept = format!("the text is kept in {}; mend it there and `:load` it", edited.keep().display());
        reply.problems.push(Diagnostic::hint(kept));
    }
    reply
}
