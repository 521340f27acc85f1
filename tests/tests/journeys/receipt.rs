//! The receipt: whoever holds an answer's id sees it, changes it, takes it back.

use crate::edge;
use koe_tests::{
    client::Reply,
    fixtures::{Form, Site, id_at, with},
};
use serde_json::{Value, json};

/// The receipt of an answer.
#[track_caller]
pub(super) fn receipt(site: &Site, id: &str) -> Reply {
    site.client.get(format!("/r/{}/{id}?lang=en", site.id)).send()
}

/// Its forms: the change, and the taking back.
#[track_caller]
pub(super) fn ways(page: &Reply) -> (Form, Form) {
    let forms = Form::all(page.text());
    let way = |wanted: &str| {
        let mut forms = forms.iter().filter(|form| form.get("do") == Some(wanted));
        forms.next().unwrap_or_else(|| panic!("no form to {wanted} on {}", page.text())).clone()
    };
    (way("change"), way("take_back"))
}

/// Sends one of its forms and follows where that leads.
#[track_caller]
pub(super) fn follow(site: &Site, form: &Form) -> Reply {
    let sent = form.send(&site.client).send();
    site.client.get(sent.is(303).header("location").expect("a way back")).send()
}

fn full(site: &Site) -> Value {
    let fields = json!({
        "score": 3, "comment": "Slow, & \"late\" <i>again</i>", "touchpoint": "post-purchase",
        "segments": { "plan": "pro" }, "locale": "en", "page": "/cart", "channel": "email",
        "contact": { "email": "aiko@example.jp", "consent": true }, "forced": true,
    });
    site.answer("shop-nps", &fields)
}

/// 1. A stored answer: 200, a page without a script that nobody keeps, indexes, refers to or frames.
/// 2. It shows the question, the score, the comment, the address left, and when it was received.
#[test]
fn a_receipt_shows_what_is_stored() {
    let site = Site::shop(&edge(), "receipt");
    let id = site.take(&full(&site));
    let page = receipt(&site, &id);
    for (name, value) in [
        ("content-type", "text/html; charset=utf-8"),
        ("content-language", "en"),
        ("cache-control", "no-store"),
        ("referrer-policy", "no-referrer"),
        ("x-robots-tag", "noindex, nofollow"),
        ("x-frame-options", "DENY"),
        ("x-content-type-options", "nosniff"),
    ] {
        page.is(200).has(name, value);
    }
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'self' 'sha256-"), "{policy}");
    assert!(policy.ends_with("base-uri 'none'; frame-ancestors 'none'"), "{policy}");
    assert!(!policy.contains("script-src") && !policy.contains("unsafe"), "{policy}");
    let text = page.text();
    for said in [
        "Your answer",
        "How likely are you to recommend",
        "3 of 10",
        "Slow, &amp; &quot;late&quot; &lt;i&gt;again&lt;/i&gt;",
        "aiko@example.jp",
        "Received",
        "A change can take a minute to show here.",
    ] {
        assert!(text.contains(said), "{said} is not in {text}");
    }
    assert!(!text.contains("<script"), "{text}");
}

/// 1. Another score and comment: 303, and the receipt says so: 200.
/// 2. The owner finds the change, and all else as it was; it counts once.
/// 3. A revision that was still under way in the browser: 202, and the change stands.
/// 4. Changed again: 303, above the first change. Without a comment: it is gone.
#[test]
fn a_change_outranks_what_is_under_way() {
    let site = Site::shop(&edge(), "changed");
    let answer = full(&site);
    let id = site.take(&answer);
    let before = site.stored("shop-nps", &id);
    let (change, _) = ways(receipt(&site, &id).is(200));
    assert_eq!(
        (change.get("score"), change.get("comment")),
        (Some("3"), answer["comment"].as_str())
    );

    let changed = follow(&site, &change.with("score", "9").with("comment", "Better now."));
    assert!(changed.is(200).text().contains("Changed"), "{}", changed.text());
    assert!(changed.text().contains("9 of 10") && changed.text().contains("Better now."));
    let after = site.stored("shop-nps", &id);
    assert_eq!((&after["revision"], &after["score"]), (&json!(10), &json!(9)));
    assert_eq!(after["comment"], "Better now.");
    for kept in [
        "touchpoint",
        "segments",
        "locale",
        "page",
        "channel",
        "contact",
        "survey_version",
        "answered_at",
    ] {
        assert_eq!(after[kept], before[kept], "{kept}");
    }
    assert_eq!(site.n("shop-nps"), 1);

    site.take(&with(&answer, &json!({ "revision": 2, "score": 0, "comment": "late" })));
    assert_eq!(site.stored("shop-nps", &id)["score"], 9);
    let (change, _) = ways(receipt(&site, &id).is(200));
    follow(&site, &change.with("score", "7").with("comment", "")).is(200);
    let again = site.stored("shop-nps", &id);
    assert_eq!((&again["revision"], &again["score"]), (&json!(20), &json!(7)));
    assert_eq!(again["comment"], Value::Null);
    assert_eq!(site.n("shop-nps"), 1);
}

