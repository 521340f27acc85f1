//! ジャーニー at a whole deployment: its figures are the API's, what is missing is shown as missing, and what it costs.

use koe_shared::metadata::Recorded;
use koe_shared::metric::Scale;
use serde_json::{Value, json};

use crate::counting::Counting;
use crate::deployment::{ADMIN_KEY, Deployment, send};
use crate::desk::Person;
use crate::reading::{figure, opened, text};
use crate::told::Told;

const PAGE: &str = "/sites/kokage/journey";
const DAY: i64 = 24 * 3_600_000;

/// Three stages, one of them without a survey, a touchpoint of none, and CES on two scales.
fn document() -> Value {
    let survey = |id: &str, metric: &str, scale: Value, touchpoints: Value| json!({ "id": id, "metric": metric, "scale": scale, "goal": id, "touchpoints": touchpoints });
    json!({
        "name": "Kokage", "origins": ["https://shop.example"],
        "touchpoints": [
            { "id": "reading", "stage": "visit" }, { "id": "cart", "stage": "purchase" },
            { "id": "use", "stage": "use" }, { "id": "post-purchase", "stage": "purchase" },
            { "id": "door" },
        ],
        "surveys": [
            survey("nps", "nps", Value::Null, json!(["reading", "post-purchase", "cart"])),
            survey("ces5", "ces", json!(5), json!(["post-purchase"])),
            survey("ces7", "ces", json!(7), json!(["reading"])),
            survey("csat", "csat", Value::Null, json!(["door"])),
        ],
    })
}

async fn site(document: &Value) -> Deployment {
    let deployment = Deployment::new();
    let reply = send(&deployment.isolate(), "PUT", "/v1/sites/kokage", document).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    deployment
}

/// Answers of a survey so many days ago: each score with its number.
async fn answers(deployment: &Deployment, told: Told<'_>, scale: Scale, counts: &[(u8, u64)]) {
    let mut n = told.ago.unsigned_abs() / 1_000;
    // Of one millisecond, answers of several touchpoints and surveys are told apart.
    let place = (told.touchpoint.len() + 10 * told.survey.len()) as u64;
    for (score, count) in counts {
        for _ in 0..*count {
            let one = Told::score(told.ago, told.survey, scale, *score).at(told.touchpoint);
            one.store(&*deployment.store, n * 100 + place).await;
            n += 1;
        }
    }
}

fn ago(days: i64, survey: &'static str, touchpoint: &'static str) -> Told<'static> {
    Told::score(days * DAY, survey, Scale::Nps, 9).at(touchpoint)
}

async fn open(deployment: &Deployment, query: &str) -> String {
    opened(&deployment.isolate(), &format!("{PAGE}?{query}")).await
}

/// What a stage of the page says, the first being 1.
fn stage(page: &str, place: usize) -> String {
    let part = page.split("<article class=\"stage\"").nth(place);
    let part = part.unwrap_or_else(|| panic!("no stage {place}: {page}"));
    text(&format!("<main {}</main>", part.split("</article>").next().unwrap()))
}

async fn scores(deployment: &Deployment, query: &str) -> Value {
    let path = format!("/v1/sites/kokage/scores?compare=previous&{query}");
    let reply = send(&deployment.isolate(), "GET", &path, &Value::Null).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()
}

/// `25 9 to 40 n = 92`
fn told(result: &Value) -> String {
    let interval = &result["interval"];
    format!(
        "{} {} to {} n = {}",
        figure(&result["score"]),
        figure(&interval["low"]),
        figure(&interval["high"]),
        result["n"]
    )
}

#[track_caller]
fn says(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "no {part:?} in {page}");
    }
}

