//! The one table of units: a system of quantities of napkin's own, declared with uom's macros.
//! Factors, abbreviations, singulars and plurals are read from these declarations; the types also serve as
//! arguments of typed formulas. What depends on a model (months, counted nouns) is in `units` and `noun`.

// The macros of uom document what they generate with links that only resolve inside uom.
#![allow(missing_docs, rustdoc::broken_intra_doc_links, rustdoc::redundant_explicit_links, clippy::pedantic)]

use uom::Conversion as UomConversion;
use uom::typenum::Integer;

/// How many base quantities the system has.
pub const BASES: usize = 9;

/// The base quantities in the order of every exponent vector.
pub const BASE_NAMES: [&str; BASES] =
    ["information", "time", "length", "mass", "money", "request", "user", "server", "thing"];

/// One declared unit, as data.
pub struct Row {
    /// Base units in one of this unit.
    pub coefficient: fn() -> f64,
    /// Short form, such as `KB`.
    pub abbreviation: fn() -> &'static str,
    /// One of it, such as `kilobyte`.
    pub singular: fn() -> &'static str,
    /// Several of it, such as `kilobytes`.
    pub plural: fn() -> &'static str,
    /// Exponents of the base quantities.
    pub exponents: [i8; BASES],
    /// The quantity it measures, such as `information`.
    pub quantity: &'static str,
    /// What the things are that it counts, in the singular: packets for a `pps`. The system itself knows only things.
    pub counted: Option<&'static str>,
}

/// The run-time exponents of a dimension that is known at compile time.
pub const fn exponents<D: Dimension + ?Sized>() -> [i8; BASES] {
    [
        <D::I as Integer>::I32 as i8,
        <D::T as Integer>::I32 as i8,
        <D::L as Integer>::I32 as i8,
        <D::M as Integer>::I32 as i8,
        <D::C as Integer>::I32 as i8,
        <D::R as Integer>::I32 as i8,
        <D::U as Integer>::I32 as i8,
        <D::S as Integer>::I32 as i8,
        <D::N as Integer>::I32 as i8,
    ]
}

/// The kind of quantities that count packets.
pub trait Packets {}

/// The kind of quantities that count frames.
pub trait Frames {}

/// The kind of quantities that count operations on floating-point numbers.
pub trait Operations {}

macro_rules! counted {
    () => {
        None
    };
    ($noun:literal) => {
        Some($noun)
    };
}

macro_rules! quantities {
    ($(
        $module:ident: $quantity:ident, $description:literal $(of $counted:literal ($kind:ident))?, <$($exponent:ident),+> {
            $($unit:ident: $coefficient:expr; $abbreviation:literal, $singular:literal, $plural:literal;)+
        }
    )+) => {
        $(
            #[macro_use]
            pub mod $module {
                use super::{Row, UomConversion, exponents};

                quantity! {
                    quantity: $quantity; $description;
                    dimension: Q<$($exponent),+>;
                    $(kind: dyn super::$kind;)?
                    units {
                        $(@$unit: $coefficient; $abbreviation, $singular, $plural;)+
                    }
                }

                const COUNTED: Option<&str> = counted!($($counted)?);

                pub(super) static ROWS: &[Row] = &[$(
                    Row {
                        coefficient: <$unit as UomConversion<f64>>::coefficient,
                        abbreviation: <$unit as super::Unit>::abbreviation,
                        singular: <$unit as super::Unit>::singular,
                        plural: <$unit as super::Unit>::plural,
                        exponents: exponents::<Dimension>(),
                        quantity: $description,
                        counted: COUNTED,
                    },
                )+];
            }
        )+

        system! {
            quantities: Q {
                information: byte, I;
                time: second, T;
                length: metre, L;
                mass: kilogram, M;
                money: dollar, C;
                request: request, R;
                user: user, U;
                server: server, S;
                thing: thing, N;
            }
            units: Units1 {
                $(mod $module::$quantity,)+
            }
        }

        static QUANTITIES: &[&[Row]] = &[$($module::ROWS),+];
    };
}

