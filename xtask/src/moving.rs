//! A site moved to another by the tools scores the same; and real answers come in, however they are written.

use std::{fs, thread};

use encoding_rs::SHIFT_JIS;
use jiff::{SignedDuration, Timestamp};
use koe_shared::id::AnswerId;
use serde_json::{Value, json};

use crate::local_edge::{ADMIN_KEY, LocalEdge, xtask};
use crate::owner::Owner;
use crate::scratch::Scratch;

const ANSWERS: u64 = 900;
const APART: SignedDuration = SignedDuration::from_mins(31);

/// A site with two metrics, of which one was asked on two scales.
fn open(owner: &Owner, site: &str) {
    for (version, scale) in [(1, 5), (2, 7)] {
        let document = json!({
            "name": "Kokage", "origins": ["https://shop.example"], "timezone": "Asia/Tokyo",
            "locale": "ja", "locales": ["ja", "en"], "segments": { "plan": ["free", "pro"] },
            "touchpoints": [{ "id": "browsing" }],
            "identity": { "require_signature": false },
            "surveys": [
                { "id": "shop-nps", "metric": "nps", "goal": "Do they return?", "touchpoints": ["bought"] },
                { "id": "effort", "metric": "ces", "goal": "Is it easy?", "touchpoints": ["bought"],
                  "version": version, "scale": scale },
            ],
        });
        owner.json("PUT", &format!("/v1/sites/{site}"), &document).unwrap();
    }
}

/// What visitors said in the last weeks, of every kind.
fn answer(owner: &Owner, now: Timestamp) {
    let of =
        |number: u64, all: &[&str]| all[usize::try_from(number).unwrap() % all.len()].to_owned();
    for number in 0..ANSWERS {
        let at = now - APART * i32::try_from(number).unwrap();
        let id = AnswerId::new(u64::try_from(at.as_millisecond()).unwrap(), u128::from(number));
        let is_nps = number % 3 > 0;
        let mut body = json!({
            "site": "kokage", "id": id.to_secret_string(), "revision": 1,
            "survey": if is_nps { "shop-nps" } else { "effort" },
            "survey_version": if is_nps || number % 2 == 0 { 1 } else { 2 },
            "outcome": of(number / 2, &["answered", "answered", "dismissed", "answered", "ignored"]),
            "touchpoint": of(number / 3, &["bought", "browsing", "made-up"]),
            "locale": of(number / 5, &["ja", "en", "de"]),
            "channel": of(number / 7, &["web", "web", "email", "qr"]),
            "page": "/orders/thanks", "test": number % 41 == 0,
            "segments": { "plan": of(number / 11, &["free", "pro", "gold"]) },
        });
        if body["outcome"] == "answered" {
            body["score"] = json!(if is_nps { number * 7 % 11 } else { number % 5 + 1 });
            if number % 4 == 0 {
                body["comment"] = json!(format!("=配送が「早い」\n{number}'\""));
            }
            if number % 9 == 0 {
                body["respondent"] = json!({ "id": format!("u_{}", number % 50) });
            }
        }
        owner.json("POST", "/v1/answers", &body).unwrap();
    }
}

/// Twenty questions, each over the same days.
const QUERIES: [&str; 20] = [
    "metric=nps",
    "survey=shop-nps",
    "survey=effort&scale=5",
    "survey=effort&scale=7",
    "survey=effort&version=2",
    "metric=nps&interval=day",
    "metric=nps&interval=week",
    "metric=nps&group_by=touchpoint",
    "metric=nps&group_by=locale",
    "metric=nps&group_by=channel",
    "metric=nps&group_by=segment.plan",
    "survey=effort&scale=5&group_by=version",
    "metric=nps&touchpoint=browsing",
    "metric=nps&locale=ja&group_by=touchpoint",
    "metric=nps&channel=email",
    "metric=nps&segment.plan=pro",
    "metric=nps&confidence=0.99",
    "metric=nps&compare=previous&group_by=touchpoint",
    "metric=nps&compare=previous&paired=true",
    "metric=ces&scale=5&touchpoint=bought&segment.plan=free&interval=week",
];

