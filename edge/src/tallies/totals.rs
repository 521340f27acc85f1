//! Totals as they stand in the metadata of a tally, where a list brings them along.
//!
//! They are cells, each ending with `;` instead of a line's end, since metadata is one JSON string.

/// Bytes of totals, at most: of the 1,024 of a key's metadata what its other fields leave.
const MOST: usize = 900;

/// Totals, if they fit into metadata. What would have to be escaped there does not fit: only what an
/// earlier release noted of what was taken back may hold such.
pub(super) fn fitting(lines: &str) -> Option<String> {
    let is_plain =
        |byte: u8| matches!(byte, b' '..=b'~' | b'\n') && !matches!(byte, b'"' | b'\\' | b';');
    (lines.len() <= MOST && lines.bytes().all(is_plain)).then(|| lines.to_owned())
}

/// The last field of metadata; nothing where there are no totals.
pub(super) fn encode(lines: Option<&str>) -> String {
    lines.map(|lines| format!(" {}", lines.replace('\n', ";"))).unwrap_or_default()
}

/// Reads the last field of metadata.
pub(super) fn decode(field: Option<&str>) -> Option<String> {
    field.map(|field| field.replace(';', "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_read_as_they_were_written() {
        for lines in ["", "a b\n", "a b\nc d\n"] {
            assert_eq!(decode(Some(encode(Some(lines)).trim_start())), Some(lines.to_owned()));
        }
        assert_eq!(decode(None), None);
        assert_eq!(encode(None), "");
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        assert_eq!(fitting("a\n"), Some("a\n".to_owned()));
        for lines in ["a;b\n", "a\"\n", "a\\\n", "\u{e9}\n", &"a".repeat(901)] {
            assert_eq!(fitting(lines), None, "{lines:?}");
        }
    }
}
