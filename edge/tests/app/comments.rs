//! コメント at a whole deployment: its figures are the API's, what is urgent stands first and says why, themes and
//! terms lead to the comments that they were found in, visitors' texts stay texts, and what it costs.

mod hard;

use koe_shared::metadata::Recorded;
use koe_shared::metric::Scale;
use serde_json::{Value, json};

use crate::deployment::{ADMIN_KEY, Deployment, send};
use crate::desk::Person;
use crate::reading::{opened, text};
use crate::setup::ask;
use crate::told::Told;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
const COMMENTS: &str = "/sites/kokage/comments";

fn document() -> Value {
    json!({
        "name": "Kokage", "origins": ["https://shop.example"], "timezone": "Asia/Tokyo",
        "themes": { "植物": ["苗木"], "delivery": ["colis"] },
        "segments": { "plan": ["pro"] },
        "surveys": [
            { "id": "shop-nps", "metric": "nps", "goal": "Would they come back?",
              "touchpoints": ["post-purchase", "browsing"] },
            { "id": "care-csat", "metric": "csat", "goal": "Was the call good?",
              "touchpoints": ["after-support"] },
        ],
    })
}

async fn put(deployment: &Deployment, document: &Value) {
    let reply = send(&deployment.isolate(), "PUT", "/v1/sites/kokage", document).await;
    assert!(matches!(reply.status, 200 | 201), "{}", reply.text);
}

async fn shop(told: &[Told<'_>]) -> Deployment {
    let deployment = Deployment::new();
    put(&deployment, &document()).await;
    for (n, told) in told.iter().enumerate() {
        told.store(&*deployment.store, n as u64).await;
    }
    deployment
}

async fn open(deployment: &Deployment, query: &str) -> String {
    opened(&deployment.isolate(), &format!("{COMMENTS}?{query}")).await
}

/// What the page says, with these texts in this order.
async fn says(deployment: &Deployment, query: &str, texts: &[&str]) -> String {
    let told = text(&open(deployment, query).await);
    let mut rest = told.as_str();
    for expected in texts {
        let place = rest.find(expected);
        let place = place.unwrap_or_else(|| panic!("{query}: no {expected:?} there in {told}"));
        rest = &rest[place + expected.len()..];
    }
    told
}

/// The comments that a page lists, in their order.
fn listed(page: &str) -> Vec<String> {
    let list = page.split("class=\"card remarks\"").nth(1).unwrap();
    let list = list.split("</section>").next().unwrap();
    let comments = list.split("class=\"words\"").skip(1);
    let text = |comment: &str| {
        comment.split("<bdi>").nth(1).unwrap().split("</bdi>").next().map(str::to_owned)
    };
    comments.map(|comment| text(comment).unwrap()).collect()
}

fn nps(ago: i64, score: u8) -> Told<'static> {
    Told::score(ago, "shop-nps", Scale::Nps, score)
}

fn csat(ago: i64, score: u8) -> Told<'static> {
    Told::score(ago, "care-csat", Scale::Csat, score).at("after-support")
}

/// Comments of all kinds, the newest first.
fn mixed() -> Vec<Told<'static>> {
    vec![
        nps(HOUR, 10).says("lovely things, well wrapped"),
        nps(2 * HOUR, 6).says("the shipping cost came last"),
        nps(3 * HOUR, 2).says("It arrived broken, still no reply"),
        Told { may_be_published: true, ..nps(4 * HOUR, 9).says("I will order again") },
        csat(5 * HOUR, 1).says("I want a refund now"),
        Told { email: Some("a@mail.example"), ..nps(6 * HOUR, 5).says("too dear for me") },
        nps(7 * HOUR, 7).says("nothing to say").at("browsing"),
        nps(8 * HOUR, 10).says("you charged me twice"),
        csat(9 * HOUR, 1).says("great service, thank you"),
        nps(10 * HOUR, 10),
        nps(11 * HOUR, 10),
        Told { is_test: true, ..nps(HOUR, 0).says("a test, broken") },
        Told::prompt(HOUR, "shop-nps", Recorded::Dismissed),
        nps(60 * DAY, 0).says("another month, broken"),
    ]
}

