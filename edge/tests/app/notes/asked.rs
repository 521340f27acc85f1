//! Did it help? The page says what the API says of the same days.

use koe_shared::metric::Scale;
use serde_json::{Value, json};

use super::{DAY, kokage, write};
use crate::counting::Counting;
use crate::deployment::{ADMIN_KEY, Deployment, send};
use crate::desk::Person;
use crate::reading::{figure, opened, text};
use crate::told::Told;

const PAGE: &str = "/sites/kokage/notes";
/// Ten whole days before and after 10 November, under the API's names.
const DAYS: &str = "from=2026-11-11&to=2026-11-21&compare=2026-10-31..2026-11-10";

/// Answers so many days ago at a touchpoint: promoters, passives and detractors.
async fn answers(deployment: &Deployment, told: Told<'_>, counts: [u64; 3]) {
    let mut n = told.ago.unsigned_abs() / 1_000 + u64::from(told.touchpoint == "cart");
    for (score, count) in [10, 8, 3].into_iter().zip(counts) {
        for _ in 0..count {
            let score = Told::score(told.ago, "shop-nps", Scale::Nps, score);
            let one = Told { version: told.version, ..score }.at(told.touchpoint);
            one.store(&*deployment.store, n).await;
            n += 7;
        }
    }
}

fn ago(days: i64) -> Told<'static> {
    Told::score(days * DAY, "shop-nps", Scale::Nps, 9)
}

async fn open(deployment: &Deployment, query: &str) -> String {
    text(&opened(&deployment.isolate(), &format!("{PAGE}?{query}")).await)
}

async fn scores(deployment: &Deployment, query: &str) -> Value {
    let path = format!("/v1/sites/kokage/scores?metric=nps&{query}");
    let reply = send(&deployment.isolate(), "GET", &path, &Value::Null).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()
}

fn signed(value: &Value) -> String {
    let figure = figure(value);
    if figure.starts_with('−') || figure == "0" { figure } else { format!("+{figure}") }
}

#[track_caller]
fn says(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "no {part:?} in {page}");
    }
}

/// The same days as the API: score, interval, verdict, where it comes from, response rate, the same people asked twice.
#[tokio::test]
async fn the_answer_has_the_figures_of_the_api() {
    let deployment = kokage().await;
    answers(&deployment, ago(15), [50, 20, 30]).await;
    answers(&deployment, ago(15).at("cart"), [10, 20, 40]).await;
    answers(&deployment, ago(5), [20, 10, 6]).await;
    answers(&deployment, ago(5).at("cart"), [60, 20, 60]).await;
    // On the day itself, today and farther away: in neither.
    for days in [0, 11, 22] {
        answers(&deployment, ago(days), [0, 0, 40]).await;
    }
    for (n, (days, score)) in [(15, 3), (5, 10)].into_iter().enumerate() {
        let one = Told::score(days * DAY, "shop-nps", Scale::Nps, score);
        for person in ["u_1", "u_2"] {
            let one = Told { respondent: Some(person), ..one };
            one.store(&*deployment.store, 900_000 + n as u64 * 2 + u64::from(person == "u_2"))
                .await;
        }
    }
    write(&deployment, json!({ "at": "2026-11-10", "text": "Shorter checkout" })).await;
    let api = scores(&deployment, &format!("{DAYS}&group_by=touchpoint&paired=true")).await;
    let (result, comparison) = (&api["result"], &api["comparison"]);
    let (before, change) = (&comparison["result"], &comparison["change"]);
    assert_eq!((&result["n"], &before["n"]), (&json!(178), &json!(172)));
    let told = format!(
        "{} from {} ({} to {})",
        signed(&change["delta"]),
        figure(&before["score"]),
        signed(&change["low"]),
        signed(&change["high"])
    );
    let interval = |result: &Value| {
        format!(
            "Interval {} to {}",
            figure(&result["interval"]["low"]),
            figure(&result["interval"]["high"])
        )
    };
    let parts = format!(
        "Of the {}, {} comes from who answered and {} from how they rate.",
        signed(&change["delta"]),
        signed(&change["mix"]),
        signed(&change["within"])
    );
    let side = |result: &Value, days: &str| {
        format!(
            "{days} Score {} {} Answers n = {}",
            figure(&result["score"]),
            interval(result),
            result["n"]
        )
    };
    let page = open(&deployment, "lang=en").await;
    says(
        &page,
        &[
            "Did it help? NPS No evidence of change",
            &told,
            &side(before, "Before 31 Oct to 9 Nov"),
            &side(result, "After 11 Nov to 20 Nov"),
            "10 days on either side",
            &parts,
            "Of the same people asked twice (n = 2), 2 went up, 0 stayed, 0 went down; mean change of bucket +2.0.",
        ],
    );
    assert_eq!(api["paired"]["n"], 2);
    let page = open(&deployment, "lang=ja").await;
    says(
        &page,
        &[
            "効果はありましたか NPS 変化したとは言えません",
            "前後 10日ずつ",
            "前後の両方に答えた 2人",
        ],
    );
}

