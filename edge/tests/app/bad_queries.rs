//! What is asked badly, and what strangers send by the ten thousand: a clear refusal or a right number,
//! never a wrong one.

use axum::Router;
use koe_shared::id::AnswerId;
use serde_json::{Value, json};

use crate::deployment::{ADMIN_KEY, Deployment, START, answer, document, id, send, send_with};
use crate::persons::named;

const SCORES: &str = "/v1/sites/kokage/scores";
const ANSWERS: &str = "/v1/sites/kokage/answers";
/// Answers of the site, all within a minute before 2026-11-21T03:00:00Z.
const N: usize = 9;

/// A site with nine answers, and another one beside it with two.
async fn sites() -> (Deployment, Router) {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    let mut document = document(1);
    document["identity"] = json!({ "require_signature": false });
    document["segments"] = json!({ "plan": ["free", "pro"] });
    document["privacy"] = json!({ "min_group": 1 });
    for site in ["kokage", "zelkova"] {
        let put = send(&app, "PUT", &format!("/v1/sites/{site}"), &document).await;
        assert_eq!(put.status, 201, "{}", put.text);
    }
    for (site, answers) in [("kokage", N), ("zelkova", 2)] {
        for number in 0..answers {
            let mut told = named(&id(1 + number as u64), 1, "u_42");
            told["site"] = json!(site);
            let taken = send(&app, "POST", "/v1/answers", &told).await;
            assert_eq!(taken.status, 202, "{}", taken.text);
        }
    }
    (deployment, app)
}

async fn refuses(app: &Router, path: &str, code: &str, field: &str) {
    let reply = send(app, "GET", path, &Value::Null).await;
    let problem = reply.json();
    assert_eq!(reply.status, 422, "{path}: {problem}");
    let told = (&problem["code"], problem["field"].as_str().unwrap_or_default());
    assert_eq!(told, (&json!(code), field), "{path}: {problem}");
    let detail = problem["detail"].as_str().unwrap();
    assert!((10..400).contains(&detail.len()), "{path}: {detail}");
}

async fn n(app: &Router, path: &str) -> Value {
    let reply = send(app, "GET", path, &Value::Null).await;
    assert_eq!(reply.status, 200, "{path}: {}", reply.text);
    let scores = reply.json();
    if scores["result"]["n"] == 0 {
        assert_eq!(scores["result"]["score"], Value::Null, "{path}: no answers is no score");
    }
    scores["result"]["n"].clone()
}

/// ranges that are reversed, empty, no time at all, or asked for twice: 422, by name
#[tokio::test]
async fn a_range_that_is_none_is_refused() {
    let (_, app) = sites().await;
    for (range, code, field) in [
        ("from=2026-11-22&to=2026-11-20", "empty_range", "from"),
        ("from=2026-11-20&to=2026-11-20", "empty_range", "from"),
        ("from=2026-11-21T03:00:00Z&to=2026-11-21T02:59:59Z", "empty_range", "from"),
        // Up to now, which is before the range begins.
        ("from=2026-12-24", "empty_range", "from"),
        ("from=9999-12-30", "empty_range", "from"),
        ("from=-000001-01-02", "invalid_time", "from"),
        ("from=yesterday", "invalid_time", "from"),
        ("from=2026-13-01", "invalid_time", "from"),
        ("from=2026-02-30", "invalid_time", "from"),
        ("to=2026-11-20T25:00:00Z", "invalid_time", "to"),
        ("to=2026-11-20T12:00:00", "invalid_time", "to"),
        ("from=1795230000", "invalid_time", "from"),
        ("from=20-11-2026", "invalid_time", "from"),
        ("from=10000-01-01", "invalid_time", "from"),
        ("from=%E6%98%A8%E6%97%A5", "invalid_time", "from"),
        ("from=2026-11-20%00", "invalid_time", "from"),
        ("from=2026-11-20&from=2026-11-21", "repeated_parameter", "from"),
        ("From=2026-11-20", "unknown_parameter", "From"),
    ] {
        for path in [format!("{SCORES}?survey=shop-nps&{range}"), format!("{ANSWERS}?{range}")] {
            refuses(&app, &path, code, field).await;
        }
    }
    for (compare, code) in [
        ("2026-11-20..2026-11-19", "empty_range"),
        ("2026-11-20..2026-11-20", "empty_range"),
        ("2026-11-20", "invalid_time"),
        ("..", "invalid_time"),
        ("2026-11-20..", "invalid_time"),
        ("next", "invalid_time"),
        ("2026-11-19..2026-11-20..2026-11-21", "invalid_time"),
    ] {
        let path = format!("{SCORES}?survey=shop-nps&from=2026-11-20&compare={compare}");
        refuses(&app, &path, code, "compare").await;
    }
    let long = format!("{SCORES}?survey=shop-nps&from={}", "9".repeat(5_000));
    refuses(&app, &long, "invalid_time", "from").await;
}

