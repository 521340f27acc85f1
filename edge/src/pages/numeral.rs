//! Numerals of the pages, as their language writes them.

use koe_shared::locale::Locale;

/// A number in the numerals of a language.
pub(crate) fn numeral(number: u8, locale: &Locale) -> String {
    in_numerals(&number.to_string(), locale)
}

/// A text whose digits are written in the numerals of a language.
pub(crate) fn in_numerals(text: &str, locale: &Locale) -> String {
    koe_shared::numeral::in_numerals(text, locale.as_str())
}