/// Each cell has the score, interval, n and change that the API gives for its touchpoints; a stage pools its own.
#[tokio::test]
async fn every_cell_has_the_figures_of_the_api() {
    let deployment = site(&document()).await;
    for (days, counts) in [(40, [(10, 60), (8, 20), (3, 20)]), (10, [(10, 30), (8, 20), (3, 40)])] {
        answers(&deployment, ago(days, "nps", "reading"), Scale::Nps, &counts).await;
    }
    answers(&deployment, ago(10, "nps", "cart"), Scale::Nps, &[(10, 20), (2, 30)]).await;
    answers(&deployment, ago(10, "nps", "post-purchase"), Scale::Nps, &[(10, 50), (2, 8)]).await;
    answers(&deployment, ago(10, "ces5", "post-purchase"), Scale::Ces5, &[(5, 40), (3, 9)]).await;
    answers(&deployment, ago(10, "ces7", "reading"), Scale::Ces7, &[(7, 11), (2, 9)]).await;
    let page = open(&deployment, "").await;
    let api = scores(&deployment, "metric=nps&touchpoint=reading").await;
    let change = &api["comparison"]["change"];
    let visit = stage(&page, 1);
    says(&visit, &["1 Visit Reading NPS", &told(&api["result"])]);
    let said = format!(
        "Down {} from {}",
        figure(&change["delta"]),
        figure(&api["comparison"]["result"]["score"])
    );
    says(&visit, &[&said, "CES (5 steps) higher is easier Not measured", "4.8 of 7"]);
    // 70 promoters, 38 detractors of 108.
    let purchase = stage(&page, 2);
    says(&purchase, &["2 Purchase Cart, After a purchase", "NPS 30 ", "n = 108"]);
    says(
        &purchase,
        &[
            "4.6 of 5",
            "n = 49",
            "Too few to compare",
            "CES (7 steps) higher is easier Not measured",
        ],
    );
    says(&stage(&page, 3), &["3 Use use Nothing is asked here yet Ask something here"]);
    says(
        &stage(&page, 4),
        &["No stage door", "CSAT share of 4 to 5 No answers yet. Shown 0 times See why"],
    );
    let summary =
        send(&deployment.isolate(), "GET", "/v1/sites/kokage/summary", &Value::Null).await;
    let summary = summary.json();
    let name = |told: &Value| match told["touchpoint"].as_str().unwrap() {
        "reading" => "Reading",
        "cart" => "Cart",
        _ => "After a purchase",
    };
    let (worst, best) = (&summary["worst"], &summary["best"]);
    assert_eq!(best["touchpoint"], "post-purchase");
    let whole = text(&page);
    for (title, told, verdict) in
        [("Lowest", worst, "Lower than the rest"), ("Highest", best, "Higher than the rest")]
    {
        let score = figure(&told["result"]["score"]);
        says(&whole, &[&format!("{title} touchpoint {score} {}", name(told)), verdict]);
    }
    // The table for screen readers has the same.
    let table = whole.split("Scores and intervals by stage Stage").nth(1).unwrap();
    says(table, &["NPS CES (5 steps) CES (7 steps) CSAT"]);
    says(
        table,
        &[
            "Visit −11 (",
            "n = 90; Before 40",
            "Use Not measured Not measured Not measured Not measured",
        ],
    );
}

/// prompts without an answer · three answers · twenty · one alone stays withheld with the next smallest
#[tokio::test]
async fn what_is_missing_is_shown_as_missing_with_what_to_do() {
    let deployment = site(&document()).await;
    Told::prompt(10 * DAY, "nps", Recorded::Dismissed)
        .at("reading")
        .store(&*deployment.store, 1)
        .await;
    answers(&deployment, ago(10, "nps", "cart"), Scale::Nps, &[(3, 3)]).await;
    answers(&deployment, ago(10, "csat", "door"), Scale::Csat, &[(5, 15), (2, 5)]).await;
    let page = open(&deployment, "").await;
    says(&stage(&page, 1), &["No answers yet. Shown once See why"]);
    says(&stage(&page, 2), &["3 answers. Shown from 5"]);
    says(&stage(&page, 4), &["75 %", "n = 20 Preliminary"]);
    let page = open(&deployment, "lang=ja").await;
    says(&stage(&page, 1), &["1 訪問 読み物", "まだ回答がありません。 表示 1回 理由を見る"]);
    says(&stage(&page, 2), &["2 購入 カート、購入後", "3件。5件から表示します"]);
    says(&stage(&page, 3), &["ここではまだ聞いていません 質問を置く"]);
    says(&stage(&page, 4), &["段階なし door", "参考値", "測っていません"]);
    says(
        &text(&page),
        &["比べられるタッチポイントが、まだ 2つありません。", "段階どうしは線で結びません。"],
    );
}