#[tokio::test]
async fn what_is_urgent_stands_first_and_says_why_and_the_rest_is_newest_first() {
    let shop = shop(&mixed()).await;
    says(
        &shop,
        "",
        &[
            "All 9 Detractors 5 Passives 1 Promoters 3",
            "Urgent 2",
            "Wants a reply 1",
            "May be quoted 1",
            "Words against the score 2",
            "Urgent, 2 Listed first, whatever their date",
            "2 It arrived broken, still no reply Detractor · NPS · After a purchase",
            "Urgent: broken or wrong, waiting",
            "1 I want a refund now Detractor · CSAT · After support",
            "Urgent: money",
            "Newest first 7 comments",
            "10 lovely things, well wrapped Promoter",
        ],
    )
    .await;
    let ja = "lang=ja";
    says(
        &shop,
        ja,
        &["すべて 9 批判者 5 中立者 1 推奨者 3", "至急: 壊れた・動かない・違う物・待っている"],
    )
    .await;
    let order = listed(&open(&shop, "order=newest").await);
    assert_eq!(order[0], "lovely things, well wrapped");
    assert_eq!(order[2], "It arrived broken, still no reply");
    assert_eq!(order.len(), 9);
    let urgent = listed(&open(&shop, "").await);
    assert_eq!(
        urgent[..3],
        ["It arrived broken, still no reply", "I want a refund now", "lovely things, well wrapped"]
    );
}

#[tokio::test]
async fn a_list_is_narrowed_by_bucket_kind_text_touchpoint_theme_and_term() {
    let shop = shop(&mixed()).await;
    for (query, expected) in [
        ("bucket=passive", &["nothing to say"][..]),
        ("only=publish", &["I will order again"]),
        ("only=reply", &["too dear for me"]),
        ("only=against", &["you charged me twice", "great service, thank you"]),
        ("q=ＳＨＩＰＰＩＮＧ", &["the shipping cost came last"]),
        ("touchpoint=browsing", &["nothing to say"]),
        ("survey=care-csat&order=newest", &["I want a refund now", "great service, thank you"]),
        (
            "theme=delivery&order=newest",
            &["the shipping cost came last", "It arrived broken, still no reply"],
        ),
        ("term=shipping", &["the shipping cost came last"]),
        ("term=ship", &[]),
        ("theme=weather", &[]),
        ("bucket=promoter&q=broken", &[]),
    ] {
        assert_eq!(listed(&open(&shop, query).await), expected, "{query}");
    }
    // Each can be undone, and links keep the others.
    let told = open(&shop, "q=shipping&theme=delivery&bucket=detractor").await;
    for link in [
        "href=\"/sites/kokage/comments?bucket=detractor&amp;theme=delivery\"",
        "href=\"/sites/kokage/comments?bucket=detractor&amp;q=shipping\"",
        "href=\"/sites/kokage/comments?q=shipping&amp;theme=delivery\"",
    ] {
        assert!(told.contains(link), "{link}");
    }
    says(
        &shop,
        "bucket=promoter&q=broken",
        &["None of the comments that were read match.", "Show all comments"],
    )
    .await;
}

/// counts by bucket and contrary voices, with and without a filter
#[tokio::test]
async fn its_figures_are_those_of_the_api() {
    let shop = shop(&mixed()).await;
    let app = shop.isolate();
    for query in ["", "touchpoint=post-purchase", "survey=shop-nps", "channel=web"] {
        let path =
            format!("/v1/sites/kokage/answers?has_comment=true&from=2026-10-22&limit=1000&{query}");
        let answers = send(&app, "GET", &path, &Value::Null).await.json();
        let answers = answers["answers"].as_array().unwrap();
        let of = |bucket: &str| {
            let counted = answers.iter().filter(|one| one["counted"] == true);
            counted.filter(|one| one["bucket"] == bucket).count()
        };
        let (d, p, m) = (of("detractor"), of("passive"), of("promoter"));
        let expected = format!("All {} Detractors {d} Passives {p} Promoters {m}", d + p + m);
        says(&shop, query, &[&expected]).await;
        let path = format!("/v1/sites/kokage/summary?{query}");
        let summary = send(&app, "GET", &path, &Value::Null).await.json();
        let page = open(&shop, query).await;
        let contrary = page.split("id=\"contrary\"").nth(1).unwrap();
        let contrary = contrary.split("</section>").next().unwrap();
        for voice in summary["contrary"].as_array().unwrap() {
            assert!(contrary.contains(voice["comment"].as_str().unwrap()), "{query}: {voice}");
        }
        let urgent = summary["urgent"]["comments"].as_u64().unwrap();
        assert!(urgent == 0 || text(&page).contains(&format!("Urgent {urgent} ")), "{query}");
    }
}

