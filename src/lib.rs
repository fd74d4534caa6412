//! napkin
extern crate alloc;
#[macro_use]
extern crate uom;
pub mod cli;
pub mod diagnostic;
pub mod engine;
pub mod model;
pub mod preset;
pub mod quantity;
pub mod report;
pub mod syntax;
