//! The types of arguments and results, and how they are numbers in base units at run time.
//! A [`Count`] counts whatever its caller counts: pastes, tweets, servers; the language finds out what.

use std::ops::Div;

use crate::quantity::system::{self, BASES, Dimension, Units1, exponents};

type Units = Units1<f64>;

/// Bytes.
pub type Information = system::information::Information<Units, f64>;
/// Seconds.
pub type Time = system::time::Time<Units, f64>;
/// Metres.
pub type Length = system::length::Length<Units, f64>;
/// US dollars.
pub type Money = system::money::Money<Units, f64>;
/// Machines.
pub type Servers = system::server::Server<Units, f64>;
/// How many of anything: things.
pub type Count = system::thing::Thing<Units, f64>;
/// A pure number: a share, a factor, a probability.
pub type Ratio = system::ratio::Ratio<Units, f64>;
/// Bytes a second.
pub type Throughput = system::throughput::Throughput<Units, f64>;

/// Things a second.
pub type Rate = <Count as Div<Time>>::Output;
/// Bytes a thing.
pub type Size = <Information as Div<Count>>::Output;

/// A type that stands for a number in base units and a dimension.
pub trait Typed {
    /// Exponents of the base quantities.
    const EXPONENTS: [i8; BASES];

    /// The quantity of a number in base units.
    fn from_base(value: f64) -> Self;

    /// The number in base units.
    fn base(self) -> f64;
}

impl<D> Typed for system::Quantity<D, Units, f64>
where
    D: Dimension + ?Sized,
{
    const EXPONENTS: [i8; BASES] = exponents::<D>();

    fn from_base(value: f64) -> Self {
        Self { dimension: std::marker::PhantomData, units: std::marker::PhantomData, value }
    }

    fn base(self) -> f64 {
        self.value
    }
}
