//! Partitioning: how unevenly a consistent-hashing ring spreads its keys, and how many move when a node is added.
//! How many nodes there must be is in `fleet`.

use super::Domain;
use super::domain::whole;
use super::types::{Count, Ratio, Typed};

formulas! {
    /// How unevenly a consistent-hashing ring spreads its keys: the standard deviation of a node's share over its mean.
    ///
    /// `sqrt((nodes - 1) / (nodes * virtual_nodes + 1))`, for points at random on the ring and far more keys than
    /// points. The share of a node is then distributed as Beta(v, v * (nodes - 1)). The fullest node is usually one and
    /// a half to three such deviations above the mean, the more nodes the more.
    ///
    /// # Errors
    /// Nodes or virtual nodes that are not whole numbers of 1 or more.
    ///
    /// Source: derived from the Beta distribution of uniform spacings; Karger et al., Consistent Hashing, 1997.
    pub fn ring_imbalance(nodes: Count, virtual_nodes: Count = 100.0) -> Result<Ratio, Domain> {
        let nodes = whole("nodes", nodes, 1.0)?;
        let virtual_nodes = whole("virtual_nodes", virtual_nodes, 1.0)?;
        Ok(Ratio::from_base(((nodes - 1.0) / (nodes * virtual_nodes + 1.0)).sqrt()))
    }

    /// The share of keys that move when a node joins a consistent-hashing ring.
    ///
    /// `1 / (nodes + 1)`, on average: the share that the new node takes.
    ///
    /// # Errors
    /// Nodes that are not a whole number of 1 or more.
    ///
    /// Source: Karger et al., Consistent Hashing and Random Trees, 1997.
    pub fn ring_moved(nodes: Count) -> Result<Ratio, Domain> {
        let nodes = whole("nodes", nodes, 1.0)?;
        Ok(Ratio::from_base(1.0 / (nodes + 1.0)))
    }

    /// The share of keys that move when a node is added and keys are placed by the remainder of their hash.
    ///
    /// `nodes / (nodes + 1)`: of `nodes * (nodes + 1)` hashes in a row, only the first `nodes` have the same remainder
    /// as before.
    ///
    /// # Errors
    /// Nodes that are not a whole number of 1 or more.
    ///
    /// Source: derived from the remainders of two numbers without a common divisor.
    pub fn modulo_moved(nodes: Count) -> Result<Ratio, Domain> {
        let nodes = whole("nodes", nodes, 1.0)?;
        Ok(Ratio::from_base(1.0 - 1.0 / (nodes + 1.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::simulation::Random;
    use crate::formulas::{refused, worked};

    #[test]
    fn worked_answers() {
        worked(FORMULAS, "ring_imbalance", &[10.0, 100.0], 0.094_820_9);
        worked(FORMULAS, "ring_imbalance", &[10.0, 1.0], 0.904_534);
        worked(FORMULAS, "ring_imbalance", &[10.0, 1000.0], 0.029_998_5);
        worked(FORMULAS, "ring_moved", &[10.0], 0.090_909_1);
        worked(FORMULAS, "modulo_moved", &[10.0], 0.909_091);
    }

    #[test]
    fn a_simulated_ring_is_as_uneven() {
        const NODES: usize = 10;
        const VIRTUAL: usize = 20;
        const RINGS: usize = 300;
        let mut random = Random::new(1997);
        let mut squares = 0.0;
        for _ in 0..RINGS {
            let mut points: Vec<_> = (0..NODES * VIRTUAL).map(|point| (random.uniform(), point % NODES)).collect();
            points.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut shares = [0.0; NODES];
            let mut previous = points[points.len() - 1].0 - 1.0;
            for (position, node) in points {
                shares[node] += position - previous;
                previous = position;
            }
            squares += shares.iter().map(|share| (share * NODES as f64 - 1.0).powi(2)).sum::<f64>();
        }
        let simulated = (squares / (RINGS * NODES) as f64).sqrt();
        let expected = ring_imbalance(Count::from_base(NODES as f64), Count::from_base(VIRTUAL as f64)).unwrap().base();
        assert!((simulated / expected - 1.0).abs() < 0.05, "{simulated} is not near {expected}");
    }

    #[test]
    fn the_moved_share_is_that_of_counted_hashes() {
        let moved = (0..110).filter(|hash| hash % 10 != hash % 11).count();
        worked(FORMULAS, "modulo_moved", &[10.0], moved as f64 / 110.0);
    }

    #[test]
    fn refusals() {
        refused(FORMULAS, "ring_imbalance", &[10.0, 0.0], "virtual_nodes");
        refused(FORMULAS, "ring_moved", &[0.5], "nodes");
    }
}