/// The tabs say how many comments are urgent, and the overview leads to them with all that was chosen.
#[tokio::test]
async fn what_is_urgent_is_said_from_afar() {
    let shop = shop(&mixed()).await;
    let app = shop.isolate();
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    let query = "touchpoint=post-purchase&compare=2026-08-01..2026-09-01";
    let page = person.open(&app, &format!("/sites/kokage?{query}&lang=en")).await.text;
    let urgent = page.split("class=\"urgent-things\"").nth(1).unwrap();
    let link = urgent.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
    let link = link.replace("&amp;", "&");
    assert_eq!(
        link,
        "/sites/kokage/comments?compare=2026-08-01..2026-09-01&touchpoint=post-purchase&only=urgent"
    );
    let comments = person.open(&app, &link).await.text;
    let path = "/v1/sites/kokage/summary?touchpoint=post-purchase";
    let summary = send(&app, "GET", path, &Value::Null).await.json();
    let pill = format!(
        "<span class=\"pill\">{}<span class=\"aloud\"> urgent</span></span>",
        summary["urgent"]["comments"]
    );
    for page in [&page, &comments] {
        // In the bar, and at the bottom of a phone.
        assert_eq!(page.matches(&pill).count(), 2, "{page}");
    }
    // It compares nothing.
    assert!(!text(&comments).contains("Comparison:") && text(&page).contains("Comparison:"));
    let trend = person.open(&app, "/sites/kokage/trend").await.text;
    assert!(!trend.contains("class=\"pill\""), "it reads no comments");
}

#[tokio::test]
async fn the_call_that_gives_the_comments_gives_them() {
    let shop = shop(&mixed()).await;
    let page = open(&shop, "bucket=detractor&touchpoint=post-purchase&only=urgent").await;
    let call = page.split("<code>GET ").nth(1).unwrap().split("</code>").next().unwrap();
    let call = call.replace("&amp;", "&");
    let reply = send(&shop.isolate(), "GET", &call, &Value::Null).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    for expected in ["the shipping cost came last", "It arrived broken", "too dear for me"] {
        assert!(reply.text.contains(expected), "{expected}");
    }
    assert!(!reply.text.contains("lovely") && !reply.text.contains("refund"));
}

/// 40 comments about delivery and 40 about staff; the later half is better
fn about() -> Vec<Told<'static>> {
    let mut told = Vec::new();
    for n in 0..40 {
        let is_later = n < 20;
        let ago = HOUR + n * (28 * DAY / 40);
        let score = if is_later { 9 } else { 2 };
        told.push(nps(ago, score).says("the delivery was what it was"));
        told.push(nps(ago, 10).says("your staff knows plants"));
        told.push(nps(ago, 0).says("horrible packaging again"));
    }
    told.push(csat(HOUR, 4).says("苗木が元気です"));
    told
}

#[tokio::test]
async fn themes_tell_how_many_how_they_score_and_whether_that_changed() {
    let shop = shop(&about()).await;
    says(
        &shop,
        "",
        &[
            "Themes Changes compare the halves of the period: from 6 Nov on with before.",
            "Delivery 80 comments NPS −50 95% interval",
            "n = 80",
            "Up +",
            "Staff 40 comments NPS 100 95% interval",
            "No evidence of change 0 (",
            "植物 1 comment CSAT — n = 1, Shown from 5 answers",
        ],
    )
    .await;
    let staff = listed(&open(&shop, "theme=staff").await);
    assert_eq!(staff.len(), 30, "a page of 40");
    assert!(staff.iter().all(|comment| comment == "your staff knows plants"));
    says(&shop, "theme=staff", &["Theme: Staff", "1 to 30 of 40 Next page"]).await;
    says(&shop, "confidence=0.9", &["Delivery 80 comments NPS −50 90% interval"]).await;
    says(&shop, "theme=staff&page=2", &["Previous page 31 to 40 of 40"]).await;
    // A page behind the last is the last.
    says(&shop, "theme=staff&page=900", &["Previous page 31 to 40 of 40"]).await;
}

#[tokio::test]
async fn terms_tell_the_unhappy_from_the_happy_and_lead_to_their_comments() {
    let shop = shop(&about()).await;
    says(
        &shop,
        "",
        &[
            "Distinctive terms",
            "More among detractors",
            "horrible 40 · 0",
            "packaging 40 · 0",
            "More among promoters",
            "knows 0 · 40",
            "plants 0 · 40",
            "That finds many names, not all.",
        ],
    )
    .await;
    says(&shop, "term=packaging", &["Distinctive term: packaging", "1 to 30 of 40"]).await;
}

/// shown in the form of the settings, and kept by one that knows nothing of them
#[tokio::test]
async fn themes_are_set_by_one_form_and_kept_by_every_other() {
    let shop = shop(&[]).await;
    let app = shop.isolate();
    let get = async || send(&app, "GET", "/v1/sites/kokage", &Value::Null).await.json();
    let themes = json!({ "植物": ["苗木"], "delivery": ["colis"] });
    assert_eq!(get().await["themes"], themes);
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    let page = person.open(&app, "/sites/kokage/segments").await.text;
    assert!(page.contains("delivery: colis\n植物: 苗木</textarea>"), "{page}");
    let asked = [("do", "preset"), ("preset", "after-support")];
    let saved = ask(&mut person, &app, "/sites/kokage/touchpoints", &asked).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    assert_eq!(get().await["themes"], themes);
}
