//! What a line comes to so far: its result, or how the command is written whose name has been typed.
//! What is wrong is not said here; that is said when the line is entered.

use crate::command;
use crate::report::changes::show;
use crate::workspace::Workspace;

/// What a line comes to so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Preview {
    /// Its result.
    Result(String),
    /// What the command takes: `NAME A..B`.
    Usage(String),
}

/// What a line comes to so far; `None` if that cannot be told yet, or only repeats the line.
pub fn preview(text: &str, workspace: &mut Workspace) -> Option<Preview> {
    match text.strip_prefix(':') {
        Some(name) => usage(name).map(Preview::Usage),
        None => result(text, workspace).map(Preview::Result),
    }
}

/// The result of a line that is still being typed, if it has one already and does not only repeat the line.
pub fn result(text: &str, workspace: &mut Workspace) -> Option<String> {
    let (answer, question) = workspace.preview(text)?;
    let (shown, written) = (show(workspace, &answer), question.text());
    (shown != written && shown.replace(',', "") != written).then_some(shown)
}

/// What a command takes, once its name is there and nothing else.
fn usage(name: &str) -> Option<String> {
    let usage = command::find(name.trim_end())?.usage();
    usage.split_once(' ').map(|(_, arguments)| arguments.to_owned())
}
