//! The summary beside the scores that it is made like, and the comments that it picks.

mod voices;

use koe_edge::store::Store;
use koe_shared::metadata::Recorded;
use koe_shared::metric::Scale;
use serde_json::{Value, json};

use crate::counting::Counting;
use crate::deployment::{Deployment, send};
use crate::desk::Person;
use crate::told::Told;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

fn document(ces_points: u8) -> Value {
    json!({
        "name": "Kokage", "origins": ["https://shop.example"], "timezone": "Asia/Tokyo",
        "surveys": [
            { "id": "care-csat", "metric": "csat", "goal": "Was the call good?",
              "touchpoints": ["after-support"] },
            { "id": "shop-nps", "metric": "nps", "goal": "Would they come back?",
              "touchpoints": ["post-purchase", "browsing"] },
            { "id": "page-nps", "metric": "nps", "goal": "Would they recommend the page?",
              "touchpoints": ["browsing"] },
            { "id": "care-ces", "metric": "ces", "scale": ces_points,
              "version": if ces_points == 7 { 2 } else { 1 }, "goal": "Was it easy?",
              "touchpoints": ["after-support", "checkout"] },
        ],
    })
}

async fn put(deployment: &Deployment, document: &Value) {
    let reply = send(&deployment.isolate(), "PUT", "/v1/sites/kokage", document).await;
    assert!(matches!(reply.status, 200 | 201), "{}", reply.text);
}

async fn get(deployment: &Deployment, path: &str) -> Value {
    let path = format!("/v1/sites/kokage/{path}");
    let reply = send(&deployment.isolate(), "GET", &path, &Value::Null).await;
    assert_eq!(reply.status, 200, "{path}: {}", reply.text);
    reply.json()
}

/// Three metrics, CES on two scales, over 65 days: answers at four touchpoints and one that is not
/// declared, other prompts, tests. It is the same every time.
async fn shop() -> Deployment {
    let deployment = Deployment::new();
    put(&deployment, &document(5)).await;
    put(&deployment, &document(7)).await;
    let store = &*deployment.store;
    for n in 0..1_500_u64 {
        let dice = n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        let ago = 5 * HOUR + i64::try_from(n).unwrap() * (65 * DAY / 1_500);
        let touchpoints = ["post-purchase", "browsing", "after-support", "checkout", "made-up"];
        // One touchpoint is rare, so that it is withheld.
        let touchpoint =
            touchpoints[if n % 170 == 3 { 3 } else { [0, 1, 2, 4][(dice % 4) as usize] }];
        let pick = |scale: Scale| {
            scale.min() + u8::try_from(dice / 7 % u64::from(scale.points())).unwrap()
        };
        let told = match n % 6 {
            0 => Told::score(ago, "shop-nps", Scale::Nps, pick(Scale::Nps)),
            1 => Told::score(ago, "page-nps", Scale::Nps, pick(Scale::Nps).max(4)),
            2 if n > 700 => Told::score(ago, "care-ces", Scale::Ces5, pick(Scale::Ces5)),
            2 => {
                Told { version: 2, ..Told::score(ago, "care-ces", Scale::Ces7, pick(Scale::Ces7)) }
            }
            3 => Told::score(ago, "care-csat", Scale::Csat, pick(Scale::Csat)),
            4 => Told::prompt(ago, "shop-nps", Recorded::Dismissed),
            _ => Told::prompt(ago, "care-csat", Recorded::Ignored),
        };
        let told = Told { is_test: n % 37 == 0, ..told.at(touchpoint) };
        told.store(store, n).await;
    }
    deployment
}

/// A summary's metrics, each beside what a score says of it.
async fn is_what_scores_say(deployment: &Deployment, query: &str) -> Value {
    let summary = get(deployment, &format!("summary?{query}")).await;
    let compare = if query.contains("compare=") { "" } else { "&compare=previous" };
    for entry in summary["metrics"].as_array().unwrap() {
        let (metric, scale) = (entry["metric"].as_str().unwrap(), &entry["scale"]["max"]);
        let path =
            format!("scores?metric={metric}&scale={scale}&group_by=touchpoint{compare}&{query}");
        let scores = get(deployment, &path).await;
        for field in [
            "metric",
            "scale",
            "result",
            "n",
            "withheld",
            "prompts",
            "excluded",
            "needed",
            "groups",
            "comparison",
        ] {
            assert_eq!(entry.get(field), scores.get(field), "{field} of {path}");
        }
        for field in ["site", "from", "to", "timezone", "as_of", "counted_until"] {
            assert_eq!(summary[field], scores[field], "{field} of {path}");
        }
        let of_surveys = entry["surveys"].as_array().unwrap().iter();
        let n: u64 = of_surveys.map(|survey| survey["n"].as_u64().unwrap()).sum();
        let whole = if entry["result"].is_null() { &entry["n"] } else { &entry["result"]["n"] };
        assert_eq!(json!(n), *whole, "{path}");
    }
    summary
}

