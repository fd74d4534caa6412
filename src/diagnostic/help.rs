//! The ways out of a problem, as data: advice in words, or what to write in place of which stretch of the source.
//! The sentence is made from the data, so that what a message offers can be applied and tried.

use std::fmt;

use super::Span;

/// One way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Help {
    /// Advice that changes nothing by itself.
    Advice(String),
    /// Something to write instead.
    Offer(Offer),
}

/// One or several texts to write, any of which mends the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What precedes the texts in the sentence, such as `for a fraction of a unit, write`.
    pub lead: String,
    /// The texts to choose from, each with its place.
    pub edits: Vec<Edit>,
    /// Whether the sentence is a question, as in `did you mean …?`.
    pub is_question: bool,
}

/// A change of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Where.
    pub place: Place,
    /// What to write there.
    pub text: String,
}

/// Where an edit goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In place of this stretch.
    Over(Span),
    /// On a line of its own before the line of this stretch.
    LineBefore(Span),
}

impl Offer {
    /// Offers one text in place of a stretch.
    #[must_use]
    pub fn write(lead: impl Into<String>, over: Span, text: impl Into<String>) -> Self {
        let edit = Edit { place: Place::Over(over), text: text.into() };
        Self { lead: lead.into(), edits: vec![edit], is_question: false }
    }

    /// Offers a line to write before the one of a stretch.
    #[must_use]
    pub fn line_before(lead: impl Into<String>, at: Span, text: impl Into<String>) -> Self {
        let edit = Edit { place: Place::LineBefore(at), text: text.into() };
        Self { lead: lead.into(), edits: vec![edit], is_question: false }
    }

    /// Offers another text in place of a stretch as well.
    #[must_use]
    pub fn or(mut self, over: Span, text: impl Into<String>) -> Self {
        self.edits.push(Edit { place: Place::Over(over), text: text.into() });
        self
    }

    /// `did you mean …?`, if there is anything near; each word would stand in place of the stretch.
    #[must_use]
    pub fn did_you_mean(over: Span, near: &[String]) -> Option<Self> {
        let edits = near.iter().map(|word| Edit { place: Place::Over(over), text: word.clone() });
        (!near.is_empty()).then(|| Self { lead: "did you mean".to_owned(), edits: edits.collect(), is_question: true })
    }
}

impl fmt::Display for Help {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let offer = match self {
            Self::Advice(text) => return f.write_str(text),
            Self::Offer(offer) => offer,
        };
        f.write_str(&offer.lead)?;
        for (index, edit) in offer.edits.iter().enumerate() {
            let before = match index {
                0 => " ",
                _ if index + 1 == offer.edits.len() => " or ",
                _ => ", ",
            };
            write!(f, "{before}`{}`", edit.text)?;
        }
        f.write_str(if offer.is_question { "?" } else { "" })
    }
}

impl From<Offer> for Help {
    fn from(offer: Offer) -> Self {
        Self::Offer(offer)
    }
}
