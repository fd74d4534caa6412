//! Models that nobody saved: a session at a terminal writes its model after each change, so that neither leaving nor dying
//! loses it. The newest one is `last.toml` in the state folder, the one before `last-2.toml`, and so on, ten in all; each
//! begins with a line that says which session it is from. A lock keeps two sessions from renaming at once.

use std::fs::{File, rename};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::model_commands::as_saved;
use super::store;
use crate::diagnostic::Diagnostic;
use crate::preset::find::Found;
use crate::preset::write;
use crate::workspace::Workspace;
use crate::{input, limits};

/// How many models are kept.
const KEPT: usize = 10;
/// What the newest of them is called, as a preset and where it has no title.
pub(super) const NAME: &str = "last";
/// What stands before the number of the session in the first line.
const MARK: &str = "# kept by a session of napkin: ";
/// What takes no longer than this is written after every change.
const QUICK: Duration = Duration::from_millis(20);
/// Writing that takes longer takes at most so large a share of the time: one part in this many.
const SHARE: u32 = 20;

/// The models that nobody saved.
struct Shelf {
    folder: PathBuf,
}

impl Shelf {
    /// The place of a model, from 1.
    fn path(&self, place: usize) -> PathBuf {
        self.folder.join(if place == 1 { format!("{NAME}.toml") } else { format!("{NAME}-{place}.toml") })
    }

    /// Which session the model at a place is from; `None` if there is none.
    fn owner(&self, place: usize) -> Option<String> {
        let mut line = String::new();
        BufReader::new(File::open(self.path(place)).ok()?.take(200)).read_line(&mut line).ok()?;
        Some(line.trim_end().strip_prefix(MARK).unwrap_or_default().to_owned())
    }

    fn place_of(&self, id: &str) -> Option<usize> {
        (1..=KEPT).find(|&place| self.owner(place).is_some_and(|owner| owner == id))
    }

    /// Holds other sessions off until it is dropped. Where locks are not supported, all goes on without.
    fn lock(&self) -> io::Result<File> {
        std::fs::create_dir_all(&self.folder)?;
        let file = File::create(self.folder.join("last.lock"))?;
        match file.lock() {
            Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(error),
            _ => Ok(file),
        }
    }

    /// Puts the model of a session first, in place of the one that it put there before.
    fn put(&self, id: &str, text: &str) -> io::Result<()> {
        let _lock = self.lock()?;
        let own = self.place_of(id);
        let free = || (1..KEPT).find(|&place| !self.path(place).exists());
        let end = own.or_else(free).unwrap_or(KEPT);
        let mut file = tempfile::Builder::new().prefix(".last-").tempfile_in(&self.folder)?;
        write!(file, "{MARK}{id}\n{text}")?;
        for place in (1..end).rev() {
            rename(self.path(place), self.path(place + 1))?;
        }
        file.persist(self.path(1)).map(drop).map_err(|error| error.error)
    }

    /// Takes the model of a session away, if it is there.
    fn remove(&self, id: &str) -> io::Result<()> {
        let _lock = self.lock()?;
        let Some(own) = self.place_of(id) else { return Ok(()) };
        std::fs::remove_file(self.path(own))?;
        for place in own + 1..=KEPT {
            if self.path(place).exists() {
                rename(self.path(place), self.path(place - 1))?;
            }
        }
        Ok(())
    }
}

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
        let shelf = store::state().ok().map(|folder| Shelf { folder });
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
        let kept_in = self.shelf.as_ref()?;
        let told = kept_in.folder.join("last.told");
        let time = |path: &Path| std::fs::metadata(path).and_then(|found| found.modified()).ok();
        let before = time(&told).unwrap_or(UNIX_EPOCH);
        let count = (1..=KEPT).filter(|&place| time(&kept_in.path(place)).is_some_and(|kept| kept > before)).count();
        if count > 0 {
            // At worst it is said again.
            let _ = std::fs::write(&told, "");
        }
        match count {
            0 => None,
            1 => Some(format!("a model that was not saved is kept: `:load {NAME}` opens it")),
            _ => Some(format!(
                "{count} models that were not saved are kept: `:load {NAME}` opens the newest, `:load {NAME}-2` the next"
            )),
        }
    }
}

/// A number that no other session has.
fn new_id() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    format!("{}-{now}", std::process::id())
}

fn text(workspace: &mut Workspace) -> String {
    write(&as_saved(workspace, Path::new("last.toml")))
}

/// Whether a name stands for a model that nobody saved: `last`, `last-2`.
pub(super) fn is_name(name: &str) -> bool {
    number(name).is_some()
}

fn number(name: &str) -> Option<usize> {
    let rest = name.strip_prefix(NAME)?;
    if rest.is_empty() {
        Some(1)
    } else {
        rest.strip_prefix('-')?.parse().ok().filter(|number| (1..=KEPT).contains(number))
    }
}

/// The model that a name stands for, other than that of a session itself.
pub(super) fn find(name: &str, own: Option<&str>) -> Option<Found> {
    let number = number(name)?;
    let shelf = Shelf { folder: store::state().ok()? };
    let is_other = |place: &usize| shelf.owner(*place).is_some_and(|owner| own != Some(owner.as_str()));
    let path = shelf.path((1..=KEPT).filter(is_other).nth(number - 1)?);
    let text = input::file(&path, limits::PRESET).ok()?;
    Some(Found { name: path.display().to_string(), text })
}
