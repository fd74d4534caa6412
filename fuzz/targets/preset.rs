//! Any text, as a preset.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| napkin_fuzz::preset(text));
