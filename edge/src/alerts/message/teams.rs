//! A message for a workflow of Teams, as an adaptive card.
//!
//! A text block reads Markdown, and replaces dates between braces. So every sign that may mean something is escaped,
//! and each line is a paragraph of its own: a lone line end would be a space.

use serde_json::{Value, json};

use super::letter::{Letter, Part};

/// Writes a message as JSON for Teams. It stays under 28 KB, which is what Teams takes.
pub(crate) fn teams(letter: &Letter) -> String {
    let Letter { language, title, parts, foot, link } = letter;
    let mut body = vec![json!({
        "type": "TextBlock", "text": escaped(title), "wrap": true, "size": "Medium", "weight": "Bolder",
    })];
    for part in parts {
        match part {
            Part::Text(text) => body.push(block(text)),
            Part::Words(text) => body.push(words(text)),
            Part::Listed { line, words: said } => {
                body.push(block(line));
                body.extend(said.as_deref().map(words));
            }
        }
    }
    body.push(json!({
        "type": "TextBlock", "text": escaped(foot), "wrap": true, "size": "Small", "isSubtle": true,
    }));
    let open =
        |link: &String| json!({ "type": "Action.OpenUrl", "title": language.open(), "url": link });
    let actions: Vec<Value> = link.iter().map(open).collect();
    json!({
        "type": "message",
        "attachments": [{
            "contentType": "application/vnd.microsoft.card.adaptive",
            "contentUrl": null,
            "content": {
                "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
                "type": "AdaptiveCard",
                "version": "1.4",
                "body": body,
                "actions": actions,
            },
        }],
    })
    .to_string()
}

fn block(text: &str) -> Value {
    json!({ "type": "TextBlock", "text": escaped(text), "wrap": true })
}

/// The visitor's words, in a box of their own.
fn words(text: &str) -> Value {
    json!({ "type": "Container", "style": "emphasis", "items": [block(text)] })
}

/// The text with every sign of Markdown escaped, a line a paragraph. Empty lines go: paragraphs stand apart.
fn escaped(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(escaped_line).collect::<Vec<_>>().join("\n\n")
}

fn escaped_line(line: &str) -> String {
    let mut written = String::with_capacity(line.len() * 2);
    let number = line.find(|c: char| !c.is_ascii_digit()).filter(|end| *end > 0);
    for (at, c) in line.char_indices() {
        let (before, after) = (&line[..at], &line[at + c.len_utf8()..]);
        let is_sign = match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '<' | '>' | '#' | '~'
            | '|' | '!' | '&' | '@' => true,
            // A list, a rule, or the line under a heading.
            '-' | '+' | '=' => at == 0,
            // A numbered list; `www.` becomes a link by itself.
            '.' => number == Some(at) || before.to_ascii_lowercase().ends_with("www"),
            // `https://` becomes a link by itself.
            ':' => after.starts_with("//"),
            _ => false,
        };
        if is_sign {
            written.push('\\');
        }
        written.push(c);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_markdown_is_a_line_of_text() {
        for (line, written) in [
            ("Plain words, 2.5 and a-b.", "Plain words, 2.5 and a-b."),
            ("[x](javascript:alert(1))", r"\[x\]\(javascript:alert\(1\)\)"),
            ("![x](https://evil.example)", r"\!\[x\]\(https\://evil.example\)"),
            ("<https://evil.example>", r"\<https\://evil.example\>"),
            ("WWW.evil.example", r"WWW\.evil.example"),
            ("# heading", r"\# heading"),
            ("- one", r"\- one"),
            ("+ one", r"\+ one"),
            ("12. one", r"12\. one"),
            ("12) one", r"12\) one"),
            ("2.5 of 5", r"2\.5 of 5"),
            ("===", r"\==="),
            ("**b** _i_ ~~s~~ `c`", r"\*\*b\*\* \_i\_ \~\~s\~\~ \`c\`"),
            (r"\[x]", r"\\\[x\]"),
            ("{{DATE(2017-02-14T06:00:00Z)}}", r"\{\{DATE\(2017-02-14T06:00:00Z\)\}\}"),
            ("<at>all</at> &lt;", r"\<at\>all\</at\> \&lt;"),
            ("悪かった。", "悪かった。"),
        ] {
            assert_eq!(escaped_line(line), written);
        }
        assert_eq!(escaped("a\n\n    # b\n \nc"), "a\n\n\\# b\n\nc");
    }
}
