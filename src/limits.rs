//! What napkin takes at most: every bound has its own message, and stands in the table below, which is made from the
//! constants. No input, however long or however deep, takes memory or time without an end.

/// One of the bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// The constant.
    pub name: &'static str,
    /// What it bounds.
    pub of: &'static str,
    /// The most that is taken.
    pub most: usize,
    /// What one more is answered with, with `…` for what depends on the input.
    pub message: &'static str,
}

macro_rules! limits {
    ($($name:ident = $most:literal, $of:literal, $message:literal;)*) => {
        $(
            #[doc = concat!("The most of: ", $of, ".")]
            pub const $name: usize = $most;
        )*

        /// All bounds.
        ///
        /// | what | at most | one more is answered with |
        /// |---|---:|---|
        $(#[doc = concat!("| ", $of, " | ", stringify!($most), " | `", $message, "` |")])*
        pub const ALL: &[Limit] =
            &[$(Limit { name: stringify!($name), of: $of, most: $most, message: $message }),*];
    };
}

limits! {
    TEXT = 16_777_216, "bytes of a file of lines, or of standard input", "is larger than 16777216 bytes";
    PRESET = 8_388_608, "bytes of a preset", "is larger than 8388608 bytes";
    PARTS = 500_000, "lines, keys, values and brackets of a preset", "a preset has no more than 500000 lines, keys and values";
    LINES = 500_000, "lines of a text, and statements between `;`", "the text has more than 500000 lines";
    SESSION = 500_000, "lines of a session", "a session takes no more than 500000 lines";
    SESSION_TEXT = 67_108_864, "bytes of the lines of a session", "a session takes no more than 67108864 bytes";
    LINE = 1_048_576, "bytes of a line", "the line is … bytes long; the limit is 1048576";
    NAME = 255, "bytes of a word or a number", "a word of … bytes is too long; the limit is 255";
    NESTING = 200, "brackets, conditions, signs, powers and calls of functions within each other", "more than 200";
    EQUATIONS = 200_000, "equations of a model, rows and checks included", "a model has no more than 200000 equations";
    NODES = 1_000_000, "numbers, names and operators of a model", "a model has no more than 1000000 numbers, names and operators";
    OPERATIONS = 1_000_000, "operations of a model, functions expanded", "the model takes more than 1000000 operations";
    NOUNS = 1_000, "counted things that a model declares", "a model may declare 1000 counted things";
    UNITS = 1_000, "units that a model declares", "a model may declare 1000 units";
    EXPONENT = 99, "the exponent of a unit", "an exponent of a unit is larger than 99";
    TABLES = 10_000, "tables of a preset", "a preset has no more than 10000 tables";
    CHECKS = 10_000, "checks of a preset", "a preset has no more than 10000 checks";
    PROBLEMS = 10_000, "errors that are kept, and hints", "there are more than 10000 problems";
    UNDO = 100_000, "definitions that are kept for `:undo`, those of replaced models included", "`:undo` keeps no more than 100000 definitions";
}
