//! The corrections of Euler and Maclaurin at an end of the ranks that Che's approximation takes for an integral.
//! The integral and the sums are in `che`.

use std::f64::consts::LN_2;

use super::che::SURE;

/// How likely an item is in the cache that is asked for so often on average.
pub(super) struct Presence {
    pub(super) often: f64,
    /// `1 - e^-often`
    pub(super) present: f64,
    /// `e^-often`
    pub(super) left: f64,
}

impl Presence {
    pub(super) fn new(often: f64) -> Self {
        // One is 1 less the other, save where that would cancel.
        let (present, left) = if often > SURE {
            (1.0, 0.0)
        } else if often < LN_2 {
            let present = -(-often).exp_m1();
            (present, 1.0 - present)
        } else {
            let left = (-often).exp();
            (1.0 - left, left)
        };
        Self { often, present, left }
    }
}

/// An end of the ranks that are an integral: what its item adds, and the corrections by odd derivatives in the rank; of
/// the popularity, all times the time.
pub(super) struct Edge {
    pub(super) present: f64,
    pub(super) slope: f64,
    pub(super) asked: f64,
    pub(super) asked_slope: f64,
    pub(super) rest: f64,
    pub(super) rest_slope: f64,
}

impl Edge {
    /// A step of one rank is `-s / rank` steps of the logarithm of `z`, and derivatives by that are polynomials in `z`.
    pub(super) fn new(rank: f64, at: &Presence, s: f64) -> Self {
        /// From this rank on the first derivative is all that counts.
        const LATE: f64 = 1e4;
        let &Presence { often: z, present, left } = at;
        if z > SURE {
            let asked_slope = Self::slope([z; 8], rank, s);
            return Self { present: 1.0, slope: 0.0, asked: z, asked_slope, rest: 0.0, rest_slope: 0.0 };
        }
        let first = z * left;
        let second = first * (1.0 - z);
        if rank > LATE {
            let step = -s / rank / 12.0;
            let (asked, asked_slope) = (z * present, step * (z - second));
            return Self { present, slope: step * first, asked, asked_slope, rest: first, rest_slope: step * second };
        }
        // The derivatives of 1 - e^-z by the logarithm of z: Touchard's polynomials.
        let third = first * (1.0 + z * (-3.0 + z));
        let fourth = first * (1.0 + z * (-7.0 + z * (6.0 - z)));
        let fifth = first * (1.0 + z * (-15.0 + z * (25.0 + z * (-10.0 + z))));
        let sixth = first * (1.0 + z * (-31.0 + z * (90.0 + z * (-65.0 + z * (15.0 - z)))));
        let seventh = first * (1.0 + z * (-63.0 + z * (301.0 + z * (-350.0 + z * (140.0 + z * (-21.0 + z))))));
        let eighth =
            first * (1.0 + z * (-127.0 + z * (966.0 + z * (-1701.0 + z * (1050.0 + z * (-266.0 + z * (28.0 - z)))))));
        let slope = Self::slope([present, first, second, third, fourth, fifth, sixth, seventh], rank, s);
        // Of z e^-z the next ones above, and of z (1 - e^-z) what they leave of z.
        let rest_slope = Self::slope([first, second, third, fourth, fifth, sixth, seventh, eighth], rank, s);
        let asked_slope = Self::slope([z; 8], rank, s) - rest_slope;
        Self { present, slope, asked: z * present, asked_slope, rest: first, rest_slope }
    }

    /// The corrections of Euler and Maclaurin from the derivatives by the logarithm of `z`, from the zeroth to the seventh:
    /// odd derivatives by the rank are falling factorials of one by the logarithm of the rank.
    fn slope(derivatives: [f64; 8], rank: f64, s: f64) -> f64 {
        let [_, first, second, third, fourth, fifth, sixth, seventh] = derivatives;
        let square = s * s;
        let (one, two, three) = (-s * first, square * second, -s * square * third);
        let (four, five) = (square * square * fourth, -s * square * square * fifth);
        let (six, seven) = (square * square * square * sixth, -s * square * square * square * seventh);
        let by_rank = 1.0 / rank;
        let square = by_rank * by_rank;
        let third = three - 3.0 * two + 2.0 * one;
        let fifth = five - 10.0 * four + 35.0 * three - 50.0 * two + 24.0 * one;
        let seventh = seven - 21.0 * six + 175.0 * five - 735.0 * four + 1624.0 * three - 1764.0 * two + 720.0 * one;
        let higher = square * (fifth / 30_240.0 - square * seventh / 1_209_600.0);
        by_rank * (one / 12.0 + square * (-third / 720.0) + square * higher)
    }
}
