//! Half an emoji: a text cut between the two halves of a surrogate pair.
//!
//! JavaScript writes such a half as a lone `\uD83D`, which is legal JSON and no Unicode. A visitor's
//! answer is not lost over it: the half becomes U+FFFD.

/// The JSON with every lone surrogate escape replaced; `None` where there is none.
pub(super) fn mended(json: &[u8]) -> Option<Vec<u8>> {
    let mut mended: Option<Vec<u8>> = None;
    let mut at = 0;
    while at < json.len() {
        if json[at] != b'\\' {
            at += 1;
            continue;
        }
        match (escaped_unit(json, at), escaped_unit(json, at + 6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => at += 12,
            (Some(0xd800..=0xdfff), _) => {
                let copy = mended.get_or_insert_with(|| json.to_vec());
                copy[at + 2..at + 6].copy_from_slice(b"fffd");
                at += 6;
            }
            // Past the character that is escaped, which may be a backslash itself.
            _ => at += 2,
        }
    }
    mended
}

/// The UTF-16 unit of a `\uXXXX` that starts at `at`.
fn escaped_unit(json: &[u8], at: usize) -> Option<u16> {
    let digits = json.get(at..at + 6)?.strip_prefix(b"\\u")?;
    u16::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::mended;

    #[track_caller]
    fn check(json: &str, expected: Option<&str>) {
        assert_eq!(mended(json.as_bytes()).as_deref(), expected.map(str::as_bytes));
    }

    #[test]
    fn half_a_pair_is_replaced() {
        check(r#""good \ud83d""#, Some(r#""good \ufffd""#));
        check(r#""\ude00 \uD83D\n""#, Some(r#""\ufffd \ufffd\n""#));
        check(r#""\ud83d\ud83d\ude00""#, Some(r#""\ufffd\ud83d\ude00""#));
    }

    #[test]
    fn everything_else_is_left_alone() {
        for whole in [r#""\ud83d\ude00""#, r#""\\ud83d""#, r#""\u58f0 \" \\""#, r#""\u12"#, "\\"] {
            check(whole, None);
        }
    }
}
