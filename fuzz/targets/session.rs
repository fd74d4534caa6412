//! A script of lines and commands, to a session.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: napkin_fuzz::settle(), |text: &str| napkin_fuzz::session(text));
