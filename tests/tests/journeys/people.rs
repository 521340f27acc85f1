//! Everything of one person: given to them, or erased.

use crate::edge;
use jiff::SignedDuration;
use koe_tests::{
    client::Client,
    fixtures::{Form, Site, documents, id_at, public_id, with},
};
use serde_json::{Value, json};

/// A site that asks for no signature, and keeps answers for ten years.
#[track_caller]
fn site_at(client: &Client, id: &str) -> Site {
    let document = with(
        &documents::shop(),
        &json!({
            "identity": { "require_signature": false },
            "privacy": { "retention_days": 3650 },
        }),
    );
    Site::open(client, id, &document)
}

#[track_caller]
fn site(id: &str) -> Site {
    site_at(&edge(), id)
}

/// Posts the answer of a person and gives its id.
#[track_caller]
fn named(site: &Site, respondent: &str, fields: &Value) -> String {
    let fields = with(fields, &json!({ "respondent": { "id": respondent } }));
    site.take(&site.answer("shop-nps", &fields))
}

#[track_caller]
fn comments(answers: &[Value]) -> Vec<&str> {
    answers.iter().map(|answer| answer["comment"].as_str().unwrap_or_default()).collect()
}

/// 1. A person answers three times, once in two revisions; two others answer: 202 each.
/// 2. The export has the three answers, each once, newest first, in its newest revision and with every field
///    that the list of answers has: 200. It has nobody else's.
/// 3. Whom nobody knows has no answers: 200.
#[test]
fn an_export_is_every_answer_of_one_person() {
    let site = site("export");
    let hour = |hours| id_at(site.client.now() - SignedDuration::from_hours(hours));
    named(&site, "u_42", &json!({ "score": 2, "comment": "oldest", "id": hour(50) }));
    let fields =
        json!({ "score": 9, "comment": "first", "id": hour(1), "segments": { "plan": "pro" } });
    named(&site, "u_42", &fields);
    let second = json!({ "revision": 2, "comment": "newest", "contact": { "name": "Mina", "consent": true } });
    let id = named(&site, "u_42", &with(&fields, &second));
    let dismissal = json!({ "outcome": "dismissed", "id": hour(2) });
    named(&site, "u_42", &dismissal);
    named(&site, "u_43", &json!({ "score": 1, "comment": "of somebody else" }));
    site.score("shop-nps", 5);

    let export = site.export("u_42");
    assert_eq!(comments(&export), ["newest", "", "oldest"]);
    assert!(export.iter().all(|answer| answer["respondent"] == "u_42"), "{export:?}");
    assert_eq!(export[1]["outcome"], "dismissed");
    let listed = site.answers("survey=shop-nps&limit=1000");
    let listed = listed.iter().find(|answer| answer["id"] == public_id("export", &id).as_str());
    assert_eq!(Some(&export[0]), listed);
    assert_eq!(
        (&export[0]["revision"], &export[0]["contact"]["name"]),
        (&json!(2), &json!("Mina"))
    );
    assert_eq!(comments(&site.export("u_43")), ["of somebody else"]);
    assert_eq!(site.export("nobody"), Vec::<Value>::new());
}

/// 1. An answer through the hosted page, one that is changed by its receipt and one that is imported: the
///    export has all three: 200.
/// 2. One is taken back: 204. The export has the other two: 200.
#[test]
fn an_export_knows_every_way_in() {
    let site = site("ways-in");
    let form = site.form("shop-nps", "lang=en&respondent=u_42").with("score", "9");
    form.with("comment", "hosted").send(&site.client).send().is(303);
    let id = named(&site, "u_42", &json!({ "score": 3, "comment": "sent" }));
    let receipt = site.client.get(format!("/r/ways-in/{id}?lang=en")).send();
    let change = Form::all(receipt.is(200).text()).remove(0).with("comment", "changed");
    change.with("score", "4").send(&site.client).send().is(303);
    let rows = "answered_at,score,respondent,comment\n\
        2026-09-01,9,u_42,imported\n2026-09-01,9,u_43,not theirs\n2026-09-01,9,,nobody's\n";
    assert_eq!(site.import("survey=shop-nps", rows).is(200).json()["accepted"], 3);

    let export = site.export("u_42");
    let mut told = comments(&export);
    told.sort_unstable();
    assert_eq!(told, ["changed", "hosted", "imported"]);
    site.withdraw(&id).is(204);
    let export = site.export("u_42");
    assert_eq!(comments(&export), ["hosted", "imported"]);
}

