//! The words of a line that is being typed, in colours. Which word is what is said by `assist`, and the line is drawn by
//! an editor.

use anstyle::{AnsiColor, Style};

use crate::document::Class;

const fn style(class: Class) -> Style {
    match class {
        Class::Number => AnsiColor::Cyan.on_default(),
        Class::Unit => AnsiColor::Green.on_default(),
        Class::Function => AnsiColor::Blue.on_default(),
        Class::Keyword => AnsiColor::Yellow.on_default(),
        Class::Command => AnsiColor::Magenta.on_default(),
        Class::Unknown => AnsiColor::Red.on_default(),
        Class::Comment => Style::new().dimmed(),
        Class::Plain => Style::new(),
    }
}

/// A word in the colour of its class.
#[must_use]
pub fn coloured(word: &str, class: Class) -> String {
    let style = style(class);
    format!("{style}{word}{style:#}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_end_where_the_word_does() {
        assert_eq!(coloured("GB", Class::Unit), "\x1b[32mGB\x1b[0m");
        assert_eq!(coloured("dau", Class::Plain), "dau");
    }
}
