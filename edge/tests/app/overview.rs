//! 概要 at a whole deployment: its figures are the API's, every state has its words in both languages, a sample
//! is stored nowhere, and what it costs.

use koe_shared::metadata::Recorded;
use koe_shared::metric::Scale;
use serde_json::{Value, json};

use crate::counting::Counting;
use crate::deployment::{ADMIN_KEY, Deployment, put_site, send};
use crate::desk::Person;
use crate::garden_centre;
use crate::reading::{self, asked, text};
use crate::refusing::{Refused, Refusing};
use crate::told::Told;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
const OVERVIEW: &str = "/sites/kokage";

/// Opens the page and looks for texts in it.
async fn says(deployment: &Deployment, query: &str, texts: &[&str]) -> String {
    reading::says(deployment, &format!("{OVERVIEW}?{query}"), texts).await
}

/// Answers to the one survey of the site: the numbers of promoters, passives and detractors, so many days ago.
async fn answers(deployment: &Deployment, days_ago: i64, counts: [u64; 3]) {
    let mut n = days_ago.unsigned_abs() * 10_000;
    for (score, count) in [10, 8, 3].into_iter().zip(counts) {
        for _ in 0..count {
            let ago = days_ago * DAY + i64::try_from(n % 1_000).unwrap() * 1_000 + HOUR;
            let told = Told::score(ago, "shop-nps", Scale::Nps, score);
            told.store(&*deployment.store, n).await;
            n += 1;
        }
    }
}

async fn kokage() -> Deployment {
    let deployment = Deployment::new();
    put_site(&deployment.isolate(), 1).await;
    deployment
}

#[tokio::test]
async fn the_garden_centre_has_the_figures_of_the_api() {
    let deployment = kokage().await;
    garden_centre::import(&deployment, &garden_centre::scores()).await;
    let query = "from=2026-10-01&to=2026-11-22";
    let path = format!("/v1/sites/kokage/summary?{query}");
    let summary = send(&deployment.isolate(), "GET", &path, &Value::Null).await.json();
    let result = &summary["metrics"][0]["result"];
    assert_eq!(
        (result["n"].as_u64(), result["score"].as_f64().map(f64::round)),
        (Some(13_612), Some(53.0))
    );
    says(
        &deployment,
        query,
        &[
            "NPS After a purchase",
            "Would they come back?",
            "53 95% interval 52 to 55 n = 13,612",
            "Period: 1 Oct to 21 Nov",
            "Too few to compare",
            "5,978 10",
            "To reach ±5 reached",
            "Kokage NPS 53 (95% interval 52 to 55, n = 13,612, 1 Oct to 21 Nov)",
            "Lowest touchpoint",
        ],
    )
    .await;
    let ja = format!("{query}&lang=ja");
    says(
        &deployment,
        &ja,
        &[
            "53 95%信頼区間 52〜55 n = 13,612",
            "10月1日〜11月21日",
            "少なすぎて比べられません",
            "Kokage NPS 53 (95%区間 52〜55、n = 13,612、10月1日〜11月21日)",
        ],
    )
    .await;
    for (score, count) in result["distribution"].as_object().unwrap() {
        let reply = asked(&deployment, &format!("{OVERVIEW}?{query}")).await.text;
        let count = count.as_u64().unwrap().to_string();
        let plain = reply.replace(',', "");
        assert!(plain.contains(&format!("<th>{score}</th><td>{count}</td>")), "{score}: {count}");
        if score == "1" {
            break;
        }
    }
}

#[tokio::test]
async fn what_changed_is_said_in_words_and_then_in_figures() {
    let deployment = kokage().await;
    answers(&deployment, 40, [90, 40, 20]).await;
    answers(&deployment, 10, [60, 40, 50]).await;
    says(&deployment, "", &["Down −40 from 47 (−57 to −22)", "Now Before"]).await;
    says(&deployment, "lang=ja", &["下がりました 前期 47 との差 −40 (−57〜−22)", "今期 前期"])
        .await;
    let other = kokage().await;
    answers(&other, 40, [60, 40, 50]).await;
    answers(&other, 10, [90, 40, 20]).await;
    says(&other, "", &["Up +40 from 7 (+22 to +57)"]).await;
    let same = kokage().await;
    answers(&same, 40, [60, 40, 50]).await;
    answers(&same, 10, [62, 40, 50]).await;
    says(&same, "lang=ja", &["変化したとは言えません 前期 7 との差 +1 (−18〜+20)"]).await;
    says(&same, "", &["No evidence of change +1 from 7 (−18 to +20)"]).await;
}

