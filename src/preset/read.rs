//! The schema of a preset: from a TOML document to a model with titles and tables.

use super::convention::expression;
use super::document::{Document, Entry, Literal};
use super::{Check, Preset, Row, Table};
use crate::diagnostic::{Diagnostic, Diagnostics, SourceId, Span};
use crate::limits;
use crate::model::{CONVENTIONS, EquationId};
use crate::syntax::tree::{Expression, Name, Spelled, Statement};
use crate::syntax::{is_name, parse, parse_expression, parse_unit, parse_unit_definition};

/// Reads a preset from the text of a source. Everything that could be read is returned, with all problems found.
#[must_use]
pub fn read(source: SourceId, text: &str) -> (Preset, Diagnostics) {
    let mut reader = Reader {
        document: Document::new(source, text),
        preset: Preset { text: Some(text.into()), ..Preset::default() },
    };
    reader.read();
    (reader.preset, reader.document.problems.into_diagnostics())
}

struct Reader<'t> {
    document: Document<'t>,
    preset: Preset,
}

const KEYS: &[&str] = &[
    "title",
    "topic",
    "question",
    "summary",
    "decides",
    "tags",
    "sources",
    "nouns",
    "units",
    "functions",
    "correlations",
    "conventions",
    "assumptions",
    "estimates",
    "tables",
    "checks",
];

