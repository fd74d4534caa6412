//! Quantities: dimensions, units, counted things, and how numbers and quantities are written for people.
pub mod system;