/// Every declared unit, quantity by quantity.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    QUANTITIES.iter().copied().flatten()
}

quantities! {
    information: Information, "information", <P1, Z0, Z0, Z0, Z0, Z0, Z0, Z0, Z0> {
        byte: 1.0; "B", "byte", "bytes";
        kilobyte: 1.0e3; "KB", "kilobyte", "kilobytes";
        megabyte: 1.0e6; "MB", "megabyte", "megabytes";
        gigabyte: 1.0e9; "GB", "gigabyte", "gigabytes";
        terabyte: 1.0e12; "TB", "terabyte", "terabytes";
        petabyte: 1.0e15; "PB", "petabyte", "petabytes";
        exabyte: 1.0e18; "EB", "exabyte", "exabytes";
        zettabyte: 1.0e21; "ZB", "zettabyte", "zettabytes";
        yottabyte: 1.0e24; "YB", "yottabyte", "yottabytes";
        kibibyte: 1024.0; "KiB", "kibibyte", "kibibytes";
        mebibyte: 1_048_576.0; "MiB", "mebibyte", "mebibytes";
        gibibyte: 1_073_741_824.0; "GiB", "gibibyte", "gibibytes";
        tebibyte: 1_099_511_627_776.0; "TiB", "tebibyte", "tebibytes";
        pebibyte: 1_125_899_906_842_624.0; "PiB", "pebibyte", "pebibytes";
        exbibyte: 1_152_921_504_606_846_976.0; "EiB", "exbibyte", "exbibytes";
        bit: 0.125; "b", "bit", "bits";
        kilobit: 1.25e2; "Kb", "kilobit", "kilobits";
        megabit: 1.25e5; "Mb", "megabit", "megabits";
        gigabit: 1.25e8; "Gb", "gigabit", "gigabits";
        terabit: 1.25e11; "Tb", "terabit", "terabits";
        petabit: 1.25e14; "Pb", "petabit", "petabits";
        kibibit: 128.0; "Kib", "kibibit", "kibibits";
        mebibit: 131_072.0; "Mib", "mebibit", "mebibits";
        gibibit: 134_217_728.0; "Gib", "gibibit", "gibibits";
        tebibit: 137_438_953_472.0; "Tib", "tebibit", "tebibits";
    }
    time: Time, "time", <Z0, P1, Z0, Z0, Z0, Z0, Z0, Z0, Z0> {
        nanosecond: 1.0e-9; "ns", "nanosecond", "nanoseconds";
        microsecond: 1.0e-6; "us", "microsecond", "microseconds";
        millisecond: 1.0e-3; "ms", "millisecond", "milliseconds";
        second: 1.0; "s", "second", "seconds";
        minute: 60.0; "min", "minute", "minutes";
        hour: 3600.0; "h", "hour", "hours";
        day: 86_400.0; "day", "day", "days";
        week: 604_800.0; "week", "week", "weeks";
        fortnight: 1_209_600.0; "fortnight", "fortnight", "fortnights";
        month: 2_628_000.0; "month", "month", "months";
        quarter: 7_884_000.0; "quarter", "quarter", "quarters";
        year: 31_536_000.0; "year", "year", "years";
        decade: 315_360_000.0; "decade", "decade", "decades";
    }
    length: Length, "length", <Z0, Z0, P1, Z0, Z0, Z0, Z0, Z0, Z0> {
        millimetre: 1.0e-3; "mm", "millimetre", "millimetres";
        centimetre: 1.0e-2; "cm", "centimetre", "centimetres";
        metre: 1.0; "metre", "metre", "metres";
        kilometre: 1.0e3; "km", "kilometre", "kilometres";
        mile: 1_609.344; "mi", "mile", "miles";
    }
    mass: Mass, "mass", <Z0, Z0, Z0, P1, Z0, Z0, Z0, Z0, Z0> {
        gram: 1.0e-3; "g", "gram", "grams";
        kilogram: 1.0; "kg", "kilogram", "kilograms";
        tonne: 1.0e3; "tonne", "tonne", "tonnes";
    }
    money: Money, "money", <Z0, Z0, Z0, Z0, P1, Z0, Z0, Z0, Z0> {
        dollar: 1.0; "$", "dollar", "dollars";
        cent: 0.01; "cent", "cent", "cents";
    }
    request: Request, "request", <Z0, Z0, Z0, Z0, Z0, P1, Z0, Z0, Z0> {
        request: 1.0; "request", "request", "requests";
    }
    user: User, "user", <Z0, Z0, Z0, Z0, Z0, Z0, P1, Z0, Z0> {
        user: 1.0; "user", "user", "users";
    }
    server: Server, "server", <Z0, Z0, Z0, Z0, Z0, Z0, Z0, P1, Z0> {
        server: 1.0; "server", "server", "servers";
    }
    thing: Thing, "thing", <Z0, Z0, Z0, Z0, Z0, Z0, Z0, Z0, P1> {
        thing: 1.0; "thing", "thing", "things";
    }
    request_rate: RequestRate, "request rate", <Z0, N1, Z0, Z0, Z0, P1, Z0, Z0, Z0> {
        query_per_second: 1.0; "QPS", "query per second", "queries per second";
        request_per_second: 1.0; "RPS", "request per second", "requests per second";
        transaction_per_second: 1.0; "TPS", "transaction per second", "transactions per second";
        operation_per_second: 1.0; "IOPS", "operation per second", "operations per second";
        query_per_minute: 1.0 / 60.0; "QPM", "query per minute", "queries per minute";
        request_per_minute: 1.0 / 60.0; "RPM", "request per minute", "requests per minute";
        query_per_hour: 1.0 / 3600.0; "QPH", "query per hour", "queries per hour";
        request_per_hour: 1.0 / 3600.0; "RPH", "request per hour", "requests per hour";
    }
    packet_rate: PacketRate, "packet rate" of "packet" (Packets), <Z0, N1, Z0, Z0, Z0, Z0, Z0, Z0, P1> {
        packet_per_second: 1.0; "pps", "packet per second", "packets per second";
        kilopacket_per_second: 1.0e3; "kpps", "thousand packets per second", "thousand packets per second";
        megapacket_per_second: 1.0e6; "Mpps", "million packets per second", "million packets per second";
        gigapacket_per_second: 1.0e9; "Gpps", "billion packets per second", "billion packets per second";
    }
    frame_rate: FrameRate, "frame rate" of "frame" (Frames), <Z0, N1, Z0, Z0, Z0, Z0, Z0, Z0, P1> {
        frame_per_second: 1.0; "fps", "frame per second", "frames per second";
    }
    // One FLOP is a counted thing.
    arithmetic: Arithmetic, "arithmetic" of "FLOP" (Operations), <Z0, Z0, Z0, Z0, Z0, Z0, Z0, Z0, P1> {
        kiloflop: 1.0e3; "kFLOP", "kFLOP", "kFLOP";
        megaflop: 1.0e6; "MFLOP", "MFLOP", "MFLOP";
        gigaflop: 1.0e9; "GFLOP", "GFLOP", "GFLOP";
        teraflop: 1.0e12; "TFLOP", "TFLOP", "TFLOP";
        petaflop: 1.0e15; "PFLOP", "PFLOP", "PFLOP";
        exaflop: 1.0e18; "EFLOP", "EFLOP", "EFLOP";
        zettaflop: 1.0e21; "ZFLOP", "ZFLOP", "ZFLOP";
    }
    arithmetic_rate: ArithmeticRate, "arithmetic rate" of "FLOP" (Operations), <Z0, N1, Z0, Z0, Z0, Z0, Z0, Z0, P1> {
        flop_per_second: 1.0; "FLOPS", "FLOP per second", "FLOP per second";
        kiloflop_per_second: 1.0e3; "kFLOPS", "kFLOP per second", "kFLOP per second";
        megaflop_per_second: 1.0e6; "MFLOPS", "MFLOP per second", "MFLOP per second";
        gigaflop_per_second: 1.0e9; "GFLOPS", "GFLOP per second", "GFLOP per second";
        teraflop_per_second: 1.0e12; "TFLOPS", "TFLOP per second", "TFLOP per second";
        petaflop_per_second: 1.0e15; "PFLOPS", "PFLOP per second", "PFLOP per second";
        exaflop_per_second: 1.0e18; "EFLOPS", "EFLOP per second", "EFLOP per second";
        zettaflop_per_second: 1.0e21; "ZFLOPS", "ZFLOP per second", "ZFLOP per second";
    }
    throughput: Throughput, "throughput", <P1, N1, Z0, Z0, Z0, Z0, Z0, Z0, Z0> {
        byte_per_second: 1.0; "Bps", "byte per second", "bytes per second";
        kilobyte_per_second: 1.0e3; "KBps", "kilobyte per second", "kilobytes per second";
        megabyte_per_second: 1.0e6; "MBps", "megabyte per second", "megabytes per second";
        gigabyte_per_second: 1.0e9; "GBps", "gigabyte per second", "gigabytes per second";
        terabyte_per_second: 1.0e12; "TBps", "terabyte per second", "terabytes per second";
        petabyte_per_second: 1.0e15; "PBps", "petabyte per second", "petabytes per second";
        bit_per_second: 0.125; "bps", "bit per second", "bits per second";
        kilobit_per_second: 1.25e2; "Kbps", "kilobit per second", "kilobits per second";
        megabit_per_second: 1.25e5; "Mbps", "megabit per second", "megabits per second";
        gigabit_per_second: 1.25e8; "Gbps", "gigabit per second", "gigabits per second";
        terabit_per_second: 1.25e11; "Tbps", "terabit per second", "terabits per second";
        petabit_per_second: 1.25e14; "Pbps", "petabit per second", "petabits per second";
    }
    ratio: Ratio, "ratio", <Z0, Z0, Z0, Z0, Z0, Z0, Z0, Z0, Z0> {
        percent: 0.01; "%", "percent", "percent";
        part_per_million: 1.0e-6; "ppm", "part per million", "parts per million";
    }
    frequency: Frequency, "frequency", <Z0, N1, Z0, Z0, Z0, Z0, Z0, Z0, Z0> {
        hertz: 1.0; "Hz", "hertz", "hertz";
        kilohertz: 1.0e3; "kHz", "kilohertz", "kilohertz";
        megahertz: 1.0e6; "MHz", "megahertz", "megahertz";
        gigahertz: 1.0e9; "GHz", "gigahertz", "gigahertz";
    }
    velocity: Velocity, "velocity", <Z0, N1, P1, Z0, Z0, Z0, Z0, Z0, Z0> {
        metre_per_second: 1.0; "mps", "metre per second", "metres per second";
        kilometre_per_hour: 0.277_777_777_777_777_8; "kph", "kilometre per hour", "kilometres per hour";
        mile_per_hour: 0.447_04; "mph", "mile per hour", "miles per hour";
    }
    energy: Energy, "energy", <Z0, N2, P2, P1, Z0, Z0, Z0, Z0, Z0> {
        joule: 1.0; "J", "joule", "joules";
        kilojoule: 1.0e3; "kJ", "kilojoule", "kilojoules";
        megajoule: 1.0e6; "MJ", "megajoule", "megajoules";
        watt_hour: 3.6e3; "Wh", "watt hour", "watt hours";
        kilowatt_hour: 3.6e6; "kWh", "kilowatt hour", "kilowatt hours";
        megawatt_hour: 3.6e9; "MWh", "megawatt hour", "megawatt hours";
    }
    power: Power, "power", <Z0, N3, P2, P1, Z0, Z0, Z0, Z0, Z0> {
        milliwatt: 1.0e-3; "mW", "milliwatt", "milliwatts";
        watt: 1.0; "W", "watt", "watts";
        kilowatt: 1.0e3; "kW", "kilowatt", "kilowatts";
        megawatt: 1.0e6; "MW", "megawatt", "megawatts";
        gigawatt: 1.0e9; "GW", "gigawatt", "gigawatts";
    }
}
