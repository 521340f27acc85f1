//! The hosted page where something is wrong: what people are told, and that nothing they typed is
//! lost.

use super::hosted::is_guarded;
use crate::edge;
use koe_tests::fixtures::{Form, Site, documents, with};
use serde_json::json;

/// 1. Sent without a score: 422, the same page with a sentence and all that was typed; nothing is
///    stored.
/// 2. With one: 303, under the same id.
#[test]
fn a_missing_score_is_asked_for_again() {
    let asks = json!({ "ask_contact": ["detractor"] });
    let surveys = json!({ "surveys": [with(&documents::nps(), &asks)] });
    let site = Site::open(&edge(), "no-score", &with(&documents::smallest(), &surveys));
    let form = site
        .form("shop-nps", "channel=qr&segment.plan=pro")
        .with("comment", "\n  \"Slow\" & <late>\n")
        .with("reply", "1")
        .with("email", "a&b@example.jp");
    let again = form.send(&site.client).send();
    is_guarded(again.is(422), documents::SHOP);
    assert!(again.text().contains("Choose a score first."), "{}", again.text());
    assert!(!again.text().contains("<script"), "no script takes away what was typed");
    let kept = Form::on(again.text());
    for field in ["id", "comment", "reply", "email", "channel", "segment.plan", "survey_version"] {
        assert_eq!(kept.get(field), form.get(field), "{field}");
    }
    assert_eq!(site.n("shop-nps"), 0);
    let form = kept.with("score", "3");
    form.send(&site.client).send().is(303);
    let answer = site.stored("shop-nps", form.get("id").unwrap());
    assert_eq!(answer["comment"], "\n  \"Slow\" & <late>\n");
    assert_eq!(answer["contact"]["email"], "a&b@example.jp");
    assert_eq!(answer["channel"], "qr");
}

/// 1. Scores off the scale, and words: 422, as if there were none.
/// 2. A comment over 4,000 UTF-16 units: 422, with both numbers, and kept.
/// 3. The longest that is allowed, in characters that a form writes longest, and in line ends, which
///    it writes as two: 303.
/// 4. An invalid id: 422 with another one, which is taken: 303.
#[test]
fn what_is_out_of_bounds_comes_back() {
    let site = Site::shop(&edge(), "bounds");
    let open = || site.form("shop-nps", "lang=en").with("score", "9");
    for score in ["11", "-1", "9.5", "nine", "١"] {
        let again = open().with("score", score).send(&site.client).send();
        assert!(again.is(422).text().contains("Choose a score first."), "{score}");
    }
    let long = "あ".repeat(4_001);
    let again = open().with("comment", &long).send(&site.client).send();
    assert!(again.is(422).text().contains("The comment is too long: 4001 of 4000 characters."));
    assert_eq!(Form::on(again.text()).get("comment"), Some(long.as_str()));
    for comment in ["あ".repeat(4_000), "x\n".repeat(2_000), "声".repeat(3_999) + "\n"] {
        let form = open().with("comment", &comment);
        form.send(&site.client).send().is(303);
        let stored = site.stored("shop-nps", form.get("id").unwrap());
        assert!(stored["comment"] == comment.as_str(), "as it was typed");
    }
    for id in ["", "mine", "00000000-0000-4000-8000-000000000000"] {
        let again = open().with("id", id).send(&site.client).send();
        let form = Form::on(again.is(422).text());
        assert!(again.text().contains("did not go through"), "{}", again.text());
        assert!(form.get("id").is_some_and(|fresh| fresh.len() == 36 && fresh != id), "{form:?}");
        form.send(&site.client).send().is(303);
    }
    assert!(site.n("shop-nps") >= 3);
}

/// 1. A site, a survey or a name that never was: 404, a page in the visitor's language.
/// 2. A survey that is not asked any more, or is left out of the document: 410, likewise.
/// 3. A form sent to what never was: 404.
#[test]
fn what_is_not_there_says_so_in_the_visitor_s_language() {
    let site = Site::shop(&edge(), "wrong-way");
    let surveys = json!([with(&documents::nps(), &json!({ "active": false })), documents::ces(5)]);
    site.put(&with(&documents::shop(), &json!({ "surveys": surveys }))).is(200);
    let get = |path: &str, accepted: &str| {
        site.client.get(path).header("accept-language", accepted).send()
    };
    for path in [
        "/p/no-such-site/shop-nps",
        "/p/Wrong!/shop-nps",
        "/p/wrong-way/no-such",
        "/p/wrong-way/No!",
    ] {
        let page = get(path, "en");
        assert!(page.is(404).text().contains("Nothing here"), "{path}: {}", page.text());
        assert!(get(path, "ja, en;q=0.5").is(404).text().contains("<html lang=\"ja\""), "{path}");
        site.client.post(path).body("application/x-www-form-urlencoded", "score=9").send().is(404);
    }
    is_guarded(&get("/p/wrong-way/no-such", "en"), documents::SHOP);
    for survey in ["shop-nps", "visit-csat"] {
        let path = format!("/p/wrong-way/{survey}");
        let page = get(&path, "en");
        is_guarded(page.is(410), documents::SHOP);
        assert!(page.text().contains("This question has closed."), "{}", page.text());
        assert!(get(&path, "de").is(410).text().contains("<html lang=\"ja\""), "the site's own");
    }
    site.client.get("/p/wrong-way/%ff").send().refuses(404, "not_found", None);
}

/// 1. Pages that the site does not list, and no page at all (`null`), may not send the form: 403.
/// 2. The deployment's own page, a listed one and no origin at all: 303.
#[test]
fn only_its_own_page_sends_the_form() {
    let site = Site::shop(&edge(), "posted");
    let own = "http://koe.example".to_owned();
    for (origin, status) in
        [("https://evil.example", 403), ("null", 403), (documents::SHOP, 303), (&own, 303)]
    {
        let page = site.client.get("/p/posted/shop-nps").send();
        let form = Form::on(page.is(200).text()).with("score", "9");
        // The shop in this process is asked under the name that the host header tells.
        let call = form.send(&site.client).origin(origin);
        let call = if origin == own { call.header("host", "koe.example") } else { call };
        let reply = call.send();
        // A page may read the reply, as that of any public call.
        reply.has("access-control-allow-origin", origin).has("vary", "Origin");
        if status == 403 {
            reply.refuses(403, "foreign_origin", None);
        } else {
            reply.is(status);
        }
    }
}

/// 1. Another type than a form's: 415. Another method: 405. Over 64 KiB: 413.
#[test]
fn what_is_no_form_is_refused_as_a_problem() {
    let site = Site::shop(&edge(), "no-form");
    let path = "/p/no-form/shop-nps";
    let post = |kind: &str, body: &str| site.client.post(path).body(kind, body).send();
    post("application/json", "{}").refuses(415, "unsupported_media_type", None);
    let large = format!("comment={}", "x".repeat(64 * 1_024));
    post("application/x-www-form-urlencoded", &large).refuses(413, "body_too_large", None);
    site.client.delete(path).send().refuses(405, "method_not_allowed", None);
    assert_eq!(site.n("shop-nps"), 0);
}
