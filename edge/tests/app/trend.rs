//! 推移 at a whole deployment: its figures are the API's, every state has its words in both languages, and what
//! it costs.

use koe_shared::metadata::Recorded;
use koe_shared::metric::Scale;
use serde_json::{Value, json};

use crate::counting::Counting;
use crate::deployment::{ADMIN_KEY, Deployment, Reply, document, send};
use crate::desk::Person;
use crate::reading::{self, text};
use crate::told::Told;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
const TREND: &str = "/sites/kokage/trend";

async fn open(deployment: &Deployment, query: &str) -> Reply {
    reading::asked(deployment, &format!("{TREND}?{query}")).await
}

/// Opens the page and looks for texts in it.
async fn says(deployment: &Deployment, query: &str, texts: &[&str]) -> String {
    reading::says(deployment, &format!("{TREND}?{query}"), texts).await
}

async fn kokage() -> Deployment {
    let deployment = Deployment::new();
    let mut document = document(1);
    document["touchpoints"] = json!([{ "id": "reading", "stage": "visit" }]);
    let reply = send(&deployment.isolate(), "PUT", "/v1/sites/kokage", &document).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    deployment
}

/// Answers so many days ago: the numbers of promoters, passives and detractors.
async fn answers(deployment: &Deployment, days_ago: i64, counts: [u64; 3], touchpoint: &str) {
    let mut n = days_ago.unsigned_abs() * 10_000 + touchpoint.len() as u64 * 1_000;
    for (score, count) in [10, 8, 3].into_iter().zip(counts) {
        for _ in 0..count {
            let told = Told::score(days_ago * DAY + HOUR, "shop-nps", Scale::Nps, score);
            told.at(touchpoint).store(&*deployment.store, n).await;
            n += 1;
        }
    }
}

async fn asked(deployment: &Deployment, query: &str) -> Value {
    let path = format!("/v1/sites/kokage/scores?{query}");
    let reply = send(&deployment.isolate(), "GET", &path, &Value::Null).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()
}

/// A figure as people read it.
fn whole(value: &Value) -> String {
    let rounded = value.as_f64().unwrap();
    let rounded = rounded.abs().round().copysign(rounded);
    if rounded < 0.0 { format!("−{}", -rounded) } else { format!("{}", rounded.abs()) }
}

/// Twelve weeks on one level, then eight on a lower one.
async fn fallen() -> Deployment {
    let deployment = kokage().await;
    for week in 0..20 {
        let counts = if week < 8 { [18, 12, 30] } else { [33, 15, 12] };
        answers(&deployment, week * 7 + 3, counts, "post-purchase").await;
    }
    deployment
}

#[tokio::test]
async fn every_figure_of_the_page_is_the_api_s() {
    let deployment = fallen().await;
    for n in 0..40 {
        let told = Told::prompt(10 * DAY + n, "shop-nps", Recorded::Ignored);
        told.at("reading").store(&*deployment.store, 800_000 + n.unsigned_abs()).await;
    }
    answers(&deployment, 9, [4, 2, 9], "(other)").await;
    let query = "from=2026-07-06&compare=2026-03-01..2026-07-06";
    let page = open(&deployment, query).await;
    assert_eq!(page.status, 200, "{}", page.text);
    let told = text(&page.text);
    let scores = asked(
        &deployment,
        &format!("{query}&metric=nps&scale=10&interval=week&group_by=touchpoint"),
    )
    .await;
    let points = scores["series"].as_array().unwrap();
    assert!(points.len() >= 20);
    let mut written = 0;
    for point in points {
        let result = &point["result"];
        let n = result["n"].as_u64().unwrap();
        if n == 0 {
            continue;
        }
        let told_interval = format!(
            "{} {} to {} n = {n}",
            whole(&result["score"]),
            whole(&result["interval"]["low"]),
            whole(&result["interval"]["high"])
        );
        assert!(told.contains(&told_interval), "{told_interval}: {told}");
        written += 1;
    }
    assert!(written >= 18, "{written}");
    let shift = scores["shifts"].as_array().unwrap().last().unwrap();
    let levels = format!("{} → {}", whole(&shift["before"]), whole(&shift["after"]));
    assert!(told.contains(&levels) && told.contains("The level went down"), "{levels}: {told}");
    for group in scores["groups"].as_array().unwrap() {
        let result = &group["result"];
        let figures = format!(
            "{} {} to {} {}",
            whole(&result["score"]),
            whole(&result["interval"]["low"]),
            whole(&result["interval"]["high"]),
            result["n"]
        );
        let told = told.replace(',', "");
        assert!(told.contains(&figures), "{figures}: {told}");
    }
    // Nobody answered while reading, and the page says so.
    let silent = &scores["response"][2];
    assert_eq!((&silent["value"], &silent["prompts"]["shown"]), (&json!("reading"), &json!(40)));
    assert!(told.contains("Reading — Nobody answered 0 — 0.0% (0.0 to 8.8) Shown 40"), "{told}");
    // The call that the page names replies with the same.
    let call = told.split("GET /v1/sites/kokage/scores?").nth(1).unwrap();
    let call = asked(&deployment, call.split(' ').next().unwrap()).await;
    assert_eq!(call["series"], scores["series"]);
    assert_eq!(call["groups"], scores["groups"]);
}