#[tokio::test]
async fn a_changed_response_rate_is_said_before_the_verdict() {
    let deployment = kokage().await;
    answers(&deployment, 40, [60, 40, 50]).await;
    answers(&deployment, 10, [60, 40, 50]).await;
    for n in 0..200 {
        let told = Told::prompt(10 * DAY + n, "shop-nps", Recorded::Dismissed);
        told.store(&*deployment.store, 900_000 + n.unsigned_abs()).await;
    }
    let told = says(&deployment, "", &["The response rate changed.", "42.9% (37.8 to 48.1)"]).await;
    let place = |words: &str| told.find(words).unwrap();
    assert!(place("The response rate changed.") < place("No evidence of change"), "{told}");
    says(&deployment, "lang=ja", &["回答率が前期と変わりました。", "350回 (閉じた 200・無反応 0)"])
        .await;
}

#[tokio::test]
async fn none_few_and_withheld_are_shown_as_what_they_are() {
    let deployment = kokage().await;
    Told::prompt(DAY, "shop-nps", Recorded::Ignored).store(&*deployment.store, 1).await;
    let told = says(
        &deployment,
        "",
        &[
            "— n = 0 Shown 1",
            "No answers yet. See what keeps answers away",
            "See it with sample data",
        ],
    )
    .await;
    assert!(!told.contains("95% interval"), "{told}");
    says(
        &deployment,
        "lang=ja",
        &["— n = 0 表示 1回", "まだ回答がありません。", "サンプルデータで見る"],
    )
    .await;
    answers(&deployment, 10, [2, 1, 0]).await;
    says(
        &deployment,
        "touchpoint=post-purchase",
        &["— n = 3 Shown from 5 answers", "So that nobody can be recognised"],
    )
    .await;
    says(
        &deployment,
        "touchpoint=post-purchase&lang=ja",
        &["— n = 3 5件から表示します", "少人数の答えから個人が分からない"],
    )
    .await;
    let whole = says(&deployment, "", &["Preliminary", "67 95% interval", "n = 3"]).await;
    assert!(!whole.contains("sample data"), "{whole}");
    says(&deployment, "lang=ja", &["参考値", "n = 3"]).await;
}

#[tokio::test]
async fn what_cannot_be_shown_names_the_bound_and_two_ways_out() {
    let deployment = kokage().await;
    for (query, texts) in [
        ("from=yesterday", ["“yesterday” is no value of from.", "Drop all conditions"]),
        ("from=yesterday&lang=ja", ["from の値「yesterday」は使えません。", "条件をすべて外す"]),
        ("confidence=0.5", ["“0.5” is no value of confidence.", "Drop all conditions"]),
        (
            "from=2026-11-10&to=2026-11-01",
            ["The range ends (1 Nov) no later than it begins (10 Nov).", "Drop"],
        ),
        ("colour=red&lang=ja", ["「colour」という条件はありません。", "条件をすべて外す"]),
        ("from=2026-11-01&from=2026-11-02", ["can’t be read", "Drop all conditions"]),
    ] {
        let reply = asked(&deployment, &format!("{OVERVIEW}?{query}")).await;
        assert_eq!(reply.status, 422, "{query}");
        let told = text(&reply.text);
        assert!(texts.iter().all(|text| told.contains(text)), "{query}: {told}");
    }
}

