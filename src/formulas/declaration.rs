//! What a formula is to the rest of the program: parameters with dimensions and defaults, a result, and a function
//! of numbers in base units. All of it is derived from the Rust signature by `formulas!`.

use super::domain::Domain;
use super::types::Typed;
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

/// A parameter of a formula.
pub struct Parameter {
    /// What it is called.
    pub name: &'static str,
    /// The exponents of its dimension.
    pub exponents: [i8; BASES],
    /// Its value in base units where no argument is given.
    pub default: Option<f64>,
}

/// What a formula may return: a quantity, or a quantity unless an argument is outside its domain.
pub trait Returned {
    /// The type of the quantity.
    type Quantity: Typed;

    /// The number in base units.
    ///
    /// # Errors
    /// An argument outside the domain.
    fn number(self) -> Result<f64, Domain>;
}

impl<T: Typed> Returned for T {
    type Quantity = T;

    fn number(self) -> Result<f64, Domain> {
        Ok(self.base())
    }
}

impl<T: Typed> Returned for Result<T, Domain> {
    type Quantity = T;

    fn number(self) -> Result<f64, Domain> {
        self.map(Typed::base)
    }
}

/// Declares the formulas of a subject: plain functions, and `FORMULAS`, which lists them for the language.
/// A default follows its parameter after `=`, as a number in base units.
macro_rules! formulas {
    ($(
        $(#[doc = $line:literal])+
        pub fn $name:ident($($parameter:ident: $kind:ty $(= $default:expr)?),* $(,)?) -> $returned:ty $body:block
    )+) => {
        $(
            $(#[doc = $line])+
            pub fn $name($($parameter: $kind),*) -> $returned $body
        )+

        /// The formulas of this subject.
        pub static FORMULAS: &[&$crate::formulas::Formula] = &[$({
            #[allow(unused_mut, unused_variables, reason = "a formula may have no parameters")]
            fn apply(arguments: &[f64]) -> Result<f64, $crate::formulas::Domain> {
                use $crate::formulas::declaration::Returned;
                use $crate::formulas::types::Typed;
                let mut numbers = arguments.iter().copied();
                $(let $parameter = <$kind as Typed>::from_base(numbers.next().expect("one number per parameter"));)*
                let result = Returned::number($name($($parameter),*))?;
                $crate::formulas::domain::finite(result, &[$(stringify!($parameter)),*], arguments)
            }
            &$crate::formulas::Formula {
                name: stringify!($name),
                documentation: &[$($line),+],
                parameters: &[$($crate::formulas::Parameter {
                    name: stringify!($parameter),
                    exponents: <$kind as $crate::formulas::types::Typed>::EXPONENTS,
                    default: formulas!(@default $($default)?),
                }),*],
                result: <<$returned as $crate::formulas::declaration::Returned>::Quantity
                    as $crate::formulas::types::Typed>::EXPONENTS,
                apply,
            }
        }),+];
    };
    (@default) => { None };
    (@default $default:expr) => { Some($default) };
}
