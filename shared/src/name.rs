//! `{name}` and `{name|fallback}` in the owner's texts, for a visitor whose name is not known.
//!
//! The prompt's script fills names in (`widget/prompt/fill.ts`), since only the page knows them. Both
//! are held against `shared/tests/vectors/name_cases.json`.

/// What follows a name out of politeness, and goes with it. A space may stand before it.
const POLITE: [&str; 5] = ["さん", "さま", "様", "님", "씨"];
const COMMAS: [char; 4] = [',', '،', '、', '，'];
const ENDS: [char; 7] = ['.', '!', '?', '…', '。', '！', '？'];

/// The text with each fallback, or without a trace of the name where there is none. A fallback takes
/// the place of the honorific. The comma that is left over is the one after a name that begins a
/// sentence, else the one before it.
#[must_use]
pub fn without_name(text: &str) -> String {
    let (mut said, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, fallback, after)) = next_place(rest) {
        said.push_str(before);
        rest = without_polite(after);
        if !fallback.is_empty() {
            said.push_str(fallback);
        } else if begins_sentence(&said) {
            rest = rest.strip_prefix(COMMAS).unwrap_or(rest).trim_start();
            let first = rest.chars().next().filter(|first| first.is_lowercase());
            if let Some(first) = first {
                said.extend(first.to_uppercase());
                rest = &rest[first.len_utf8()..];
            }
        } else {
            let kept = said.trim_end();
            said.truncate(kept.strip_suffix(COMMAS).unwrap_or(kept).len());
        }
    }
    said.push_str(rest);
    said
}

/// What stands before the next place of a name, its fallback, and what stands after it.
fn next_place(text: &str) -> Option<(&str, &str, &str)> {
    const BEGIN: &str = "{name";
    text.match_indices(BEGIN).find_map(|(at, _)| {
        let (fallback, after) = text[at + BEGIN.len()..].split_once('}')?;
        let fallback = if fallback.is_empty() { "" } else { fallback.strip_prefix('|')? };
        Some((&text[..at], fallback, after))
    })
}

fn without_polite(text: &str) -> &str {
    let word = text.strip_prefix(char::is_whitespace).unwrap_or(text);
    POLITE.iter().find_map(|polite| word.strip_prefix(polite)).unwrap_or(text)
}

fn begins_sentence(before: &str) -> bool {
    let before = before.strip_suffix(['¿', '¡']).unwrap_or(before);
    before.is_empty() || before.trim_end().ends_with(ENDS)
}

#[cfg(test)]
mod tests {
    use super::without_name;

    #[test]
    fn without_a_name_its_place_vanishes_or_is_filled() {
        let cases: Vec<[String; 3]> =
            serde_json::from_str(include_str!("../tests/vectors/name_cases.json")).unwrap();
        assert!(cases.len() > 20);
        for [text, _, unnamed] in cases {
            assert_eq!(without_name(&text), unnamed, "{text}");
        }
    }
}
