//! napkin
#[macro_use]
extern crate uom;
pub mod quantity;