/// 1. A person is erased: 204. Nothing of them is exported, listed or counted: 200; the answers count as
///    withdrawn, as ones that were taken back do. Somebody else's stay.
/// 2. Erasing again, or somebody whom nobody knows: 204.
#[test]
fn an_erasure_takes_all_of_one_person() {
    let site = site("erasure");
    for score in [0, 1] {
        named(&site, "u_42", &json!({ "score": score, "comment": "遅かった" }));
    }
    let other = named(&site, "u_43", &json!({ "score": 10, "comment": "速かった" }));
    let nobody = site.score("shop-nps", 9);
    let taken_back = site.score("shop-nps", 2);
    site.withdraw(&taken_back).is(204);
    assert_eq!(site.n("shop-nps"), 4);

    for id in ["u_42", "u_42", "nobody"] {
        let erased = site.erase(id);
        assert_eq!((erased.status(), erased.text()), (204, ""));
        assert_eq!(site.export("u_42"), Vec::<Value>::new());
        let page = site.ask_answers("survey=shop-nps&limit=1000");
        assert!(!page.is(200).text().contains("遅かった"), "{}", page.text());
        assert!(!page.text().contains("u_42"), "{}", page.text());
        let scores = site.scores("survey=shop-nps");
        assert_eq!(
            (&scores["result"]["n"], &scores["excluded"]["withdrawn"]),
            (&json!(2), &json!(3))
        );
    }
    assert_eq!(comments(&site.export("u_43")), ["速かった"]);
    for id in [other, nobody] {
        site.stored("shop-nps", &id);
    }
}

/// 1. A person is erased: 204. Their answer is sent once more, and a further revision of it: 202; their row
///    is imported once more: a duplicate: 200. Nothing comes back.
#[test]
fn what_was_erased_does_not_come_back() {
    let site = site("once-erased");
    let fields = json!({ "score": 9, "respondent": { "id": "u_42" } });
    let answer = site.answer("shop-nps", &fields);
    site.take(&answer);
    let rows = "answered_at,score,respondent,external_id\n2026-09-01,9,u_42,a1\n";
    assert_eq!(site.import("survey=shop-nps", rows).is(200).json()["accepted"], 1);
    site.erase("u_42").is(204);

    site.take(&answer);
    site.take(&with(&answer, &json!({ "revision": 98, "comment": "late" })));
    assert_eq!(site.import("survey=shop-nps", rows).is(200).json()["duplicates"], 1);
    assert_eq!(site.export("u_42"), Vec::<Value>::new());
    for range in ["", "&from=2026-08-01&to=2026-10-01"] {
        let scores = site.scores(&format!("survey=shop-nps{range}"));
        let said = (&scores["result"]["n"], &scores["excluded"]["withdrawn"]);
        assert_eq!(said, (&json!(0), &json!(1)), "{scores}");
    }
}

/// 1. The same id on two sites is two persons: erased on one, 204, they keep their answers on the other: 200.
#[test]
fn an_erasure_is_for_one_site() {
    let client = edge();
    let (here, there) = (site_at(&client, "erased-here"), site_at(&client, "kept-there"));
    for site in [&here, &there] {
        named(site, "u_42", &json!({ "score": 9 }));
    }
    here.erase("u_42").is(204);
    assert_eq!((here.export("u_42").len(), there.export("u_42").len()), (0, 1));
}

