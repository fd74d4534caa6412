//! napkin calculates back-of-the-envelope capacity estimates: traffic, storage, bandwidth, memory, server counts.
//!
//! # In a program
//!
//! A model is opened, changed and asked: [`Workspace`] is a model, [`Answer`] a result, [`Document`] a report, and
//! [`Diagnostics`] say what is wrong, where, and what to write instead.
//!
//! ```
//! let mut w = napkin::Workspace::preset("pastebin")?;
//! w.set("writes_per_month", "50M pastes/month")?;
//! let writes = w.evaluate("write_rps")?;
//! assert_eq!(writes.display(), "20 QPS");
//! assert!((writes.in_unit("QPS")? - 20.0).abs() < 1.0);
//! println!("{}", w.report()?.to_markdown());
//! # Ok::<(), napkin::Diagnostics>(())
//! ```
//!
//! What stands here at the root, [`document`] and [`diagnostic`] are the library. The other modules are the rooms of the
//! program, open to its tests, its benchmarks and its fuzz targets; they are no part of the promise, and may change with
//! any version. Without the feature `cli`, which is on by default, the library is built without the command line and the
//! session, and without what only those need.
//!
//! What `--json` prints is described, field by field, in [`report::json`].
//!
//! # One idea
//!
//! A model is a set of named equations. A line at the shell is a model of one equation, a file of lines is a model,
//! and a preset is a model with titles, reasons and tables around it. There is one parser, one checker and one
//! evaluator. A command is a function from an open model to a finding; a finding is data that becomes a document; a
//! document is rendered.
//!
//! A model is compiled once into a plan: names resolved, dimensions checked, unit conversions folded into factors,
//! equations in dependency order. The plan is then evaluated over columns of numbers, one or thousands.
//!
//! # The rooms
//!
//! Arrows go down only: a room uses the rooms below it, never those above, and there are no circles.
//!
//! | room | what lives there | what it must never know |
//! |---|---|---|
//! | `front` | [`Workspace`] and [`Answer`]: what a program embeds | arithmetic, and any way of its own to do what a command does |
//! | [`cli`] | the arguments of the command line, and what goes to which stream | arithmetic, and the name of any command |
//! | [`repl`] | the session at a terminal or on a pipe: the loop, the editor, history | what a command does |
//! | [`assist`] | what helps while a line is typed, as data: completion, what a word is, colours, previews | editors, widths, how a colour looks |
//! | [`terminal`] | the two output streams, their width, colour and characters | what is printed |
//! | [`command`] | the registry: one file for each command, with its arguments, help, example and what it does | which door it was called from, widths |
//! | [`report`] | what was found, as documents and as objects for programs | how anything is calculated; it prints nothing |
//! | [`workspace`] | an open model: lines in, what they did out; settings, undo, questions that leave no trace | terminals, and the words of a report |
//! | [`analysis`] | what results mean: derivations, mental arithmetic, uncertainty, sweeps, growth, limits, comparisons | how anything is shown |
//! | [`preset`] | the TOML schema both ways, the built-in catalogue, where presets are kept | terminals |
//! | [`model`] | equations, names resolved, dimensions checked, the way to a plan; a model that changes line by line | terminals, files, TOML |
//! | [`engine`] | the plan and its evaluation; distributions, samples and closed forms | names, text, units |
//! | [`mod@formulas`] | the field's formulas, as typed functions | models, names, text |
//! | [`mod@reference`] | the field's numbers, each with its source | the language: values are text that a model reads |
//! | [`syntax`] | grammar to tree, with spans | units: whether a word is one is for the model to say |
//! | [`mod@quantity`] | dimensions, units, counted things, how quantities are written | syntax, models |
//! | [`render`] | documents and errors as the text of a terminal, Markdown, CSV | what is said |
//! | [`document`] | a report as data: headings, tables of typed cells, plots, trees | everything else |
//! | [`diagnostic`] | the one error type, sources and spans, did-you-mean | how an error looks on a terminal |
//! | [`input`] | files and standard input, read to a bound | what is in them |
//! | [`mod@bug`] | panics, caught and reported | what was being done |
//! | [`limits`] | every bound, with its message | who keeps to it |
//!
//! # The way of one command
//!
//! A door, the command line or a session, finds a command in the registry ([`command::COMMANDS`]), reads what it was given
//! by the table of its arguments ([`command::given::Given`]), and runs it on an open model ([`workspace::Workspace`]). What
//! it found ([`command::Finding`]) is a document for a person ([`document::Document`]), which [`render`] turns into text, and
//! objects for a program ([`report::json::Object`]). No command prints.
//!
//! # The way of one estimate
//!
//! Text becomes a flat tree ([`syntax::parse`]), the tree an equation ([`model::Model::add`]), the equations a plan
//! ([`model::Model::compile`]), the plan numbers ([`model::Compiled::evaluate`]), and the numbers words
//! ([`quantity::display::Formatter`]):
//!
//! ```
//! use napkin::engine::Options;
//! use napkin::model::Model;
//! use napkin::quantity::display::Formatter;
//! use napkin::syntax::{Origin, parse, parse_expression};
//!
//! let mut model = Model::default();
//! model.add(parse("writes = 10M pastes/month", Origin::default())?, None)?;
//! let storage = model.ask(parse_expression("writes * 1.27 KB/paste * 3 years -> GB", Origin::default())?)?;
//!
//! let answers = model.answers(&Options::default());
//! let answer = answers.get(storage).expect("it has a result");
//! let quantity = answer.as_quantity().expect("storage is no condition");
//! let shown = Formatter::new(&model.units, true).show(answer.value, &quantity.dimension, &quantity.preference);
//! assert_eq!(shown.to_string(), "457.2 GB");
//! # Ok::<(), napkin::diagnostic::Diagnostic>(())
//! ```
//!
//! # Bounds
//!
//! No input takes memory or time without an end: [`limits::ALL`] has the table of all bounds and of their messages.
//!
//! # Decisions
//!
//! - **Counted things are dimensions.** Users, requests and servers cancel like units, so that a missing factor is an
//!   error and not a wrong answer. A conversion may name or un-name what is counted on top, never what is underneath.
//! - **The tree is flat.** Operands come before operators in one list, so that every pass is a loop: a sum of a
//!   hundred thousand terms needs no stack. Nesting is bounded before parsing ([`syntax::limits`]).
//! - **No infinity.** An operation without a finite result gives NaN, and NaN never turns into a number again; the
//!   first operation that made one is found afterwards, at no cost to evaluation ([`engine::Plan::fault`]).
//! - **Rounding is forgiven, counting is not.** `ceil`, `floor` and comparisons take numbers within some twenty units
//!   in the last place as equal, so that no result depends on the units its inputs were written in; two whole numbers
//!   below 2^53 are equal only if they are the same. Beyond, a number that is built from whole literals is carried to
//!   the digit beside the float ([`mod@quantity::whole`]).
//! - **A range is an input of the plan** ([`engine::Draw`]): a distribution with one dimension of a scrambled Sobol
//!   sequence, drawn once per sample however often it is used. What is a product of powers of lognormals has a closed
//!   form and is not sampled ([`engine::Plan::product`]). An assumption of a preset has a stated value, by which its
//!   estimates go, and a range, by which their medians and intervals do.
//! - **A range of percentages stays below 100%**: if a lognormal would put more than one case in a thousand past it, the
//!   range is logit-normal. An end at 0 or at 100% is an error, since neither distribution has one.
//! - **After a number or a tight slash a word is a unit first**, elsewhere a name first. `total/users` divides by the
//!   definition `users` if there is one, and a hint says so; `10 KB/users` is per user. A number beside a name
//!   (`3 copies` where `copies = 3`) is never a product in silence.
//! - **A range of two literals is a literal**, so that `2 * 3 to 5` is 6 to 10. Either end takes the unit of the other,
//!   by what is written ([`syntax::parse`]); whether a word after `to` is a unit or a name is decided by the model.
//!   Where brackets could go two ways, both are offered and none is chosen.
//! - **What a result is printed with is read back**: commas that group digits, scaled numbers, and the bracket behind a
//!   value, which is checked and passed over. In the brackets of a call a comma separates arguments; where it could
//!   group digits as well, both readings are offered.
//! - **Conventions are lines** (`month = 30 days`): a model works out all of them, and the units of its own, whatever
//!   their order ([`model::Model::set_convention`]).
//! - **`_` is the line above**, not its value: an equation knows which bare line it stands for
//!   ([`model::Equation::last`]), so that `_ - _` is 0.
//! - **A model is kept after each change**, not when a session ends: then nothing depends on how it ends
//!   ([`preset::kept`]). What is kept has a file of its own, and no file of the user is touched before `:save`.
//! - **Texts stay as they were written**, hidden characters and all, until they are shown: every stream writes them by one
//!   function ([`render::characters::visible`]), which makes escapes of what moves a cursor or cannot be seen.
//! - **A way out is data** ([`diagnostic::Offer`]): what to write in place of which stretch. The sentence is made from
//!   it, and a test applies every one.