#[tokio::test]
async fn a_range_that_begins_too_early_is_led_to_the_first_day() {
    let deployment = Deployment::new();
    let mut document = crate::deployment::document(1);
    document["privacy"] = json!({ "retention_days": 35 });
    let reply = send(
        &deployment.isolate(),
        "PUT",
        OVERVIEW.replace("/sites", "/v1/sites").as_str(),
        &document,
    )
    .await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    for day in 0..40 {
        Told::score(-day * DAY, "shop-nps", Scale::Nps, 9).store(&*deployment.store, 1).await;
        for _ in 0..24 {
            deployment.pass(3_600);
            koe_edge::cron::run(&deployment.state()).await.unwrap();
        }
    }
    says(&deployment, "", &["The period before is no longer kept", "No comparison"]).await;
    says(&deployment, "lang=ja", &["前期は保存期間を過ぎています"]).await;
    let reply = asked(&deployment, &format!("{OVERVIEW}?from=2026-11-01")).await;
    assert_eq!(reply.status, 422);
    let told = text(&reply.text);
    for expected in [
        "Narrow this down",
        "Days from 27 Nov on",
        "this range begins on 1 Nov",
        "Begin on 27 Nov",
        "Use 30 days",
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
    assert!(reply.text.contains("href=\"/sites/kokage?from=2026-11-27\""), "{}", reply.text);
    let reply = asked(&deployment, &format!("{OVERVIEW}?compare=previous&lang=ja")).await;
    let told = text(&reply.text);
    assert!(told.contains("しぼり込んでください") && told.contains("前の期間と比べる"), "{told}");
}

#[tokio::test]
async fn a_storage_that_fails_is_said_with_a_way_back() {
    let whole = kokage().await;
    let refusing = Refusing { inner: whole.store.clone(), refused: Refused::Lists };
    let deployment = whole.behind(std::sync::Arc::new(refusing));
    for (query, title) in [("", "This can't be read just now"), ("?lang=ja", "今は読み込めません")]
    {
        let reply = asked(&deployment, &format!("{OVERVIEW}{query}")).await;
        assert_eq!(reply.status, 503, "{}", reply.text);
        assert!(reply.header("retry-after").is_some());
        assert!(text(&reply.text).contains(title), "{}", reply.text);
        assert!(!reply.text.contains("secret"), "{}", reply.text);
    }
}

#[tokio::test]
async fn days_that_are_typed_in_lead_to_the_address_of_the_api() {
    let deployment = kokage().await;
    for (query, to) in [
        (
            "first=2026-11-01&last=2026-11-07&confidence=0.9",
            "from=2026-11-01&to=2026-11-08&confidence=0.9",
        ),
        ("first=2026-11-07&last=2026-11-01", "from=2026-11-01&to=2026-11-08"),
        (
            "from=2026-11-01&compare_first=2026-10-01&compare_last=2026-10-31",
            "from=2026-11-01&compare=2026-10-01..2026-11-01",
        ),
    ] {
        let reply = asked(&deployment, &format!("{OVERVIEW}?{query}")).await;
        assert_eq!(
            (reply.status, reply.header("location")),
            (303, Some(&*format!("{OVERVIEW}?{to}")))
        );
    }
    let query = "from=2026-11-01&to=2026-11-08&compare=2026-10-01..2026-10-08&confidence=0.9&touchpoint=post-purchase";
    let reply = asked(&deployment, &format!("{OVERVIEW}?{query}")).await;
    let told = text(&reply.text);
    for word in [
        "Touchpoint: After a purchase",
        "Comparison: 1 Oct to 7 Oct",
        "Confidence: 90%",
        "vs 1 Oct to 7 Oct",
    ] {
        assert!(told.contains(word), "{word}: {told}");
    }
    let without = "/sites/kokage?from=2026-11-01&amp;to=2026-11-08&amp;compare=2026-10-01..2026-10-08&amp;confidence=0.9\"";
    assert!(reply.text.contains(without), "{}", reply.text);
}

#[tokio::test]
async fn several_surveys_of_a_metric_are_named_by_their_number() {
    let deployment = Deployment::new();
    let mut document = crate::deployment::document(1);
    let mut second = document["surveys"][0].clone();
    second["id"] = json!("page-nps");
    second["goal"] = json!("Is <b>it</b> read?");
    second["touchpoints"] = json!(["reading"]);
    document["surveys"].as_array_mut().unwrap().push(second);
    let reply = send(&deployment.isolate(), "PUT", "/v1/sites/kokage", &document).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    answers(&deployment, 5, [20, 10, 10]).await;
    says(
        &deployment,
        "",
        &["NPS 2 touchpoints 2 surveys Would they come back? n = 40 Is <b&gt;it</b&gt; read? n = 0"],
    )
    .await;
}

#[tokio::test]
async fn a_sample_is_marked_and_stored_nowhere() {
    let whole = kokage().await;
    let counting = Counting::new(&whole);
    let deployment = whole.behind(counting.clone());
    let app = deployment.isolate();
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    counting.spent();
    let reply = person.open(&app, &format!("{OVERVIEW}?sample=1")).await;
    let spent = counting.spent();
    // The one list tells whether the site has cases, for the tabs.
    assert_eq!((reply.status, spent.writes, spent.lists), (200, 0, 1));
    let told = text(&reply.text);
    for expected in [
        "Sample data Nobody gave these answers",
        "95% interval",
        "n = 4",
        "Back to the real answers",
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
    assert!(told.contains("Sample data)"), "a copied sentence says so, too: {told}");
    let summary = send(&app, "GET", "/v1/sites/kokage/summary", &Value::Null).await.json();
    assert_eq!(summary["metrics"][0]["result"]["n"], 0);
    let refused = send(&app, "GET", "/v1/sites/kokage/summary?sample=1", &Value::Null).await;
    assert_eq!(refused.status, 422);
    let again = person.open(&app, &format!("{OVERVIEW}?sample=1")).await;
    assert_eq!(text(&again.text), told);
    assert!(
        person
            .open(&app, &format!("{OVERVIEW}?sample=1&lang=ja"))
            .await
            .text
            .contains("サンプルデータ")
    );
}
