//! The root of a function between two arguments, by inverse quadratic interpolation where that is safe and by halving
//! the range where it is not.
//! For functions that are nearly straight a handful of calls finds it.

/// Where a function changes its sign between two arguments at which its signs differ; the end where it is nearer to 0
/// if they do not. It is found to rounding, or to `within`.
///
/// Source: T. R. Chandrupatla, A new hybrid quadratic/bisection algorithm for finding the zero of a nonlinear function
/// without using derivatives, 1997.
pub(in crate::formulas) fn root(from: f64, to: f64, within: f64, of: impl Fn(f64) -> f64) -> f64 {
    const MOST: usize = 200;
    let (mut near, mut far) = (from, to);
    let (mut at_near, mut at_far) = (of(near), of(far));
    if at_near == 0.0 || at_far == 0.0 || at_near * at_far > 0.0 {
        return if at_near.abs() < at_far.abs() { near } else { far };
    }
    let mut share = 0.5;
    for _ in 0..MOST {
        let next = near + share * (far - near);
        let found = of(next);
        let (last, at_last);
        if (found > 0.0) == (at_near > 0.0) {
            (last, at_last) = (near, at_near);
        } else {
            (last, at_last) = (far, at_far);
            (far, at_far) = (near, at_near);
        }
        (near, at_near) = (next, found);
        let (best, smallest) = if at_near.abs() < at_far.abs() { (near, at_near) } else { (far, at_far) };
        let shortest = (2.0 * f64::EPSILON * best.abs() + within / 2.0) / (far - near).abs();
        if smallest == 0.0 || shortest > 0.5 || !shortest.is_finite() {
            return best;
        }
        let place = (near - far) / (last - far);
        let height = (at_near - at_far) / (at_last - at_far);
        let is_safe = height * height < place && (1.0 - height).powi(2) < 1.0 - place;
        share = if is_safe {
            at_near / (at_far - at_near) * (at_last / (at_far - at_last))
                + (last - near) / (far - near) * (at_near / (at_last - at_near)) * (at_far / (at_last - at_far))
        } else {
            0.5
        };
        share = share.clamp(shortest, 1.0 - shortest);
    }
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_are_found_to_rounding() {
        assert!((root(0.0, 2.0, 0.0, |x| x * x - 2.0) - std::f64::consts::SQRT_2).abs() < 1e-15);
        assert!((root(-1.0, 60.0, 0.0, |x: f64| x.exp() - 5.0) - 5_f64.ln()).abs() < 1e-15);
        assert!((root(0.0, 1.0, 0.0, |x| if x < 0.3 { -1.0 } else { 1.0 }) - 0.3).abs() < 1e-15);
        assert_eq!(root(0.0, 8.0, 0.0, |x| x - 4.0), 4.0);
        assert_eq!(root(0.0, 8.0, 0.0, |x| x), 0.0);
        assert_eq!(root(0.0, 1.0, 0.0, |x| x + 1.0), 0.0);
    }

    #[test]
    fn a_smooth_function_takes_few_calls() {
        let calls = std::cell::Cell::new(0);
        let found = root(1.0, 100.0, 0.0, |x: f64| {
            calls.set(calls.get() + 1);
            x.ln() - 3.0
        });
        assert!((found / 3_f64.exp() - 1.0).abs() < 1e-15 && calls.get() < 16, "{found} in {}", calls.get());
    }
}
