//! What of a text reaches a reader.

use serde_json::Value;

/// Characters of a comment that stands alone, at most; the report has all of it. Teams takes 28 KB, and a character
/// costs it up to eight bytes, escaped and in JSON. Slack takes 3,000 characters.
pub(super) const COMMENT: usize = 2_800;
/// Characters of a comment in a list, at most.
pub(super) const EXCERPT: usize = 120;
/// Characters of a name, at most: those of sites, surveys and rules have up to 100.
pub(super) const NAME: usize = 100;

/// The text without the characters that nobody sees: control characters and those that turn lines around. Line ends
/// of every kind become `\n`.
pub(crate) fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let lines = text.chars().map(|c| match c {
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\t' => ' ',
        c => c,
    });
    let seen: String = lines.filter(|c| *c == '\n' || !is_unseen(*c)).collect();
    seen.trim().to_owned()
}

/// A value whose texts hold no unseen characters: many a receiver shows them as they come.
pub(crate) fn cleaned(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(clean(text)),
        Value::Array(values) => values.iter().map(cleaned).collect(),
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| (name.clone(), cleaned(value)));
            Value::Object(fields.collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

/// The text in one line, for a title or a field of a header.
pub(crate) fn one_line(text: &str, most: usize) -> String {
    let words: Vec<String> = clean(text).split_whitespace().map(str::to_owned).collect();
    cut(&words.join(" "), most)
}

/// The text, cut to so many characters; an ellipsis says that there is more.
pub(crate) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

fn is_unseen(c: char) -> bool {
    let turns_lines = matches!(c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns_lines || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_dropped_and_line_ends_are_of_one_kind() {
        for (text, cleaned) in [
            ("", ""),
            (" a \r\nb\rc\u{2028}d\n", "a \nb\nc\nd"),
            ("a\0b\u{7}\u{1b}[31m\u{7f}\u{9b}", "ab[31m"),
            ("\u{202e}live\u{202c} \u{2066}x\u{2069}\u{200f}\u{61c}", "live x"),
            ("a\tb\u{feff}", "a b"),
            ("家族 👨‍👩‍👧 می‌خواهم", "家族 👨‍👩‍👧 می‌خواهم"),
        ] {
            assert_eq!(clean(text), cleaned, "{text:?}");
            assert_eq!(clean(cleaned), cleaned);
        }
    }

    #[test]
    fn a_line_has_no_line_ends_and_a_cut_says_that_there_is_more() {
        assert_eq!(
            one_line(" Kokage\r\nBcc: all@example.com\0 ", 100),
            "Kokage Bcc: all@example.com"
        );
        assert_eq!(one_line("こかげ\u{2029}道具店", 4), "こかげ…");
        assert_eq!(cut("四文字だ", 4), "四文字だ");
        assert_eq!(cut("五文字です", 4), "五文字…");
        assert_eq!(cut("ab cd", 4), "ab…");
        assert_eq!(cut("ab", 0), "…");
    }
}
