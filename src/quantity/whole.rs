//! Whole numbers known to the digit beyond what a float can tell, such as `2^64` and `2^63 - 1`.
//! A result that is built from whole literals carries one along, so that no digit is shown that is not sure.

use super::number::grouped;

/// A whole number that is exactly `odd * 2^twos`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whole {
    odd: i128,
    twos: u32,
}

/// The largest power of two that is worth keeping; floats end there.
const MAX_TWOS: u32 = 1024;

impl Whole {
    fn new(value: i128, twos: u32) -> Option<Self> {
        let zeros = if value == 0 { 0 } else { value.trailing_zeros() };
        let twos = if value == 0 { 0 } else { twos + zeros };
        (twos <= MAX_TWOS).then_some(Self { odd: value >> zeros, twos })
    }

    /// The number that was written so that it was read as `value`, if it is whole and so short that it can be no other.
    #[must_use]
    pub fn written(value: f64) -> Option<Self> {
        const SURE_DIGITS: usize = 15;
        if value.fract() != 0.0 || value.abs() >= 1e30 {
            return None;
        }
        let text = format!("{value}");
        let digits = text.trim_start_matches('-').trim_end_matches('0');
        (digits.len() <= SURE_DIGITS).then(|| Self::new(text.parse().ok()?, 0))?
    }

    /// `self + other`, if that is known.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let twos = self.twos.min(other.twos);
        let scaled = |number: Self| match number.twos - twos {
            _ if number.odd == 0 => Some(0),
            shift if shift < i128::BITS - 1 => number.odd.checked_mul(1 << shift),
            _ => None,
        };
        let (a, b) = (scaled(self)?, scaled(other)?);
        Self::new(a.checked_add(b)?, twos)
    }

    /// `self - other`, if that is known.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negated())
    }

    /// `self * other`, if that is known.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        Self::new(self.odd.checked_mul(other.odd)?, self.twos + other.twos)
    }

    /// `self / other`, if that is whole.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        if other.odd == 0 || self.odd % other.odd != 0 || (self.odd != 0 && self.twos < other.twos) {
            return None;
        }
        Self::new(self.odd / other.odd, self.twos.saturating_sub(other.twos))
    }

    /// `self ^ exponent`, if that is whole and known.
    #[must_use]
    pub fn power(self, exponent: Self) -> Option<Self> {
        let exponent = u32::try_from(exponent.odd).ok()?.checked_shl(exponent.twos)?;
        if exponent > MAX_TWOS {
            return None;
        }
        Self::new(self.odd.checked_pow(exponent)?, self.twos.checked_mul(exponent)?)
    }

    /// `-self`
    #[must_use]
    pub const fn negated(self) -> Self {
        Self { odd: -self.odd, twos: self.twos }
    }

    /// The nearest float.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        self.odd as f64 * f64::from(self.twos).exp2()
    }

    /// The exponent, if this is a power of two from 2^10 on.
    #[must_use]
    pub fn power_of_two(self) -> Option<u32> {
        (self.odd == 1 && self.twos >= 10).then_some(self.twos)
    }

    /// All digits, with separators; `None` where those are too many to read.
    #[must_use]
    pub fn digits(self) -> Option<String> {
        const READABLE: u32 = 128;
        let bits = u128::BITS - self.odd.unsigned_abs().leading_zeros() + self.twos;
        // 2^128 needs one bit more than the integers have; as a float it is exact.
        let digits = if bits <= READABLE {
            (self.odd.unsigned_abs() << self.twos).to_string()
        } else if bits == READABLE + 1 && self.odd.abs() == 1 {
            format!("{:.0}", f64::from(READABLE).exp2())
        } else {
            return None;
        };
        Some(if self.odd < 0 { format!("-{}", grouped(&digits)) } else { grouped(&digits) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(value: f64) -> Whole {
        Whole::written(value).unwrap()
    }

    #[test]
    fn powers_of_two_and_their_neighbours() {
        let two = |exponent| whole(2.0).power(whole(exponent)).unwrap();
        assert_eq!(two(64.0).digits().unwrap(), "18,446,744,073,709,551,616");
        assert_eq!(two(63.0).minus(whole(1.0)).unwrap().digits().unwrap(), "9,223,372,036,854,775,807");
        assert_eq!(two(128.0).digits().unwrap(), "340,282,366,920,938,463,463,374,607,431,768,211,456");
        assert_eq!((two(200.0).digits(), two(200.0).power_of_two()), (None, Some(200)));
        assert_eq!(two(200.0).minus(whole(1.0)), None);
        assert_eq!(two(127.0).plus(whole(1.0)), None);
        assert_eq!(two(64.0).over(two(60.0)).unwrap().digits().unwrap(), "16");
    }

    #[test]
    fn only_what_is_sure() {
        assert_eq!(whole(1e22).digits().unwrap(), "10,000,000,000,000,000,000,000");
        assert_eq!(whole(-12.0).times(whole(3.0)).unwrap().digits().unwrap(), "-36");
        assert_eq!(whole(0.0).plus(whole(0.0)).unwrap().digits().unwrap(), "0");
        assert_eq!(whole(7.0).over(whole(2.0)), None);
        assert_eq!(whole(1.0).over(whole(0.0)), None);
        // Read as 9007199254740992, which is the float that is nearest.
        assert_eq!(Whole::written(9_007_199_254_740_993_f64), None);
        assert_eq!(Whole::written(0.5), None);
    }
}