/// 1. Two pages of one answer are open; the second to be sent knows of an older revision: 303.
/// 2. What was sent last holds.
#[test]
fn the_last_change_holds() {
    let site = Site::shop(&edge(), "last-change");
    let id = site.score("shop-nps", 1);
    let (one, _) = ways(receipt(&site, &id).is(200));
    let (other, _) = ways(receipt(&site, &id).is(200));
    for (form, score) in [(&one, "2"), (&other, "3"), (&one, "4")] {
        follow(&site, &form.clone().with("score", score)).is(200);
        assert_eq!(site.stored("shop-nps", &id)["score"].to_string(), score);
    }
    // A page that shows a newer revision than this place can see goes above that one.
    follow(&site, &one.with("revision", "57").with("score", "5")).is(200);
    assert_eq!(site.stored("shop-nps", &id)["revision"], 60);
    for revision in [70, 80, 90, 91, 92, 93, 94, 95, 96, 97, 98, 98] {
        let (change, _) = ways(receipt(&site, &id).is(200));
        follow(&site, &change.with("score", "6")).is(200);
        assert_eq!(site.stored("shop-nps", &id)["revision"], revision);
    }
    assert_eq!(site.n("shop-nps"), 1);
}

/// 1. The permission to quote stands with its tick and falls without: 303.
#[test]
fn a_permission_to_quote_can_be_withdrawn() {
    let site = Site::shop(&edge(), "quoted");
    let id = site.take(
        &site.answer("shop-nps", &json!({ "score": 10, "comment": "Kind.", "publish": true })),
    );
    let (change, _) = ways(receipt(&site, &id).is(200));
    assert_eq!(change.get("publish"), Some("1"));
    follow(&site, &change.clone().with("score", "9")).is(200);
    assert_eq!(site.stored("shop-nps", &id)["publish"], true);
    follow(&site, &change.without("publish")).is(200);
    assert_eq!(site.stored("shop-nps", &id)["publish"], false);
}

/// 1. Taken back: 303, and the page says that the record is erased: 200. It counts no more.
/// 2. The receipt from now on: 404, and so is a change of a page that was still open.
/// 3. Taking back again: 303, as for an id that nobody ever answered with.
#[test]
fn an_answer_is_taken_back() {
    let site = Site::shop(&edge(), "receipt-back");
    let id = site.score("shop-nps", 0);
    let page = receipt(&site, &id);
    assert!(page.is(200).text().contains("Take back your answer?"), "it asks once");
    let (change, back) = ways(&page);
    let gone = follow(&site, &back);
    assert!(gone.is(200).text().contains("Your answer has been erased."), "{}", gone.text());
    let scores = site.scores("survey=shop-nps");
    assert_eq!((&scores["result"]["n"], &scores["excluded"]["withdrawn"]), (&json!(0), &json!(1)));

    let erased = receipt(&site, &id);
    assert!(erased.is(404).text().contains("Your answer has been erased."), "{}", erased.text());
    assert!(Form::all(erased.text()).is_empty());
    change.with("score", "10").send(&site.client).send().is(404);
    assert_eq!(site.n("shop-nps"), 0);
    follow(&site, &back).is(200);
    let mut nobody_s = back;
    nobody_s.action = format!("/r/receipt-back/{}", id_at(site.client.now()));
    follow(&site, &nobody_s).is(200);
}

/// 1. A site that was taken down: its receipts still show, 200, and can be taken back, 303.
/// 2. They can't be changed: 404.
#[test]
fn taking_back_outlives_the_site() {
    let client = edge();
    let site = Site::shop(&client, "receipt-deleted");
    let id = site.score("shop-nps", 2);
    let (change, back) = ways(receipt(&site, &id).is(200));
    client.delete(site.path("")).key(client.admin_key()).send().is(204);
    let page = receipt(&site, &id);
    assert!(page.is(200).text().contains("2 of 10"), "{}", page.text());
    assert_eq!(Form::all(page.text()), std::slice::from_ref(&back), "only to take it back");
    change.with("score", "10").send(&client).send().is(404);
    follow(&site, &back).is(200);
    receipt(&site, &id).is(404);
}
