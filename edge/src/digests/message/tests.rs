//! What a digest says, and that the words of visitors do nothing in any channel: by the table of alerts.

use futures_util::FutureExt;
use jiff::Timestamp;
use koe_shared::answer::Channel;
use koe_shared::id::PublicId;
use koe_shared::metadata::{EncodedSegments, Flags, Metadata, Recorded};
use koe_shared::metric::Scale;
use koe_shared::score::Score;
use koe_shared::site::SiteDocument;
use serde_json::{Value, json};

use super::digest::Digest;
use super::letter::COMMENT;
use crate::alerts::message::tests::{
    NASTY, check_email, check_slack, check_teams, escaped_for_slack, is_among,
};
use crate::alerts::message::{email, slack, teams, webhook};
use crate::alerts::{Writing, clean, cut};
use crate::digests::week::DueWeek;
use crate::reports::{OpenCases, Params, weekly};
use crate::sites::{Calendar, Site, SiteRecord};
use crate::store::keys::{self, Rank};
use crate::store::{MemoryStore, Put, Store};

/// Monday, at eight.
const NOW: &str = "2026-11-23T08:00:00Z";

/// An answer of the week.
struct Given<'a> {
    survey: &'a str,
    score: Score,
    touchpoint: &'a str,
    comment: Option<&'a str>,
    /// Before the end of the week, in hours.
    ago: i64,
}

fn given((scale, score): (Scale, i64), ago: i64, comment: Option<&str>) -> Given<'_> {
    let survey = match scale {
        Scale::Nps => "nps",
        Scale::Csat => "csat",
        Scale::Ces5 | Scale::Ces7 => "ces",
    };
    let score = Score::new(scale, score).unwrap();
    Given { survey, score, touchpoint: "cart", comment, ago }
}

fn put(store: &MemoryStore, n: u128, given: &Given<'_>) {
    let end = "2026-11-23T00:00:00Z".parse::<Timestamp>().unwrap().as_millisecond();
    let time = u64::try_from(end - given.ago * 3_600_000).unwrap();
    let metadata = Metadata {
        recorded: Recorded::Answered(given.score),
        channel: Channel::Web,
        flags: Flags::NONE.with(Flags::COMMENT, given.comment.is_some()),
        survey_version: 1,
        survey: given.survey.into(),
        touchpoint: Some(given.touchpoint.into()),
        locale: Some("en".into()),
        segments: EncodedSegments::default(),
    };
    let mut value = json!({ "received_at": "2026-11-22T00:00:00Z" });
    if let Some(comment) = given.comment {
        value["comment"] = json!(comment);
    }
    let id = PublicId::new(time, n);
    let key = keys::answer(&"kokage".parse().unwrap(), &id, Rank::Revision(1));
    let (value, metadata) = (value.to_string(), metadata.encode());
    let put = Put { value: &value, metadata: Some(&metadata), ..Put::default() };
    store.put(&key, put).now_or_never().unwrap().unwrap();
}

/// The digest of these answers, of a site and a department with these names, in a language.
fn written(
    (site, department, locale): (&str, &str, &str),
    answers: &[Given<'_>],
    cases: Option<OpenCases>,
) -> Writing {
    let now: Timestamp = NOW.parse().unwrap();
    let store = MemoryStore::new(std::sync::Arc::new(move || now));
    for (n, given) in answers.iter().enumerate() {
        put(&store, n as u128, given);
    }
    let mut document = SiteDocument::parse(
        br#"{ "name": "K", "origins": ["https://k.example"],
        "departments": [{ "id": "care", "name": "Care", "touchpoints": ["cart", "after-support"] }],
        "surveys": [
            { "id": "nps", "metric": "nps", "goal": "g", "touchpoints": ["cart", "after-support"] },
            { "id": "csat", "metric": "csat", "goal": "g", "touchpoints": ["cart"] },
            { "id": "ces", "metric": "ces", "goal": "g", "touchpoints": ["cart"] }
        ] }"#,
    )
    .unwrap();
    site.clone_into(&mut document.name);
    department.clone_into(&mut document.departments[0].name);
    document.departments[0].locale = Some(locale.parse().unwrap());
    let record = SiteRecord::new(document, String::new(), now).unwrap();
    let record = record.at_origin("https://koe.example");
    let site = Site::new("kokage".parse().unwrap(), record);
    let week = DueWeek::at(&Calendar::new("UTC", now)).unwrap();
    let asked = [("from", "2026-11-16"), ("to", "2026-11-23"), ("department", "care")];
    let asked = asked.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
    let made = weekly(&store, &site, Params::new(asked.collect()), now);
    let weekly = made.now_or_never().unwrap().unwrap();
    let department = &site.document().departments[0];
    Digest { site: &site, department, week: &week, weekly: &weekly, cases }.writing(now)
}

/// Fifty answers, twenty of which are of the week before.
fn usual() -> Vec<Given<'static>> {
    let nps = |n: i64| {
        let (score, ago) =
            if n < 30 { (if n % 3 == 0 { 0 } else { 10 }, n + 1) } else { (9, 170 + n) };
        let touchpoint = if n % 2 == 0 { "cart" } else { "after-support" };
        Given { touchpoint, ..given((Scale::Nps, score), ago, None) }
    };
    (0..50).map(nps).collect()
}

