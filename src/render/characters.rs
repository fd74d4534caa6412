//! Which characters reach a reader as they are. Those that move a cursor, turn text around or cannot be seen are written
//! as escapes, `\u{202e}`, so that what is shown is what is there; where only ASCII can be shown, the others are
//! written in it. Every way out of the program goes through here.

use std::borrow::Cow;
use std::fmt::Write;

/// What a stream can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Characters {
    /// All that can be seen.
    #[default]
    All,
    /// Those of ASCII.
    Ascii,
}

/// Whether a character moves the cursor, turns the text around it, or takes no room: controls other than the end of a
/// line and the tab, marks of direction, spaces and joiners without width, fillers, tags.
#[must_use]
pub const fn is_hidden(letter: char) -> bool {
    match letter {
        '\n' | '\t' => false,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' => true,
        _ => matches!(
            letter,
            '\u{ad}'
                | '\u{34f}'
                | '\u{600}'..='\u{605}'
                | '\u{61c}'
                | '\u{6dd}'
                | '\u{70f}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        ),
    }
}

/// A text in which every hidden character is an escape. A carriage return before the end of a line stays.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    in_characters(text, Characters::All)
}

/// A text in which every hidden character is an escape, and so is whatever else cannot be shown.
#[must_use]
pub fn in_characters(text: &str, characters: Characters) -> Cow<'_, str> {
    written(text, characters, |_| 0)
}

/// The same for a report, in which the styles of headings and remarks stay. There are three of them, and none shows
/// anything but what follows.
#[cfg(feature = "cli")]
#[must_use]
pub(crate) fn styled(text: &str, characters: Characters) -> Cow<'_, str> {
    const STYLES: [&str; 3] = ["\x1b[0m", "\x1b[1m", "\x1b[2m"];
    written(text, characters, |rest| {
        STYLES.iter().find(|style| rest.starts_with(*style)).map_or(0, |style| style.len())
    })
}

/// A text with the place of each of its bytes in what is shown of it.
pub(crate) struct Mapped {
    pub(crate) text: String,
    /// Where a character that is shown in another length starts, and where its successor is shown.
    shifts: Vec<(usize, usize)>,
}

impl Mapped {
    /// A text as it is shown, behind `head`.
    pub(crate) fn new(head: &str, text: &str, characters: Characters) -> Self {
        let mut mapped = Self { text: head.to_owned(), shifts: vec![(0, head.len())] };
        for (at, letter) in text.char_indices() {
            let is_end = text[at + letter.len_utf8()..].starts_with('\n');
            write_one(&mut mapped.text, letter, is_end, characters);
            mapped.shifts.push((at + letter.len_utf8(), mapped.text.len()));
        }
        mapped
    }

    /// Where a byte of the text is shown.
    pub(crate) fn place(&self, at: usize) -> usize {
        let index = self.shifts.partition_point(|&(from, _)| from < at);
        self.shifts.get(index).map_or(self.text.len(), |&(_, shown)| shown)
    }
}

/// `skip` tells how many bytes at the start of a text pass as they are.
fn written(text: &str, characters: Characters, skip: impl Fn(&str) -> usize) -> Cow<'_, str> {
    let is_shown = |letter: char| match characters {
        Characters::All => !is_hidden(letter),
        Characters::Ascii => letter.is_ascii() && !is_hidden(letter),
    };
    let Some(first) = text.find(|letter| !is_shown(letter)) else { return Cow::Borrowed(text) };
    let mut shown = String::with_capacity(text.len() + 16);
    shown.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(letter) = rest.chars().next() {
        let skipped = if letter == '\x1b' { skip(rest) } else { 0 };
        if skipped > 0 {
            shown.push_str(&rest[..skipped]);
            rest = &rest[skipped..];
            continue;
        }
        rest = &rest[letter.len_utf8()..];
        if is_shown(letter) {
            shown.push(letter);
        } else {
            write_one(&mut shown, letter, rest.starts_with('\n'), characters);
        }
    }
    Cow::Owned(shown)
}

/// One character as it is shown; `is_end` if a line ends behind it.
fn write_one(shown: &mut String, letter: char, is_end: bool, characters: Characters) {
    let plain = match letter {
        '\r' if is_end => Some("\r"),
        _ if is_hidden(letter) => None,
        _ if letter.is_ascii() || characters == Characters::All => return shown.push(letter),
        _ => plain(letter),
    };
    match plain {
        Some(plain) => shown.push_str(plain),
        // A text grows as it is written to.
        None => drop(write!(shown, "\\u{{{:x}}}", u32::from(letter))),
    }
}

/// What is written for a character where only ASCII can be shown, if it is one that reports are drawn with or that
/// people write estimates with. What napkin reads is written so that it reads it.
const fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => " ",
        '─' | '‐' | '‑' | '‒' | '–' | '—' | '−' => "-",
        '│' | '┤' | '├' => "|",
        '┼' | '└' | '┴' => "+",
        '╭' | '╮' => ".",
        '╰' | '╯' | '‘' | '’' => "'",
        '“' | '”' => "\"",
        '█' | '▉' | '▊' | '▋' | '▌' => "#",
        '▍' | '▎' | '▏' => "",
        '●' => "o",
        '…' => "...",
        '→' => "->",
        '·' | '×' => "*",
        '÷' => "/",
        '±' => "+-",
        '≈' => "~",
        '≤' => "<=",
        '≥' => ">=",
        '≠' => "!=",
        '²' => "^2",
        '³' => "^3",
        'µ' | 'μ' => "u",
        'π' => "pi",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_escapes() {
        assert_eq!(
            visible("a\u{202e}b\x1b[31m\u{200b}\u{9b}\r\u{e0041}"),
            r"a\u{202e}b\u{1b}[31m\u{200b}\u{9b}\u{d}\u{e0041}"
        );
        assert!(matches!(visible("été\t1\r\n🙂"), Cow::Borrowed(_)) || visible("été\t1\r\n🙂") == "été\t1\r\n🙂");
        assert_eq!(styled("\x1b[1mA\x1b[0m\x1b[2J\x1b[31m", Characters::All), "\x1b[1mA\x1b[0m\\u{1b}[2J\\u{1b}[31m");
    }

    #[test]
    fn what_is_drawn_has_plain_characters() {
        assert_eq!(in_characters("─█▏é… 5 PB·s → 1", Characters::Ascii), r"-#\u{e9}... 5 PB*s -> 1");
    }

    #[test]
    fn places_follow_what_is_shown() {
        let mapped = Mapped::new("…", "a\u{200b}+ é", Characters::All);
        assert_eq!(mapped.text, "…a\\u{200b}+ é");
        assert_eq!(&mapped.text[mapped.place(4)..mapped.place(5)], "+");
        assert_eq!(&mapped.text[mapped.place(1)..mapped.place(4)], "\\u{200b}");
        let mapped = Mapped::new("...", "a\u{200b}+ é", Characters::Ascii);
        assert_eq!(&mapped.text[mapped.place(6)..mapped.place(8)], "\\u{e9}");
    }
}