fn named(summary: &Value) -> Vec<String> {
    let entries = summary["metrics"].as_array().unwrap().iter();
    entries
        .map(|entry| format!("{} {}", entry["metric"].as_str().unwrap(), entry["scale"]["max"]))
        .collect()
}

/// by the default range, by days, by instants, by a touchpoint, compared with a range of its own, at another
/// confidence: every metric of a summary is what its score says · read raw, and from tallies
#[tokio::test]
async fn every_metric_is_what_its_score_says() {
    let deployment = shop().await;
    for is_counted in [false, true] {
        if is_counted {
            deployment.settle().await;
        }
        for query in [
            "",
            "from=2026-11-01&to=2026-11-21",
            "from=2026-10-01&to=2026-11-01",
            "from=2026-11-03T05:30:00Z&to=2026-11-09T01:10:00Z",
            "touchpoint=browsing",
            "touchpoint=checkout",
            "touchpoint=nowhere",
            "compare=2026-09-20..2026-10-01&confidence=0.9",
            "from=2026-11-01&compare=2026-10-20..2026-11-10",
        ] {
            let summary = is_what_scores_say(&deployment, query).await;
            assert_eq!(summary["counted_until"].is_string(), is_counted, "{query}");
        }
    }
}

/// more answers on seven points than on five: seven first · in a range of before the other way round ·
/// NPS, CES, CSAT whatever the order of the document · what the surveys of each are
#[tokio::test]
async fn metrics_stand_in_their_order_and_of_two_scales_the_larger_first() {
    let deployment = shop().await;
    let now = get(&deployment, "summary").await;
    assert_eq!(named(&now), ["nps 10", "ces 7", "ces 5", "csat 5"]);
    assert_eq!(now["metrics"][2]["result"]["n"], 0);
    let before = get(&deployment, "summary?from=2026-09-20&to=2026-10-30").await;
    assert_eq!(named(&before), ["nps 10", "ces 5", "ces 7", "csat 5"]);
    let surveys = now["metrics"][0]["surveys"].as_array().unwrap();
    let told: Vec<_> = surveys.iter().map(|survey| (&survey["id"], &survey["goal"])).collect();
    assert_eq!(
        told,
        [
            (&json!("shop-nps"), &json!("Would they come back?")),
            (&json!("page-nps"), &json!("Would they recommend the page?")),
        ]
    );
    // A survey on five points no more.
    assert_eq!(now["metrics"][2]["surveys"], json!([]));
    assert_eq!(before["metrics"][1]["surveys"][0]["id"], "care-ces");
}

/// a survey that the document leaves out: its answers count, its goal is not known any more · with no
/// answers: no entry
#[tokio::test]
async fn an_archived_survey_is_told_as_long_as_it_has_answers() {
    let deployment = shop().await;
    let mut rest = document(7);
    rest["surveys"].as_array_mut().unwrap().retain(|survey| survey["metric"] == "nps");
    put(&deployment, &rest).await;
    let summary = is_what_scores_say(&deployment, "").await;
    assert_eq!(named(&summary), ["nps 10", "ces 7", "ces 5", "csat 5"]);
    let csat = &summary["metrics"][3]["surveys"][0];
    assert_eq!((&csat["id"], &csat["goal"]), (&json!("care-csat"), &Value::Null));
    let long_ago = get(&deployment, "summary?from=2026-08-01&to=2026-08-02").await;
    assert_eq!(named(&long_ago), ["nps 10"]);
}

/// a site without answers · without any touchpoint to compare
#[tokio::test]
async fn an_empty_site_has_no_score_and_nothing_that_stands_out() {
    let deployment = Deployment::new();
    put(&deployment, &document(5)).await;
    let summary = is_what_scores_say(&deployment, "").await;
    assert_eq!(named(&summary), ["nps 10", "ces 5", "csat 5"]);
    for entry in summary["metrics"].as_array().unwrap() {
        assert_eq!(entry["result"]["score"], Value::Null);
        assert_eq!(entry["prompts"]["response_rate"], Value::Null);
        assert_eq!(entry["groups"], json!([]));
    }
    for field in ["worst", "best", "cases", "voices", "counted_until"] {
        assert_eq!(summary[field], Value::Null, "{field}");
    }
    assert_eq!(summary["contrary"], json!([]));
    assert_eq!(summary["urgent"], json!({ "comments": 0, "of": 0 }));
    assert_eq!(summary["read_comments"], 0);
}

