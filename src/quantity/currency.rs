//! Currencies other than the dollar: their codes, signs and names. None has a rate here; a model states its own
//! (`unit EUR = 1.08 USD`), and then the sign and the names stand for the code.

/// A currency, as data.
pub struct Currency {
    /// Its code, such as `EUR`.
    pub code: &'static str,
    /// Its sign, if it has one that is no other's.
    pub sign: Option<&'static str>,
    /// What else it is called.
    names: &'static [&'static str],
}

const fn code(code: &'static str) -> Currency {
    Currency { code, sign: None, names: &[] }
}

/// The currencies that people estimate in.
const CURRENCIES: &[Currency] = &[
    Currency { code: "EUR", sign: Some("\u{20ac}"), names: &["euro", "euros"] },
    Currency { code: "GBP", sign: Some("\u{a3}"), names: &[] },
    Currency { code: "JPY", sign: Some("\u{a5}"), names: &["yen"] },
    Currency { code: "INR", sign: Some("\u{20b9}"), names: &["rupee", "rupees"] },
    Currency { code: "CNY", sign: None, names: &["RMB", "yuan"] },
    Currency { code: "KRW", sign: Some("\u{20a9}"), names: &[] },
    Currency { code: "ILS", sign: Some("\u{20aa}"), names: &[] },
    Currency { code: "TRY", sign: Some("\u{20ba}"), names: &[] },
    Currency { code: "UAH", sign: Some("\u{20b4}"), names: &[] },
    Currency { code: "PHP", sign: Some("\u{20b1}"), names: &[] },
    Currency { code: "NGN", sign: Some("\u{20a6}"), names: &[] },
    Currency { code: "VND", sign: Some("\u{20ab}"), names: &[] },
    code("CHF"),
    code("CAD"),
    code("AUD"),
    code("NZD"),
    code("SEK"),
    code("NOK"),
    code("DKK"),
    code("PLN"),
    code("CZK"),
    code("HUF"),
    code("BRL"),
    code("MXN"),
    code("SGD"),
    code("HKD"),
    code("TWD"),
    code("THB"),
    code("IDR"),
    code("ZAR"),
    code("AED"),
];

/// The currency that a word or a sign stands for.
#[must_use]
pub fn currency(word: &str) -> Option<&'static Currency> {
    CURRENCIES.iter().find(|one| one.code == word || one.sign == Some(word) || one.names.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_names_stand_for_codes() {
        for (word, code) in [("€", "EUR"), ("£", "GBP"), ("¥", "JPY"), ("₹", "INR"), ("euros", "EUR"), ("CHF", "CHF")]
        {
            assert_eq!(currency(word).map(|found| found.code), Some(code));
        }
        assert!(currency("USD").is_none() && currency("$").is_none() && currency("").is_none());
    }
}
