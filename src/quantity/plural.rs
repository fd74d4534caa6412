//! The English plural of a counted thing, and back: `query` and `queries`, `analysis` and `analyses`.
//! Rules first, then the words that follow none. A word in -ss, -us or -is is a singular.

/// Words whose plural follows no rule, or whose singular cannot be told from it.
const IRREGULAR: &[(&str, &str)] = &[
    ("person", "people"),
    ("man", "men"),
    ("woman", "women"),
    ("child", "children"),
    ("mouse", "mice"),
    ("foot", "feet"),
    ("tooth", "teeth"),
    ("matrix", "matrices"),
    ("vertex", "vertices"),
    ("criterion", "criteria"),
    ("phenomenon", "phenomena"),
    ("quiz", "quizzes"),
    ("hero", "heroes"),
    ("echo", "echoes"),
    ("epoch", "epochs"),
    ("stomach", "stomachs"),
    ("half", "halves"),
    ("leaf", "leaves"),
    ("shelf", "shelves"),
    ("wolf", "wolves"),
    ("knife", "knives"),
    ("crisis", "crises"),
    ("diagnosis", "diagnoses"),
    // Singulars that look like plurals.
    ("alias", "aliases"),
    ("atlas", "atlases"),
    ("bias", "biases"),
    ("canvas", "canvases"),
    ("gas", "gases"),
    ("lens", "lenses"),
    // Plurals that look like singulars.
    ("api", "apis"),
    ("emoji", "emojis"),
    ("kpi", "kpis"),
    ("taxi", "taxis"),
    ("uri", "uris"),
    ("wiki", "wikis"),
    ("cpu", "cpus"),
    ("vcpu", "vcpus"),
    ("gpu", "gpus"),
    ("tpu", "tpus"),
    ("npu", "npus"),
    ("dpu", "dpus"),
    ("menu", "menus"),
    ("sku", "skus"),
    // An e that belongs to the word.
    ("cache", "caches"),
    ("niche", "niches"),
    ("headache", "headaches"),
    ("avalanche", "avalanches"),
    ("moustache", "moustaches"),
    ("axe", "axes"),
    ("use", "uses"),
    ("fuse", "fuses"),
    ("excuse", "excuses"),
    ("movie", "movies"),
    ("cookie", "cookies"),
    ("calorie", "calories"),
    ("selfie", "selfies"),
    ("zombie", "zombies"),
    ("rookie", "rookies"),
    ("newbie", "newbies"),
];

/// Words that are the same in both numbers.
const INVARIABLE: &[&str] = &[
    "data",
    "metadata",
    "series",
    "species",
    "media",
    "news",
    "chassis",
    "aircraft",
    "fish",
    "sheep",
    "staff",
    "equipment",
    "hardware",
    "software",
    "traffic",
];

/// The English plural of a noun.
#[must_use]
pub fn plural_of(singular: &str) -> String {
    if let Some((_, plural)) = IRREGULAR.iter().find(|pair| pair.0 == singular) {
        return (*plural).to_owned();
    }
    if INVARIABLE.contains(&singular) || is_code_in_s(singular) {
        return singular.to_owned();
    }
    if let Some(stem) = singular.strip_suffix("sis") {
        return format!("{stem}ses");
    }
    let is_consonant = |letter: char| letter.is_alphabetic() && !"aeiouAEIOU".contains(letter);
    match singular.strip_suffix('y') {
        Some(stem) if stem.ends_with(is_consonant) => format!("{stem}ies"),
        _ if ["s", "x", "z", "ch", "sh"].iter().any(|ending| singular.ends_with(ending)) => format!("{singular}es"),
        _ => format!("{singular}s"),
    }
}

/// The singular of a word that may be a plural; of a singular, the word itself.
#[must_use]
pub fn singular_of(word: &str) -> String {
    if let Some((singular, _)) = IRREGULAR.iter().find(|(singular, plural)| *singular == word || *plural == word) {
        return (*singular).to_owned();
    }
    let is_singular = |word: &str| ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending));
    if INVARIABLE.contains(&word) || is_code_in_s(word) || is_singular(word) || word.chars().count() <= 2 {
        return word.to_owned();
    }
    let Some(without_s) = word.strip_suffix('s') else { return word.to_owned() };
    // Movies and cookies are listed; ties and pies are short.
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.chars().count() > 1) {
        return format!("{stem}y");
    }
    for ending in ["lys", "thes"] {
        if let Some(stem) = word.strip_suffix("es").filter(|stem| stem.ends_with(ending)) {
            return format!("{stem}is");
        }
    }
    let Some(stem) = word.strip_suffix("es") else { return without_s.to_owned() };
    // Sizes and prizes have an e of their own, houses and causes too; buses and viruses do not.
    let has_vowel_before_us = || stem.strip_suffix("us").is_some_and(|stem| stem.ends_with(['a', 'e', 'o']));
    let is_long = ["ch", "sh", "x", "ss", "zz", "tz"].iter().any(|ending| stem.ends_with(ending))
        || (stem.ends_with("us") && !has_vowel_before_us());
    if is_long { stem.to_owned() } else { without_s.to_owned() }
}

/// Whether a word is a code of capitals that ends in S, such as SMS: nobody says which number it has.
fn is_code_in_s(word: &str) -> bool {
    word.ends_with('S') && word.chars().all(|letter| !letter.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_numbers() {
        for (singular, plural) in [
            ("query", "queries"),
            ("key", "keys"),
            ("search", "searches"),
            ("box", "boxes"),
            ("day", "days"),
            ("prompt", "prompts"),
            ("widget", "widgets"),
            ("galaxy", "galaxies"),
            ("glass", "glasses"),
            ("status", "statuses"),
            ("virus", "viruses"),
            ("bus", "buses"),
            ("analysis", "analyses"),
            ("hypothesis", "hypotheses"),
            ("crisis", "crises"),
            ("process", "processes"),
            ("cache", "caches"),
            ("database", "databases"),
            ("case", "cases"),
            ("response", "responses"),
            ("warehouse", "warehouses"),
            ("size", "sizes"),
            ("waltz", "waltzes"),
            ("quiz", "quizzes"),
            ("movie", "movies"),
            ("tie", "ties"),
            ("photo", "photos"),
            ("replica", "replicas"),
            ("drive", "drives"),
            ("leaf", "leaves"),
            ("person", "people"),
            ("child", "children"),
            ("GPU", "GPUs"),
            ("vCPU", "vCPUs"),
            ("menu", "menus"),
            ("canvas", "canvases"),
        ] {
            assert_eq!(plural_of(singular), plural);
            assert_eq!(singular_of(plural), singular);
            assert_eq!(singular_of(singular), singular);
        }
        for same in ["data", "series", "news", "SMS"] {
            assert_eq!((plural_of(same).as_str(), singular_of(same).as_str()), (same, same));
        }
        assert_eq!((singular_of("s"), singular_of("os"), singular_of("")), ("s".into(), "os".into(), String::new()));
    }
}
