//! The form in which texts of people are compared: what looks alike to a reader is equal.
//!
//! What is stored stays as it was written.

use unicode_normalization::UnicodeNormalization;

/// A text in Unicode's form NFKC and in lower case: composed and decomposed letters, full width and
/// half width, capitals and small letters are each one.
///
/// Lower case comes second and may decompose a letter, so the text is composed once more.
#[must_use]
pub fn folded(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase().nfkc().collect()
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[track_caller]
    fn check_equal(one: &str, other: &str) {
        assert_ne!(one, other);
        assert_eq!(folded(one), folded(other));
    }

    #[test]
    fn composed_and_decomposed_are_one() {
        check_equal("caf\u{e9}", "cafe\u{301}");
        check_equal("がっかり", "か\u{3099}っかり");
        check_equal("\u{1e69}", "s\u{307}\u{323}");
    }

    #[test]
    fn half_width_and_full_width_are_one() {
        check_equal("ガッカリ", "ｶﾞｯｶﾘ");
        check_equal("Ａ１２３", "A123");
        check_equal("配送\u{3000}遅い", "配送 遅い");
        check_equal("㈱", "(株)");
        check_equal("℡", "tel");
    }

    #[test]
    fn case_does_not_count() {
        check_equal("DELIVERY", "delivery");
        check_equal("ÉCOLE", "e\u{301}cole");
        check_equal("ＫＯＥ", "koe");
    }

    #[test]
    fn what_differs_to_a_reader_stays_apart() {
        for (one, other) in [("か", "が"), ("カ", "か"), ("ツ", "ッ"), ("e", "é"), ("o", "ö")]
        {
            assert_ne!(folded(one), folded(other));
        }
    }

    /// The dotted capital I becomes two characters in lower case.
    #[test]
    fn a_folded_text_is_folded_already() {
        for text in ["İstanbul", "ΌΣΟΣ", "ﬁn", "ｶﾞ", "Ǆ", ""] {
            assert_eq!(folded(&folded(text)), folded(text), "{text}");
        }
    }
}