/// 1. Ids with every printable character, slashes, percent signs and what looks like an encoded one, and
///    one of 128 characters: each finds its own answer alone, 200, and erases it alone, 204.
#[test]
fn an_id_may_hold_every_printable_character() {
    let site = site("characters");
    let every: String = (' '..='~').collect();
    let mut ids: Vec<String> = (' '..='~').map(|character| format!("u{character}1")).collect();
    ids.extend([every, "x".repeat(128)]);
    ids.extend(["u/1/../2", "/", "%", "%2F", "%252F", "a/b?c#d", "+ +"].map(str::to_owned));
    for id in &ids {
        named(&site, id, &json!({ "score": 9, "comment": id }));
    }
    for id in &ids {
        assert_eq!(comments(&site.export(id)), [id]);
    }
    let (erased, kept) = ids.split_at(ids.len() / 2);
    for id in erased {
        site.erase(id).is(204);
    }
    for id in erased {
        assert_eq!(site.export(id).len(), 0, "{id}");
    }
    for id in kept {
        assert_eq!(site.export(id).len(), 1, "{id}");
    }
}

/// 1. An id of 129 characters, and characters that no id has: 422 for both calls. No id: 404.
/// 2. A parameter that is not there, and a cursor of nobody's: 422.
#[test]
fn what_can_be_no_id_is_refused() {
    let site = site("no-id");
    for id in ["x".repeat(129), "声".to_owned(), "u\n1".to_owned(), "\u{7f}".to_owned()] {
        let characters = format!("an id of {} characters", id.chars().count());
        let export = site.client.get(site.respondent(&id)).key(&site.read_key).send();
        export.refuses(422, "invalid_id", Some("id")).says(&characters);
        site.erase(&id).refuses(422, "invalid_id", Some("id")).says("1–128 printable ASCII");
    }
    site.erase("").refuses(404, "not_found", None);
    let ask = |query: &str| {
        let path = format!("{}?{query}", site.respondent("u_42"));
        site.client.get(path).key(&site.read_key).send()
    };
    ask("limit=1").refuses(422, "unknown_parameter", Some("limit"));
    ask("cursor=x").refuses(422, "invalid_cursor", Some("cursor"));
}

/// 1. A read key exports: 200. It may not erase: 403, and nothing is erased.
/// 2. No key, one that nobody has: 401. One of another site: 403. A site that is not there: 404.
#[test]
fn who_may_read_may_export_and_who_may_write_may_erase() {
    let client = edge();
    let (site, other) = (site_at(&client, "whose-people"), site_at(&client, "other-people"));
    named(&site, "u_42", &json!({ "score": 9 }));
    let path = site.respondent("u_42");
    let call = |method: &str, path: &str, key: Option<&str>| {
        let call = site.client.call(method.parse().unwrap(), path);
        match key {
            Some(key) => call.key(key).send(),
            None => call.send(),
        }
    };
    call("DELETE", &path, Some(&site.read_key)).refuses(403, "scope_too_small", None);
    for method in ["GET", "DELETE"] {
        call(method, &path, None).refuses(401, "key_missing", None);
        call(method, &path, Some("koe_live_nobody")).refuses(401, "key_unknown", None);
        call(method, &path, Some(&other.write_key)).refuses(403, "key_of_another_site", None);
        let nowhere = "/v1/sites/no-people/respondents/u_42";
        let admin = site.client.admin_key();
        call(method, nowhere, Some(admin)).refuses(404, "unknown_site", Some("site"));
    }
    for method in ["POST", "PUT"] {
        let reply = call(method, &path, Some(&site.write_key));
        reply.refuses(405, "method_not_allowed", None);
    }
    assert_eq!(site.export("u_42").len(), 1);
    call("GET", &path, Some(&site.write_key)).is(200);
    call("DELETE", &path, Some(&site.write_key)).is(204);
    assert_eq!(site.export("u_42").len(), 0);
}

/// 1. The site is replaced by another document, then deleted and set up again: the person is found as
///    before, 200, and erased: 204.
#[test]
fn a_person_is_found_though_the_site_was_set_up_again() {
    let site = site("again-people");
    named(&site, "u_42", &json!({ "score": 9 }));
    let document = with(&documents::shop(), &json!({ "name": "Another name" }));
    site.put(&document).is(200);
    assert_eq!(site.export("u_42").len(), 1);
    site.client.delete(site.path("")).key(&site.write_key).send().is(204);
    let again = Site::open(&site.client, "again-people", &document);
    assert_eq!(again.export("u_42").len(), 1);
    again.erase("u_42").is(204);
    assert_eq!(again.export("u_42").len(), 0);
    assert_eq!(again.scores("survey=shop-nps")["excluded"]["withdrawn"], 1);
}
