//! The types of arguments and results, and how they are numbers in base units at run time.
//! A [`Count`] counts whatever its caller counts: pastes, tweets, nodes; the language finds out what. Where a result
//! counts things, all arguments that count do so in the same things, and other counts are typed otherwise.

use std::ops::Div;

use crate::quantity::system::{self, BASES, Dimension, Units1, exponents};

type Units = Units1<f64>;

/// Bytes.
pub type Information = system::information::Information<Units, f64>;
/// Seconds.
pub type Time = system::time::Time<Units, f64>;
/// Turns, failures, … a second: what recurs without being counted.
pub type Frequency = system::frequency::Frequency<Units, f64>;
/// Metres.
pub type Length = system::length::Length<Units, f64>;
/// US dollars.
pub type Money = system::money::Money<Units, f64>;
/// Machines.
pub type Servers = system::server::Server<Units, f64>;
/// People who use a service.
pub type Users = system::user::User<Units, f64>;
/// How many of anything: things.
pub type Count = system::thing::Thing<Units, f64>;
/// A pure number: a share, a factor, a probability.
pub type Ratio = system::ratio::Ratio<Units, f64>;
/// Bytes a second.
pub type Throughput = system::throughput::Throughput<Units, f64>;
/// Requests a second, as of drives: IOPS.
pub type RequestRate = system::request_rate::RequestRate<Units, f64>;

/// Things a second.
pub type Rate = <Count as Div<Time>>::Output;
/// Bytes a thing.
pub type Size = <Information as Div<Count>>::Output;
/// Bytes a second, for each thing.
pub type ThroughputEach = <Throughput as Div<Count>>::Output;
/// Requests a second, for each thing.
pub type RequestRateEach = <RequestRate as Div<Count>>::Output;
/// Things a user.
pub type PerUser = <Count as Div<Users>>::Output;
/// Things a second, for each server.
pub type RatePerServer = <Rate as Div<Servers>>::Output;
/// Dollars a second.
pub type Cost = <Money as Div<Time>>::Output;
/// Dollars a second, for each thing.
pub type CostEach = <Cost as Div<Count>>::Output;
/// Dollars a second, for each server.
pub type CostPerServer = <Cost as Div<Servers>>::Output;
/// Dollars a second, for each byte that is kept.
pub type CostOfStorage = <Cost as Div<Information>>::Output;
/// Dollars a byte that is moved.
pub type CostOfTransfer = <Money as Div<Information>>::Output;

/// A type that stands for a number in base units and a dimension.
pub trait Typed: Copy {
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
