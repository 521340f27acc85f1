//! The apostrophe that Koe's own export puts before a text which a spreadsheet would take for a
//! formula, and before one that begins with an apostrophe, so that it can be taken off again.

/// What a formula begins with, in full-width characters, too.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The text as the export writes it.
#[must_use]
pub fn marked(text: &str) -> String {
    if is_marked(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text that the export wrote so.
#[must_use]
pub fn unmarked(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_marked(rest)).unwrap_or(text)
}

fn is_marked(text: &str) -> bool {
    text.starts_with('\'') || text.starts_with(FORMULA)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{marked, unmarked};

    #[test]
    fn one_apostrophe_goes_and_comes() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("'=1", "''=1"),
            ("''", "'''"),
            ("'tis", "''tis"),
            ("＝1", "'＝1"),
            ("good", "good"),
            ("", ""),
        ] {
            assert_eq!(marked(text), written);
            assert_eq!(unmarked(written), text);
        }
    }

    #[test]
    fn an_apostrophe_that_the_export_did_not_write_stays() {
        assert_eq!(unmarked("'tis"), "'tis");
    }

    proptest! {
        #[test]
        fn what_was_marked_is_unmarked_again(text in "['=@a＝-]{0,4}") {
            let written = marked(&text);
            prop_assert_eq!(unmarked(&written), text);
        }
    }
}
