//! The parser that pest derives from `grammar/napkin.pest`, and nothing else.

#![allow(missing_docs)]

#[derive(pest_derive::Parser)]
#[grammar = "grammar/napkin.pest"]
pub(super) struct Grammar;