#[tokio::test]
async fn a_change_is_told_by_who_answered_and_how_they_rate() {
    let deployment = kokage().await;
    answers(&deployment, 40, [72, 16, 12], "post-purchase").await;
    answers(&deployment, 40, [10, 10, 5], "reading").await;
    answers(&deployment, 10, [19, 4, 2], "post-purchase").await;
    answers(&deployment, 10, [46, 30, 24], "reading").await;
    let query = "from=2026-10-22&to=2026-11-21";
    says(
        &deployment,
        query,
        &["Of −21, −26 comes from who answered and +5 from how they rate. Reading moved it most (−11)."],
    )
    .await;
    says(
        &deployment,
        &format!("{query}&lang=ja"),
        &["差 −21 の内訳: 答えた人の構成 −26、評価の変化 +5。いちばん動かしたのは「読み物」(−11) です。"],
    )
    .await;
    let change =
        asked(&deployment, &format!("{query}&metric=nps&compare=previous&group_by=touchpoint"))
            .await;
    let moved = &change["comparison"]["change"]["moved_most"];
    assert_eq!(moved["value"], json!("reading"));
    assert!((moved["mix"].as_f64().unwrap() + 12.36).abs() < 1e-9, "{moved}");
}

/// A difference from three answers is no difference: nobody moved it.
#[tokio::test]
async fn what_is_too_few_to_compare_has_no_causes() {
    let deployment = kokage().await;
    answers(&deployment, 40, [3, 0, 0], "post-purchase").await;
    answers(&deployment, 10, [10, 10, 5], "post-purchase").await;
    let told = says(&deployment, "from=2026-10-22&to=2026-11-21", &["Too few to compare"]).await;
    assert!(!told.contains("comes from"), "{told}");
    answers(&deployment, 41, [20, 10, 5], "post-purchase").await;
    says(&deployment, "from=2026-10-22&to=2026-11-21", &["comes from who answered"]).await;
}

#[tokio::test]
async fn none_few_and_withheld_are_shown_as_what_they_are() {
    let deployment = kokage().await;
    let told = says(
        &deployment,
        "",
        &[
            "No answers in this period.",
            "No trend can be told yet",
            "No shift of level found",
            "See it with sample data",
        ],
    )
    .await;
    assert!(!told.contains("95% interval 0"), "{told}");
    says(&deployment, "lang=ja", &["この期間の回答はありません。", "傾向はまだ計算できません"])
        .await;
    answers(&deployment, 10, [2, 1, 1], "post-purchase").await;
    says(&deployment, "", &["After a purchase — Shown from 5 answers 4", "(n = 4)"]).await;
    says(&deployment, "channel=qr", &["Channel: QR", "No answers in this period."]).await;
    let told = says(&deployment, "touchpoint=post-purchase", &["too few to be shown"]).await;
    assert!(told.contains("— — n = 4 too few") && !told.contains("95% interval 25"), "{told}");
    says(&deployment, "from=2027-01-01&to=2027-02-01", &["No answers in this period."]).await;
}

