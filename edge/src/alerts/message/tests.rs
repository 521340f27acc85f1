//! One table of nasty inputs runs through every channel.

use koe_shared::metric::Scale;
use serde_json::json;

use super::text::{COMMENT, EXCERPT, NAME, clean};
use super::*;
use crate::alerts::signature::{Secret, signature};

/// What a visitor may write.
pub(crate) const NASTY: [&str; 30] = [
    "<!channel> <!here> <!everyone>",
    "<@U012AB3CD> <#C012AB3CD>",
    "<https://evil.example|click>",
    "https://evil.example/ www.evil.example",
    "@here @channel @all",
    "[x](javascript:alert(1))",
    "[x]: https://evil.example\n\n[x]",
    "![x](https://evil.example/pixel)",
    "# heading\n## another",
    "heading\n===\nanother\n---",
    "- one\n* two\n+ three\n1. four\n2) five",
    "> quoted\n>> twice",
    "    code\n```\ncode\n```",
    "**bold** _italic_ ~~gone~~ `code`",
    "| a | b |\n| --- | --- |",
    "{{DATE(2017-02-14T06:00:00Z, SHORT)}} ${site}",
    "<at>Everybody</at>",
    "&<>",
    "&amp;lt;b&gt; &#60;",
    "<script>alert(1)</script>",
    "a\r\nBcc: all@example.com\r\n\r\nbody",
    "a\nb\rc\u{2028}d\u{2029}e\u{85}f",
    "a\0b\u{7}\u{8}\u{1b}[2J\u{7f}\u{9b}",
    "\u{202e}moc.live\u{202c} \u{2066}x\u{2069} \u{200f}\u{61c}\u{feff}",
    "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 :smile:",
    "\\ \\\\ \\n \" ' \u{fffd}",
    ".\r\n.\r\nQUIT",
    "",
    " \n\t ",
    "とても悪かった。\n返金してください。",
];

fn slack(message: &Message) -> String {
    super::slack(&message.letter())
}

fn teams(message: &Message) -> String {
    super::teams(&message.letter())
}

pub(super) fn email(message: &Message) -> super::email::Email {
    super::email(&message.letter())
}

fn webhook(
    message: &Message,
    secret: Option<&Secret>,
    sent_at: Timestamp,
) -> super::webhook::Webhook {
    super::webhook(&message.event(), secret, sent_at)
}

pub(super) fn score(scale: Scale, value: i64) -> Score {
    Score::new(scale, value).unwrap()
}

/// A detractor who wants a reply.
pub(super) fn told(comment: &str) -> Told {
    let score = score(Scale::Nps, 2);
    Told {
        answer: serde_json::from_value(json!({
            "id": "0193d5f2", "score": 2, "comment": comment, "contact": { "name": comment }, "tags": [comment],
        }))
        .unwrap(),
        score,
        touchpoint: Some("after-support".to_owned()),
        survey: "shop-nps".to_owned(),
        comment: Some(comment.to_owned()),
        wants_reply: true,
        urgency: Urgency::of(score, comment, true),
    }
}

pub(super) fn message(occasion: Occasion, comment: &str) -> Message {
    Message {
        id: "0193d5f2.unhappy.score".to_owned(),
        at: "2026-11-22T05:32:00Z".parse().unwrap(),
        site: "kokage".parse().unwrap(),
        site_name: "Kokage".to_owned(),
        locale: "en".parse().unwrap(),
        rule: RuleName { id: "unhappy".to_owned(), name: "Unhappy visitors".to_owned() },
        occasion,
        answers: vec![told(comment)],
        left_out: 0,
        link: Some("https://koe.example/desk/kokage/comments?a=1&b=2".to_owned()),
    }
}

