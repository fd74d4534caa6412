//! Quantities: dimensions, units, counted things, and how numbers and quantities are written for people.
//! One file per subject; the units themselves are declared in `system`, once.
//! Nothing here knows of syntax, models or terminals.

pub mod conventions;
pub mod conversion;
pub mod currency;
pub mod describe;
pub mod dimension;
pub mod display;
pub mod field;
pub mod naming;
pub mod noun;
pub mod number;
pub mod own;
pub mod plural;
mod readable;
mod shown;
pub mod system;
pub mod unit;
pub mod unknown;
pub mod whole;
mod written;
