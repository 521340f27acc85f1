//! What the passing of time changes: journeys on an edge whose clock can be moved.

use jiff::SignedDuration;
use koe_tests::{
    client::{Lab, Limits},
    fixtures::{Form, Site, documents, id_at, public_id, with},
};
use serde_json::{Value, json};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// 1. Three writes of one address: 202, 202, 429 with `Retry-After`, readable by the page.
/// 2. Nothing of the third is stored. Taking back is a public write, too: 429.
/// 3. Owner calls go on: 200. When the window ends, so do public ones: 202.
#[test]
fn public_writes_are_limited() {
    let lab = Lab::limited(Limits { client: 2, site: 100, ..Limits::default() });
    let site = Site::shop(&lab.client(), "limited");
    site.score("shop-nps", 9);
    site.score("shop-nps", 9);
    let answer = site.answer("shop-nps", &json!({ "score": 0 }));
    let refused = site.post(&answer).origin(documents::SHOP).send();
    refused.refuses(429, "rate_limited", None).has("access-control-allow-origin", documents::SHOP);
    let retry: i64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=10).contains(&retry), "{retry} s");
    site.withdraw(answer["id"].as_str().unwrap()).refuses(429, "rate_limited", None);
    assert_eq!(site.n("shop-nps"), 2);

    lab.pass(SignedDuration::from_secs(retry));
    site.post(&answer).send().is(202);
    assert_eq!(site.n("shop-nps"), 3);
}

/// 1. Forms of the hosted page and of a receipt are public writes: past the limit 429 with
///    `Retry-After`, as a page with all that was typed. When the window ends: 303.
#[test]
fn forms_are_limited_too() {
    let lab = Lab::limited(Limits { client: 1, site: 100, ..Limits::default() });
    let site = Site::shop(&lab.client(), "limited-forms");
    let id = site.score("shop-nps", 3);
    let form = site.form("shop-nps", "lang=en").with("score", "9").with("comment", "Kept.");
    let refused = form.send(&site.client).send();
    assert!(refused.is(429).text().contains("did not go through"), "{}", refused.text());
    refused.has("content-type", "text/html; charset=utf-8");
    let again = Form::on(refused.text());
    for field in ["id", "score", "comment"] {
        assert_eq!(again.get(field), form.get(field), "{field}");
    }
    let receipt = site.client.get(format!("/r/limited-forms/{id}?lang=en")).send();
    let change = Form::all(receipt.is(200).text()).remove(0).with("score", "8");
    change.send(&site.client).send().is(429);
    let retry: i64 = refused.header("retry-after").unwrap().parse().unwrap();
    lab.pass(SignedDuration::from_secs(retry));
    again.send(&site.client).send().is(303);
    lab.pass(SignedDuration::from_secs(10));
    change.send(&site.client).send().is(303);
}

/// 1. A hosted page that stood open for 31 days: 422, and the form again under an id of today, with
///    what was typed. Sent once more: 303.
#[test]
fn a_page_may_stand_open_for_a_month() {
    let lab = Lab::new();
    let site = Site::shop(&lab.client(), "left-open");
    let form = site.form("shop-nps", "lang=en").with("score", "9").with("comment", "At last.");
    lab.pass(DAY * 31);
    let again = form.send(&site.client).send();
    let fresh = Form::on(again.is(422).text());
    assert_ne!(fresh.get("id"), form.get("id"));
    assert_eq!((fresh.get("score"), fresh.get("comment")), (Some("9"), Some("At last.")));
    fresh.send(&site.client).send().is(303);
    lab.pass(SignedDuration::from_secs(1));
    assert_eq!(site.n("shop-nps"), 1);
}

