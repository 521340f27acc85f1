//! Delighted's own clients, for Node and for Python, pointed at the Worker by their own options.

use jiff::Timestamp;
use koe_tests::{
    fixtures::{Site, documents, with},
    programs::{node, printed, python},
    workerd::{Limits, Workerd},
    workspace,
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, process::Command};

/// Refused keys of one address in ten seconds, few enough to go past.
const LIMIT: u32 = 60;

/// 1. 240 answers are imported: an hour apart, of 45 persons and of some whom nobody knows; one is sent, and
///    changed.
/// 2. The client for Node reads all of it, page by page, and meets its own errors.
/// 3. So does the one for Python; at last it is told to wait.
#[test]
fn delighted_s_own_clients_work() {
    // 1.
    let worker = Workerd::start(Limits { client: LIMIT, site: 1_000 });
    let fields = json!({ "identity": { "require_signature": false } });
    let site = Site::open(&worker.client(), "delighted", &with(&documents::shop(), &fields));
    let expected = fill(&site);
    let told = |program: &mut Command| {
        printed(
            program
                .env("KOE_URL", worker.url())
                .env("KOE_KEY", &site.read_key)
                .env("KOE_EXPECTED", expected.to_string())
                .env("KOE_LIMIT", (2 * LIMIT).to_string()),
        )
    };
    let source = |name: &str| workspace::root().join("tests/delighted").join(name);
    // 2.
    told(node().arg(source("client.mjs")));
    // 3.
    told(python().arg(source("client.py")));
}

/// What the clients have to find.
fn fill(site: &Site) -> Value {
    let begin = site.client.now().as_second() - 30 * 86_400;
    let (mut times, mut people) = (Vec::new(), BTreeSet::new());
    let mut counts = [0; 3];
    let mut rows = Vec::new();
    for n in 0..240_i64 {
        let score = n % 11;
        let at = Timestamp::from_second(begin + 3_600 * n).unwrap();
        let person = match n {
            0..90 => format!("u_{}", n % 45),
            90 => "kai@example.com".to_owned(),
            _ => String::new(),
        };
        rows.push(format!("{score},{at},{person}\n"));
        times.push(at.as_second());
        people.extend((!person.is_empty()).then_some(person));
        counts[usize::from(score > 6) + usize::from(score > 8)] += 1;
    }
    for piece in rows.chunks(80) {
        let file = format!("score,answered_at,respondent\n{}", piece.concat());
        let imported = site.import("survey=shop-nps", &file).is(200).json();
        assert_eq!(imported["accepted"], piece.len(), "{imported}");
    }
    let live = json!({
        "score": 9, "comment": "こんにちは", "segments": { "plan": "pro" }, "respondent": { "id": "hana" },
        "contact": { "email": "hana@example.com", "consent": true }, "channel": "link",
    });
    let live = site.answer("shop-nps", &live);
    site.take(&live);
    site.take(&with(&live, &json!({ "revision": 2, "score": 10 })));
    let newest = site.answers("survey=shop-nps&limit=1").remove(0);
    let received: Timestamp = newest["received_at"].as_str().unwrap().parse().unwrap();
    let answered: Timestamp = newest["answered_at"].as_str().unwrap().parse().unwrap();
    times.push(answered.as_second());
    people.insert("hana".to_owned());
    counts[2] += 1;

    let [low, middle, high] = counts;
    let n = low + middle + high;
    // In whole numbers, half away from zero.
    let rounded = |part: i64| (2 * 100 * part.abs() + n) / (2 * n) * part.signum();
    json!({
        "metrics": {
            "nps": rounded(high - low), "promoter_count": high, "promoter_percent": rounded(high),
            "passive_count": middle, "passive_percent": rounded(middle), "detractor_count": low,
            "detractor_percent": rounded(low), "response_count": n,
        },
        "times": times,
        "since": times[100],
        "received": received.as_second(),
        "people": people,
    })
}
