//! Receipts of what is not there, and changes that can't be.

use super::receipt::{follow, receipt, ways};
use crate::edge;
use jiff::SignedDuration;
use koe_tests::fixtures::{Form, Site, documents, id_at, with};
use serde_json::json;

/// 1. An invalid id, an unknown site, an id of long ago: 404, there is nothing here.
/// 2. A fresh id that nothing is visible of: 404, perhaps not yet.
#[test]
fn what_is_not_there_says_so() {
    let site = Site::shop(&edge(), "no-receipt");
    let now = site.client.now();
    let old = id_at(now - SignedDuration::from_hours(30));
    let paths = ["no-receipt/mine", "no-such-site/mine", "No!/x", &format!("no-receipt/{old}")]
        .map(|path| format!("/r/{path}"));
    for path in &paths {
        let get = |lang: &str| site.client.get(format!("{path}?lang={lang}")).send();
        assert!(get("en").is(404).text().contains("Nothing here"), "{path}");
        assert!(get("ja").is(404).text().contains("<html lang=\"ja\""), "{path}");
    }
    let page = receipt(&site, &id_at(now));
    assert!(page.is(404).text().contains("not visible here yet"), "{}", page.text());
    page.has("cache-control", "no-store").has("referrer-policy", "no-referrer");
}

/// 1. A change without a score, off the scale, or with a comment that is too long: 422, the form
///    open again with what was typed; nothing is stored.
#[test]
fn a_change_that_can_t_be_comes_back() {
    let site = Site::shop(&edge(), "no-change");
    let id = site.score("support-ces", 4);
    let (change, _) = ways(receipt(&site, &id).is(200));
    let long = "x".repeat(4_001);
    for (form, said) in [
        (change.clone().without("score"), "Choose a score first."),
        (change.clone().with("score", "6"), "Choose a score first."),
        (change.clone().with("comment", &long), "too long: 4001 of 4000 characters."),
    ] {
        let again = form.with("touched", "yes").send(&site.client).send();
        assert!(again.is(422).text().contains(said), "{said}");
        assert!(again.text().contains("<details name=\"way\" open>"), "{}", again.text());
        assert_eq!(
            ways(&again).0.get("comment").map(str::len) > Some(4_000),
            said.contains("4001")
        );
    }
    assert_eq!(site.stored("support-ces", &id)["revision"], 1);
}

/// 1. A form from a page of another origin: 403, and nothing changes. From the receipt: 303.
/// 2. No form: 415.
#[test]
fn only_the_receipt_itself_changes_it() {
    let site = Site::shop(&edge(), "foreign-change");
    let id = site.score("shop-nps", 4);
    let (change, back) = ways(receipt(&site, &id).is(200));
    let change = change.with("score", "10");
    for form in [&change, &back] {
        for origin in ["https://evil.example", "null"] {
            let reply = form.send(&site.client).origin(origin).send();
            reply.refuses(403, "foreign_origin", None);
        }
        let json = site.client.post(&form.action).json(&json!({ "do": "take_back" })).send();
        json.refuses(415, "unsupported_media_type", None);
    }
    assert_eq!(site.stored("shop-nps", &id)["score"], 4);
    follow(&site, &change).is(200);
    assert_eq!(site.stored("shop-nps", &id)["score"], 10);
}

/// 1. The question has changed since: the receipt shows the version that was answered, on its scale:
///    200; so does a survey that is archived by now.
#[test]
fn a_receipt_speaks_the_version_that_was_answered() {
    let site = Site::shop(&edge(), "old-words");
    let (ces, csat) = (site.score("support-ces", 5), site.score("visit-csat", 4));
    let seven = json!({ "version": 2, "question": { "ja": "新しい文", "en": "Newer words" } });
    let surveys = json!({ "surveys": [documents::nps(), with(&documents::ces(7), &seven)] });
    site.put(&with(&documents::shop(), &surveys)).is(200);
    for (id, said, radios) in [(ces, "Strongly agree", 5), (csat, "Good", 5)] {
        let page = receipt(&site, &id);
        assert!(page.is(200).text().contains(said), "{said} is not in {}", page.text());
        assert!(!page.text().contains("Newer words"), "{}", page.text());
        assert_eq!(page.text().matches("type=\"radio\"").count(), radios);
        let (change, _) = ways(&page);
        follow(&site, &change.with("score", "1")).is(200);
    }
    assert_eq!(site.answers("survey=support-ces")[0]["survey_version"], 1);
}

/// 1. A prompt that was closed has a receipt, too, with a dash: 200. It can still be answered: 303.
#[test]
fn a_dismissal_has_a_receipt_with_a_dash() {
    let site = Site::shop(&edge(), "dash");
    let id = site.take(&site.dismissal("shop-nps"));
    let page = receipt(&site, &id);
    assert!(page.is(200).text().contains(">—</dd>"), "{}", page.text());
    let (change, _) = ways(&page);
    follow(&site, &change.with("score", "8")).is(200);
    assert_eq!(site.n("shop-nps"), 1);
}

/// 1. A bare link opens in the language of the answer, whatever the browser prefers: 200; one that
///    names a language in that: 200.
#[test]
fn a_receipt_speaks_the_language_of_its_answer() {
    let site = Site::shop(&edge(), "receipt-lang");
    let id = site.take(&site.answer("shop-nps", &json!({ "score": 9, "locale": "en" })));
    let get = |query: &str| {
        let call = site.client.get(format!("/r/receipt-lang/{id}{query}"));
        call.header("accept-language", "ja").send()
    };
    get("").is(200).has("content-language", "en");
    get("?lang=ja").is(200).has("content-language", "ja");
    assert_eq!(Form::all(get("?lang=ja").text())[0].get("lang"), Some("ja"));
}
