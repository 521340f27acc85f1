//! The hosted page: a question at an address of its own, answered by a plain form.

use crate::edge;
use koe_tests::{
    client::Reply,
    fixtures::{Form, Site, documents, encoded, signature, with},
};
use serde_json::{Value, json};

const SECRET: &str = "koe-test-secret-long-enough";

/// What the page tells its script.
#[track_caller]
pub(super) fn told(page: &Reply) -> Value {
    let (_, rest) = page.text().split_once("id=\"koe-page\">").expect("a page tells its script");
    let (told, _) = rest.split_once("</script>").expect("an element ends");
    serde_json::from_str(told).expect("JSON")
}

/// The headers of every hosted page, thanks and refusals included.
#[track_caller]
pub(super) fn is_guarded(page: &Reply, site: &str) {
    for (name, value) in [
        ("content-type", "text/html; charset=utf-8"),
        ("cache-control", "no-store"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("cross-origin-resource-policy", "cross-origin"),
        ("x-content-type-options", "nosniff"),
        ("x-robots-tag", "noindex, nofollow"),
    ] {
        page.has(name, value);
    }
    let policy = page.header("content-security-policy").expect("a policy");
    let directives: Vec<&str> = policy.split("; ").collect();
    for directive in [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        &format!("frame-ancestors {site} 'self'"),
    ] {
        assert!(directives.contains(&directive), "{directive} is not in {policy}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains(" 'unsafe-eval'"), "{policy}");
    assert!(page.header("set-cookie").is_none());
}

/// 1. A link: 200, a page that nobody keeps, indexes or refers to, which only the site's own pages
///    may frame.
/// 2. It tells its script what the prompt needs, and the form is whole without it.
/// 3. Opened a hundred times, as scanners do: each time another id, and nothing is stored.
#[test]
fn a_link_shows_a_form_and_stores_nothing() {
    let site = Site::shop(&edge(), "hosted");
    let query = "lang=en&score=9&channel=email&touchpoint=post-purchase&segment.plan=pro\
                 &utm_source=mail";
    let get = || site.client.get(format!("/p/hosted/shop-nps?{query}")).send();
    let page = get();
    is_guarded(page.is(200), documents::SHOP);

    let told = told(&page);
    let expected = json!({
        "site": "hosted", "survey": "shop-nps", "version": 1, "lang": "en", "channel": "email",
        "touchpoint": "post-purchase", "segments": { "plan": "pro" }, "score": 9,
        "frame": false, "test": false,
    });
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(&told[field], value, "{field}");
    }
    // The policy lets the deployment's own pages frame it as well.
    let framing = told["frame_origins"].as_array().unwrap();
    assert!(framing.len() == 2 && framing[0] == documents::SHOP, "{framing:?}");
    let words = site.client.get(told["content"].as_str().unwrap()).send().is(200).json();
    assert_eq!((&words["lang"], &words["survey"]), (&json!("en"), &json!("shop-nps")));
    for asset in ["sender", "prompt", "wasm"] {
        assert!(
            told["assets"][asset].as_str().is_some_and(|path| path.starts_with("/a/")),
            "{told}"
        );
    }
    let form = Form::on(page.text());
    assert_eq!((form.action.as_str(), form.get("score")), ("/p/hosted/shop-nps", Some("9")));
    assert!(page.text().contains("How likely are you to recommend"), "{}", page.text());

    let mut ids: Vec<String> =
        (0..100).map(|_| Form::on(get().is(200).text()).get("id").unwrap().to_owned()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 100, "each render has an id of its own");
    let scores = site.scores("survey=shop-nps");
    assert_eq!((&scores["result"]["n"], &scores["prompts"]["shown"]), (&json!(0), &json!(0)));
}

/// 1. The form is filled in and sent: 303, to thanks that lead to the receipt: 200.
/// 2. The owner finds all of it, the link's circumstances included: 200.
/// 3. Sent again, as by a second click: 303, and it counts once.
#[test]
fn a_sent_form_is_an_answer_once() {
    let site = Site::shop(&edge(), "form");
    let query = "lang=en&channel=sms&touchpoint=post-purchase&segment.plan=pro";
    let comment = "Fast, and <b>kind</b>.\nThank you!";
    let form = site.form("shop-nps", query).with("score", "9").with("comment", comment);
    for _ in 0..2 {
        let reply = form.send(&site.client).send();
        let thanks = reply.is(303).header("location").expect("a way on").to_owned();
        let thanks = site.client.get(thanks).send();
        is_guarded(thanks.is(200), documents::SHOP);
        let receipt = format!("/r/form/{}", form.get("id").unwrap());
        for said in ["Thank you", "9 of 10", "See or change your answer later", &receipt] {
            assert!(thanks.text().contains(said), "{said} is not in {}", thanks.text());
        }
        assert_eq!(site.n("shop-nps"), 1);
    }
    let answer = site.stored("shop-nps", form.get("id").unwrap());
    for (field, value) in json!({
        "score": 9, "comment": comment, "channel": "sms", "touchpoint": "post-purchase",
        "segments": { "plan": "pro" }, "locale": "en", "survey_version": 1, "test": false,
        "publish": false, "contact": null, "respondent": null, "revision": 1,
    })
    .as_object()
    .unwrap()
    {
        assert_eq!(&answer[field], value, "{field} of {answer}");
    }
    assert_eq!(site.scores("survey=shop-nps")["prompts"]["answered"], 1);
}

/// 1. The plain form of each scale has its scores, from the lowest to the highest, and no other.
/// 2. A score that a link chose is checked; a score off the scale is ignored.
#[test]
fn every_scale_has_its_radios() {
    let client = edge();
    let site = Site::shop(&client, "radios");
    for (survey, scores) in [("shop-nps", 0..=10), ("support-ces", 1..=5), ("visit-csat", 1..=5)] {
        let path = format!("/p/radios/{survey}");
        let page = site.client.get(&path).send();
        let radios = page.is(200).text().matches("type=\"radio\"").count();
        assert_eq!(radios, scores.clone().count(), "{survey}");
        assert_eq!(Form::on(page.text()).get("score"), None, "nothing is preselected");
        for score in scores.clone() {
            let page = site.client.get(format!("{path}?score={score}")).send();
            assert_eq!(Form::on(page.text()).get("score"), Some(&*score.to_string()));
            assert_eq!(told(&page)["score"], score);
        }
        for wrong in ["-1", "11", "", "nine", "9.5"] {
            let page = site.client.get(format!("{path}?score={wrong}")).send();
            assert_eq!(Form::on(page.is(200).text()).get("score"), None, "{survey} {wrong}");
            assert!(told(&page).get("score").is_none(), "{survey} {wrong}");
        }
    }
}

/// 1. A respondent whom the owner signed into the link: 303, and the owner finds them: 200.
/// 2. With another signature: 303, and the answer counts without a respondent: 200.
#[test]
fn a_signed_link_says_who_answers() {
    let secret = json!({ "identity": { "secret": SECRET } });
    let site = Site::open(&edge(), "invited", &with(&documents::smallest(), &secret));
    let until = "2099-12-31T00:00:00Z";
    let signed = signature(SECRET, "invited", "u_42", until);
    for (signature, respondent) in [(signed, json!("u_42")), ("0".repeat(64), Value::Null)] {
        let query = format!("respondent=u_42&expires_at={}&signature={signature}", encoded(until));
        let page = site.client.get(format!("/p/invited/shop-nps?{query}")).send();
        assert_eq!(told(page.is(200))["respondent"]["id"], "u_42");
        let form = site.form("shop-nps", &query).with("score", "10");
        form.send(&site.client).send().is(303);
        let stored = site.stored("shop-nps", form.get("id").unwrap());
        assert_eq!(stored["respondent"], respondent);
    }
    assert_eq!(site.n("shop-nps"), 2);
}

/// 1. A detractor who wants a reply leaves an address: 303, and the owner finds it: 200.
/// 2. What was typed before another score was chosen, which is not asked that: 303, left out.
/// 3. A promoter lets the comment be quoted under a name: 303.
#[test]
fn only_who_is_asked_leaves_an_address() {
    let asks = json!({ "ask_contact": ["detractor"], "ask_publish": ["promoter"] });
    let surveys = json!({ "surveys": [with(&documents::nps(), &asks)] });
    let site = Site::open(&edge(), "asks", &with(&documents::smallest(), &surveys));
    let send = |score: &str| {
        let form = site
            .form("shop-nps", "")
            .with("score", score)
            .with("reply", "1")
            .with("email", "aiko@example.jp")
            .with("publish", "1")
            .with("name", "Aiko");
        form.send(&site.client).send().is(303);
        let answer = site.stored("shop-nps", form.get("id").unwrap());
        (answer["contact"].clone(), answer["publish"].clone())
    };
    assert_eq!(send("2"), (json!({ "email": "aiko@example.jp", "consent": true }), json!(false)));
    assert_eq!(send("7"), (Value::Null, json!(false)));
    assert_eq!(send("10"), (json!({ "name": "Aiko", "consent": true }), json!(true)));
}

/// 1. In a frame the page has the prompt and nothing around it, and counts as the page it is in.
/// 2. Marked as a test it is kept out of every score: 303, then 200.
#[test]
fn a_frame_is_the_page_around_it_and_a_test_is_no_answer() {
    let site = Site::shop(&edge(), "framed");
    let page = site.client.get("/p/framed/shop-nps?frame=1&lang=en").send();
    is_guarded(page.is(200), documents::SHOP);
    assert_eq!((&told(&page)["frame"], &told(&page)["channel"]), (&json!(true), &json!("web")));
    assert!(!page.text().contains("<header>") && !page.text().contains("<footer>"));

    let page = site.client.get("/p/framed/shop-nps?test=1").send();
    assert_eq!(told(&page)["test"], true);
    let form = site.form("shop-nps", "test=1").with("score", "1");
    form.send(&site.client).send().is(303);
    let scores = site.scores("survey=shop-nps");
    assert_eq!((&scores["result"]["n"], &scores["excluded"]["test"]), (&json!(0), &json!(1)));
}

/// 1. A survey that ends while its form is open is still answered: 303, thanks and all: 200.
/// 2. The same for one that the document leaves out.
/// 3. A form that showed an older version is judged by that version.
#[test]
fn a_form_outlives_its_survey() {
    let site = Site::shop(&edge(), "outlived");
    let open = |survey: &str| site.form(survey, "lang=en");
    let (nps, ces, csat) = (open("shop-nps"), open("support-ces"), open("visit-csat"));
    let inactive = with(&documents::nps(), &json!({ "active": false }));
    let seven = with(&documents::ces(7), &json!({ "version": 2 }));
    let surveys = json!({ "surveys": [inactive, seven] });
    site.put(&with(&documents::shop(), &surveys)).is(200);

    for (form, score, said) in
        [(nps, "10", "10 of 10"), (ces, "5", "Strongly agree"), (csat, "4", "Good")]
    {
        let reply = form.with("score", score).send(&site.client).send();
        let thanks = site.client.get(reply.is(303).header("location").unwrap()).send();
        assert!(thanks.is(200).text().contains(said), "{said} is not in {}", thanks.text());
    }
    assert_eq!((site.n("shop-nps"), site.n("visit-csat")), (1, 1));
    let answer = &site.answers("survey=support-ces")[0];
    assert_eq!((&answer["survey_version"], &answer["score"]), (&json!(1), &json!(5)));
}
