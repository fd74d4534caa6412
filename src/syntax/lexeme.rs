//! The words of a line that is still being typed, right or wrong so far: what colours and completion go by.
//! The grammar finds them, so that they are what the parser will see; what a word means is for the model to say.

use std::ops::Range;

use pest::Parser;
use pest::iterators::Pair;

use super::grammar::{Grammar, Rule};

/// What a word is by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LexemeKind {
    /// `10`, `2.5e6`, `10 million`
    Number,
    /// A word after a number or after `->`: a unit first.
    Unit,
    /// A word in the position of a value.
    Name,
    /// A word before a bracket.
    Function,
    /// `if`, `per`, `noun`, …
    Keyword,
    /// `# a reason`
    Comment,
}

/// A word and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lexeme {
    /// What it is.
    pub kind: LexemeKind,
    /// Its bytes.
    pub range: Range<usize>,
}

/// The words of a text in order, without signs and spaces. Takes time linear in the text.
#[must_use]
pub fn lexemes(text: &str) -> Vec<Lexeme> {
    let mut found = Vec::new();
    // Every text matches, since what nothing else takes is taken letter by letter.
    for pair in Grammar::parse(Rule::lexemes, text).into_iter().flatten() {
        push(pair, &mut found);
    }
    found
}

fn push(pair: Pair<Rule>, found: &mut Vec<Lexeme>) {
    let kind = match pair.as_rule() {
        Rule::number | Rule::mantissa => LexemeKind::Number,
        Rule::unit_word | Rule::percent | Rule::one | Rule::time_unit | Rule::unit_time | Rule::scale => {
            LexemeKind::Unit
        }
        Rule::word | Rule::name => LexemeKind::Name,
        Rule::function_word => LexemeKind::Function,
        Rule::keyword_word | Rule::in_word | Rule::to_sign | Rule::per_word => LexemeKind::Keyword,
        Rule::comment => LexemeKind::Comment,
        _ => return pair.into_inner().for_each(|part| push(part, found)),
    };
    found.push(Lexeme { kind, range: pair.as_span().start()..pair.as_span().end() });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(&str, LexemeKind)> {
        lexemes(text).into_iter().map(|lexeme| (&text[lexeme.range], lexeme.kind)).collect()
    }

    #[test]
    fn words_by_place() {
        use LexemeKind::{Comment, Function, Keyword, Name, Number, Unit};
        assert_eq!(
            kinds("x = ceil(10M tweets/day * size) -> TB # guess"),
            [
                ("x", Name),
                ("ceil", Function),
                ("10M", Number),
                ("tweets", Unit),
                ("day", Unit),
                ("size", Name),
                ("TB", Unit),
                ("# guess", Comment)
            ]
        );
        assert_eq!(kinds("noun paste"), [("noun", Keyword), ("paste", Name)]);
        assert_eq!(kinds("$5/GB"), [("5", Number), ("GB", Unit)]);
    }

    #[test]
    fn unfinished_lines_have_words_too() {
        use LexemeKind::{Function, Keyword, Name, Number};
        assert_eq!(kinds("if max(3, "), [("if", Keyword), ("max", Function), ("3", Number)]);
        assert_eq!(kinds("dau * * ]["), [("dau", Name)]);
        assert_eq!(kinds(""), []);
    }
}