fn read(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

/// Every nasty input, and long ones, in every field that a person writes and in every kind of message.
fn each(mut check: impl FnMut(&str, &Message)) {
    let long: Vec<String> = ["a", "<", "\\", "\"", "&", "悪", "😀", "*", "*\n", "\u{202e}", "a b "]
        .iter()
        .map(|text| text.repeat(10_000))
        .collect();
    let texts = NASTY.iter().copied().chain(long.iter().map(String::as_str));
    for text in texts {
        // Words are written as a score is.
        for occasion in [Occasion::Score, Occasion::Update, Occasion::Digest] {
            for (locale, names_too) in [("en", false), ("ja", true)] {
                let mut message = message(occasion, text);
                message.locale = locale.parse().unwrap();
                if names_too {
                    text.clone_into(&mut message.site_name);
                    text.clone_into(&mut message.rule.name);
                    message.answers[0].touchpoint = Some(text.to_owned());
                }
                if occasion == Occasion::Digest {
                    message.answers = vec![message.answers[0].clone(); 20];
                    message.left_out = 7;
                }
                check(text, &message);
            }
        }
    }
}

fn is_seen(text: &str) -> bool {
    clean(text) == text.trim()
}

/// Every text in a JSON value.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| texts(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The comment as it should arrive in a message: whole or cut, in lines or in one.
fn arrives(text: &str, message: &Message) -> String {
    match message.occasion {
        Occasion::Digest => super::text::one_line(text, EXCERPT),
        _ => super::text::cut(&clean(text), COMMENT),
    }
}

#[test]
fn a_webhook_is_written_so_and_signed_over_its_bytes() {
    let secret: Secret = concat!("whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").parse().unwrap();
    let sent_at: Timestamp = "2026-11-22T06:02:00Z".parse().unwrap();
    let message = message(Occasion::Update, "I want a refund");
    let written = webhook(&message, Some(&secret), sent_at);
    let body = read(&written.body);
    assert_eq!(
        body,
        json!({
            "type": "alert",
            "timestamp": "2026-11-22T05:32:00Z",
            "data": {
                "site": "kokage",
                "rule": { "id": "unhappy", "name": "Unhappy visitors" },
                "occasion": "update",
                "answers": [{
                    "id": "0193d5f2", "score": 2, "comment": "I want a refund",
                    "contact": { "name": "I want a refund" }, "tags": ["I want a refund"],
                    "urgency": { "sum": 7, "reasons": ["money", "contact_wanted", "very_low"] },
                }],
                "left_out": 0,
                "link": "https://koe.example/desk/kokage/comments?a=1&b=2",
            },
        })
    );
    let signed = signature(&secret, "0193d5f2.unhappy.score", 1_795_327_320, &written.body);
    assert_eq!(
        written.headers,
        [
            ("webhook-id", "0193d5f2.unhappy.score".to_owned()),
            ("webhook-timestamp", "1795327320".to_owned()),
            ("webhook-signature", signed),
        ]
    );
    let unsigned = webhook(&Message { link: None, ..message }, None, sent_at);
    assert_eq!(unsigned.headers.len(), 2);
    assert_eq!(read(&unsigned.body)["data"]["link"], Value::Null);
}

#[test]
fn a_webhook_names_every_occasion() {
    for (occasion, name) in [
        (Occasion::Score, "score"),
        (Occasion::Words, "words"),
        (Occasion::Update, "update"),
        (Occasion::Digest, "digest"),
    ] {
        let written = webhook(&message(occasion, "x"), None, Timestamp::UNIX_EPOCH);
        assert_eq!(read(&written.body)["data"]["occasion"], name);
    }
}

#[test]
fn nasty_words_reach_a_webhook_whole_but_for_what_nobody_sees() {
    each(|text, message| {
        let body = read(&webhook(message, None, Timestamp::UNIX_EPOCH).body);
        let answers = body["data"]["answers"].as_array().unwrap();
        assert_eq!(answers.len(), message.answers.len());
        for answer in answers {
            for place in ["/comment", "/contact/name", "/tags/0"] {
                assert_eq!(answer.pointer(place).unwrap(), &clean(text), "{text:.40?}");
            }
        }
    });
}

/// Holds what was written for Slack against its rules; tells every text in it. `ours` is how the one link begins.
#[track_caller]
pub(crate) fn check_slack(written: &str, ours: &str) -> Vec<String> {
    let body = read(written);
    for off in ["unfurl_links", "unfurl_media", "mrkdwn"] {
        assert_eq!(body[off], false);
    }
    let mut found = Vec::new();
    texts(&body, &mut found);
    // Nothing of Slack's own signs but in the one link that is ours.
    assert_eq!(found.iter().filter(|one| one.starts_with(ours)).count(), 1);
    for one in found.iter().filter(|one| !one.starts_with(ours)) {
        let unescaped = one.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "");
        assert!(!unescaped.contains(['<', '>', '&']), "{one:.80?}");
        assert!(is_seen(one), "{one:.80?}");
        assert!(!one.is_empty());
    }
    let blocks = body["blocks"].as_array().unwrap();
    assert!(blocks.len() <= 50, "{}", blocks.len());
    for (place, block) in blocks.iter().enumerate() {
        let object =
            if block["type"] == "context" { &block["elements"][0] } else { &block["text"] };
        let is_link = place == blocks.len() - 1;
        assert_eq!(object["type"], if is_link { "mrkdwn" } else { "plain_text" });
        assert!(is_link || object["emoji"] == false);
        let units = object["text"].as_str().unwrap().encode_utf16().count();
        assert!(units <= if block["type"] == "header" { 150 } else { 3_000 }, "{units}");
    }
    found
}