fn scores(owner: &Owner, site: &str, query: &str) -> Value {
    let path = format!("/v1/sites/{site}/scores?{query}");
    let text = owner.get(&path).unwrap().body_mut().read_to_string().unwrap();
    let mut scores: Value = serde_json::from_str(&text).unwrap();
    for own in ["site", "as_of"] {
        scores.as_object_mut().unwrap().remove(own).unwrap();
    }
    scores
}

#[test]
fn a_site_moved_by_export_and_import_scores_the_same() {
    let (edge, folder) = (LocalEdge::start(), Scratch::new("moving"));
    let owner = Owner::new(&edge.url, ADMIN_KEY);
    let now = Timestamp::try_from(std::time::SystemTime::now()).unwrap();
    open(&owner, "kokage");
    open(&owner, "moved");
    answer(&owner, now);
    let (url, key) = (&*edge.url, ADMIN_KEY);
    for outcome in ["answered", "dismissed", "ignored"] {
        let file = folder.path().join(outcome).with_extension("csv");
        let file = file.to_str().unwrap();
        let said = ["export", "--url", url, "--key", key, "--site", "kokage", "--output", file];
        xtask(&[&said[..], &["--outcome", outcome]].concat()).unwrap();
        xtask(&["import", file, "--url", url, "--key", key, "--site", "moved"]).unwrap();
    }
    let day =
        |ago: i64| (now - SignedDuration::from_hours(24 * ago)).strftime("%Y-%m-%d").to_string();
    let days = format!("from={}&to={}", day(9), day(-2));
    let mut counted = 0;
    for query in QUERIES {
        let query = format!("{query}&{days}");
        let home = scores(&owner, "kokage", &query);
        counted += home["result"]["n"].as_u64().unwrap();
        assert_eq!(scores(&owner, "moved", &query), home, "{query}");
    }
    assert!(counted > 1_000, "{counted}");
}

/// Accented letters as katakana, so that a Japanese encoding has something to write.
fn transliterated(text: &str) -> String {
    let letter = |c: char| match c {
        c if c.is_ascii() => c,
        'é' | 'è' | 'ê' | 'ë' => 'エ',
        'à' | 'â' => 'ア',
        'ç' => 'ソ',
        _ => '声',
    };
    text.chars().map(letter).collect()
}

#[test]
fn real_answers_come_in_once_however_they_are_written() {
    let path = crate::paths::root().join("tests/data/garden-centre-nps.csv");
    let text = fs::read_to_string(path).unwrap();
    let mut utf_16 = vec![0xff, 0xfe];
    utf_16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let shift_jis = SHIFT_JIS.encode(&transliterated(&text)).0.into_owned();
    let with_cr = text.replace("\r\n", "\n").replace('\n', "\r").into_bytes();
    let now = Timestamp::try_from(std::time::SystemTime::now()).unwrap();
    let day = (now - SignedDuration::from_hours(48)).strftime("%Y-%m-%d").to_string();
    let folder = Scratch::new("encodings");
    let comes_in_once = |name: &str, bytes: Vec<u8>| {
        let edge = LocalEdge::start();
        let owner = edge.open_site("kokage");
        let file = folder.path().join(name);
        fs::write(&file, bytes).unwrap();
        let (file, url) = (file.to_str().unwrap(), &*edge.url);
        let to = ["import", file, "--url", url, "--key", ADMIN_KEY, "--site", "kokage"];
        let map = ["--answered-at", &day, "--map", "score:nps,comment:explication"];
        for _ in 0..2 {
            xtask(&[&to[..], &["--survey", "shop-nps"], &map].concat()).unwrap();
            let scores = scores(&owner, "kokage", &format!("survey=shop-nps&from={day}"));
            let score = scores["result"]["score"].as_f64().unwrap();
            assert_eq!(scores["result"]["n"], 13_612, "{name}");
            assert_eq!(format!("{score:.2}"), "53.42", "{name}");
        }
    };
    thread::scope(|scope| {
        scope.spawn(|| comes_in_once("utf-8", text.clone().into_bytes()));
        scope.spawn(|| comes_in_once("utf-16", utf_16));
        scope.spawn(|| comes_in_once("shift-jis", shift_jis));
        scope.spawn(|| comes_in_once("cr", with_cr));
    });
}
