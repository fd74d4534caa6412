//! What a formula is to the rest of the program: parameters with dimensions and defaults, a result, and a function
//! of numbers in base units. All of it is derived from the Rust signature by `formulas!`.

use std::fmt;

use super::domain::Domain;
use crate::quantity::system::BASES;

/// A formula as data.
pub struct Formula {
    /// What it is called.
    pub name: &'static str,
    /// Its documentation: the first paragraph says what it gives, the second how, the last where it comes from.
    pub documentation: &'static [&'static str],
    /// Its parameters, in order.
    pub parameters: &'static [Parameter],
    /// The exponents of its result.
    pub result: [i8; BASES],
    /// Applies it to numbers in base units, one per parameter. The result is finite; one that no number can hold is
    /// an error like any other.
    pub apply: fn(&[f64]) -> Result<f64, Domain>,
}

impl fmt::Debug for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// A parameter of a formula.
pub struct Parameter {
    /// What it is called.
    pub name: &'static str,
    /// The exponents of its dimension.
    pub exponents: [i8; BASES],
    /// Its value in base units where no argument is given.
    pub default: Option<f64>,
}

/// Declares the formulas of a subject: plain functions, and `FORMULAS`, which lists them for the language.
/// A default follows its parameter after `=`, as a number in base units. A result that no number can hold is refused
/// like an argument outside the domain.
macro_rules! formulas {
    ($(
        $(#[doc = $line:literal])+
        pub fn $name:ident($($parameter:ident: $kind:ty $(= $default:expr)?),* $(,)?)
            -> Result<$returned:ty, $refusal:ident> $body:block
    )+) => {
        $(
            $(#[doc = $line])+
            pub fn $name($($parameter: $kind),*) -> Result<$returned, $refusal> {
                fn formula($($parameter: $kind),*) -> Result<$returned, $refusal> $body
                let result = formula($($parameter),*)?;
                let arguments = [$($crate::formulas::types::Typed::base($parameter)),*];
                $crate::formulas::domain::finite(result, &[$(stringify!($parameter)),*], &arguments)
            }
        )+

        /// The formulas of this subject.
        pub static FORMULAS: &[&$crate::formulas::Formula] = &[$({
            #[allow(unused_mut, unused_variables, reason = "a formula may have no parameters")]
            fn apply(arguments: &[f64]) -> Result<f64, $refusal> {
                use $crate::formulas::types::Typed;
                let mut numbers = arguments.iter().copied();
                $(let $parameter = <$kind as Typed>::from_base(numbers.next().expect("one number per parameter"));)*
                $name($($parameter),*).map(Typed::base)
            }
            &$crate::formulas::Formula {
                name: stringify!($name),
                documentation: &[$($line),+],
                parameters: &[$($crate::formulas::Parameter {
                    name: stringify!($parameter),
                    exponents: <$kind as $crate::formulas::types::Typed>::EXPONENTS,
                    default: formulas!(@default $($default)?),
                }),*],
                result: <$returned as $crate::formulas::types::Typed>::EXPONENTS,
                apply,
            }
        }),+];
    };
    (@default) => { None };
    (@default $default:expr) => { Some($default) };
}
