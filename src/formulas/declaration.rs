//! What a formula is to the rest of the program: parameters with dimensions and defaults, a result, and a function
//! of numbers in base units. All of it is derived from the Rust signature by `formulas!`.

use std::fmt;

use super::domain::Domain;
use crate::quantity::system::BASES;

/// A remark on the result of a formula, from the same arguments.
pub type Remark = fn(&[f64]) -> Option<String>;

/// A formula as data.
pub struct Formula {
    /// What it is called.
    pub name: &'static str,
    /// Its documentation, line by line: the first paragraph says what it gives, the second how, the last where it comes
    /// from. One text, since each text of its own costs a little at the start of every process.
    pub documentation: &'static str,
    /// Its parameters, in order.
    pub parameters: &'static [Parameter],
    /// How many of its last parameters may be given again and again, as points of a measurement are.
    pub repeated: usize,
    /// The exponents of its result.
    pub result: [i8; BASES],
    /// Applies it to numbers in base units, one per parameter. The result is finite; one that no number can hold is
    /// an error like any other.
    pub apply: fn(&[f64]) -> Result<f64, Domain>,
    /// What else there is to say of a result, such as what decides it.
    pub remark: Option<Remark>,
    /// How long it takes, in nanoseconds or multiplications, for arguments as they are usual.
    pub cost: u32,
}

impl Formula {
    /// What it gives, in one line.
    #[must_use]
    pub fn about(&self) -> &'static str {
        self.documentation.lines().next().map_or("", str::trim)
    }

    /// The parameter of an argument by its place; repeated parameters come round again.
    #[must_use]
    pub fn parameter(&self, place: usize) -> Option<&'static Parameter> {
        let fixed = self.parameters.len() - self.repeated;
        match place.checked_sub(fixed) {
            Some(beyond) if self.repeated > 0 => self.parameters.get(fixed + beyond % self.repeated),
            _ => self.parameters.get(place),
        }
    }
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
/// A default follows its parameter after `=`, as a number in base units; a function that remarks on results follows the
/// body after `remark`, and what a slow one costs after `cost`. A result that no number can hold is refused like an
/// argument outside the domain.
macro_rules! formulas {
    ($(
        $(#[doc = $line:literal])+
        pub fn $name:ident($($parameter:ident: $kind:ty $(= $default:expr)?),* $(,)?)
            -> Result<$returned:ty, $refusal:ident> $body:block
            $(remark $remark:ident)?
            $(cost $cost:literal)?
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
                documentation: concat!($($line, "\n"),+),
                parameters: &[$($crate::formulas::Parameter {
                    name: stringify!($parameter),
                    exponents: <$kind as $crate::formulas::types::Typed>::EXPONENTS,
                    default: formulas!(@optional $($default)?),
                }),*],
                repeated: 0,
                result: <$returned as $crate::formulas::types::Typed>::EXPONENTS,
                apply,
                remark: formulas!(@optional $($remark)?),
                cost: formulas!(@cost $($cost)?),
            }
        }),+];
    };
    (@cost) => { 20 };
    (@cost $cost:literal) => { $cost };
    (@optional) => { None };
    (@optional $value:expr) => { Some($value) };
}
