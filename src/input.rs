//! Texts from outside: files and standard input are read to a bound and no further, and what is no file is not opened,
//! since a device has no end and a pipe may never begin.

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;

use crate::limits;

/// Why a text cannot be read.
#[derive(Debug)]
pub enum Unread {
    /// The system refuses it.
    System(io::Error),
    /// It is a folder, a device, a pipe or a socket; this is which.
    Special(&'static str),
    /// It is larger than this many bytes.
    TooLarge(usize),
    /// It is no text: this byte belongs to no character of UTF-8.
    Binary(usize),
}

impl std::fmt::Display for Unread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::System(error) => error.fmt(f),
            Self::Special(kind) => write!(f, "it is {kind}, and not a file"),
            Self::TooLarge(most) => write!(f, "it is larger than {most} bytes"),
            Self::Binary(at) => write!(f, "it is not UTF-8 text: byte {at} belongs to no character"),
        }
    }
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// The text of a file.
///
/// # Errors
/// It is no regular file, has more than `most` bytes, is no UTF-8, or cannot be read.
pub fn file(path: &Path, most: usize) -> Result<String, Unread> {
    // Asked before it is opened: to open a pipe waits for someone to write.
    let about = std::fs::metadata(path)?;
    if let Some(kind) = special(&about) {
        return Err(Unread::Special(kind));
    }
    if about.len() > most as u64 {
        return Err(Unread::TooLarge(most));
    }
    text(File::open(path)?, most)
}

/// The text of a file that someone names, which may be a pipe: the shell makes those of `<(…)`. It is read like standard
/// input.
///
/// # Errors
/// As [`file()`], though a pipe is none.
pub fn named(path: &Path, most: usize) -> Result<String, Unread> {
    match special(&std::fs::metadata(path)?) {
        Some("a pipe") => text(File::open(path)?, most),
        _ => file(path, most),
    }
}

/// All of an input, as text.
///
/// # Errors
/// It has more than `most` bytes, is no UTF-8, or cannot be read.
pub fn text(input: impl Read, most: usize) -> Result<String, Unread> {
    let mut bytes = Vec::new();
    input.take(most as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > most {
        return Err(Unread::TooLarge(most));
    }
    String::from_utf8(bytes).map_err(|error| Unread::Binary(error.utf8_error().valid_up_to()))
}

/// One line of an input with its end, or nothing at the end of the input. Of a line that is longer than
/// [`limits::LINE`], so much and one byte more is kept, and the rest of it passed over.
///
/// # Errors
/// It cannot be read.
pub fn line(input: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(limits::LINE as u64 + 1).read_until(b'\n', &mut bytes)?;
    if bytes.len() > limits::LINE && !bytes.ends_with(b"\n") {
        // So that what comes next is the next line.
        input.skip_until(b'\n')?;
    }
    Ok(bytes)
}

/// What something is that is no regular file.
fn special(about: &std::fs::Metadata) -> Option<&'static str> {
    let kind = about.file_type();
    if kind.is_file() {
        return None;
    }
    if kind.is_dir() {
        return Some("a folder");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return Some("a pipe");
        }
        if kind.is_socket() {
            return Some("a socket");
        }
    }
    Some("a device")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_large_as_may_be_and_one_byte_more() {
        assert_eq!(text("12345".as_bytes(), 5).ok().as_deref(), Some("12345"));
        assert!(matches!(text("123456".as_bytes(), 5), Err(Unread::TooLarge(5))));
        assert!(matches!(text(io::repeat(0), 5), Err(Unread::TooLarge(5))));
        assert!(matches!(text(&b"1\xff"[..], 5), Err(Unread::Binary(1))));
    }

    #[test]
    fn a_long_line_costs_one_line() {
        let text = format!("{}\n2\n", "1".repeat(limits::LINE + 10));
        let mut input = text.as_bytes();
        assert_eq!(line(&mut input).unwrap().len(), limits::LINE + 1);
        assert_eq!(line(&mut input).unwrap(), b"2\n");
        assert_eq!(line(&mut input).unwrap(), b"");
        let text = format!("{}\n2", "1".repeat(limits::LINE));
        let mut input = text.as_bytes();
        assert_eq!(line(&mut input).unwrap().len(), limits::LINE + 1);
        assert_eq!(line(&mut input).unwrap(), b"2");
    }
}
