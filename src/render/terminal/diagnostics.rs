//! Errors and hints as a person sees them: the message, the line with a caret, and the way out.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Label, Severity, Source, Sources};
use crate::render::characters::{Characters, Mapped, in_characters};

/// How much of a long line is shown on either side of a caret, in bytes.
const CONTEXT: usize = 100;
/// Labels in one stretch of this many bytes are shown together.
const STRETCH: usize = 2_000;

/// How a stream shows a diagnostic.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Whether it has colours.
    pub colour: bool,
    /// How many columns it has.
    pub width: usize,
    /// Which characters it has.
    pub characters: Characters,
}

/// Renders one diagnostic.
#[must_use]
pub fn render(diagnostic: &Diagnostic, sources: &Sources, look: Look) -> String {
    let visible = |text: &str| in_characters(text, look.characters).into_owned();
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
        return finish(&groups, look);
    }
    let mut group = Group::with_title(level.primary_title(visible(&diagnostic.message)));
    for excerpt in excerpts(diagnostic, sources, look.characters) {
        group = group.element(excerpt.snippet());
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(visible(&help.to_string())));
    }
    finish(&[group], look)
}

fn finish(groups: &[Group], look: Look) -> String {
    let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = renderer.term_width(look.width.max(20)).render(groups);
    text.push('\n');
    text
}

/// A stretch of a source with the labels that lie in it.
struct Excerpt {
    name: Option<String>,
    text: String,
    first_line: usize,
    labels: Vec<(Range<usize>, String, bool)>,
}

impl Excerpt {
    fn snippet(self) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
        let labels = self.labels.into_iter().map(|(range, text, primary)| {
            let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let annotation = kind.span(range);
            if text.is_empty() { annotation } else { annotation.label(text) }
        });
        Snippet::source(self.text).line_start(self.first_line + 1).path(self.name).annotations(labels)
    }
}

fn excerpts(diagnostic: &Diagnostic, sources: &Sources, characters: Characters) -> Vec<Excerpt> {
    let Some(primary) = &diagnostic.primary else { return Vec::new() };
    let mut labels: Vec<(&Label, bool)> = vec![(primary, true)];
    labels.extend(diagnostic.secondary.iter().map(|label| (label, false)));
    let together = labels.iter().all(|(label, _)| {
        label.span.source() == primary.span.source()
            && label.span.start().abs_diff(primary.span.start()) < STRETCH as u32
    });
    if together {
        return vec![excerpt(sources.get(primary.span.source()), &labels, characters)];
    }
    let one =
        |&(label, primary): &(&Label, bool)| excerpt(sources.get(label.span.source()), &[(label, primary)], characters);
    labels.iter().map(one).collect()
}

/// The lines that the labels lie in, shortened where they are too long to read.
fn excerpt(source: &Source, labels: &[(&Label, bool)], characters: Characters) -> Excerpt {
    let ellipsis = if characters == Characters::Ascii { "..." } else { "…" };
    let start = labels.iter().map(|(label, _)| label.span.range().start).min().unwrap_or(0).min(source.text.len());
    let end =
        labels.iter().map(|(label, _)| label.span.range().end).max().unwrap_or(start).clamp(start, source.text.len());
    let (first, last) = (source.line_of(start), source.line_of(end.saturating_sub(1).max(start)));
    let (mut from, mut until) = (source.line(first).start, source.line(last).end.max(end));
    let (mut head, mut tail) = ("", "");
    if start - from > CONTEXT {
        from = source.text.floor_char_boundary(start - CONTEXT);
        head = ellipsis;
    }
    let last_start = labels.iter().map(|(label, _)| label.span.range().start).max().unwrap_or(start);
    let shown = end.min(last_start + 2 * CONTEXT);
    if until - shown > CONTEXT {
        until = source.text.ceil_char_boundary(shown + CONTEXT);
        tail = ellipsis;
    }
    let visible = |text: &str| in_characters(text, characters).into_owned();
    let shown = Mapped::new(head, &source.text[from..until], characters);
    let labels = labels.iter().map(|(label, primary)| {
        let place = |at: usize| shown.place(at.clamp(from, until) - from);
        let range = label.span.range();
        (place(range.start)..place(range.end), visible(&label.text), *primary)
    });
    let labels = labels.collect();
    Excerpt {
        name: source.name.as_deref().map(visible),
        text: shown.text + tail,
        first_line: source.lines_before + first,
        labels,
    }
}
