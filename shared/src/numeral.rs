//! Numerals as a language writes them (Unicode CLDR, default numbering systems).
//!
//! Known here and not asked of the browser: it takes longer to make its first formatter of numbers
//! than to mount a whole prompt. Dates and grouping are withheld; those need a formatter.

/// A text whose ASCII digits are written in the numerals of a language, given by its tag.
#[must_use]
pub fn in_numerals(text: &str, tag: &str) -> String {
    let Some(zero) = zero(tag) else { return text.to_owned() };
    let digit = |c: char| c.to_digit(10).and_then(|digit| char::from_u32(u32::from(zero) + digit));
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

/// The ten digits of a language, given by its tag, where they are not 0–9.
#[must_use]
pub fn digits(tag: &str) -> Option<String> {
    zero(tag).map(|zero| (zero..).take(10).collect())
}

/// The zero of the numerals that a language is usually written with, where they are not 0–9. The
/// other nine follow it in Unicode.
fn zero(tag: &str) -> Option<char> {
    let mut parts = tag.split('-');
    let language = parts.next()?;
    let region = parts.find(|part| part.len() == 2 && part.as_bytes()[0].is_ascii_uppercase());
    if tag.ends_with("-u-nu-latn") {
        return None;
    }
    match (language, region) {
        // The language without a country, the Maghreb and the Emirates write 0–9.
        ("ar", None | Some("AE" | "DZ" | "EH" | "LY" | "MA" | "TN")) => None,
        ("ar" | "ckb" | "sd", _) => Some('٠'),
        ("fa" | "ps", _) => Some('۰'),
        ("mr" | "ne", _) => Some('०'),
        ("as" | "bn", _) => Some('০'),
        ("my", _) => Some('၀'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_counts_in_its_own_numerals() {
        let ten = |tag| in_numerals("10", tag);
        assert_eq!(["en", "ja", "fa", "mr", "my"].map(ten), ["10", "10", "۱۰", "१०", "၁၀"]);
        assert_eq!(in_numerals("0–10: ⅓", "bn"), "০–১০: ⅓");
        assert_eq!(digits("fa").as_deref(), Some("۰۱۲۳۴۵۶۷۸۹"));
        assert_eq!(digits("ja"), None);
    }

    #[test]
    fn arabic_counts_as_its_country_does() {
        let ten = |tag| in_numerals("10", tag);
        assert_eq!(["ar", "ar-MA", "ar-AE", "ar-EG-u-nu-latn"].map(ten), ["10"; 4]);
        assert_eq!(["ar-EG", "ar-SA", "ar-Arab-IQ"].map(ten), ["١٠"; 3]);
    }
}
