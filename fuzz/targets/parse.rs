//! Any text, to the readers of the language.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| napkin_fuzz::parse(text));
