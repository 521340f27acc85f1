//! Numerals as a language writes them. A prompt asks the browser; a page without a script has to
//! know by itself.

use koe_shared::locale::Locale;

/// A number in the numerals of a language.
pub(crate) fn numeral(number: u8, locale: &Locale) -> String {
    in_numerals(&number.to_string(), locale)
}

/// A text whose digits are written in the numerals of a language.
pub(crate) fn in_numerals(text: &str, locale: &Locale) -> String {
    let Some(zero) = zero(locale) else { return text.to_owned() };
    let digit = |c: char| c.to_digit(10).and_then(|digit| char::from_u32(zero as u32 + digit));
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

/// The zero of the numerals that a language is usually written with, where they are not 0–9. The
/// other nine follow it in Unicode.
fn zero(locale: &Locale) -> Option<char> {
    let tag = locale.as_str();
    let region =
        tag.split('-').find(|part| part.len() == 2 && part.as_bytes()[0].is_ascii_uppercase());
    if tag.ends_with("-u-nu-latn") {
        return None;
    }
    match (locale.language(), region) {
        ("ar", Some("AE" | "DZ" | "EH" | "LY" | "MA" | "TN")) => None,
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
        let ten = |tag: &str| numeral(10, &tag.parse().unwrap());
        assert_eq!(["en", "ja", "ar", "fa", "mr"].map(ten), ["10", "10", "١٠", "۱۰", "१०"]);
        assert_eq!(["ar-MA", "ar-u-nu-latn", "ar-EG"].map(ten), ["10", "10", "١٠"]);
    }
}
