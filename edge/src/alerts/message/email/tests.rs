use super::super::tests::{email, message};
use super::super::{Message, Occasion};
use super::*;

#[test]
fn an_email_is_written_so() {
    let written = email(&message(Occasion::Score, "It arrived broken.\nI want a refund"));
    assert_eq!(written.subject, "Kokage: 2 of 10 · after-support");
    assert_eq!(
        written.text,
        "2 of 10 · detractor · after-support\n\
         Urgent: money, broken or wrong\n\
         They want a reply.\n\n\
         Comment:\n> It arrived broken.\n> I want a refund\n\n\
         Open in the report: https://koe.example/desk/kokage/comments?a=1&b=2\n\n\
         Rule: Unhappy visitors\n"
    );
}

#[test]
fn a_digest_lists_each_answer_and_what_is_left_out() {
    let digest = Message { left_out: 3, ..message(Occasion::Digest, "Too slow") };
    let written = email(&digest);
    assert_eq!(written.subject, "Kokage: 4 answers were held back");
    let lines: Vec<&str> = written.text.lines().collect();
    assert_eq!(lines[0], "4 answers were held back (quiet hours or the hourly cap).");
    assert_eq!(lines[2..4], ["2 of 10 · detractor · after-support · wants a reply", "> Too slow"]);
    assert_eq!(lines[5], "And 3 more.");
}

#[test]
fn a_link_quotes_the_words_and_encodes_everything() {
    assert_eq!(
        mailto("taro+x@example.com", "Re: Kokage & you", ("", "Bad?\r\n悪い")).unwrap(),
        "mailto:taro%2Bx@example.com?subject=Re%3A%20Kokage%20%26%20you\
         &body=%0D%0A%0D%0A%3E%20Bad%3F%0D%0A%3E%20%E6%82%AA%E3%81%84"
    );
    assert_eq!(
        mailto("taro@例え.jp", "a\r\nBcc: x", ("", "")).unwrap(),
        "mailto:taro@%E4%BE%8B%E3%81%88.jp?subject=a%20Bcc%3A%20x"
    );
    assert_eq!(
        mailto("t@example.com", "Re", ("Sorry &\nwe call", "Bad")).unwrap(),
        "mailto:t@example.com?subject=Re&body=Sorry%20%26%0D%0Awe%20call%0D%0A%0D%0A%3E%20Bad"
    );
    assert_eq!(
        mailto("t@example.com", "Re", ("Sorry", "")).unwrap(),
        "mailto:t@example.com?subject=Re&body=Sorry"
    );
    for other in ["", "taro", "taro@example.com?bcc=x@example.com", "a@example.com,b@example.com"] {
        assert_eq!(mailto(other, "Re", ("", "x")), None, "{other}");
    }
}

#[test]
fn a_link_stays_short_and_is_cut_between_characters() {
    // Near the longest address that is plain.
    let longest = format!("{}@{}example.com", "+".repeat(64), "abcdefg.".repeat(22));
    assert!(is_plain_email(&longest));
    for address in ["taro@example.com", &longest] {
        for text in ["a", "&", "悪", "😀", "\n", "é", "a\n"] {
            let link = mailto(address, &text.repeat(2_000), ("", &text.repeat(2_000))).unwrap();
            assert!(link.len() < MAX_LINK_BYTES, "{text:?} {}", link.len());
            let (_, query) = link.split_once('?').unwrap();
            let fields: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
            assert!(fields.iter().all(|(_, value)| !value.contains('\u{fffd}')), "{text:?}");
            assert!(!link.ends_with("%0D"), "{text:?}");
            // An address of ordinary length leaves room for the words.
            let is_full = text == "\n" || address == longest || link.len() > MAX_LINK_BYTES - 13;
            assert!(is_full, "{text:?} {}", link.len());
        }
    }
}