/// 1. An answer of 29 days ago can be changed: 303. After 31 days it can't: 200 without the form,
///    422 for one that was still open; and the page says so.
/// 2. Taking it back is always possible: 303. After retention there is nothing left: 404.
#[test]
fn a_receipt_can_be_changed_for_thirty_days() {
    let lab = Lab::new();
    let site = Site::shop(&lab.client(), "month-old");
    let (id, other) = (site.score("shop-nps", 2), site.score("shop-nps", 3));
    let get = |id: &str| site.client.get(format!("/r/month-old/{id}?lang=en")).send();
    lab.pass(DAY * 29);
    let page = get(&id);
    let change = Form::all(page.is(200).text()).remove(0).with("score", "9");
    change.send(&site.client).send().is(303);
    lab.pass(DAY * 2);
    let page = get(&id);
    assert!(page.is(200).text().contains("9 of 10"), "{}", page.text());
    assert!(page.text().contains("can be changed for 30 days"), "{}", page.text());
    let mut forms = Form::all(page.text());
    assert_eq!(forms.len(), 1, "only to take it back");
    let late = change.with("score", "10").send(&site.client).send();
    assert!(late.is(422).text().contains("9 of 10"), "{}", late.text());
    forms.remove(0).send(&site.client).send().is(303);
    get(&id).is(404);
    get(&other).is(200);
    lab.pass(DAY * 700);
    assert!(get(&other).is(404).text().contains("Nothing here"), "expired");
}

/// 1. One site's limit is met: 429. Another site is not affected: 202.
#[test]
fn one_site_s_limit_is_not_another_s() {
    let lab = Lab::limited(Limits { client: 100, site: 1, ..Limits::default() });
    let client = lab.client();
    let (busy, quiet) = (Site::shop(&client, "busy"), Site::shop(&client, "quiet"));
    busy.score("shop-nps", 9);
    let answer = busy.answer("shop-nps", &json!({ "score": 9 }));
    busy.post(&answer).send().refuses(429, "rate_limited", None);
    quiet.score("shop-nps", 9);
}

/// 1. An answer, and an identical one ten days later out of an outbox: 202 both, with the same id
///    and revision; it counts once, at its own time: 200.
/// 2. After 30 days it is too late: 422 `clock_skew`. Taking it back still works: 204.
#[test]
fn an_outbox_may_send_for_thirty_days() {
    let lab = Lab::new();
    let site = Site::shop(&lab.client(), "outbox");
    let answer = site.answer("shop-nps", &json!({ "score": 9 }));
    site.take(&answer);
    lab.pass(DAY * 10);
    site.take(&answer);
    assert_eq!(site.n("shop-nps"), 1);
    lab.pass(DAY * 21);
    site.post(&answer).send().refuses(422, "clock_skew", Some("id"));
    site.withdraw(answer["id"].as_str().unwrap()).is(204);
    assert_eq!(site.scores("survey=shop-nps&from=2026-11-20&to=2026-11-23")["result"]["n"], 0);
}

/// 1. A receipt after 31 days: 200. It says until when an answer can be changed, in the numerals of
///    its language, and offers to take it back only.
#[test]
fn a_receipt_that_is_too_old_to_change_says_so() {
    let lab = Lab::new();
    let locales = json!({ "locales": ["en", "ar-EG", "fa"] });
    let site = Site::open(&lab.client(), "too-old", &with(&documents::smallest(), &locales));
    let id = site.score("shop-nps", 9);
    lab.pass(DAY * 31);
    for (lang, days) in [("en", "for 30 days."), ("ar-EG", "٣٠ يومًا"), ("fa", "۳۰ روز")]
    {
        let page = site.client.get(format!("/r/too-old/{id}?lang={lang}")).send();
        assert!(page.is(200).text().contains(days), "{days} is not in {}", page.text());
        assert_eq!(Form::all(page.text()).len(), 1);
    }
}

/// 1. An answer is taken back, and its first revision arrives again days later: 202. It stays
///    taken back: 200.
#[test]
fn a_tombstone_outlives_every_retry() {
    let lab = Lab::new();
    let site = Site::shop(&lab.client(), "tombstone");
    let answer = site.answer("shop-nps", &json!({ "score": 9 }));
    let id = site.take(&answer);
    site.withdraw(&id).is(204);
    lab.pass(DAY * 29);
    site.post(&answer).send().is(202);
    let scores = site.scores("survey=shop-nps&from=2026-11-20&to=2026-11-23");
    assert_eq!((&scores["result"]["n"], &scores["excluded"]["withdrawn"]), (&json!(0), &json!(1)));
}

