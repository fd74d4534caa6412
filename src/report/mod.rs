//! Reports: what was found as documents that a person reads, and as objects for programs ([`json`]). Calculates nothing, and
//! prints nothing itself.

pub mod answer;
pub mod bottleneck;
pub mod by_hand;
pub mod calibration;
pub mod catalogue;
pub mod changes;
pub mod compare;
pub mod derivation;
mod estimated;
pub mod formulas;
pub mod json;
pub mod lines;
pub mod reference;
pub mod scenario;
mod settings;
pub mod solution;
pub mod sweep;
pub mod uncertainty;
pub mod variables;
pub mod words;