/// ranges in the future, or of ten thousand years: the right number, or for a series 422
#[tokio::test]
async fn a_range_far_off_or_wide_gives_the_right_number() {
    let (deployment, app) = sites().await;
    for counted in [false, true] {
        for (range, answers) in [
            ("from=2026-11-21&to=2026-11-22", N),
            ("from=2026-11-21&to=9999-12-30", N),
            ("from=0001-01-01&to=9999-12-30", N),
            ("from=0000-01-01&to=2026-11-22", N),
            ("from=1969-12-31&to=2026-11-22", N),
            ("from=2026-11-22&to=2026-11-23", 0),
            ("from=9999-01-01&to=9999-12-30", 0),
            ("from=0001-01-01&to=0001-01-02", 0),
            ("from=1970-01-01T00:00:00Z&to=1970-01-01T00:00:00.001Z", 0),
            // Half-open: the last answer is one millisecond before the hour.
            ("from=2026-11-21T02:59:59.999Z&to=2026-11-21T03:00:00Z", 1),
            ("from=2026-11-21T03:00:00Z&to=2026-11-21T04:00:00Z", 0),
        ] {
            for more in ["", "&group_by=touchpoint", "&compare=previous", "&interval=month"] {
                let path = format!("{SCORES}?survey=shop-nps&{range}{more}");
                let is_wide = ["to=9999-12-30", "from=0000"].iter().any(|end| range.contains(end))
                    && !range.starts_with("from=9999");
                if more == "&interval=month" && is_wide {
                    refuses(&app, &path, "too_many_buckets", "interval").await;
                } else {
                    assert_eq!(n(&app, &path).await, answers, "{path}, counted: {counted}");
                }
            }
        }
        for interval in ["hour", "day", "week"] {
            let path = format!(
                "{SCORES}?survey=shop-nps&from=1970-01-01&to=2026-11-22&interval={interval}"
            );
            refuses(&app, &path, "too_many_buckets", "interval").await;
        }
        deployment.settle().await;
    }
}

/// groupings, filters and figures that do not exist: 422 by name, or, of values that a stranger may
/// have sent, none
#[tokio::test]
async fn what_nobody_declared_is_refused_or_none() {
    let (_, app) = sites().await;
    for group in [
        "country",
        "Touchpoint",
        "touchpoint,locale",
        "segment",
        "segment.",
        "segment.country",
        "segment.plan.pro",
        "plan",
        "(other)",
        "touchpoint%00",
        "%2e%2e",
    ] {
        let path = format!("{SCORES}?survey=shop-nps&group_by={group}");
        refuses(&app, &path, "invalid_parameter", "group_by").await;
    }
    for (filter, code, field) in [
        ("segment.country=jp", "invalid_parameter", "segment.country"),
        ("segment.=pro", "invalid_parameter", "segment."),
        ("channel=fax", "invalid_parameter", "channel"),
        ("version=one", "invalid_parameter", "version"),
        ("version=-1", "invalid_parameter", "version"),
        ("version=99999999999999999999", "invalid_parameter", "version"),
        ("interval=minute", "invalid_parameter", "interval"),
        ("confidence=1", "invalid_parameter", "confidence"),
        ("confidence=NaN", "invalid_parameter", "confidence"),
        ("scale=4", "invalid_parameter", "scale"),
        ("scale=7", "invalid_parameter", "scale"),
        ("metric=nps", "conflicting_parameters", "survey"),
        ("limit=5", "unknown_parameter", "limit"),
        ("cursor=00", "unknown_parameter", "cursor"),
    ] {
        refuses(&app, &format!("{SCORES}?survey=shop-nps&{filter}"), code, field).await;
    }
    for (filter, answers) in [
        ("touchpoint=made-up", 0),
        ("touchpoint=(other)", N),
        ("touchpoint=%E5%A3%B0", 0),
        ("locale=xx", 0),
        ("locale=(other)", N),
        ("segment.plan=gold", 0),
        ("segment.plan=pro", N),
        ("segment.plan=PRO", 0),
        ("version=2", 0),
        ("version=1", N),
        ("channel=import", 0),
    ] {
        let path = format!("{SCORES}?survey=shop-nps&{filter}");
        assert_eq!(n(&app, &path).await, answers, "{path}");
    }
}

/// A cursor in the middle of a list.
async fn cursor(app: &Router, path: &str) -> String {
    let page = send(app, "GET", path, &Value::Null).await.json();
    page["cursor"].as_str().unwrap_or_else(|| panic!("{path} has more: {page}")).to_owned()
}

