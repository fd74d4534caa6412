//! Models that nobody saved: the newest one is `last.toml` in the state folder, the one before `last-2.toml`, and so on, ten
//! in all; each begins with a line that says which session it is from. A lock keeps two sessions from renaming at once.

use std::fs::{File, rename};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::find::{Found, state};
use crate::{input, limits};

/// How many models are kept.
const KEPT: usize = 10;
/// What the newest of them is called, as a preset and where it has no title.
pub const NAME: &str = "last";
/// What stands before the number of the session in the first line.
const MARK: &str = "# kept by a session of napkin: ";

/// The models that nobody saved.
pub struct Shelf {
    /// The state folder.
    pub folder: PathBuf,
}

impl Shelf {
    /// The shelf of this machine; `None` if it has no state folder.
    #[must_use]
    pub fn open() -> Option<Self> {
        Some(Self { folder: state().ok()? })
    }

    /// How many models were kept since this was last asked.
    #[must_use]
    pub fn news(&self) -> usize {
        let told = self.folder.join("last.told");
        let time = |path: &Path| std::fs::metadata(path).and_then(|found| found.modified()).ok();
        let before = time(&told).unwrap_or(UNIX_EPOCH);
        let count = (1..=KEPT).filter(|&place| time(&self.path(place)).is_some_and(|kept| kept > before)).count();
        if count > 0 {
            // At worst it is said again.
            let _ = std::fs::write(&told, "");
        }
        count
    }

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
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn put(&self, id: &str, text: &str) -> io::Result<()> {
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
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn remove(&self, id: &str) -> io::Result<()> {
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

/// A number that no other session has.
#[must_use]
pub fn new_id() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    format!("{}-{now}", std::process::id())
}

/// Whether a name stands for a model that nobody saved: `last`, `last-2`.
#[must_use]
pub fn is_name(name: &str) -> bool {
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
#[must_use]
pub fn find(name: &str, own: Option<&str>) -> Option<Found> {
    let number = number(name)?;
    let shelf = Shelf::open()?;
    let is_other = |place: &usize| shelf.owner(*place).is_some_and(|owner| own != Some(owner.as_str()));
    let path = shelf.path((1..=KEPT).filter(is_other).nth(number - 1)?);
    let mut text = input::file(&path, limits::PRESET).ok()?;
    // The mark is no comment of the user, who may save the text under another name.
    if text.starts_with(MARK) {
        text.drain(..text.find('\n').map_or(text.len(), |end| end + 1));
    }
    Some(Found { name: path.display().to_string(), text })
}
