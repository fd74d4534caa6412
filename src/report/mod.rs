//! Reports: results, tables and errors as a person or a program reads them. Turns data into text;
//! calculates nothing, and prints nothing itself.

pub mod answer;
pub mod calibration;
pub mod catalogue;
pub mod diagnostics;
pub mod dotplot;
pub mod formulas;
pub mod json;
pub mod plot;
pub mod reference;
pub mod scenario;
pub mod sweep;
pub mod table;
pub mod uncertainty;
pub mod variables;