async fn refuses(deployment: &Deployment, query: &str, code: &str, field: &str) {
    let path = format!("/v1/sites/kokage/summary?{query}");
    let reply = send(&deployment.isolate(), "GET", &path, &Value::Null).await;
    let problem = reply.json();
    assert_eq!(reply.status, 422, "{path}: {problem}");
    assert_eq!((&problem["code"], &problem["field"]), (&json!(code), &json!(field)), "{path}");
}

/// parameters of other calls, and damaged ones: 422, by name
#[tokio::test]
async fn what_a_summary_does_not_know_is_refused() {
    let deployment = Deployment::new();
    put(&deployment, &document(5)).await;
    for name in ["metric", "group_by", "interval"] {
        refuses(&deployment, &format!("{name}=nps"), "unknown_parameter", name).await;
    }
    for (query, code, field) in [
        ("department=nps", "invalid_parameter", "department"),
        ("from=yesterday", "invalid_time", "from"),
        ("from=2026-11-02&to=2026-11-01", "empty_range", "from"),
        ("compare=last", "invalid_time", "compare"),
        ("compare=2026-11-02..2026-11-01", "empty_range", "compare"),
        ("confidence=0.8", "invalid_parameter", "confidence"),
        ("touchpoint=a&touchpoint=b", "repeated_parameter", "touchpoint"),
        ("channel=carrier-pigeon", "invalid_parameter", "channel"),
        ("segment.plan=pro", "invalid_parameter", "segment.plan"),
    ] {
        refuses(&deployment, query, code, field).await;
    }
}

/// Two surveys on a metric, one of them asked for: its answers alone, and never withheld for it.
#[tokio::test]
async fn one_survey_and_every_filter_can_be_asked_for() {
    let deployment = Deployment::new();
    let mut document = document(5);
    let surveys = document["surveys"].as_array().unwrap();
    let mut second = surveys.iter().find(|survey| survey["id"] == "shop-nps").unwrap().clone();
    second["id"] = json!("other-nps");
    document["surveys"].as_array_mut().unwrap().push(second.clone());
    put(&deployment, &document).await;
    let mut n = 0;
    some(&*deployment.store, &mut n, 7, Told::score(DAY, "shop-nps", Scale::Nps, 10)).await;
    some(&*deployment.store, &mut n, 3, Told::score(DAY, "other-nps", Scale::Nps, 0).says("no"))
        .await;
    let of = async |query: &str| {
        let path = format!("/v1/sites/kokage/summary?{query}");
        send(&deployment.isolate(), "GET", &path, &Value::Null).await.json()
    };
    let page = of("survey=other-nps").await;
    assert_eq!(page["metrics"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&page["metrics"][0]["result"]["n"], &page["read_comments"]),
        (&json!(3), &json!(3))
    );
    assert_eq!(
        page["metrics"][0]["surveys"],
        json!([{ "id": "other-nps", "goal": second["goal"], "n": 3 }])
    );
    assert_eq!(of("survey=shop-nps").await["read_comments"], 0);
    assert_eq!(of("locale=en").await["metrics"][0]["result"]["n"], 10);
    let few = of("survey=other-nps&locale=en").await;
    assert_eq!(few["metrics"][0]["withheld"], true);
    assert_eq!(of("channel=qr").await["metrics"][0]["result"]["n"], 0);
    let unknown =
        send(&deployment.isolate(), "GET", "/v1/sites/kokage/summary?survey=none", &Value::Null)
            .await;
    assert_eq!((unknown.status, &unknown.json()["code"]), (404, &json!("unknown_survey")));
}

/// Puts so many answers of a score at a touchpoint.
async fn some(store: &dyn Store, n: &mut i64, many: u32, told: Told<'_>) {
    for _ in 0..many {
        *n += 1;
        Told { ago: told.ago + *n * 1_000, ..told }.store(store, n.unsigned_abs()).await;
    }
}

