//! Lines as of a one-off or a file, and estimates that the same bytes stand for.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = str::from_utf8(bytes) {
        napkin_fuzz::one_off(text);
    }
    napkin_fuzz::generated::units_of_inputs(bytes);
});
