//! Caching: what is worth keeping in memory, the share of requests that it answers, and what that does to the rest.
//! The sums over Zipf's law are in `kernel`; what a cache takes in memory beside its values is in `structures`.

use super::Domain;
use super::domain::{at_least, not_negative, require, share};
use super::kernel::che::lru_hit_ratio as che;
use super::kernel::zipf::{LARGEST_EXPONENT, exponent as fitted, harmonic, harmonics};
use super::types::{Count, Information, Rate, Ratio, Size, Time, Typed};

/// The most items that Che's approximation is made for.
const MOST_ITEMS: f64 = 1e15;

formulas! {
    /// The memory for the hot share of what is asked for.
    ///
    /// `requests * size * hot`, in bytes, for the requests of a day: the 80/20 rule keeps a fifth. It counts each
    /// request as one for another item, which is an upper bound.
    ///
    /// # Errors
    /// A negative number of requests or size; a share outside 0 to 1.
    ///
    /// Source: Grokking the System Design Interview; a rule of thumb.
    pub fn working_set(requests: Count, size: Size, hot: Ratio = 0.2) -> Result<Information, Domain> {
        not_negative("requests", requests)?;
        not_negative("size", size)?;
        share("hot", hot)?;
        Ok(requests * size * hot)
    }

    /// The share of requests that a cache of the most popular items answers, if popularity follows Zipf's law.
    ///
    /// `H(cached) / H(items)`, where `H(n)` is the sum of `i^-exponent` over `i` from 1 to `n`: exact for an ideal LFU
    /// cache, and the most that any cache can reach without knowing what comes. Exponents of 0.6 to 0.9 are measured
    /// for web pages; 0 is no popularity at all.
    ///
    /// # Errors
    /// Fewer than 1 item; a negative number of cached ones, or more than there are; an exponent outside 0 to 10.
    ///
    /// Source: Breslau et al., Web Caching and Zipf-like Distributions, 1999.
    pub fn zipf_hit_ratio(items: Count, cached: Count, exponent: Ratio = 1.0) -> Result<Ratio, Domain> {
        popular(items, cached, exponent)?;
        let exponent = exponent.base();
        let [some, all] = harmonics([cached.base(), items.base()], exponent);
        Ok(Ratio::from_base(some / all))
    }
    cost 150

    /// The exponent of Zipf's law with which a hot share of the items gets a given share of the requests.
    ///
    /// The root of `zipf_hit_ratio(items, hot * items, exponent) = hits`; 80/20 holds for a million items at 0.894
    /// only.
    ///
    /// # Errors
    /// Fewer than 1 item; a share outside 0 to 1; fewer hits than the hot share, or more than an exponent of 10 gives.
    ///
    /// Source: Zipf's law; solved by Chandrupatla's method.
    pub fn zipf_exponent(items: Count, hot: Ratio = 0.2, hits: Ratio = 0.8) -> Result<Ratio, Domain> {
        at_least("items", items, 1.0)?;
        share("hot", hot)?;
        share("hits", hits)?;
        require(hits >= hot, "hits", "must be at least the hot share, as hot items are asked for more than others")?;
        let (items, cached) = (items.base(), (items * hot).base());
        let most = harmonic(cached, LARGEST_EXPONENT) / harmonic(items, LARGEST_EXPONENT);
        require(most >= hits.base(), "hits", "must be smaller: no exponent up to 10 reaches it")?;
        Ok(Ratio::from_base(fitted(items, cached, hits.base())))
    }
    cost 2_000

    /// The share of requests that an LRU cache answers, if popularity follows Zipf's law.
    ///
    /// Che's approximation: `sum p (1 - e^(-p T))` over the probabilities `p` of all items, with `T` such that the sum
    /// of `1 - e^(-p T)` is `cached`. It holds for independent requests of items of equal size; an approximation, which
    /// is close for caches of a hundred items and more.
    ///
    /// # Errors
    /// Fewer than 1 item, or more than 10^15; a negative number of cached ones, or more than there are; an exponent
    /// outside 0 to 10.
    ///
    /// Source: Che, Tung and Wang, Hierarchical Web Caching Systems, 2002; Fricker et al., arXiv 1202.3974.
    pub fn lru_hit_ratio(items: Count, cached: Count, exponent: Ratio = 1.0) -> Result<Ratio, Domain> {
        popular(items, cached, exponent)?;
        require(items.base() <= MOST_ITEMS, "items", "must be at most 10^15")?;
        Ok(Ratio::from_base(che(items.base(), cached.base(), exponent.base())))
    }
    cost 1_500

    /// The average latency behind a cache.
    ///
    /// `hit_ratio * hit + (1 - hit_ratio) * miss`, in seconds, where `miss` is the whole time of a miss, with looking
    /// into the cache.
    ///
    /// # Errors
    /// A hit ratio outside 0 to 1; a negative latency.
    ///
    /// Source: expectation; average memory access time in Hennessy and Patterson, Computer Architecture.
    pub fn effective_latency(hit_ratio: Ratio, hit: Time, miss: Time) -> Result<Time, Domain> {
        share("hit_ratio", hit_ratio)?;
        not_negative("hit", hit)?;
        not_negative("miss", miss)?;
        Ok(hit * hit_ratio + miss * (1.0 - hit_ratio.base()))
    }

    /// The rate of requests that a cache lets through to what is behind it.
    ///
    /// `requests * (1 - hit_ratio)`, in things a second. From 95% to 90% of hits the rate doubles.
    ///
    /// # Errors
    /// A negative rate; a hit ratio outside 0 to 1.
    ///
    /// Source: definition of the hit ratio.
    pub fn origin_rate(requests: Rate, hit_ratio: Ratio) -> Result<Rate, Domain> {
        not_negative("requests", requests)?;
        share("hit_ratio", hit_ratio)?;
        Ok(requests * (1.0 - hit_ratio.base()))
    }
}

