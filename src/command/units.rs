//! `units`: the units of a dimension.

use super::argument::{Argument, Kind as Takes};
use super::given::Given;
use super::vocabulary::unit_in_words;
use super::{Command, Doors, Failure, Response, Subject};
use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::diagnostic::{Diagnostic, Sources};
use crate::document::{Column, Document, Kind, Table};
use crate::quantity::system::{Row, rows};
use crate::report::json::Object;
use crate::report::words::{DimensionsRecord, UnitRecord};
use crate::workspace::Workspace;

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "units",
    aliases: &[],
    doors: Doors::Both,
    subject: Subject::Nothing,
    about: "List the units of a dimension, such as time or throughput",
    more: "Without a dimension it lists those that there are. A unit stands for its dimension.",
    wants: "",
    example: &[":units throughput"],
    arguments: &[Argument::optional("DIMENSION", Takes::Dimension, "A dimension, or one of its units")],
    is_question: false,
    run,
};

/// A unit: its symbol, its plural, and what it is in base units.
type Unit = [String; 3];

fn run<'w>(workspace: &'w mut Workspace, given: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    let name = given.text("DIMENSION");
    let mut dimensions: Vec<&'static str> = rows().map(|row| row.quantity).collect();
    dimensions.dedup();
    if name.is_empty() {
        let show = |dimensions: &Vec<&'static str>| {
            let mut document = Document::default();
            document.paragraph(dimensions.join(", "));
            document
        };
        let objects = |dimensions: &Vec<&'static str>| vec![Object::new(&DimensionsRecord { dimensions })];
        return Ok(Response::found(dimensions, show, objects));
    }
    let units = &workspace.preset.model.units;
    let of_unit = units.known(name).and_then(|unit| {
        let is_its = |row: &&Row| row.dimension() == unit.dimension;
        rows().find(is_its).map(|row| row.quantity)
    });
    let Some(dimension) = dimensions.iter().copied().find(|one| *one == name).or(of_unit) else {
        let near = did_you_mean(&nearest(name, dimensions.iter().copied()));
        let help = near.unwrap_or_else(|| format!("the dimensions are {}", dimensions.join(", ")));
        let problem = Diagnostic::error(format!("`{name}` is neither a dimension nor a unit"));
        return Err(Failure::usage(problem.help(help)));
    };
    let show = |found: &Vec<Unit>| {
        let rows = found.iter().map(|unit| unit.iter().map(|text| text.as_str().into()).collect());
        let columns =
            [Column::new("unit", Kind::Label), Column::new("name", Kind::Label), Column::new("", Kind::Prose)];
        let mut document = Document::default();
        document.table(Table::new(columns).rows(rows));
        document
    };
    let record = |[unit, name, about]: &Unit| Object::new(&UnitRecord { unit, name, about });
    Ok(Response::found(of(workspace, dimension), show, move |found| found.iter().map(record).collect()))
}

/// The units of a dimension, those that the model declares last.
fn of(workspace: &Workspace, dimension: &str) -> Vec<Unit> {
    let units = &workspace.preset.model.units;
    let declared = rows().filter(|row| row.quantity == dimension).filter_map(|row| {
        let unit = units.known((row.abbreviation)())?;
        let factor = unit_in_words(workspace, &unit, dimension);
        Some([(row.abbreviation)().to_owned(), (row.plural)().to_owned(), factor])
    });
    let measured = rows().find(|row| row.quantity == dimension).map(Row::dimension);
    let own = units.own_units().iter().filter(|own| Some(&own.dimension) == measured.as_ref()).map(|own| {
        let factor = unit_in_words(workspace, &own.into(), dimension);
        [own.singular.to_string(), own.plural.to_string(), factor]
    });
    declared.chain(own).collect()
}
