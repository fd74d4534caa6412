//! Texts in pieces as lines of a terminal: each piece in the style of its role, also where lines are broken.

use std::fmt::Write;

use super::layout::paragraph;
use super::style;
use crate::document::{Role, Text};
use crate::render::characters::visible;

/// Writes a text on one line.
pub(super) fn line(text: &Text, written: &mut String) {
    for (role, piece) in &text.pieces {
        push(written, *role, &visible(piece));
    }
    written.push('\n');
}

/// A text broken into lines; what is plain in it has the given role.
pub(super) fn broken(text: &Text, plain: Role, width: usize) -> String {
    let role = |piece: Role| if piece == Role::Plain { plain } else { piece };
    if let [(one, piece)] = text.pieces.as_slice() {
        let mut broken = String::new();
        push(&mut broken, role(*one), &paragraph(piece, width));
        return broken;
    }
    let pieces: Vec<_> = text.pieces.iter().map(|(one, piece)| (role(*one), visible(piece))).collect();
    let whole: String = pieces.iter().map(|(_, piece)| &**piece).collect();
    let mut letters = pieces.iter().flat_map(|(role, piece)| piece.chars().map(|letter| (*role, letter)));
    let mut broken = String::new();
    let (mut run, mut of_run) = (String::new(), plain);
    for letter in paragraph(&whole, width).chars() {
        // Spaces may have become the ends of lines, or have gone there.
        if !letter.is_whitespace()
            && let Some((role, _)) = letters.find(|(_, next)| *next == letter)
            && role != of_run
        {
            push(&mut broken, of_run, &run);
            run.clear();
            of_run = role;
        }
        run.push(letter);
    }
    push(&mut broken, of_run, &run);
    broken
}

fn push(text: &mut String, role: Role, piece: &str) {
    if role == Role::Plain {
        return text.push_str(piece);
    }
    let style = style(role);
    // A text grows as it is written to.
    let _ = write!(text, "{style}{piece}{style:#}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_keep_their_styles_where_lines_are_broken() {
        let text = Text::of(Role::Subject, "storage grows").with(Role::Plain, " by a  lot each year");
        assert_eq!(broken(&text, Role::Plain, 12), "\x1b[1mstorage\ngrows \x1b[0mby a\nlot each\nyear\n");
        assert_eq!(broken(&"a note".into(), Role::Remark, 80), "\x1b[2ma note\n\x1b[0m");
        let mut written = String::new();
        line(&Text::of(Role::Subject, "x").with(Role::Plain, " = 1"), &mut written);
        assert_eq!(written, "\x1b[1mx\x1b[0m = 1\n");
    }
}
