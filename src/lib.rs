//! napkin
#[macro_use]
extern crate uom;
pub mod diagnostic;
pub mod engine;
pub mod model;
pub mod quantity;
pub mod syntax;
