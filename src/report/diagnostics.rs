//! Errors and hints as a person sees them: the message, the line with a caret, and the way out.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Label, Severity, Source, Sources};

/// How much of a long line is shown on either side of a caret, in bytes.
const CONTEXT: usize = 100;
/// Labels in one stretch of this many bytes are shown together.
const STRETCH: usize = 2_000;

/// Renders one diagnostic, with colour or without, for a terminal of `width` columns.
#[must_use]
pub fn render(diagnostic: &Diagnostic, sources: &Sources, colour: bool, width: usize) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Hint => Level::NOTE.with_name("hint"),
    };
    if diagnostic.primary.is_none() {
        let mut groups = vec![Group::with_title(level.primary_title(visible(&diagnostic.message)))];
        let help = diagnostic
            .help
            .iter()
            .map(|help| Group::with_title(Level::HELP.secondary_title(visible(&help.to_string()))));
        groups.extend(help);
        return finish(&groups, colour, width);
    }
    let mut group = Group::with_title(level.primary_title(visible(&diagnostic.message)));
    for excerpt in excerpts(diagnostic, sources) {
        group = group.element(excerpt.snippet());
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(visible(&help.to_string())));
    }
    finish(&[group], colour, width)
}

fn finish(groups: &[Group], colour: bool, width: usize) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = renderer.term_width(width.max(20)).render(groups);
    text.push('\n');
    text
}

/// A stretch of a source with the labels that lie in it.
struct Excerpt<'a> {
    name: Option<String>,
    text: String,
    first_line: usize,
    labels: Vec<(Range<usize>, &'a str, bool)>,
}

impl<'a> Excerpt<'a> {
    fn snippet(self) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let labels = self.labels.into_iter().map(|(range, text, primary)| {
            let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let annotation = kind.span(range);
            if text.is_empty() { annotation } else { annotation.label(visible(text)) }
        });
        Snippet::source(self.text).line_start(self.first_line + 1).path(self.name).annotations(labels)
    }
}

fn excerpts<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Vec<Excerpt<'a>> {
    let Some(primary) = &diagnostic.primary else { return Vec::new() };
    let mut labels: Vec<(&Label, bool)> = vec![(primary, true)];
    labels.extend(diagnostic.secondary.iter().map(|label| (label, false)));
    let together = labels.iter().all(|(label, _)| {
        label.span.source() == primary.span.source()
            && label.span.start().abs_diff(primary.span.start()) < STRETCH as u32
    });
    if together {
        return vec![excerpt(sources.get(primary.span.source()), &labels)];
    }
    labels.iter().map(|&(label, primary)| excerpt(sources.get(label.span.source()), &[(label, primary)])).collect()
}

/// The lines that the labels lie in, shortened where they are too long to read.
fn excerpt<'a>(source: &'a Source, labels: &[(&'a Label, bool)]) -> Excerpt<'a> {
    let start = labels.iter().map(|(label, _)| label.span.range().start).min().unwrap_or(0).min(source.text.len());
    let end =
        labels.iter().map(|(label, _)| label.span.range().end).max().unwrap_or(start).clamp(start, source.text.len());
    let (first, last) = (source.line_of(start), source.line_of(end.saturating_sub(1).max(start)));
    let (mut from, mut until) = (source.line(first).start, source.line(last).end.max(end));
    let (mut head, mut tail) = ("", "");
    if start - from > CONTEXT {
        from = source.text.floor_char_boundary(start - CONTEXT);
        head = "…";
    }
    let last_start = labels.iter().map(|(label, _)| label.span.range().start).max().unwrap_or(start);
    let shown = end.min(last_start + 2 * CONTEXT);
    if until - shown > CONTEXT {
        until = source.text.ceil_char_boundary(shown + CONTEXT);
        tail = "…";
    }
    let text = format!("{head}{}{tail}", visible(&source.text[from..until]));
    let labels = labels.iter().map(|(label, primary)| {
        let place = |at: usize| at.clamp(from, until) - from + head.len();
        let range = label.span.range();
        (place(range.start)..place(range.end), label.text.as_str(), *primary)
    });
    Excerpt {
        name: source.name.as_deref().map(visible),
        text,
        first_line: source.lines_before + first,
        labels: labels.collect(),
    }
}

/// A text with control characters replaced by spaces of the same length, so that none moves the cursor.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\t' => shown.push(character),
            // Those above ASCII take two bytes, and a no-break space does too.
            _ if character.is_control() => shown.push(if character.is_ascii() { ' ' } else { '\u{a0}' }),
            _ => shown.push(character),
        }
    }
    shown
}