/// many answers a little below outweigh few that are far below · a withheld group is never named · the one
/// that stands out is told as among the groups
#[tokio::test]
async fn the_outermost_touchpoints_are_those_of_all_metrics() {
    let deployment = Deployment::new();
    put(&deployment, &document(5)).await;
    let (store, mut n) = (&*deployment.store, 0);
    let nps = |score| Told::score(HOUR, "shop-nps", Scale::Nps, score);
    let csat = |score| Told::score(HOUR, "care-csat", Scale::Csat, score);
    for (many, told) in [
        (40, nps(10).at("post-purchase")),
        (40, nps(7).at("post-purchase")),
        (20, nps(9).at("browsing")),
        (20, nps(5).at("browsing")),
        // The worst of all, and too few to be told.
        (3, nps(0).at("checkout")),
        (4, nps(0).at("after-support")),
        (6, csat(1).at("after-support")),
        (30, csat(5).at("checkout")),
        (20, csat(4).at("browsing")),
    ] {
        some(store, &mut n, many, told).await;
    }
    let summary = is_what_scores_say(&deployment, "").await;
    let told = |name: &str| {
        let group = &summary[name];
        let entries = summary["metrics"].as_array().unwrap().iter();
        let entry = entries.clone().find(|entry| entry["metric"] == group["metric"]).unwrap();
        let mut groups = entry["groups"].as_array().unwrap().iter();
        let same = groups.find(|other| other["value"] == group["touchpoint"]).unwrap();
        assert_eq!(group["result"], same["result"], "{name}");
        assert_eq!(group["adjusted_p"], same["adjusted_p"], "{name}");
        assert_eq!(group["scale"], entry["scale"], "{name}");
        (group["metric"].as_str().unwrap(), group["touchpoint"].as_str().unwrap())
    };
    assert_eq!(told("worst"), ("csat", "after-support"));
    assert_eq!(told("best"), ("nps", "post-purchase"));
    // Of one touchpoint there is one group a metric: nothing else to stand apart from.
    let one = get(&deployment, "summary?touchpoint=browsing").await;
    assert_eq!((&one["worst"], &one["best"]), (&Value::Null, &Value::Null));
}

/// the answers of the month before are over: without a comparison, unless it is asked for · a retention
/// that is over for the range itself: 422
#[tokio::test]
async fn a_month_before_that_is_over_is_left_out() {
    let deployment = Deployment::new();
    let mut short = document(5);
    short["privacy"] = json!({ "retention_days": 35 });
    put(&deployment, &short).await;
    for day in 0..40 {
        let told = Told::score(-day * DAY, "shop-nps", Scale::Nps, 9);
        told.store(&*deployment.store, 1).await;
        for _ in 0..24 {
            deployment.pass(3_600);
            koe_edge::cron::run(&deployment.state()).await.unwrap();
        }
    }
    let summary = get(&deployment, "summary").await;
    let entry = &summary["metrics"][0];
    assert_eq!(entry["comparison"], Value::Null, "{summary}");
    assert_eq!(entry["needed"]["difference"], Value::Null);
    refuses(&deployment, "compare=previous", "beyond_retention", "from").await;
}

/// 5,000 keys and 2,000 comments are the most that is looked at; with two months of tallies behind them a
/// summary takes 45 operations at most, and so does the overview
#[tokio::test]
async fn a_summary_takes_at_most_45_operations() {
    let whole = Deployment::new();
    put(&whole, &document(5)).await;
    // The cron counts two months hour by hour, each with several touchpoints and surveys.
    let hours = 62 * 24;
    for hour in 0..hours {
        for (n, (touchpoint, score)) in
            [("post-purchase", 9), ("browsing", 3), ("made-up", 7)].into_iter().enumerate()
        {
            let told = Told::score(-hour * HOUR, "shop-nps", Scale::Nps, score).at(touchpoint);
            told.store(&*whole.store, n as u64).await;
            let told = Told::score(-hour * HOUR, "care-csat", Scale::Csat, 4).at(touchpoint);
            told.store(&*whole.store, 10 + n as u64).await;
        }
        whole.pass(3_600);
        koe_edge::cron::run(&whole.state()).await.unwrap();
    }
    // And an hour of what a million answers a year are, five times over.
    for n in 0..6_000_u64 {
        let ago = 1 - hours * HOUR + i64::try_from(n).unwrap() * 500;
        let told = Told::score(ago, "care-csat", Scale::Csat, 1 + u8::try_from(n % 5).unwrap());
        let told = if n % 5 < 2 { told.says("it took ages") } else { told };
        told.store(&*whole.store, 100 + n).await;
    }
    let counting = Counting::new(&whole);
    let deployment = whole.behind(counting.clone());
    let app = deployment.isolate();
    for (query, comments) in [("", 2_000), ("?compare=2026-11-22..2026-11-25", 2_000)] {
        counting.since();
        let path = format!("/v1/sites/kokage/summary{query}");
        let reply = send(&app, "GET", &path, &Value::Null).await;
        let calls = counting.since();
        assert_eq!(reply.json()["read_comments"], comments, "{}", reply.text);
        assert!(calls.len() <= 45, "{} operations: {calls:#?}", calls.len());
    }
    // The page makes the same call, and a session of a key costs its look-up.
    let key = json!({ "name": "a", "scope": "read" });
    let key = send(&app, "POST", "/v1/sites/kokage/keys", &key).await.json();
    let mut person = Person::signed_in(&app, key["key"].as_str().unwrap()).await;
    counting.since();
    let page = person.open(&app, "/sites/kokage").await;
    let calls = counting.since();
    assert_eq!(page.status, 200, "{}", page.text);
    assert!(calls.len() <= 45, "{} operations: {calls:#?}", calls.len());
}
