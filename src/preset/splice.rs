//! Stretches of a TOML text that are replaced, so that all others stay byte for byte: lines with their comments, items of a
//! list or of a table in curly brackets.

use std::ops::Range;

use toml_edit::{Array, Item, Table, TableLike};

/// A text and what is to be replaced in it.
pub(super) struct Splices<'t> {
    text: &'t str,
    /// Where values and headers end, in order: comments above an entry begin behind one.
    ends: Vec<usize>,
    all: Vec<Splice>,
}

struct Splice {
    range: Range<usize>,
    new: String,
    /// Whether it must begin on a line of its own.
    is_line: bool,
}

/// An item between brackets: where it begins, with its key if it has one, and where it ends.
pub(super) type Part = Range<usize>;

impl<'t> Splices<'t> {
    /// No change of a text, whose root is given.
    pub(super) fn new(text: &'t str, root: &Table) -> Self {
        let mut ends = Vec::new();
        gather_ends(root, &mut ends);
        ends.sort_unstable();
        Self { text, ends, all: Vec::new() }
    }

    /// A stretch of the text.
    pub(super) fn slice(&self, range: Range<usize>) -> &'t str {
        &self.text[range]
    }

    /// How long the text is.
    pub(super) const fn length(&self) -> usize {
        self.text.len()
    }

    /// Puts something else in place of a stretch within a line.
    pub(super) fn replace(&mut self, range: Range<usize>, new: impl Into<String>) {
        self.all.push(Splice { range, new: new.into(), is_line: false });
    }

    /// Puts lines between two lines.
    pub(super) fn insert_lines(&mut self, at: usize, new: String) {
        self.all.push(Splice { range: at..at, new, is_line: true });
    }

    /// Takes a line away with what it says over several lines, and with the comment above it. Returns the comments above and
    /// behind it.
    pub(super) fn cut_lines(&mut self, from: usize, to: usize) -> (&'t str, &'t str) {
        let (begin, end) = (self.own_comment(from, to), self.line_end(to));
        let above = self.slice(begin..self.line_start(from));
        self.replace(begin..end, "");
        (above, self.slice(to..end).trim())
    }

    /// Where the line of a place begins.
    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// Where the line of a place ends, with its end.
    pub(super) fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |end| at + end + 1)
    }

    /// Where the comment right above an entry begins; where its line does if it has none. A comment below an empty line
    /// that other entries follow is the heading of all of them.
    fn own_comment(&self, from: usize, to: usize) -> usize {
        let begin = self.comment_above(from);
        let line = self.line_start(from);
        let is_apart = begin < line && self.is_blank_above(begin);
        let next = self.line_end(to);
        let follows = self.slice(next..self.line_end(next)).trim();
        let is_heading = is_apart && !follows.is_empty() && !follows.starts_with(['#', '[', ']', '}']);
        if is_heading { line } else { begin }
    }

    /// Where the lines of comment right above a place begin; where its line does if there is none.
    fn comment_above(&self, from: usize) -> usize {
        let floor = self.ends[..self.ends.partition_point(|&end| end <= from)].last().copied().unwrap_or(0);
        let mut begin = self.line_start(from);
        while begin > floor {
            let above = self.line_start(begin - 1);
            if above < floor || !self.text[above..begin].trim_start().starts_with('#') {
                break;
            }
            begin = above;
        }
        begin
    }

    fn is_blank_above(&self, line: usize) -> bool {
        line > 0 && self.text[self.line_start(line - 1)..line].trim().is_empty()
    }

    /// Where a table goes that is to stand before another one: above the comment of that, and above the empty lines.
    pub(super) fn before_table(&self, header: usize) -> usize {
        let mut at = self.comment_above(header);
        while self.is_blank_above(at) {
            at = self.line_start(at - 1);
        }
        at
    }

    /// Whether an item stands on lines of its own, with nothing beside it but a comma and a comment.
    fn is_alone(&self, part: &Part) -> bool {
        let before = &self.text[self.line_start(part.start)..part.start];
        let behind = self.text[part.end..self.line_end(part.end)].trim_start_matches([' ', '\t']);
        let behind = behind.strip_prefix(',').unwrap_or(behind).trim();
        before.trim().is_empty() && (behind.is_empty() || behind.starts_with('#'))
    }

    /// Takes items from between brackets, and puts new ones behind those that stay. `whole` is what has the brackets.
    pub(super) fn change_parts(
        &mut self,
        whole: Range<usize>,
        parts: &[Part],
        is_gone: &[bool],
        new: &[String],
        brackets: [&str; 2],
    ) {
        let last_kept = (0..parts.len()).rev().find(|&index| !is_gone[index]);
        let Some(last_kept) = last_kept.filter(|_| new.is_empty() || !parts.is_empty()) else {
            if !new.is_empty() || !parts.is_empty() {
                self.replace(whole, brackets[0].to_owned() + &new.join(", ") + brackets[1]);
            }
            return;
        };
        if is_gone.contains(&true) {
            self.ends.extend(parts.iter().map(|part| part.end));
            self.ends.sort_unstable();
        }
        let mut is_behind_kept = false;
        for (index, part) in parts.iter().enumerate() {
            if !is_gone[index] {
                is_behind_kept = true;
            } else if self.is_alone(part) {
                self.cut_lines(part.start, part.end);
            } else if is_behind_kept {
                self.replace(parts[index - 1].end..part.end, "");
            } else {
                self.replace(part.start..parts[index + 1].start, "");
            }
        }
        let last = &parts[last_kept];
        if !self.is_alone(last) {
            self.replace(last.end..last.end, each(new, ", ", ""));
            return;
        }
        let indent = self.slice(self.line_start(last.start)..last.start);
        let has_comma = self.text[last.end..].trim_start().starts_with(',');
        let lines = each(new, indent, ",\n");
        if !new.is_empty() && !has_comma {
            self.replace(last.end..last.end, ",");
        }
        self.insert_lines(self.line_end(last.end), lines);
    }

    /// The text with all changes in it. New lines end as the first line of it does.
    pub(super) fn apply(mut self) -> String {
        let is_dos = self.text.find('\n').is_some_and(|end| self.text[..end].ends_with('\r'));
        self.all.sort_by_key(|splice| (splice.range.start, splice.range.end));
        let mut edited = String::with_capacity(self.text.len());
        let mut done = 0;
        for Splice { range, new, is_line } in self.all {
            edited += self.text.get(done..range.start).unwrap_or_default();
            done = done.max(range.end);
            if is_line && !new.is_empty() && !edited.is_empty() && !edited.ends_with(['\n', '\u{feff}']) {
                edited += if is_dos { "\r\n" } else { "\n" };
            }
            edited += &if is_dos { new.replace("\r\n", "\n").replace('\n', "\r\n") } else { new };
        }
        edited + self.text.get(done..).unwrap_or_default()
    }
}

/// All texts, with something before and something behind each.
pub(super) fn each(texts: &[String], before: &str, behind: &str) -> String {
    texts.iter().flat_map(|text| [before, text, behind]).collect()
}

/// The items of a list.
pub(super) fn items(array: &Array) -> Vec<Part> {
    array.iter().filter_map(toml_edit::Value::span).collect()
}

/// The entries of a table in curly brackets.
pub(super) fn entries(table: &dyn TableLike) -> Vec<Part> {
    let part = |(key, item): (&str, &Item)| Some(table.key(key)?.span()?.start..item.span()?.end);
    table.iter().filter_map(part).collect()
}

fn gather_ends(table: &Table, ends: &mut Vec<usize>) {
    if !table.is_dotted() && !table.is_implicit() {
        ends.extend(table.span().map(|span| span.end));
    }
    for (_, item) in table {
        match item {
            Item::Table(table) => gather_ends(table, ends),
            Item::ArrayOfTables(tables) => tables.iter().for_each(|table| gather_ends(table, ends)),
            item => ends.extend(item.span().map(|span| span.end)),
        }
    }
}