impl Reader<'_> {
    fn read(&mut self) {
        // A preset has been looked over, and its rows are no lines that `_` could stand for.
        self.preset.model.is_reviewed = true;
        let root = self.document.parse();
        let mut entries = self.document.known_entries(root.get_ref(), KEYS);
        if !entries.contains_key("title") && self.document.is_toml {
            let start = self.document.span(0..0);
            let problem = Diagnostic::error("a preset needs a title").at(start, "");
            self.document.problems.push(problem.help("write `title = \"…\"` at the top"));
        }
        self.preset.title = self.document.optional_prose(entries.get("title"));
        self.preset.question = self.document.optional_prose(entries.get("question"));
        self.preset.topic = self.document.optional_prose(entries.get("topic"));
        self.preset.decides = self.document.optional_prose(entries.get("decides"));
        self.preset.summary = self.document.optional_prose(entries.get("summary"));
        self.preset.tags = self.texts(entries.remove("tags"));
        self.preset.sources = self.texts(entries.remove("sources"));
        // Conventions and nouns first: everything else is read in their light.
        if let Some(conventions) = entries.remove("conventions") {
            self.conventions(&conventions);
        }
        if let Some(nouns) = entries.remove("nouns") {
            for noun in self.document.items(nouns.value, "a list of texts") {
                if let Some(noun) = self.document.code(noun) {
                    self.noun(&noun);
                }
            }
        }
        if let Some(units) = entries.remove("units") {
            for unit in self.document.items(units.value, "a list of units") {
                self.own_unit(unit);
            }
        }
        if let Some(functions) = entries.remove("functions") {
            for function in self.document.items(functions.value, "a list of functions") {
                self.function(function);
            }
        }
        let [assumptions, estimates] = ["assumptions", "estimates"].map(|key| entries.remove(key));
        self.preset.assumptions = assumptions.map_or_else(Vec::new, |entry| self.equations(&entry, true));
        self.preset.estimates = estimates.map_or_else(Vec::new, |entry| self.equations(&entry, false));
        if let Some(correlations) = entries.remove("correlations") {
            for correlation in self.document.items(correlations.value, "a list of correlations") {
                self.correlation(correlation);
            }
        }
        if let Some(tables) = entries.remove("tables") {
            for (table, span) in self.document.tables(tables.value) {
                if self.preset.tables.len() == limits::TABLES {
                    self.too_many("tables", limits::TABLES, span);
                    break;
                }
                let table = self.table(table);
                self.preset.tables.push(table);
            }
        }
        if let Some(checks) = entries.remove("checks") {
            for check in self.document.items(checks.value, "a list of conditions") {
                if self.preset.checks.len() == limits::CHECKS {
                    self.too_many("checks", limits::CHECKS, self.document.span(check.span()));
                    break;
                }
                let check = self.check(check);
                self.preset.checks.extend(check);
            }
        }
    }

    fn too_many(&mut self, what: &str, most: usize, at: Span) {
        self.problem(Diagnostic::error(format!("a preset has no more than {most} {what}")).at(at, "one too many"));
    }

    /// Whether the model has as many equations as it may; then the rest is not read.
    fn is_full(&self) -> bool {
        self.preset.model.is_full()
    }

    fn problem(&mut self, problem: Diagnostic) {
        self.document.problems.push(problem);
    }

    fn noted<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        result.map_err(|problem| self.problem(problem)).ok()
    }

    /// The texts of a list.
    fn texts(&mut self, entry: Option<Entry>) -> Vec<String> {
        let items = entry.map_or(&[][..], |entry| self.document.items(entry.value, "a list of texts"));
        items.iter().filter_map(|item| self.document.prose(item)).collect()
    }

    /// `noun paste` or `noun matrix (matrices)`, without the word `noun`.
    fn noun(&mut self, noun: &Literal) {
        let (singular, plural) = match noun.text.split_once('(') {
            Some((singular, plural)) => (singular.trim(), Some(plural.trim_end_matches(')').trim())),
            None => (noun.text.trim(), None),
        };
        if !is_name(singular) || plural.is_some_and(|plural| !is_name(plural)) {
            let problem = Diagnostic::error("a counted thing is one word").at(noun.span, "not one word");
            self.problem(problem.help("write it in the singular; a plural that is not regular follows in brackets"));
            return;
        }
        let spelled = |word: &str| Spelled { name: Name::new(word), span: noun.span };
        let statement = Statement::Noun { singular: spelled(singular), plural: plural.map(spelled) };
        let added = self.preset.model.add(statement, None);
        self.noted(added);
    }

    /// `EUR = 1.08 USD`, without the word `unit`.
    fn own_unit(&mut self, value: &toml::Spanned<toml::de::DeValue>) {
        let Some(text) = self.document.code(value) else { return };
        let parsed = parse_unit_definition(&text.text, text.origin);
        let added = parsed.and_then(|statement| self.preset.model.add(statement, None));
        self.noted(added);
    }

    /// `peak(x, factor = 3) = x * factor`
    fn function(&mut self, value: &toml::Spanned<toml::de::DeValue>) {
        let Some(text) = self.document.code(value) else { return };
        let parsed = parse(&text.text, text.origin).and_then(|statement| match statement {
            Statement::Function(_) => self.preset.model.add(statement, None),
            _ => Err(Diagnostic::error("this is not a function")
                .at(text.span, "")
                .help("write it as `peak(x, factor = 3) = x * factor`")),
        });
        self.noted(parsed);
    }

    /// `corr(dau, posts) = 0.6`
    fn correlation(&mut self, value: &toml::Spanned<toml::de::DeValue>) {
        let Some(text) = self.document.code(value) else { return };
        let parsed = parse(&text.text, text.origin).and_then(|statement| match statement {
            Statement::Correlation { .. } => self.preset.model.add(statement, None),
            _ => Err(Diagnostic::error("this is not a correlation")
                .at(text.span, "")
                .help("write it as `corr(dau, posts) = 0.6`, with the names of two assumptions that are ranges")),
        });
        self.noted(parsed);
    }

    fn conventions(&mut self, entry: &Entry) {
        let Some(table) = self.document.table(entry.value) else { return };
        let mut entries = self.document.known_entries(table, CONVENTIONS);
        for key in CONVENTIONS {
            let Some(entry) = entries.remove(key) else { continue };
            let Some(text) = self.document.code(entry.value) else { continue };
            let name = Spelled { name: Name::new(key), span: entry.key_span };
            let value = expression(key, &text.text, text.origin, text.span);
            let chosen = value.and_then(|value| self.preset.model.set_convention(&name, value, false));
            self.noted(chosen);
        }
    }

    /// The definitions of a table. An assumption may have a range.
    fn equations(&mut self, entry: &Entry, assumptions: bool) -> Vec<EquationId> {
        let Some(table) = self.document.table(entry.value) else { return Vec::new() };
        let mut ids = Vec::new();
        for entry in self.document.entries(table) {
            if !is_name(entry.key) {
                let problem = Diagnostic::error(format!("`{}` cannot be used as a name", entry.key));
                let help = "a name is made of letters, digits and `_`, and is no word of the language";
                self.problem(problem.at(entry.key_span, "").help(help));
                continue;
            }
            let was_full = self.is_full();
            ids.extend(self.equation(&entry, assumptions));
            if was_full {
                break;
            }
        }
        ids
    }

    fn equation(&mut self, entry: &Entry, assumption: bool) -> Option<EquationId> {
        let (mut value, mut range, mut why) = (None, None, None);
        if let toml::de::DeValue::Table(table) = entry.value.get_ref() {
            let keys: &[&str] = if assumption { &["value", "range", "why"] } else { &["value", "why"] };
            let mut entries = self.document.known_entries(table, keys);
            value = entries.remove("value").and_then(|entry| self.document.code(entry.value));
            range = entries.remove("range").and_then(|entry| self.document.code(entry.value));
            why = entries.get("why").and_then(|entry| self.document.prose(entry.value));
            if value.is_none() && !entries.contains_key("value") {
                let problem = Diagnostic::error(format!("`{}` has no value", entry.key)).at(entry.key_span, "");
                self.problem(problem.help(format!("write `{} = {{ value = \"…\" }}`", entry.key)));
            }
        } else if let Some(text) = self.document.code(entry.value) {
            value = Some(text);
        }
        let Some(body) = value.and_then(|value| self.expression(&value)) else {
            self.preset.model.mark_broken(Name::new(entry.key));
            return None;
        };
        let name = Spelled { name: Name::new(entry.key), span: entry.key_span };
        let added = self.preset.model.add(Statement::Definition { name, body }, why);
        let id = self.noted(added)??;
        if let Some(range) = range.and_then(|range| self.expression(&range)) {
            self.preset.model.set_range(id, range);
        }
        Some(id)
    }

    fn expression(&mut self, text: &Literal) -> Option<Expression> {
        let parsed = parse_expression(&text.text, text.origin);
        self.noted(parsed)
    }

    /// A condition, by itself or with the reason for it.
    fn check(&mut self, value: &toml::Spanned<toml::de::DeValue>) -> Option<Check> {
        let (condition, why) = if let toml::de::DeValue::Table(table) = value.get_ref() {
            let entries = self.document.known_entries(table, &["condition", "why"]);
            let Some(condition) = entries.get("condition") else {
                let problem = Diagnostic::error("a check has a condition").at(self.document.span(value.span()), "");
                self.problem(problem.help("write `{ condition = \"…\", why = \"…\" }`"));
                return None;
            };
            (self.document.code(condition.value)?, self.document.optional_prose(entries.get("why")))
        } else {
            (self.document.code(value)?, String::new())
        };
        let body = self.expression(&condition)?;
        let mut add = |body| self.preset.model.ask(body).ok();
        let sides = body.sides().and_then(|(_, left, right)| Some((add(left)?, add(right)?)));
        Some(Check { condition: add(body)?, sides, why })
    }

    fn table(&mut self, table: &toml::de::DeTable) -> Table {
        let mut entries = self.document.known_entries(table, &["title", "note", "rows"]);
        let title = self.document.optional_prose(entries.get("title"));
        let note = self.document.optional_prose(entries.get("note"));
        let rows = entries.remove("rows").map_or_else(Vec::new, |entry| self.document.tables(entry.value));
        let rows = rows.into_iter().filter_map(|(row, span)| {
            let mut entries = self.document.known_entries(row, &["label", "estimate", "unit", "note"]);
            let label = self.document.optional_prose(entries.get("label"));
            let note = self.document.optional_prose(entries.get("note"));
            let Some(estimate) = entries.remove("estimate") else {
                let problem = Diagnostic::error("a row shows an estimate").at(span, "has no `estimate`");
                self.problem(problem.help("write `estimate = \"…\"` with the name of one"));
                return None;
            };
            let estimate = self.document.code(estimate.value)?;
            let mut body = self.expression(&estimate)?;
            let label = if label.is_empty() { estimate.text } else { label };
            let mut asked = None;
            if let Some(unit) = entries.remove("unit").and_then(|entry| self.document.code(entry.value)) {
                asked = Some(unit.text.clone());
                let parsed = parse_unit(&unit.text, unit.origin);
                body = body.converted(self.noted(parsed)?, unit.span);
            }
            let added = self.preset.model.ask(body);
            let estimate = self.noted(added)?;
            Some(Row { label, estimate, unit: asked, note })
        });
        let rows = rows.collect();
        Table { title, note, rows }
    }
}
