//! Which values of an assumption are tried where it is asked what it may be: many orders of magnitude around the stated one.
//! What is found at them, and what lies between, is in `solve`.

/// How many orders of magnitude to either side of its value an assumption is tried; of 0 there is no size to start from.
const DECADES: f64 = 9.0;
const ANY_SIZE: f64 = 24.0;
/// How many values are tried in each.
pub(super) const DENSITY: usize = 60;
/// The same for conditions over probabilities, each of which takes many samples.
pub(super) const COARSE: usize = 4;

/// Values from small to large around the one that a model states; of a share also close to 100%.
pub(super) fn grid((now, middle): (f64, f64), is_share: bool, density: usize) -> Vec<f64> {
    let decades = if now == 0.0 { ANY_SIZE } else { DECADES };
    let steps = (2.0 * decades) as usize * density;
    let sizes = (0..=steps).map(|step| middle * 10_f64.powf(step as f64 / density as f64 - decades));
    let mut grid: Vec<f64> = if is_share {
        let rests =
            (1..=steps).map(|step| 1.0 - 10_f64.powf(-(step as f64) / density as f64)).filter(|share| *share < 1.0);
        sizes.filter(|size| *size < 1.0).chain(rests).chain([1.0]).collect()
    } else {
        sizes.map(|size| if now < 0.0 { -size } else { size }).collect()
    };
    if now == 0.0 {
        grid.push(0.0);
    }
    grid.sort_by(f64::total_cmp);
    grid.dedup();
    grid
}

/// Whole numbers of a unit: all of the small ones, and of the large ones so many in each power of ten.
pub(super) fn whole(unit: f64, density: usize) -> Vec<f64> {
    let all = 2 * density;
    let steps = DECADES as usize * density;
    let sizes = (0..=steps).map(|step| 10_f64.powf(step as f64 / density as f64).round());
    let mut numbers: Vec<f64> =
        (0..=all).map(|number| number as f64).chain(sizes).map(|number| number * unit).collect();
    numbers.sort_by(f64::total_cmp);
    numbers.dedup();
    numbers
}