/// Checks the arguments of a cache of items whose popularity follows Zipf's law.
fn popular(items: Count, cached: Count, exponent: Ratio) -> Result<(), Domain> {
    at_least("items", items, 1.0)?;
    not_negative("cached", cached)?;
    require(cached <= items, "cached", "must be at most the number of items")?;
    let known = (0.0..=LARGEST_EXPONENT).contains(&exponent.base());
    require(known, "exponent", "must be from 0 to 10")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::formulas::simulation::Random;
    use crate::formulas::{apply, refused, worked};

    #[test]
    fn worked_answers() {
        worked(FORMULAS, "working_set", &[350e6, 500.0, 0.2], 35e9);
        worked(FORMULAS, "working_set", &[4000.0 * 86_400.0, 500.0, 0.2], 34.56e9);
        for (exponent, expected) in
            [(0.6, 0.523_825), (0.8, 0.708_454), (0.9, 0.805_196), (1.0, 0.888_177), (1.2, 0.977_295)]
        {
            worked(FORMULAS, "zipf_hit_ratio", &[1e6, 2e5, exponent], expected);
        }
        worked(FORMULAS, "zipf_exponent", &[1e6, 0.2, 0.8], 0.894_400);
        worked(FORMULAS, "lru_hit_ratio", &[1e6, 2e5, 1.0], 0.842_428);
        worked(FORMULAS, "lru_hit_ratio", &[1e6, 2e5, 0.8], 0.606_439);
        // Known to five digits, from a simulation too.
        let lru = apply(FORMULAS, "lru_hit_ratio", &[1e5, 2e4, 1.0]).unwrap();
        assert!((lru - 0.81242).abs() < 5e-6, "{lru}");
        worked(FORMULAS, "effective_latency", &[0.9, 0.5e-3, 10e-3], 1.45e-3);
        worked(FORMULAS, "origin_rate", &[100e3, 0.95], 5000.0);
        worked(FORMULAS, "origin_rate", &[100e3, 0.90], 10_000.0);
    }

    #[test]
    fn without_popularity_a_cache_answers_its_share() {
        worked(FORMULAS, "zipf_hit_ratio", &[1e12, 3e11, 0.0], 0.3);
        worked(FORMULAS, "lru_hit_ratio", &[1e12, 3e11, 0.0], 0.3);
    }

    #[test]
    fn the_ends_of_a_cache() {
        for name in ["zipf_hit_ratio", "lru_hit_ratio"] {
            worked(FORMULAS, name, &[1e6, 0.0, 1.0], 0.0);
            worked(FORMULAS, name, &[1e6, 1e6, 1.0], 1.0);
            worked(FORMULAS, name, &[1.0, 1.0, 10.0], 1.0);
        }
    }

    #[test]
    fn no_lru_cache_is_better_than_an_ideal_one() {
        for exponent in [0.0, 0.5, 1.0, 1.5, 4.0, 10.0] {
            for items in [10.0, 1e4, 1e9, 1e15] {
                let mut previous = 0.0;
                for share in [0.001, 0.1, 0.5, 0.9, 0.999] {
                    let arguments = [items, items * share, exponent];
                    let ideal = apply(FORMULAS, "zipf_hit_ratio", &arguments).unwrap();
                    let lru = apply(FORMULAS, "lru_hit_ratio", &arguments).unwrap();
                    assert!(lru <= ideal + 1e-6, "{arguments:?}: {lru} against {ideal}");
                    assert!(lru >= previous - 1e-6, "{arguments:?}: {lru} after {previous}");
                    previous = lru;
                }
            }
        }
    }

    #[test]
    fn a_simulated_lru_cache_answers_as_many() {
        const ITEMS: usize = 2000;
        const CACHED: usize = 400;
        const EXPONENT: f64 = 0.8;
        let mut total = 0.0;
        let cumulative: Vec<f64> = (1..=ITEMS)
            .map(|rank| {
                total += (rank as f64).powf(-EXPONENT);
                total
            })
            .collect();
        let mut random = Random::new(2002);
        let (mut last_used, mut in_order) = (vec![None; ITEMS], BTreeMap::new());
        let (mut requests, mut hits) = (0, 0);
        for now in 0..100_000 {
            let drawn = random.uniform() * total;
            let item = cumulative.partition_point(|&sum| sum <= drawn);
            let hit = last_used[item].replace(now).is_some_and(|used: i32| in_order.remove(&used).is_some());
            in_order.insert(now, item);
            if in_order.len() > CACHED {
                in_order.pop_first();
            }
            // The cache is full and forgets how it was filled long before this.
            if now >= 10_000 {
                requests += 1;
                hits += i32::from(hit);
            }
        }
        let simulated = f64::from(hits) / f64::from(requests);
        let expected = apply(FORMULAS, "lru_hit_ratio", &[ITEMS as f64, CACHED as f64, EXPONENT]).unwrap();
        assert!((simulated - expected).abs() < 0.005, "{simulated} is not near {expected}");
    }

    #[test]
    fn refusals() {
        refused(FORMULAS, "zipf_hit_ratio", &[1e6, 2e6, 1.0], "cached");
        refused(FORMULAS, "zipf_hit_ratio", &[0.0, 0.0, 1.0], "items");
        refused(FORMULAS, "lru_hit_ratio", &[1e6, 2e5, -1.0], "exponent");
        refused(FORMULAS, "lru_hit_ratio", &[1e16, 2e5, 1.0], "items");
        refused(FORMULAS, "zipf_exponent", &[1e6, 0.2, 0.1], "hits");
        refused(FORMULAS, "zipf_exponent", &[1e6, 0.2, 1.2], "hits");
        refused(FORMULAS, "effective_latency", &[1.2, 0.0, 0.0], "hit_ratio");
    }
}
