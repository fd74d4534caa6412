//! Keeps the model of a session at a terminal: it is written after each change, so that neither leaving nor dying loses it.
//! Where it is kept is said in `preset::kept`.

use std::time::{Duration, Instant};

use crate::diagnostic::Diagnostic;
use crate::preset::kept::{NAME, Shelf, new_id};
use crate::preset::write;
use crate::workspace::Workspace;

/// What takes no longer than this is written after every change.
const QUICK: Duration = Duration::from_millis(50);
/// Writing that takes longer takes at most so large a share of the time: one part in this many.
const SHARE: u32 = 20;

/// Keeps the model of one session.
pub(super) struct Keeper {
    shelf: Option<Shelf>,
    /// The text of the model when it was last saved or opened.
    saved: String,
    /// How many changes and models left behind have been seen.
    seen: (u64, u64),
    is_kept: bool,
    /// When it last wrote, and how long that took.
    last: Option<(Instant, Duration)>,
}

impl Keeper {
    /// The keeper of a session that begins.
    pub(super) fn new(workspace: &mut Workspace) -> Self {
        let shelf = Shelf::open();
        workspace.kept_as = Some(new_id());
        let saved = text(workspace);
        Self { shelf, saved, seen: (workspace.changes, workspace.left), is_kept: false, last: None }
    }

    /// Writes the model if it has changed, but not all the time where it is large. Returns why it cannot, once.
    pub(super) fn look(&mut self, workspace: &mut Workspace) -> Option<Diagnostic> {
        let is_busy = self.last.is_some_and(|(end, took)| took > QUICK && end.elapsed() < took * SHARE);
        if is_busy { None } else { self.finish(workspace) }
    }

    /// Writes the model if it has changed.
    pub(super) fn finish(&mut self, workspace: &mut Workspace) -> Option<Diagnostic> {
        let kept_in = self.shelf.as_ref()?;
        let now = (workspace.changes, workspace.left);
        let is_saved = workspace.saved == workspace.changes;
        if now == self.seen && !(is_saved && self.is_kept) {
            return None;
        }
        let begin = Instant::now();
        if workspace.left != self.seen.1 {
            // What another model has taken the place of stays where it is kept.
            workspace.kept_as = Some(new_id());
            self.is_kept = false;
        }
        self.seen = now;
        let (id, text) = (workspace.kept_as.clone()?, text(workspace));
        if is_saved {
            self.saved.clone_from(&text);
        }
        let is_kept = text != self.saved;
        let done = match (is_kept, self.is_kept) {
            (true, _) => kept_in.put(&id, &text),
            (false, true) => kept_in.remove(&id),
            (false, false) => Ok(()),
        };
        self.is_kept = is_kept;
        self.last = Some((Instant::now(), begin.elapsed()));
        let error = done.err()?;
        let message = format!("a model that is not saved cannot be kept in `{}`: {error}", kept_in.folder.display());
        self.shelf = None;
        self.is_kept = false;
        Some(Diagnostic::hint(message).help("`:save` it before you leave"))
    }

    /// What to say when the session is left.
    pub(super) fn farewell(&self) -> Option<String> {
        self.is_kept.then(|| format!("the model is not saved, but kept: `:load {NAME}` opens it in the next session"))
    }

    /// What to say of models that were kept since this was last called.
    pub(super) fn news(&self) -> Option<String> {
        match self.shelf.as_ref()?.news() {
            0 => None,
            1 => Some(format!("a model that was not saved is kept: `:load {NAME}` opens it")),
            count => Some(format!(
                "{count} models that were not saved are kept: `:load {NAME}` opens the newest, `:load {NAME}-2` the next"
            )),
        }
    }
}

fn text(workspace: &mut Workspace) -> String {
    write(&workspace.as_saved(NAME))
}
