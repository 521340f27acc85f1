//! A message as an e-mail, and the link that answers a visitor by one.

use super::letter::{Letter, Part};
use super::text::{clean, one_line};
use super::words::Language;
use crate::addresses::is_plain_email;

/// The longest link, in bytes: Windows cuts what it hands to a mail program at some 2,000.
const MAX_LINK_BYTES: usize = 1_800;
/// Characters of the subject of a link, at most: encoded, they leave room for the quoted words.
const SUBJECT: usize = 60;
/// What stands before each line of somebody else's words.
const QUOTE: &str = "> ";
/// The end of a line in a link, by RFC 6068.
const LINE_END: &str = "%0D%0A";

/// An e-mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Email {
    /// One line, without a word of a visitor.
    pub(crate) subject: String,
    /// Plain text, whose lines end with `\n`. Each line of a visitor's words starts with `> `.
    pub(crate) text: String,
}

/// Writes a message as an e-mail.
pub(crate) fn email(letter: &Letter) -> Email {
    let language = letter.language;
    let mut parts: Vec<String> = letter.parts.iter().map(|part| written(language, part)).collect();
    parts.extend(letter.link.as_ref().map(|link| format!("{}: {link}", language.open())));
    parts.push(letter.foot.clone());
    Email { subject: letter.title.clone(), text: parts.join("\n\n") + "\n" }
}

fn written(language: Language, part: &Part) -> String {
    match part {
        Part::Text(text) => text.clone(),
        Part::Words(words) => format!("{}:\n{}", language.comment(), quoted(words)),
        Part::Listed { line, words: None } => line.clone(),
        Part::Listed { line, words: Some(words) } => format!("{line}\n{}", quoted(words)),
    }
}

/// A link that answers a visitor by e-mail, by RFC 6068: what the owner says in such a case, and below it the visitor's
/// words, quoted as far as they fit. `None` for an
/// address that is not plain: whatever else it holds would become a field of the mail.
pub(crate) fn mailto(
    address: &str,
    subject: &str,
    (answer, quoted_words): (&str, &str),
) -> Option<String> {
    let (local, domain) = address.split_once('@').filter(|_| is_plain_email(address))?;
    let mut link = format!("mailto:{}@{}?subject=", encoded(local), encoded(domain));
    link.push_str(&encoded(&one_line(subject, SUBJECT)));
    let (answer, words) = (clean(answer), clean(quoted_words));
    let body = match (answer.is_empty(), words.is_empty()) {
        (true, true) => return Some(link),
        (false, true) => answer,
        // Room to write stands above the quoted words.
        (_, false) => format!("{answer}\n\n{}", quoted(&words)),
    };
    link.push_str("&body=");
    for sign in body.split_inclusive(|_| true) {
        let sign = if sign == "\n" { LINE_END.to_owned() } else { encoded(sign) };
        if link.len() + sign.len() >= MAX_LINK_BYTES {
            break;
        }
        link.push_str(&sign);
    }
    Some(link)
}

fn quoted(text: &str) -> String {
    let lines = text.split('\n').map(|line| format!("{QUOTE}{line}"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Percent-encodes all but the unreserved characters of RFC 3986.
fn encoded(text: &str) -> String {
    let sign = |byte: u8| match byte {
        b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(sign).collect()
}

#[cfg(test)]
mod tests;
