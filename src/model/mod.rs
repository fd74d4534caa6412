//! A model: named equations, resolved and checked once into a plan, and evaluated as often as needed.
//! A line at the shell, a file, a session and a preset are all models. Knows nothing of terminals and files.

mod above;
mod answer;
mod builtin;
mod call;
mod compile;
mod declare;
mod definition;
mod explain;
mod explain_call;
mod explain_declare;
mod explain_range;
mod explain_slip;
mod explain_word;
mod fault;
mod formula;
mod hint;
mod inherit;
mod literal;
mod live;
mod lower;
mod mentions;
mod operator;
mod order;
mod range;
mod resolve;
mod rules;
mod scope;
mod sheet;
mod slip;
mod waiting;
mod way_out;

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Diagnostic;
use crate::quantity::unit::Units;
use crate::syntax::tree::{Expression, Function, Name, NodeKind, Spelled, Statement};

pub use answer::{Answer, Estimated, Form};
pub use builtin::{functions as built_in_functions, is_function};
pub use compile::{Answers, Compiled};
pub use declare::{CONVENTIONS, OwnUnit, choose, is_convention};
pub use explain::{awaited, interrupted};
pub use live::{Change, Effect, Effort, Live, Update};
pub use rules::{Kind, Quantity};
pub use scope::Typed;
pub use sheet::{Sheet, Source};
pub use slip::unused_parameters;

/// The number of an equation in its model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EquationId(pub u32);

impl EquationId {
    /// The number as an index.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A definition, or an expression whose result is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct Equation {
    /// What it defines; `None` for a bare expression.
    pub name: Option<Spelled>,
    /// What it is.
    pub body: Expression,
    /// Between what it lies, where someone has said so.
    pub range: Option<Expression>,
    /// The reason given for it.
    pub why: Option<String>,
    /// What is written in front of its result.
    pub label: Option<Spelled>,
    /// The last bare line above it, which `_` stands for.
    pub last: Option<EquationId>,
}

impl Equation {
    /// A definition, or an expression without a name.
    #[must_use]
    pub const fn new(name: Option<Spelled>, body: Expression, why: Option<String>) -> Self {
        Self { name, body, range: None, why, label: None, last: None }
    }

    /// Its value and its stated range.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        std::iter::once(&self.body).chain(&self.range)
    }

    /// How many numbers, names and operators it has.
    fn nodes(&self) -> usize {
        self.expressions().map(|expression| expression.nodes().len()).sum()
    }

    /// What it is called: its name, its label, or what is written.
    #[must_use]
    pub fn title(&self) -> &str {
        self.name.as_ref().or(self.label.as_ref()).map_or(self.body.text(), |spelled| spelled.name.as_str())
    }
}

/// A name that has a meaning: values and functions may share one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Defined {
    /// `dau`
    Value(Name),
    /// `peak(…)`
    Function(Name),
}

impl Defined {
    /// The name itself.
    #[must_use]
    pub const fn name(&self) -> &Name {
        match self {
            Self::Value(name) | Self::Function(name) => name,
        }
    }
}

/// The meaning of a name.
#[derive(Debug, Clone, PartialEq)]
pub enum Definition {
    /// `dau = 150M users`
    Value(Equation),
    /// `peak(x, factor = 3) = x * factor`
    Function(Function),
}

impl Definition {
    /// What it defines.
    ///
    /// # Panics
    /// If it is a value without a name.
    #[must_use]
    pub fn defined(&self) -> Defined {
        match self {
            Self::Value(equation) => {
                Defined::Value(equation.name.as_ref().expect("a definition has a name").name.clone())
            }
            Self::Function(function) => Defined::Function(function.name.name.clone()),
        }
    }
}

/// Two assumptions that move together.
#[derive(Debug, Clone, PartialEq)]
pub struct Correlation {
    /// What they are called.
    pub names: [Spelled; 2],
    /// The correlation of the normal distributions behind theirs: of their logarithms, if they are lognormal.
    pub value: Expression,
}

impl Correlation {
    /// The correlation as it is written.
    #[must_use]
    pub fn text(&self) -> String {
        format!("corr({}, {}) = {}", self.names[0].name, self.names[1].name, self.value.text())
    }

