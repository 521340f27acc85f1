//! The ways to answer a visitor: links that write and call, for whoever may act on what visitors say.

use koe_shared::answer::Contact;
use maud::{Markup, html};

use crate::alerts::mailto;
use crate::desk::icons;
use crate::desk::language::Language;
use crate::desk::words::comments as words;

/// What an e-mail to a visitor begins with.
pub(crate) struct Letter<'a> {
    /// The name of the site, for the subject.
    pub(crate) site: &'a str,
    /// What the site does in such a case, above the visitor's words; may be empty.
    pub(crate) answer: &'a str,
    /// What the visitor wrote, to be quoted.
    pub(crate) quoted: &'a str,
}

/// The address and the telephone number that a visitor left, and when a call is welcome.
pub(crate) fn ways(language: Language, contact: &Contact, letter: &Letter<'_>) -> Markup {
    let Contact { email, phone, name, when, consent: _ } = contact;
    let subject = words::reply_subject(language, letter.site);
    html! {
        p.reply-to {
            (icons::reply())
            @if let Some(name) = name { bdi { (name) } }
            @if let Some(email) = email {
                @match mailto(email, &subject, (letter.answer, letter.quoted)) {
                    Some(link) => a href=(link) { bdi dir="ltr" { (email) } },
                    None => bdi dir="ltr" { (email) },
                }
            }
            @if let Some(phone) = phone {
                @match dialled(phone) {
                    Some(digits) => a href=(format!("tel:{digits}")) { bdi dir="ltr" { (phone) } },
                    None => bdi dir="ltr" { (phone) },
                }
            }
            @if let Some(when) = when { span.quiet { (language.say(words::CALL_WHEN)) " " bdi { (when) } } }
        }
    }
}

/// The digits of a telephone number as it is dialled; `None` where it holds anything but digits and what people write
/// between them.
fn dialled(phone: &str) -> Option<String> {
    let usual = koe_shared::words::Text::of(phone);
    let usual = usual.folded().trim();
    let is_between = |c: char| matches!(c, ' ' | '-' | '.' | '(' | ')' | '/');
    let is_plain = usual
        .char_indices()
        .all(|(at, c)| c.is_ascii_digit() || is_between(c) || (c == '+' && at == 0));
    let digits: String = usual.chars().filter(|c| !is_between(*c)).collect();
    (is_plain && digits.chars().filter(char::is_ascii_digit).count() >= 3).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::dialled;

    #[test]
    fn a_number_is_dialled_by_its_digits_alone() {
        for (phone, expected) in [
            ("03-1234-5678", Some("0312345678")),
            ("+81 (3) 1234 5678", Some("+81312345678")),
            ("０３−１２３４", None),
            ("０３ー1234", None),
            ("０３-１２３４", Some("031234")),
            ("12;phone-context=x", None),
            ("call me", None),
            ("1+2345", None),
            ("", None),
        ] {
            assert_eq!(dialled(phone).as_deref(), expected, "{phone}");
        }
    }
}