#[tokio::test]
async fn two_scales_of_a_metric_are_two_series() {
    let deployment = Deployment::new();
    let mut document = document(1);
    for (id, scale) in [("easy", 5), ("easier", 7)] {
        document["surveys"].as_array_mut().unwrap().push(json!({
            "id": id, "metric": "ces", "scale": scale, "goal": "Is it easy?", "touchpoints": ["after-support"],
        }));
    }
    document["segments"] = json!({ "plan": ["free", "pro"] });
    let reply = send(&deployment.isolate(), "PUT", "/v1/sites/kokage", &document).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    Told::score(DAY, "easier", Scale::Ces7, 6)
        .at("after-support")
        .store(&*deployment.store, 1)
        .await;
    says(&deployment, "", &["NPS CES 1–5 CES 1–7", "NPS by week"]).await;
    says(&deployment, "metric=ces&scale=7", &["CES 1–7 by week", "6.0 of 7 — n = 1"]).await;
    says(&deployment, "metric=ces", &["CES 1–5 by week"]).await;
    says(&deployment, "survey=easier", &["CES by week", "Survey: easier", "6.0 of 7 — n = 1"])
        .await;
    says(&deployment, "group_by=segment.plan&lang=ja", &["plan別"]).await;
    says(&deployment, "metric=csat", &["CSAT by week", "No answers in this period."]).await;
    for refused in ["metric=fun", "group_by=colour", "interval=year", "survey=none", "scale=3"] {
        assert_eq!(open(&deployment, refused).await.status, 422, "{refused}");
    }
}

#[tokio::test]
async fn choices_are_kept_from_report_to_report() {
    let deployment = kokage().await;
    let page = open(&deployment, "from=2026-10-01&channel=qr&interval=day").await.text;
    assert!(page.contains("href=\"/sites/kokage?from=2026-10-01&amp;channel=qr\""), "{page}");
    assert!(page.contains("href=\"/sites/kokage/settings\""), "{page}");
}

#[tokio::test]
async fn the_sample_fills_the_page_and_is_stored_nowhere() {
    let whole = kokage().await;
    let counting = Counting::new(&whole);
    let deployment = whole.behind(counting.clone());
    let texts = ["Sample data", "Wording changed", "By touchpoint"];
    let told = says(&deployment, "sample=1", &texts).await;
    assert!(!told.contains("GET /v1/"), "{told}");
    assert_eq!(counting.spent().writes, 0);
}

/// 26 weeks beside 26 weeks, of which the cron has counted all but the newest hours.
#[tokio::test]
async fn the_page_costs_few_operations() {
    let whole = fallen().await;
    for _ in 0..60 {
        whole.pass(600);
        koe_edge::cron::run(&whole.state()).await.unwrap();
    }
    let counting = Counting::new(&whole);
    let deployment = whole.behind(counting.clone());
    let app = deployment.isolate();
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    counting.spent();
    let page = person.open(&app, TREND).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("n-bar"), "{}", page.text);
    let calls = counting.since();
    assert!(calls.len() <= 45, "{} {calls:?}", calls.len());
}

#[tokio::test]
async fn the_answers_of_the_page_are_a_file() {
    let deployment = kokage().await;
    for n in 0..1_100 {
        let told = Told::score(DAY + n, "shop-nps", Scale::Nps, 9).says("=1+1");
        told.store(&*deployment.store, n.unsigned_abs()).await;
    }
    let page = open(&deployment, "channel=web").await.text;
    let app = deployment.isolate();
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    for (format, lines, kind) in
        [("csv", 1_101, "text/csv"), ("ndjson", 1_100, "application/x-ndjson")]
    {
        let link = page.split("href=\"").find(|link| link.contains(&format!("answers.{format}")));
        let link = link.unwrap().split('"').next().unwrap().replace("&amp;", "&");
        let file = person.open(&app, &link).await;
        assert_eq!(file.status, 200, "{}", file.text);
        assert!(file.header("content-type").unwrap().starts_with(kind));
        assert!(file.header("content-disposition").unwrap().ends_with(&format!(".{format}\"")));
        assert_eq!(file.text.lines().count(), lines);
        assert_eq!(file.header("cache-control"), Some("private, no-store"));
        if format == "csv" {
            assert!(file.text.contains("\"'=1+1\""), "a formula is text");
        }
    }
    let refused = person.open(&app, "/sites/kokage/answers.csv?channel=pigeon").await;
    assert_eq!(refused.status, 422);
    let fetched = person.send(
        &app,
        "GET",
        "/sites/kokage/answers.csv",
        &[("sec-fetch-dest", "empty")],
        &Value::Null,
    );
    assert_eq!(fetched.await.status, 403);
}
