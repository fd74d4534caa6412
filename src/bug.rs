//! Bugs of napkin itself: a panic is caught where something is left to save, and said as what it is, with what someone
//! needs who is to mend it.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;

use crate::diagnostic::Diagnostic;

/// Where the last panic came from, in whatever thread.
static PLACE: Mutex<Option<String>> = Mutex::new(None);

/// A panic that was caught.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bug {
    what: String,
    place: Option<String>,
}

/// Lets a panic print nothing by itself, for a program that reports it; those who want to see its stack still do.
pub fn report_quietly() {
    if std::env::var_os("RUST_BACKTRACE").is_some() {
        return;
    }
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|location| {
            // Where the crates lie on the machine that built the program is of no use to anyone.
            let file = location.file();
            let file = file.rsplit_once("src/").map_or(file, |(_, file)| file);
            format!("{file}:{}", location.line())
        });
        if let Ok(mut last) = PLACE.lock() {
            *last = place;
        }
    }));
}

/// Does something that may panic. What it was changing when it did is not to be trusted afterwards.
///
/// # Errors
/// It panicked.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Bug> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let place = PLACE.lock().ok().and_then(|mut place| place.take());
        Bug { what: said(&*payload), place }
    })
}

/// What a panic says.
fn said(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no message").to_owned()
}

impl Bug {
    /// What is said of it, with what had been entered.
    #[must_use]
    pub fn report(&self, input: &str) -> Diagnostic {
        /// How much of the input is repeated, in characters.
        const SHOWN: usize = 200;
        let place = self.place.as_ref().map_or_else(String::new, |place| format!(" ({place})"));
        let short: String = input.chars().take(SHOWN).collect();
        let more = if short.len() < input.len() { "…" } else { "" };
        Diagnostic::error(format!("this is a bug in napkin: {}{place}", self.what)).help(format!(
            "please report it: napkin {} on {} {}, and what was entered: `{short}{more}`",
            env!("CARGO_PKG_VERSION"),
            std::env::consts::OS,
            std::env::consts::ARCH
        ))
    }
}

/// Panics where a test asks for it by a name of the model: `panic_here`, or `panic_in_a_thread` for one of the threads
/// that samples are drawn in.
#[cfg(feature = "test-panic")]
pub(crate) fn provoke(name: &str) {
    use rayon::prelude::*;
    match name {
        "panic_here" => panic!("a test asked for this"),
        "panic_in_a_thread" => (0..64).into_par_iter().for_each(|_| panic!("a test asked for this in a thread")),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_has_the_version_and_the_start_of_the_input() {
        let bug = caught(|| panic!("index {} is one too many", 3)).map(|(): ()| ()).expect_err("it panics");
        let report = bug.report(&"é".repeat(300));
        assert_eq!(report.message, "this is a bug in napkin: index 3 is one too many");
        assert!(report.help_text().contains(&format!("napkin {}", env!("CARGO_PKG_VERSION"))));
        assert!(report.help_text().ends_with("é…`"));
        assert!(caught(|| 5).is_ok_and(|five| five == 5));
    }
}