/// a cursor goes on with its own list, in pages of any length and form · made up, cut, of another site, of
/// another filter, of the other call: 422
#[tokio::test]
async fn a_cursor_of_another_question_is_refused() {
    let (_, app) = sites().await;
    let own = cursor(&app, &format!("{ANSWERS}?limit=2&segment.plan=pro")).await;
    for (query, answers) in [
        ("limit=2&segment.plan=pro", 2),
        ("segment.plan=pro&limit=3", 3),
        ("segment.plan=pro", N - 2),
        ("segment.plan=pro&format=json&q=", N - 2),
    ] {
        let page =
            send(&app, "GET", &format!("{ANSWERS}?{query}&cursor={own}"), &Value::Null).await;
        let found = page.json()["answers"].as_array().map(Vec::len);
        assert_eq!(found, Some(answers), "{query}: {}", page.text);
    }
    let page = format!("{ANSWERS}?segment.plan=pro&format=ndjson&cursor={own}");
    assert_eq!(send(&app, "GET", &page, &Value::Null).await.text.lines().count(), N - 2);

    let elsewhere = cursor(&app, "/v1/sites/zelkova/answers?limit=1&segment.plan=pro").await;
    let (half, upper) = (own[..own.len() / 2].to_owned(), own.to_uppercase());
    let zeros = "0".repeat(own.len());
    let longer = format!("{own}00");
    let made_up = ["0", "x", "null", &half, &upper, &zeros, &longer, &elsewhere];
    for cursor in made_up {
        let path = format!("{ANSWERS}?segment.plan=pro&cursor={cursor}");
        refuses(&app, &path, "invalid_cursor", "cursor").await;
    }
    for query in [
        "",
        "segment.plan=free",
        "segment.plan=pro&outcome=dismissed",
        "segment.plan=pro&from=2026-11-20",
        "segment.plan=pro&q=lovely",
        "segment.plan=pro&survey=shop-nps",
    ] {
        let path = format!("{ANSWERS}?{query}&cursor={own}");
        refuses(&app, &path, "invalid_cursor", "cursor").await;
    }
    for person in ["u_42", "u_43"] {
        let path = format!("/v1/sites/kokage/respondents/{person}?cursor={own}");
        refuses(&app, &path, "invalid_cursor", "cursor").await;
    }
}

/// ten thousand answers, each with a touchpoint, a locale, a segment and a channel of its own making: taken
/// in, or refused by name; a report has as many groups as the site declares, and one for all others, and
/// the numbers are right, raw and counted
#[tokio::test]
async fn ten_thousand_made_up_values_are_one_group() {
    let (deployment, app) = sites().await;
    let mut taken = N;
    for number in 0..10_000_u64 {
        let made_up = AnswerId::new(START.unsigned_abs() + number, u128::from(number));
        let mut told = answer(&made_up.to_secret_string(), 1);
        told["touchpoint"] = json!(format!("t-{number:x}"));
        told["locale"] = json!(format!("x{}", char::from(b'a' + (number % 26) as u8)));
        told["segments"] = json!({ "plan": format!("{number}"), format!("s{number}"): "x" });
        told["page"] = json!(format!("/{number}"));
        if number % 3 == 0 {
            told["touchpoint"] = json!("post-purchase");
        }
        let address = format!("2001:db8:{:x}::1", number % 60_000);
        let headers = [("content-type", "text/plain"), ("cf-connecting-ip", &*address)];
        let reply = send_with(&app, "POST", "/v1/answers", &headers, &told).await;
        assert_eq!(reply.status, 202, "{number}: {}", reply.text);
        taken += 1;
        if number % 1_000 == 999 {
            deployment.pass(10);
        }
    }
    let admin = format!("Bearer {ADMIN_KEY}");
    let mut before = Vec::new();
    for counted in [false, true] {
        for (group, values) in [
            ("touchpoint", vec!["(other)", "post-purchase"]),
            ("locale", vec!["(other)"]),
            ("segment.plan", vec!["(other)", "pro"]),
            ("channel", vec!["web"]),
        ] {
            let path = format!("{SCORES}?survey=shop-nps&from=2026-11-20&group_by={group}");
            let headers = [("authorization", &*admin)];
            let reply = send_with(&app, "GET", &path, &headers, &Value::Null).await.json();
            assert_eq!(reply["result"]["n"], taken, "{group}, counted: {counted}");
            let groups = reply["groups"].as_array().unwrap();
            let mut told: Vec<&str> =
                groups.iter().map(|group| group["value"].as_str().unwrap()).collect();
            told.sort_unstable();
            assert_eq!(told, values, "{group}, counted: {counted}");
            let each = groups.iter().map(|group| group["result"]["n"].as_u64().unwrap());
            assert_eq!(each.sum::<u64>(), taken as u64, "{group}, counted: {counted}");
            if counted {
                assert_eq!(&reply["groups"], &before.remove(0), "{group}");
            } else {
                before.push(reply["groups"].clone());
            }
        }
        deployment.settle().await;
    }
}
