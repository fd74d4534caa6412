//! What is offered is tried first: a text that the grammar does not take further than the one before is not offered.

use std::ops::Range;

use pest::Parser;
use pest::error::InputLocation;

use super::words::skip_spaces;
use crate::diagnostic::Offer;
use crate::syntax::Origin;
use crate::syntax::grammar::{Grammar, Rule};
use crate::syntax::grouping::plain;
use crate::syntax::limits::is_within;
use crate::syntax::lines::lines;

/// Lines that are longer than this many characters are not repeated in an offer.
const SHORT: usize = 72;
/// Lines that are longer than this many bytes are not tried again.
const TRIED: usize = 4096;

/// A line that is refused at a place, with what is needed to try another in its stead.
#[derive(Clone, Copy)]
pub(in crate::syntax) struct Trial<'t> {
    /// The line as it was written.
    pub(in crate::syntax) text: &'t str,
    /// The byte at which it is refused.
    pub(in crate::syntax) at: usize,
    /// Where it stands.
    pub(in crate::syntax) origin: Origin,
    /// What it is read as.
    pub(in crate::syntax) rule: Rule,
}

impl Trial<'_> {
    /// Offers another text in place of a stretch, if it brings the line further.
    pub(in crate::syntax) fn offer(&self, lead: &str, over: Range<usize>, text: &str) -> Option<Offer> {
        let line = self.with(over.clone(), text);
        let is_shown = !text.trim().is_empty() && self.text.len() <= TRIED;
        (is_shown && self.brings_further(&line)).then(|| {
            // A text with escapes is not to be found letter by letter: all of it is written anew.
            let text = if self.origin.whole().is_some() { &line } else { text };
            Offer::write(lead, self.origin.span(self.text, over), text)
        })
    }

    /// Offers the line with another text in place of a stretch; of a long line, only what is around that.
    pub(in crate::syntax) fn offer_line(&self, lead: &str, over: Range<usize>, text: &str) -> Option<Offer> {
        let line = self.with(over.clone(), text);
        let start = skip_spaces(self.text, 0);
        if line.chars().count() <= SHORT {
            return self.offer(lead, start..self.text.len(), line.trim());
        }
        // From the word before, so that something is left to show where a word falls away.
        let before = self.text[..over.start].trim_end();
        let from = before.trim_end_matches(|letter: char| !letter.is_whitespace()).len().max(start).min(over.start);
        let shown = format!("{}{text}", &self.text[from..over.start]);
        self.offer(lead, from..over.end, shown.trim_end())
    }

    /// The line with another text in place of a stretch, of which characters belong to it as a whole.
    fn with(&self, over: Range<usize>, text: &str) -> String {
        let over = self.text.floor_char_boundary(over.start)..self.text.ceil_char_boundary(over.end);
        format!("{}{text}{}", &self.text[..over.start], &self.text[over.end..])
    }

    /// Whether the grammar takes a line, or more of it than of the one that was refused.
    fn brings_further(&self, line: &str) -> bool {
        if self.rule != Rule::statement {
            return self.refused_at(line).is_none();
        }
        let parts = lines(line);
        let left = self.text.len() - self.at;
        parts.iter().any(|part| !part.code.is_empty())
            && parts.iter().all(|part| {
                self.refused_at(&line[part.code.clone()]).is_none_or(|at| {
                    let at = part.code.start + at;
                    line.len() - at < left && !line[at..].trim().is_empty()
                })
            })
    }

    /// The byte at which a line is refused.
    fn refused_at(&self, line: &str) -> Option<usize> {
        if !is_within(line) {
            return Some(0);
        }
        let error = Grammar::parse(self.rule, &plain(line)).err()?;
        Some(match error.location {
            InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
        })
    }
}
