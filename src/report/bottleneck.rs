//! The resources of a tier in a table: what is needed, what one unit has, how many that takes, and which one binds.

use serde::Serialize;

use super::answer;
use super::json::AnswerRecord;
use super::uncertainty::footer_line;
use crate::analysis::bottleneck::{Bottleneck, Need};
use crate::document::{Cell, Column, Document, Kind as Is, Role, Table, Text};
use crate::engine::Sampling;
use crate::model::Answer;
use crate::quantity::display::Formatter;
use crate::quantity::number::percentage;

/// The sentence that says which resource binds, and the table under it.
#[must_use]
pub fn document(bottleneck: &Bottleneck, sampling: Sampling, formatter: &Formatter) -> Document {
    let rows = bottleneck.needs.iter().enumerate().map(|(place, need)| {
        let shown = |answer: &Answer| answer::cell(answer, answer::result(answer, formatter), formatter);
        let mark = if Some(place) == bottleneck.binding { "binds" } else { "" };
        vec![
            need.label.as_str().into(),
            shown(&need.need),
            shown(&need.per_unit),
            shown(&need.count),
            answer::interval(&need.count, formatter),
            Cell::Share { text: percent(need.share), share: need.share },
            need.binds_in.map_or(Cell::Empty, |share| Cell::Share { text: percent(share), share }),
            mark.into(),
        ]
    });
    let columns = [
        Column::new("", Is::Label),
        Column::new("need", Is::Quantity),
        Column::new("per unit", Is::Quantity),
        Column::new("count", Is::Quantity),
        Column::new("90% of cases", Is::Quantity),
        Column::new("relative", Is::Quantity),
        Column::new("binds in", Is::Quantity),
        Column::new("", Is::Label),
    ];
    let mut document = Document::default();
    for line in sentences(bottleneck, formatter) {
        document.paragraph(Text::of(Role::Subject, line));
    }
    document.gap();
    document.table(Table::new(columns).rows(rows));
    footer_line(&mut document, bottleneck.needs.iter().map(|need| &need.count), sampling);
    document
}

/// `memory binds: 23 nodes; throughput would need 8 nodes (35%)`
fn sentences(bottleneck: &Bottleneck, formatter: &Formatter) -> Vec<String> {
    let Some(binding) = bottleneck.binding.map(|place| &bottleneck.needs[place]) else {
        return vec!["nothing binds: no unit is needed".to_owned()];
    };
    let count = |need: &Need| answer::result(&need.count, formatter).plain();
    let next = bottleneck.next.map(|place| &bottleneck.needs[place]);
    let next = next.map(|next| format!("; {} would need {} ({})", next.label, count(next), percent(next.share)));
    let mut lines = vec![format!("{} binds: {}{}", binding.label, count(binding), next.unwrap_or_default())];
    // What binds at the stated values may not be what binds most often.
    let often = |need: &&Need| need.binds_in.unwrap_or(0.0);
    let usual = bottleneck.needs.iter().max_by(|one, other| often(one).total_cmp(&often(other)));
    if let Some(usual) = usual.filter(|usual| often(usual) > often(&binding)) {
        lines.push(format!("in more cases it is {}: in {} of all", usual.label, percent(often(&usual))));
    }
    lines
}

fn percent(share: f64) -> String {
    percentage(share * 100.0, 2) + "%"
}

/// The resources for programs.
#[derive(Debug, Serialize)]
pub struct BottleneckRecord {
    binding: Option<String>,
    next: Option<String>,
    resources: Vec<NeedRecord>,
}

#[derive(Debug, Serialize)]
struct NeedRecord {
    label: String,
    need: AnswerRecord,
    per_unit: AnswerRecord,
    count: AnswerRecord,
    /// The count before it is rounded up.
    quotient: f64,
    /// The quotient as a share of the largest.
    share: f64,
    binds: bool,
    /// In what share of cases it needs most.
    #[serde(skip_serializing_if = "Option::is_none")]
    binds_in: Option<f64>,
}

impl BottleneckRecord {
    /// The object for a tier.
    #[must_use]
    pub fn new(bottleneck: &Bottleneck, formatter: &Formatter) -> Self {
        let record =
            |answer: &Answer| AnswerRecord::new(None, answer, answer::result(answer, formatter).to_string(), formatter);
        let label = |place: usize| bottleneck.needs.get(place).map(|need| need.label.clone());
        let resources = bottleneck.needs.iter().enumerate().map(|(place, need)| NeedRecord {
            label: need.label.clone(),
            need: record(&need.need),
            per_unit: record(&need.per_unit),
            count: record(&need.count),
            quotient: need.quotient,
            share: need.share,
            binds: Some(place) == bottleneck.binding,
            binds_in: need.binds_in,
        });
        Self {
            binding: bottleneck.binding.and_then(label),
            next: bottleneck.next.and_then(label),
            resources: resources.collect(),
        }
    }
}
