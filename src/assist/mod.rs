//! What helps while a line is typed, as data: from the text, the place of the cursor and the open model. Candidates to go
//! on with, what is known of a word, the class of each word, and the result so far.
//!
//! It knows no editor and no terminal: how wide a list is, how a class looks and how files are listed is for an editor to
//! say. Nor does it know a command by name: what can stand after one is read from the table of its arguments.

pub mod colours;
pub mod completion;
mod fitting;
pub mod hover;
mod place;
mod position;
pub mod preview;

/// Whether a letter is part of a word: of a name, a unit, or a number of the field with its dots.
fn is_part(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '.' | '%')
}
