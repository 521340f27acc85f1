//! A message for an incoming webhook of Slack, or of a chat that takes the same.
//!
//! Slack reads `&`, `<` and `>` as its own signs in every text, also in plain ones, so all of them are escaped. The
//! visitor's words stand in plain texts only, and not in the fallback text: a chat that copies Slack may read `@here`
//! there. The link to the report is a link and no button: Slack reports a button to an app, and warns where none
//! takes it.

use serde_json::{Value, json};

use super::letter::{Letter, Part};

/// The most characters of a header, and of the text of a section, by Slack's reference.
const MAX_HEADER: usize = 150;
const MAX_SECTION: usize = 3_000;

/// Writes a message as JSON for Slack.
pub(crate) fn slack(letter: &Letter) -> String {
    let Letter { language, title, parts, foot, link } = letter;
    let mut blocks = vec![json!({ "type": "header", "text": plain(title, MAX_HEADER) })];
    blocks.extend(parts.iter().map(|part| match part {
        Part::Text(text) | Part::Words(text) | Part::Listed { line: text, words: None } => {
            section(text)
        }
        Part::Listed { line, words: Some(words) } => section(&format!("{line}\n{words}")),
    }));
    blocks.push(json!({ "type": "context", "elements": [plain(foot, MAX_SECTION)] }));
    blocks.extend(link.as_deref().map(|link| {
        let text = format!("<{}|{}>", escaped_link(link), language.open());
        json!({ "type": "section", "text": { "type": "mrkdwn", "text": text, "verbatim": true } })
    }));
    json!({
        "text": escaped(title, MAX_SECTION),
        "mrkdwn": false,
        "blocks": blocks,
        "unfurl_links": false,
        "unfurl_media": false,
    })
    .to_string()
}

fn section(text: &str) -> Value {
    json!({ "type": "section", "text": plain(text, MAX_SECTION) })
}

fn plain(text: &str, most: usize) -> Value {
    json!({ "type": "plain_text", "text": escaped(text, most), "emoji": false })
}

/// The text with Slack's signs escaped, and no longer than `most` in UTF-16 units, the largest count that may be
/// meant. It is cut between signs, never inside one.
fn escaped(text: &str, most: usize) -> String {
    let sign = |c: char| match c {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        c => c.to_string(),
    };
    let units = |text: &str| text.encode_utf16().count();
    let whole: String = text.chars().map(sign).collect();
    if units(&whole) <= most {
        return whole;
    }
    let mut kept = String::new();
    let mut length = 0;
    for sign in text.chars().map(sign) {
        length += units(&sign);
        // One unit is for the ellipsis.
        if length >= most {
            break;
        }
        kept.push_str(&sign);
    }
    kept + "…"
}

/// A link of ours between `<` and `|`.
fn escaped_link(link: &str) -> String {
    link.replace('<', "%3C").replace('>', "%3E").replace('|', "%7C").replace('&', "&amp;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_signs() {
        assert_eq!(escaped("a<b", 6), "a&lt;b");
        assert_eq!(escaped("a<bc", 6), "a&lt;…");
        assert_eq!(escaped("a<b", 5), "a…");
        assert_eq!(escaped("😀😀😀", 6), "😀😀😀");
        assert_eq!(escaped("😀😀😀", 5), "😀😀…");
        assert_eq!(escaped("😀😀😀", 4), "😀…");
    }

    #[test]
    fn a_link_of_ours_stays_one_link() {
        assert_eq!(
            escaped_link("https://k.example/a?b=1&c=<|>"),
            "https://k.example/a?b=1&amp;c=%3C%7C%3E"
        );
    }
}