    /// Whether it is one of the same two.
    fn is_of(&self, names: &[Spelled; 2]) -> bool {
        let [a, b] = &self.names;
        let [c, d] = names;
        (&a.name, &b.name) == (&c.name, &d.name) || (&a.name, &b.name) == (&d.name, &c.name)
    }
}

/// A set of equations, functions and counted things, with the units they are written in.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// Conventions and counted things.
    pub units: Units,
    equations: Vec<Equation>,
    /// How many numbers, names and operators they have together.
    nodes: usize,
    by_name: HashMap<Name, EquationId>,
    functions: HashMap<Name, Function>,
    broken: HashSet<Name>,
    correlations: Vec<Correlation>,
    varied: HashSet<EquationId>,
    own_units: Vec<declare::OwnUnit>,
    /// The units that mention what is no unit yet.
    waiting_units: Vec<Name>,
    conventions: Vec<declare::Convention>,
    /// The last bare line.
    last: Option<EquationId>,
    /// Whether what is nearly always a slip goes without a remark, as in a preset that has been looked over.
    pub is_reviewed: bool,
}

impl Model {
    /// An empty model with the given units.
    #[must_use]
    pub fn new(units: Units) -> Self {
        Self { units, ..Self::default() }
    }

    /// Adds a line. Definitions may come in any order; nothing is resolved yet.
    ///
    /// # Errors
    /// A name that is already defined or reserved, or one noun too many.
    pub fn add(&mut self, statement: Statement, why: Option<String>) -> Result<Option<EquationId>, Diagnostic> {
        match statement {
            Statement::Noun { singular, plural } => self.declare_noun(&singular, plural.as_ref()).map(|()| None),
            Statement::Unit { singular, plural, value } => {
                self.declare_unit(OwnUnit { singular, plural, value }, false).map(|()| None)
            }
            Statement::Definition { name, body } if is_convention(name.name.as_str()) => {
                self.set_convention(&name, body, false).map(|()| None)
            }
            Statement::Correlation { names, value } => {
                if let Some(first) = self.correlations.iter().find(|one| one.is_of(&names)) {
                    return Err(explain::correlated_twice(&names, first.value.span()));
                }
                self.correlations.push(Correlation { names, value });
                Ok(None)
            }
            Statement::Function(function) => {
                if let Some(first) = self.functions.get(&function.name.name) {
                    return Err(explain::defined_twice(&function.name, first.name.span));
                }
                self.define(Definition::Function(function)).map(|_| None)
            }
            Statement::Definition { name, body } => {
                if let Some(first) = self.by_name.get(&name.name) {
                    let first = self.equations[first.index()].name.as_ref().map_or(name.span, |first| first.span);
                    return Err(explain::defined_twice(&name, first));
                }
                let id = EquationId(self.equations.len() as u32);
                let equation = Equation { last: self.last, ..Equation::new(Some(name), body, why) };
                self.define(Definition::Value(equation)).map(|_| Some(id))
            }
            Statement::Expression(body) => self.add_bare(Equation::new(None, body, why)).map(Some),
            Statement::Labelled { label, body } => {
                self.add_bare(Equation { label: Some(label), ..Equation::new(None, body, why) }).map(Some)
            }
        }
    }

    /// Adds a bare expression whose result is wanted.
    ///
    /// # Errors
    /// One equation too many.
    pub fn ask(&mut self, body: Expression) -> Result<EquationId, Diagnostic> {
        self.add_bare(Equation::new(None, body, None))
    }

    /// Adds a bare expression whose result is wanted, with what is written in front of it.
    ///
    /// # Errors
    /// One equation too many.
    pub fn ask_labelled(&mut self, label: Spelled, body: Expression) -> Result<EquationId, Diagnostic> {
        self.add_bare(Equation { label: Some(label), ..Equation::new(None, body, None) })
    }

    fn add_bare(&mut self, equation: Equation) -> Result<EquationId, Diagnostic> {
        self.check_room(equation.body.span())?;
        Ok(self.bare(equation))
    }

