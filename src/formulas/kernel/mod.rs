//! The arithmetic behind the slow formulas: plain functions of floats, each exact to rounding for a single value and
//! quick enough to be called for every sample. Nothing here is read off a table, and no result depends on an earlier
//! call; what several calls have in common may be kept.
//! What is refused, and what the numbers mean, is for the formulas to say.

pub(super) mod che;
mod edge;
pub(super) mod erlang;
mod quadrature;
pub(super) mod root;
pub(super) mod zipf;