/// The text as Slack gets it.
pub(crate) fn escaped_for_slack(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[test]
fn slack_gets_a_visitor_s_words_as_plain_text_that_does_nothing() {
    each(|text, message| {
        let written = slack(message);
        let found = check_slack(&written, "<https://koe.example/desk/kokage/comments?a=1&amp;b=2|");
        let body = read(&written);
        // The fallback is what a notification shows: none of the visitor's words is in it.
        if message.site_name == "Kokage" {
            let mut quiet = message.clone();
            quiet.answers.iter_mut().for_each(|told| told.comment = None);
            assert_eq!(body["text"], read(&slack(&quiet))["text"]);
        }
        let wanted = arrives(text, message);
        let wanted = escaped_for_slack(&wanted);
        if wanted.encode_utf16().count() < 2_500 && !wanted.is_empty() {
            assert!(found.iter().any(|one| one.ends_with(&wanted)), "{wanted:.80?} in {found:?}");
        }
    });
}

/// Holds what was written for Teams against its rules; tells the text of every block.
#[track_caller]
pub(crate) fn check_teams(written: &str) -> Vec<String> {
    assert!(written.len() < 28_000, "{} bytes", written.len());
    let body = read(written);
    assert_eq!(body["type"], "message");
    let attachment = &body["attachments"][0];
    assert_eq!(attachment["contentType"], "application/vnd.microsoft.card.adaptive");
    let card = &attachment["content"];
    assert_eq!((&card["type"], &card["version"]), (&json!("AdaptiveCard"), &json!("1.4")));
    assert_eq!(card["actions"].as_array().unwrap().len(), 1);
    assert_eq!(card["actions"][0]["type"], "Action.OpenUrl");
    let mut blocks = Vec::new();
    for item in card["body"].as_array().unwrap() {
        match item["items"].as_array() {
            Some(items) => blocks.extend(items.clone()),
            None => blocks.push(item.clone()),
        }
    }
    let mut found = Vec::new();
    for block in &blocks {
        assert_eq!((&block["type"], &block["wrap"]), (&json!("TextBlock"), &json!(true)));
        found.push(block["text"].as_str().unwrap().to_owned());
    }
    for one in &found {
        assert!(is_seen(one), "{one:.80?}");
        assert!(!one.trim().is_empty());
        assert_is_text(one);
    }
    found
}

/// Whether one of the blocks is this text, to a reader of Markdown.
pub(crate) fn is_among(found: &[String], text: &str) -> bool {
    let wanted: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let kept = |one: &String| unescaped(one).split("\n\n").eq(wanted.iter().copied());
    wanted.is_empty() || found.iter().any(kept)
}

#[test]
fn teams_gets_a_visitor_s_words_with_every_sign_of_markdown_escaped() {
    each(|text, message| {
        let found = check_teams(&teams(message));
        let wanted = arrives(text, message);
        assert!(is_among(&found, &wanted), "{wanted:?} in {found:?}");
    });
}

/// The text as a reader of Markdown sees it: a backslash before punctuation goes.
fn unescaped(text: &str) -> String {
    let mut seen = String::new();
    let mut signs = text.chars().peekable();
    while let Some(c) = signs.next() {
        match signs.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => seen.extend(signs.next()),
            _ => seen.push(c),
        }
    }
    seen
}