    /// States how two assumptions move together, in place of what was said of them before.
    pub fn correlate(&mut self, names: [Spelled; 2], value: Expression) {
        self.correlations.retain(|one| !one.is_of(&names));
        self.correlations.push(Correlation { names, value });
    }

    /// The assumptions that move together.
    #[must_use]
    pub fn correlations(&self) -> &[Correlation] {
        &self.correlations
    }

    /// The functions of the model, by name.
    #[must_use]
    pub fn functions(&self) -> Vec<&Function> {
        let mut functions: Vec<_> = self.functions.values().collect();
        functions.sort_by(|a, b| a.name.name.cmp(&b.name.name));
        functions
    }

    /// Notes a name whose definition could not be read, so that its uses are not reported as well.
    pub fn mark_broken(&mut self, name: Name) {
        self.broken.insert(name);
    }

    /// States between what a definition lies.
    pub fn set_range(&mut self, id: EquationId, range: Expression) {
        let before = self.equations[id.index()].range.replace(range);
        let count = |range: Option<&Expression>| range.map_or(0, |range| range.nodes().len());
        self.nodes = self.nodes + count(self.equations[id.index()].range.as_ref()) - count(before.as_ref());
    }

    /// Makes a definition one whose value is not known beforehand: it has an operation of its own, so that the plan can
    /// be run with other values of it, and nothing is folded that depends on it. It moves together with no other.
    pub fn vary(&mut self, id: EquationId) {
        let equation = &mut self.equations[id.index()];
        equation.range = None;
        if let Some(name) = &equation.name {
            self.correlations.retain(|one| one.names.iter().all(|other| other.name != name.name));
        }
        self.varied.insert(id);
    }

    /// Replaces every number that is written in an equation or a function.
    pub fn round_numbers(&mut self, round: fn(f64) -> f64) {
        for equation in &mut self.equations {
            equation.body = equation.body.rounded(round);
        }
        for function in self.functions.values_mut() {
            function.body = function.body.rounded(round);
            for default in function.parameters.iter_mut().filter_map(|parameter| parameter.default.as_mut()) {
                *default = default.rounded(round);
            }
        }
    }

    /// All equations, in the order in which they were added.
    #[must_use]
    pub fn equations(&self) -> &[Equation] {
        &self.equations
    }

    /// Whether an equation uses no other definition of the model.
    #[must_use]
    pub fn is_given(&self, id: EquationId) -> bool {
        let equation = &self.equations[id.index()];
        let calls = |name: &Name| self.functions.contains_key(name);
        let used = resolve::Words::new(self).dependencies(std::iter::once(equation));
        used.iter().all(Vec::is_empty) && !equation.body.words().any(calls)
    }

    /// For each equation the definitions that it uses, also through functions, each once, in the order of mention.
    #[must_use]
    pub fn uses(&self) -> Vec<Vec<EquationId>> {
        let once = |used: Vec<usize>| {
            let mut seen = HashSet::new();
            used.into_iter().filter(|&index| seen.insert(index)).map(|index| EquationId(index as u32)).collect()
        };
        resolve::Words::new(self).dependencies(self.equations.iter()).into_iter().map(once).collect()
    }

    /// The functions of the model that an expression calls itself, each once, in order.
    #[must_use]
    pub fn called(&self, body: &Expression) -> Vec<&Function> {
        let mut seen = HashSet::new();
        let called = body.nodes().iter().filter_map(|node| match &node.kind {
            NodeKind::Call { function, .. } => self.functions.get(&function.name),
            _ => None,
        });
        called.filter(|function| seen.insert(&function.name.name)).collect()
    }

    /// The equation that defines a name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<EquationId> {
        self.by_name.get(name).copied()
    }

    /// The equation that defines a name.
    ///
    /// # Errors
    /// The name is not defined: the nearest ones.
    pub fn named(&self, name: &Spelled) -> Result<EquationId, Diagnostic> {
        self.find(name.name.as_str()).ok_or_else(|| explain::not_defined(name, self.names()))
    }

    /// Every defined name, in the order of definition.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.equations.iter().filter_map(|equation| Some(equation.name.as_ref()?.name.as_str()))
    }
}