#[test]
fn every_metric_has_its_score_its_interval_its_n_and_its_verdict() {
    let mut answers = usual();
    answers.extend((0..40).map(|n| given((Scale::Csat, 4 + n % 2), n * 8 + 1, None)));
    answers.extend((0..3).map(|n| given((Scale::Ces5, 2), n + 1, None)));
    let text = |locale| email(&written(("Kokage", "Care", locale), &answers, None).letter).text;
    let english = text("en");
    let japanese = text("ja");
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(
        lines(&english)[..13],
        [
            "NPS 33 (95% interval −2 to 62, n = 30)",
            "Down: −67 from 100 (−93 to −21).",
            "Of −67, 0 comes from who answered and −67 from how they rate. after-support moved it most (−33).",
            "",
            "CES: n = 3 (shown from 5 answers)",
            "",
            "CSAT 100% (95% interval 85 to 100%, n = 21, preliminary)",
            "No evidence of change: 0 from 100% (−15 to +17).",
            "",
            "Lowest touchpoint: after-support · NPS 33 (95% interval −17 to 70, n = 15, preliminary)",
            "No evidence of a difference from the rest.",
            "",
            "Open in the report: https://koe.example/sites/kokage?department=care&from=2026-11-16&to=2026-11-23",
        ],
        "{english}"
    );
    assert_eq!(
        lines(&japanese)[..11],
        [
            "NPS 33 (95%区間 −2〜62、n = 30)",
            "下がりました。前の週 100 との差 −67 (−93〜−21)。",
            "差 −67 の内訳: 答えた人の構成 0、評価の変化 −67。いちばん動かしたのは「after-support」(−33) です。",
            "",
            "CES: n = 3 (5件から表示します)",
            "",
            "CSAT 100% (95%区間 85〜100%、n = 21、参考値)",
            "変化したとは言えません。前の週 100% との差 0 (−15〜+17)。",
            "",
            "いちばん低いタッチポイント: after-support · NPS 33 (95%区間 −17〜70、n = 15、参考値)",
            "ほかと違うとは言えません。",
        ],
        "{japanese}"
    );
}

#[test]
fn cases_are_told_where_they_are_known() {
    let cases = Some(OpenCases { open: 5, late: 2 });
    let told = written(("Kokage", "Care", "en"), &[], cases);
    let text = email(&told.letter).text;
    assert!(text.contains("Follow-up: 5 open, 2 of them late\n"), "{text}");
    let body: Value = serde_json::from_str(&told.event.data).unwrap();
    assert_eq!(body["cases"], json!({ "open": 5, "late": 2 }));
    let told = written(("Kokage", "Care", "ja"), &usual(), cases);
    let text = email(&told.letter).text;
    assert!(text.contains("フォロー: 対応中 5件、うち期限超過 2件\n"), "{text}");
    let untold = written(("Kokage", "Care", "en"), &usual(), None);
    let body: Value = serde_json::from_str(&untold.event.data).unwrap();
    assert_eq!(body.get("cases"), None);
    assert!(!email(&untold.letter).text.contains("Follow-up"));
}

#[test]
fn a_webhook_names_the_digest_and_its_kind() {
    let told = written(("Kokage", "Care", "en"), &[], None);
    let sent = webhook(&told.event, None, NOW.parse().unwrap());
    assert_eq!(sent.headers[0], ("webhook-id", "kokage.care.2026-W47".to_owned()));
    let body: Value = serde_json::from_str(&sent.body).unwrap();
    assert_eq!((&body["type"], &body["timestamp"]), (&json!("digest"), &json!(NOW)));
    assert_eq!(body["data"]["week"], "2026-W47");
}

/// 1. The comments of a digest do nothing in any channel, whatever they say, and arrive. 2. Neither do names.
#[test]
fn the_words_of_visitors_are_text_in_every_channel() {
    const OURS: &str = "<https://koe.example/sites/kokage?department=care&amp;";
    let long: Vec<String> = ["a", "<", "\\", "&", "悪", "😀", "*\n", "a b "]
        .iter()
        .map(|text| text.repeat(10_000))
        .collect();
    let texts = NASTY.iter().copied().chain(long.iter().map(String::as_str));
    for text in texts {
        for (locale, names) in [("en", ["Kokage", "Care"]), ("ja", [text, text])] {
            let mut answers = vec![given((Scale::Nps, 10), 4, None)];
            answers.push(given((Scale::Nps, 1), 3, Some(text)));
            answers.push(given((Scale::Nps, 9), 2, Some(text)));
            answers.push(given((Scale::Nps, 10), 1, Some(text)));
            let told = written((names[0], names[1], locale), &answers, None);
            let wanted = cut(&clean(text), COMMENT);

            let found = check_slack(&slack(&told.letter), OURS);
            let escaped = escaped_for_slack(&wanted);
            if escaped.encode_utf16().count() < 2_500 && !wanted.is_empty() {
                let said = found.iter().filter(|one| one.ends_with(&format!("\n{escaped}")));
                assert_eq!(said.count(), 3, "{escaped:.80?} in {found:?}");
            }
            let found = check_teams(&teams(&told.letter));
            assert!(is_among(&found, &wanted), "{wanted:.80?} in {found:?}");

            let mail = email(&told.letter);
            check_email(&mail);
            let quoted: Vec<String> = wanted.lines().map(|line| format!("> {line}")).collect();
            let said = mail.text.matches(&quoted.join("\n")).count();
            assert!(wanted.is_empty() || said >= 3, "{wanted:.80?} in {:.400?}", mail.text);
            let lines = mail.text.lines();
            let open = lines.filter(|line| line.contains("https://koe.example/sites/kokage?"));
            assert_eq!(open.count(), 1);

            let body: Value = serde_json::from_str(&told.event.data).unwrap();
            for voice in body["data"]["voices"].as_array().into_iter().flatten() {
                assert_eq!(voice["answer"]["comment"], clean(text));
            }
            assert_eq!(body["voices"].as_array().unwrap().len(), 3);
        }
    }
}
