//! Reports: results, tables and errors as a person or a program reads them. Turns data into text;
//! calculates nothing, and prints nothing itself.

pub mod answer;
pub mod bottleneck;
pub mod by_hand;
pub mod calibration;
pub mod catalogue;
pub mod compare;
pub mod derivation;
mod estimated;
pub mod formulas;
pub mod json;
pub mod reference;
pub mod scenario;
pub mod solution;
pub mod sweep;
pub mod uncertainty;
pub mod variables;