/// 1. Answers of a site that keeps them for 30 days: 200 before, gone after.
/// 2. A row older than that is not imported: rejected.
#[test]
fn answers_expire_with_their_retention() {
    let lab = Lab::new();
    let kept = with(&documents::shop(), &json!({ "privacy": { "retention_days": 30 } }));
    let site = Site::open(&lab.client(), "retention", &kept);
    let id = public_id("retention", &site.score("shop-nps", 9));
    let period = "from=2026-11-20&to=2026-11-23";
    assert_eq!(site.answers(period)[0]["id"], id.as_str());
    lab.pass(DAY * 32);
    assert_eq!(site.answers(period), Vec::<Value>::new());
    let rows = "answered_at,score\n2026-11-21T03:00:00Z,9\n";
    let told = site.import("survey=shop-nps", rows).is(200).json();
    assert_eq!((&told["accepted"], told["rejected"].as_array().unwrap().len()), (&json!(0), 1));
}

/// 1. A signature that expired between the answer and its sending still holds for 72 hours: it is judged
///    at the answer's own time: 202. One that was expired when the prompt was shown does not.
/// 2. Received later than that it does not hold, whatever time the sender gave the answer's id: 202
///    `unverified`.
#[test]
fn a_signature_arrives_within_72_hours_of_its_expiry() {
    let lab = Lab::new();
    let secret = "koe-test-secret-long-enough";
    let document = with(&documents::smallest(), &json!({ "identity": { "secret": secret } }));
    let site = Site::open(&lab.client(), "expiry", &document);
    let asked = lab.client().now();
    let until = "2026-11-22T03:00:00Z";
    let claim = json!({
        "id": "u_42", "expires_at": until,
        "signature": koe_tests::fixtures::signature(secret, "expiry", "u_42", until),
    });
    let post = |id: String| {
        let fields = json!({ "score": 9, "respondent": claim, "id": id });
        site.post(&site.answer("shop-nps", &fields)).send().is(202).json()["respondent"].clone()
    };
    lab.pass(DAY + SignedDuration::from_hours(1));
    assert_eq!(post(id_at(asked)), Value::Null, "a tab that had no network for an hour");
    assert_eq!(post(id_at(lab.client().now())), "unverified");
    lab.pass(SignedDuration::from_hours(71));
    assert_eq!(post(id_at(asked)), Value::Null, "72 hours, to the second");
    lab.pass(SignedDuration::from_secs(1));
    assert_eq!(post(id_at(asked)), "unverified");
    lab.pass(DAY * 4);
    assert_eq!(post(id_at(asked)), "unverified");
    assert_eq!(post(id_at(asked - DAY * 20)), "unverified");
}

/// 1. A made-up id is taken back: 204. Within 31 days whatever arrives under it stays hidden: 202.
/// 2. An answer that was taken back stays hidden for good, and counted: 200.
#[test]
fn a_withdrawal_that_hid_nothing_is_forgotten_after_31_days() {
    let lab = Lab::new();
    let site = Site::shop(&lab.client(), "forgotten");
    let hidden = site.score("shop-nps", 9);
    site.withdraw(&hidden).is(204);
    let made_up = site.answer("shop-nps", &json!({ "score": 9 }));
    site.withdraw(made_up["id"].as_str().unwrap()).is(204);
    let period = "survey=shop-nps&from=2026-11-20&to=2026-11-23";
    let counts = || {
        let scores = site.scores(period);
        (scores["result"]["n"].clone(), scores["excluded"]["withdrawn"].clone())
    };
    assert_eq!(counts(), (json!(0), json!(1)));
    lab.pass(DAY * 30 - SignedDuration::from_mins(1));
    site.post(&made_up).send().is(202);
    assert_eq!(counts(), (json!(0), json!(2)));
    lab.pass(DAY * 600);
    assert!(counts().1.as_u64() > Some(0));
}