/// no answer at all · a range to come · one without an end · an unknown touchpoint: never a 0
#[tokio::test]
async fn a_site_without_answers_has_no_nought() {
    let deployment = site(&document()).await;
    for query in ["", "from=2027-01-01&to=2027-02-01", "touchpoint=nothing", "channel=qr"] {
        let page = open(&deployment, query).await;
        let whole = text(&page);
        says(&whole, &["No answers yet.", "There are not yet two touchpoints to compare."]);
        assert!(!whole.contains("n = 0") && !whole.contains("0 of 5"), "{query}: {whole}");
    }
    let app = deployment.isolate();
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    for query in ["from=2027-01-01", "confidence=2", "from=yesterday", "nonsense=1"] {
        let reply = person.open(&app, &format!("{PAGE}?{query}")).await;
        assert_eq!(reply.status, 422, "{query}");
    }
    assert_eq!(Person::default().open(&app, PAGE).await.status, 401);
    assert_eq!(person.open(&app, "/sites/nowhere/journey").await.status, 404);
}

/// A site of forty surveys, none of whose touchpoints has a stage.
#[tokio::test]
async fn without_stages_the_page_says_what_to_do() {
    let mut plain = document();
    plain.as_object_mut().unwrap().remove("touchpoints");
    let metrics = ["nps", "ces", "csat"];
    let surveys = (0..40).map(|n| {
        json!({
            "id": format!("s{n}"), "metric": metrics[n % 3], "goal": "g",
            "touchpoints": [format!("t{n}")],
        })
    });
    plain["surveys"] = surveys.collect::<Vec<_>>().into();
    let deployment = site(&plain).await;
    answers(&deployment, ago(10, "s0", "t0"), Scale::Nps, &[(10, 20), (2, 20)]).await;
    let page = open(&deployment, "").await;
    says(&text(&page), &["There are no stages yet", "Set stages", "No stage t0, t1", "n = 40"]);
    let page = open(&deployment, "lang=ja").await;
    says(&text(&page), &["まだ段階がありません", "段階を付ける"]);
    let read = json!({ "name": "a", "scope": "read" });
    let app = deployment.isolate();
    let read = send(&app, "POST", "/v1/sites/kokage/keys", &read).await.json();
    let mut person = Person::signed_in(&app, read["key"].as_str().unwrap()).await;
    let page = person.open(&app, PAGE).await;
    assert_eq!(page.status, 200);
    assert!(!text(&page.text).contains("Set stages"), "{}", page.text);
}

#[tokio::test]
async fn comments_stand_below_their_stage_the_lowest_first() {
    let deployment = site(&document()).await;
    for (n, (touchpoint, score, comment)) in [
        ("reading", 6, "not so good"),
        ("reading", 1, "<script>alert('lowest')</script>"),
        ("reading", 9, "lovely"),
        ("cart", 4, "the cart is slow"),
    ]
    .into_iter()
    .enumerate()
    {
        let told = Told::score(10 * DAY, "nps", Scale::Nps, score).at(touchpoint).says(comment);
        told.store(&*deployment.store, n as u64).await;
    }
    let page = open(&deployment, "").await;
    assert!(!page.contains("<script>alert"), "{page}");
    let visit = stage(&page, 1);
    let place = |part: &str| visit.find(part).unwrap_or_else(|| panic!("{part}: {visit}"));
    assert!(place("1 <script") < place("6 not so good"), "{visit}");
    says(&visit, &["3 comments"]);
    assert!(!visit.contains("lovely"), "{visit}");
    says(&stage(&page, 2), &["4 the cart is slow NPS · 11 Nov, 03:00 1 comment"]);
    says(&stage(&page, 3), &["Comments lowest score first —"]);
}

#[tokio::test]
async fn the_page_costs_forty_five_operations_at_most() {
    let whole = site(&document()).await;
    for days in 0..60 {
        answers(&whole, ago(days, "nps", "reading"), Scale::Nps, &[(10, 3), (3, 2)]).await;
    }
    whole.settle().await;
    let counting = Counting::new(&whole);
    let deployment = whole.behind(counting.clone());
    let app = deployment.isolate();
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    counting.since();
    let reply = person.open(&app, PAGE).await;
    let calls = counting.since();
    says(&text(&reply.text), &["Visit"]);
    assert!(calls.len() <= 45, "{}: {calls:#?}", calls.len());
}
