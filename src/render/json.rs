//! Objects as JSON, each on one line. Characters that cannot be seen are escapes in it.

use std::fmt::Write;

use super::characters::is_hidden;

/// An object as a line shows it, without the end of the line.
#[must_use]
pub fn to_line(object: &str) -> String {
    escaped(object.to_owned(), is_hidden)
}

/// An object with some of the characters beyond ASCII as escapes. They stand in texts only.
#[must_use]
pub fn escaped(text: String, is_escaped: impl Fn(char) -> bool) -> String {
    let is_escaped = |letter: char| (letter == '\x7f' || !letter.is_ascii()) && is_escaped(letter);
    if !text.contains(is_escaped) {
        return text;
    }
    let mut found = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        if is_escaped(letter) {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                // A text grows as it is written to.
                let _ = write!(found, "\\u{unit:04x}");
            }
        } else {
            found.push(letter);
        }
    }
    found
}