/// 1. An answer is 31 days old: taking it back is always possible: 204, and hides it. A made-up id of that
///    age writes nothing: 204.
#[test]
fn what_is_long_past_is_taken_back_only_where_it_is_there() {
    let lab = Lab::new();
    let site = Site::shop(&lab.client(), "long-past");
    let id = site.score("shop-nps", 9);
    let never = id_at(lab.client().now());
    lab.pass(DAY * 40);
    site.withdraw(&id).is(204);
    site.withdraw(&never).is(204);
    let scores = site.scores("survey=shop-nps&from=2026-11-20&to=2026-11-23");
    assert_eq!((&scores["result"]["n"], &scores["excluded"]["withdrawn"]), (&json!(0), &json!(1)));
}

/// 1. The longest retention: an answer, and its withdrawal, of a year in which their end lies past January
///    2038: 202, 204.
#[test]
fn ten_years_of_retention_reach_past_2038() {
    let lab = Lab::new();
    let kept = with(&documents::shop(), &json!({ "privacy": { "retention_days": 3650 } }));
    let site = Site::open(&lab.client(), "ten-years", &kept);
    lab.pass(DAY * 365 * 2);
    let id = site.score("shop-nps", 9);
    assert_eq!(site.n("shop-nps"), 1);
    site.withdraw(&id).is(204);
}

/// 1. A key that was revoked opens nothing a minute later, whatever was kept in memory: 401.
#[test]
fn a_revoked_key_is_dead_within_a_minute() {
    let lab = Lab::new();
    let site = Site::shop(&lab.client(), "revoked-late");
    site.ask_scores("survey=shop-nps").is(200);
    let keys = site.client.get(site.path("/keys")).key(&site.write_key).send().is(200).json();
    for key in keys["keys"].as_array().unwrap().iter().filter(|key| key["scope"] == "read") {
        let path = site.path(&format!("/keys/{}", key["id"].as_str().unwrap()));
        site.client.delete(path).key(&site.write_key).send().is(204);
    }
    lab.pass(SignedDuration::from_mins(1));
    site.ask_scores("survey=shop-nps").refuses(401, "key_unknown", None);
}

/// 1. An import: 200; its next piece, and undoing it: 200. Another import within ten minutes: 409 with
///    `Retry-After`; a dry run of it: 200.
/// 2. When that has passed: 200. What was undone a moment ago is not imported again before: 409.
/// 3. Undoing one import while another settles: 409, and later 200.
#[test]
fn another_import_waits_until_one_has_settled() {
    let lab = Lab::settling(600);
    let site = Site::shop(&lab.client(), "settling");
    let import = |query: &str| {
        let rows = format!("answered_at,score,external_id\n2026-11-20,9,{query}\n");
        site.import(&format!("survey=shop-nps&{query}"), &rows)
    };
    let undo = |batch: &str| {
        let path = site.path(&format!("/imports/{batch}"));
        site.client.delete(path).key(&site.write_key).send()
    };
    import("batch=spring").is(200);
    lab.pass(SignedDuration::from_secs(60));
    import("batch=spring&first_line=3").is(200);
    lab.pass(SignedDuration::from_secs(100));
    let refused = import("batch=autumn");
    refused.refuses(409, "import_settling", None).says("spring");
    assert_eq!(refused.header("retry-after"), Some("500"));
    import("batch=autumn&dry_run=true").is(200);
    lab.pass(SignedDuration::from_secs(500));
    import("batch=autumn").is(200);
    undo("spring").refuses(409, "import_settling", None);
    undo("autumn").is(200);
    let again = import("batch=autumn");
    again.refuses(409, "import_settling", None).says("autumn");
    lab.pass(SignedDuration::from_secs(600));
    import("batch=autumn").is(200);
    lab.pass(SignedDuration::from_secs(600));
    assert_eq!(undo("spring").is(200).json(), json!({ "undone": 2, "left": 0 }));
    assert_eq!(site.n("shop-nps"), 1);
}