/// At a touchpoint only the answers there; fewer than five are withheld, and never a 0.
#[tokio::test]
async fn a_note_of_a_touchpoint_is_judged_there() {
    let deployment = kokage().await;
    answers(&deployment, ago(15), [50, 20, 30]).await;
    answers(&deployment, ago(5), [50, 20, 30]).await;
    answers(&deployment, ago(15).at("cart"), [40, 10, 10]).await;
    answers(&deployment, ago(5).at("cart"), [3, 0, 0]).await;
    write(&deployment, json!({ "at": "2026-11-10", "text": "a", "touchpoint": "cart" })).await;
    let page = open(&deployment, "").await;
    says(&page, &["Score 50", "n = 60", "Score — Interval Shown from 5 answers Answers n = 3"]);
    assert!(!page.contains("n = 100"), "{page}");
    let api = scores(&deployment, &format!("{DAYS}&touchpoint=cart")).await;
    assert_eq!((&api["withheld"], &api["comparison"]["result"]["n"]), (&json!(true), &json!(60)));
}

/// another wording, six days after: five days on either side · on the day itself: not compared
#[tokio::test]
async fn days_with_another_wording_are_not_compared() {
    let deployment = kokage().await;
    let app = deployment.isolate();
    let mut reworded = send(&app, "GET", "/v1/sites/kokage", &Value::Null).await.json();
    reworded["surveys"][0]["version"] = json!(2);
    reworded["surveys"][0]["question"] = json!({ "en": "Question 2?" });
    for name in ["script", "updated_at"] {
        reworded.as_object_mut().unwrap().remove(name);
    }
    assert_eq!(send(&app, "PUT", "/v1/sites/kokage", &reworded).await.status, 200);
    for (days, version) in [(18, 1), (13, 1), (8, 1), (5, 2), (2, 2)] {
        answers(&deployment, Told { version, ..ago(days) }, [20, 5, 5]).await;
    }
    write(&deployment, json!({ "at": "2026-11-10", "text": "first" })).await;
    write(&deployment, json!({ "at": "2026-11-13", "text": "another" })).await;
    let note = write(&deployment, json!({ "at": "2026-11-16", "text": "with the wording" })).await;
    let page = open(&deployment, "").await;
    says(&page, &["Wording changed, not compared", "The question was reworded on 16 Nov."]);
    let first = send(&app, "GET", "/v1/sites/kokage/notes", &Value::Null).await.json();
    assert_eq!(first["notes"][0]["id"], note["id"]);
    let first = first["notes"][2]["id"].as_str().unwrap();
    let page = open(&deployment, &format!("ask={first}&lang=ja")).await;
    says(
        &page,
        &[
            "前後 5日ずつ",
            "11月16日に質問の文言が変わりました。",
            "この間の、ほかの変更: 11月13日 another",
        ],
    );
    let page = open(&deployment, &format!("ask={first}&lang=en")).await;
    says(
        &page,
        &[
            "After 11 Nov to 15 Nov Score 50",
            "Before 5 Nov to 9 Nov Score 50",
            "Other changes in these days: 13 Nov another",
        ],
    );
}

/// a note of today, of yesterday · of days without answers · of long ago, on whole days alone
#[tokio::test]
async fn what_cannot_be_told_says_why_and_is_never_a_nought() {
    let deployment = kokage().await;
    write(&deployment, json!({ "at": "2026-11-21", "text": "today" })).await;
    write(&deployment, json!({ "at": "2026-11-20", "text": "yesterday" })).await;
    let quiet = write(&deployment, json!({ "at": "2026-11-01", "text": "quiet" })).await;
    write(&deployment, json!({ "at": "2001-01-01", "text": "long ago" })).await;
    let page = open(&deployment, "").await;
    says(
        &page,
        &[
            "This can be told from 23 Nov on",
            "This can be told from 22 Nov on",
            "There are no answers on either side.",
        ],
    );
    assert_eq!(page.matches("Did it help? long ago").count(), 1, "by a link: {page}");
    assert!(!page.contains("Score 0") && !page.contains("n = 0"), "{page}");
    let page = open(&deployment, &format!("ask={}", quiet["id"].as_str().unwrap())).await;
    says(&page, &["There are no answers on either side."]);
    let page = open(&deployment, "ask=nothing&lang=ja").await;
    says(&page, &["11月23日から比べられます。", "前後のどちらにも回答がありません。"]);
}

/// After a month of answers that the cron has counted: the page costs twenty operations at most.
#[tokio::test]
async fn the_page_costs_twenty_operations_at_most() {
    let whole = kokage().await;
    for days in 0..40 {
        answers(&whole, ago(days), [3, 1, 1]).await;
    }
    for at in 1..=9 {
        write(&whole, json!({ "at": format!("2026-11-0{at}"), "text": "a" })).await;
    }
    whole.settle().await;
    let counting = Counting::new(&whole);
    let deployment = whole.behind(counting.clone());
    let app = deployment.isolate();
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    counting.since();
    let reply = person.open(&app, PAGE).await;
    let calls = counting.since();
    assert!(text(&reply.text).contains("11 days on either side"), "{}", text(&reply.text));
    assert!(calls.len() <= 20, "{}: {calls:#?}", calls.len());
}
