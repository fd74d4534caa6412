//! Did-you-mean: the words nearest to a mistyped one.

/// Up to three of `candidates` that a typing error could have turned into `word`, nearest first, without repeats.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    const MAX_WORD: usize = 40;
    if word.len() > MAX_WORD {
        return Vec::new();
    }
    let length = word.chars().count();
    let allowed = if length <= 2 { 1 } else { (length / 3).clamp(1, 3) };
    let folded = word.to_lowercase();
    let mut near: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= 4)
        .filter_map(|candidate| {
            // A word that differs in case only is nearer than one that differs in a letter.
            let distance = 2 * strsim::osa_distance(&folded, &candidate.to_lowercase());
            let distance = distance + usize::from(candidate.chars().next() != word.chars().next());
            (distance <= 2 * allowed).then_some((distance, candidate))
        })
        .collect();
    near.sort_unstable();
    near.dedup();
    let best = near.first().map_or(0, |&(distance, _)| distance);
    near.retain(|&(distance, _)| distance <= best + 1);
    near.into_iter().take(3).map(|(_, candidate)| candidate.to_owned()).collect()
}

/// "did you mean `a`, `b` or `c`?", or nothing if there is nothing near.
#[must_use]
pub fn did_you_mean(near: &[String]) -> Option<String> {
    let quoted: Vec<String> = near.iter().map(|word| format!("`{word}`")).collect();
    let (last, rest) = quoted.split_last()?;
    Some(if rest.is_empty() {
        format!("did you mean {last}?")
    } else {
        format!("did you mean {} or {last}?", rest.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transposed_letters_and_case_are_near() {
        let words = ["QPS", "RPS", "TPS", "users", "server"];
        assert_eq!(nearest("QSP", words), ["QPS"]);
        assert_eq!(nearest("Users", words), ["users"]);
        assert_eq!(nearest("sevrer", words), ["server"]);
        assert!(nearest("banana", words).is_empty());
    }
}
