//! Dependency order: each equation after those it uses, and every circle found whole.

/// The order in which equations can be calculated, and the circles among them.
pub struct Order {
    /// Indices, each after those it depends on.
    pub sorted: Vec<usize>,
    /// Each circle once, in the order of use.
    pub circles: Vec<Vec<usize>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    New,
    Open,
    Done,
}

/// Sorts `0..dependencies.len()` so that each index comes after its dependencies. Takes time linear in their number.
#[must_use]
pub fn order(dependencies: &[Vec<usize>]) -> Order {
    let mut marks = vec![Mark::New; dependencies.len()];
    let mut result = Order { sorted: Vec::with_capacity(dependencies.len()), circles: Vec::new() };
    // The path from a root: an index and how many of its dependencies have been looked at.
    let mut path: Vec<(usize, usize)> = Vec::new();
    for root in 0..dependencies.len() {
        if marks[root] != Mark::New {
            continue;
        }
        marks[root] = Mark::Open;
        path.push((root, 0));
        while let Some((index, next)) = path.last_mut() {
            let index = *index;
            let Some(&dependency) = dependencies[index].get(*next) else {
                marks[index] = Mark::Done;
                result.sorted.push(index);
                path.pop();
                continue;
            };
            *next += 1;
            match marks[dependency] {
                Mark::New => {
                    marks[dependency] = Mark::Open;
                    path.push((dependency, 0));
                }
                Mark::Open => {
                    let start =
                        path.iter().position(|step| step.0 == dependency).expect("an open index is on the path");
                    result.circles.push(path[start..].iter().map(|step| step.0).collect());
                }
                Mark::Done => {}
            }
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies_come_first() {
        let Order { sorted, circles } = order(&[vec![2, 1], vec![2], vec![]]);
        assert_eq!((sorted, circles), (vec![2, 1, 0], vec![]));
    }

    #[test]
    fn circles_are_whole() {
        assert_eq!(order(&[vec![1], vec![2], vec![0], vec![0]]).circles, [[0, 1, 2]]);
        assert_eq!(order(&[vec![0]]).circles, [[0]]);
    }

    #[test]
    fn long_chains_need_no_stack() {
        let chain: Vec<Vec<usize>> =
            (0..200_000).map(|index| if index == 0 { vec![] } else { vec![index - 1] }).rev().collect();
        let reversed: Vec<Vec<usize>> = chain.iter().map(|d| d.iter().map(|d| 199_999 - d).collect()).collect();
        assert_eq!(order(&reversed).sorted.len(), 200_000);
    }
}