/// No sign of Markdown stands without a backslash.
#[track_caller]
fn assert_is_text(text: &str) {
    let mut bare = String::new();
    let mut signs = text.chars().peekable();
    while let Some(c) = signs.next() {
        if c == '\\' {
            let escaped = signs.next();
            assert!(escaped.is_some_and(|c| c.is_ascii_punctuation()), "{text:.80?}");
            bare.push('\u{1}');
        } else {
            bare.push(c);
        }
    }
    for sign in
        ["*", "_", "[", "]", "(", ")", "<", ">", "#", "`", "~", "|", "!", "&", "@", "{", "}"]
    {
        assert!(!bare.contains(sign), "{sign} in {text:.80?}");
    }
    assert!(!bare.contains("://") && !bare.to_lowercase().contains("www."), "{text:.80?}");
    for line in bare.lines() {
        assert!(!line.starts_with(['-', '+', '=', ' ', '\t']), "{line:.80?}");
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        assert!(digits.len() == line.len() || !digits.starts_with(['.', ')']), "{line:.80?}");
    }
}

/// Holds an e-mail against what every one has to be.
#[track_caller]
pub(crate) fn check_email(written: &super::email::Email) {
    assert!(!written.subject.contains(char::is_control), "{:.80?}", written.subject);
    assert!(is_seen(&written.subject));
    assert!(written.subject.chars().count() <= 2 * NAME + 60);
    assert!(written.text.chars().all(|c| c == '\n' || !c.is_control()));
    let lines: Vec<&str> = written.text.lines().collect();
    assert!(is_seen(&lines.join("\n")));
}

#[test]
fn an_email_has_a_subject_of_one_line_without_a_visitor_s_words() {
    each(|text, message| {
        let written = email(message);
        check_email(&written);
        let mut quiet = message.clone();
        quiet.answers.iter_mut().for_each(|told| told.comment = None);
        assert_eq!(written.subject, email(&quiet).subject);
        let lines: Vec<&str> = written.text.lines().collect();
        // Each line of the words is quoted, so that none passes for a line of ours.
        let wanted = arrives(text, message);
        let quoted: Vec<String> = wanted.lines().map(|line| format!("> {line}")).collect();
        if !wanted.is_empty() {
            let all = quoted.join("\n");
            assert!(written.text.contains(&all), "{all:.80?} in {:.400?}", written.text);
        }
        if message.site_name == "Kokage" {
            let open = lines.iter().filter(|line| line.starts_with("Open in the report: "));
            assert_eq!(open.count(), 1);
        }
    });
}

#[test]
fn a_link_for_a_reply_holds_one_recipient_one_subject_and_one_body() {
    each(|text, message| {
        let link = mailto("taro@example.com", &message.site_name, (text, text)).unwrap();
        assert!(link.len() < 1_800 && link.is_ascii(), "{text:.40?}");
        let rest = link.strip_prefix("mailto:taro@example.com?subject=").unwrap();
        let (subject, body) = rest.split_once("&body=").unwrap_or((rest, ""));
        for part in [subject, body] {
            let is_encoded = |c: char| c.is_ascii_alphanumeric() || "-._~%".contains(c);
            assert!(part.chars().all(is_encoded), "{part:.80}");
        }
        assert!(!subject.contains("%0D") && !subject.contains("%0A"));
        assert!(!body.replace("%0D%0A", "").contains("%0A"));
        assert_eq!(mailto(text, "Re", ("", "x")), None, "{text:.40?}");
    });
}

#[test]
fn without_a_link_nothing_points_anywhere() {
    let message = Message { link: None, ..message(Occasion::Score, "https://evil.example") };
    assert!(!slack(&message).contains("mrkdwn\",") && !slack(&message).contains("<http"));
    assert_eq!(read(&teams(&message))["attachments"][0]["content"]["actions"], json!([]));
    assert!(!email(&message).text.contains("Open in the report"));
}
