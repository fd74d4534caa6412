//! The one error type a person sees: what is wrong, where, and what to do about it.
//! It is data; how it looks on a terminal or in JSON is decided by the reports.
pub mod suggestion;