extern crate alloc;
#[macro_use]
extern crate uom;

pub mod diagnostic;
pub mod document;
mod front;

// The rooms: hidden from the documentation of the library, and shown in that of those who work on it.
#[cfg_attr(not(rooms), doc(hidden))]
pub mod analysis;
#[cfg_attr(not(rooms), doc(hidden))]
pub mod assist;
#[cfg_attr(not(rooms), doc(hidden))]
pub mod bug;
#[cfg(feature = "cli")]
#[cfg_attr(not(rooms), doc(hidden))]
pub mod cli;
#[cfg_attr(not(rooms), doc(hidden))]
pub mod command;
#[cfg_attr(not(rooms), doc(hidden))]
pub mod engine;
#[cfg_attr(not(rooms), doc(hidden))]
pub mod formulas;
#[cfg_attr(not(rooms), doc(hidden))]
pub mod input;
#[cfg_attr(not(rooms), doc(hidden))]
pub mod limits;
#[cfg_attr(not(rooms), doc(hidden))]
pub mod model;
#[cfg_attr(not(rooms), doc(hidden))]
pub mod preset;
#[cfg_attr(not(rooms), doc(hidden))]
pub mod quantity;
#[cfg_attr(not(rooms), doc(hidden))]
pub mod reference;
#[cfg_attr(not(rooms), doc(hidden))]
pub mod render;
#[cfg(feature = "cli")]
#[cfg_attr(not(rooms), doc(hidden))]
pub mod repl;
#[cfg_attr(not(rooms), doc(hidden))]
pub mod report;
#[cfg_attr(not(rooms), doc(hidden))]
pub mod syntax;
#[cfg(feature = "cli")]
#[cfg_attr(not(rooms), doc(hidden))]
pub mod terminal;
#[cfg_attr(not(rooms), doc(hidden))]
pub mod workspace;

pub use diagnostic::{Diagnostic, Diagnostics};
pub use document::{Document, Quantity};
pub use front::{Answer, Workspace};
