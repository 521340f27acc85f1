//! Who answered: a signed claim holds, any other costs the claim and never the answer.

use crate::edge;
use koe_tests::fixtures::{Site, documents, signature, with};
use serde_json::{Value, json};

const SECRET: &str = "koe-test-secret-long-enough";
const LATER: &str = "2099-12-31T00:00:00Z";

fn site(id: &str, identity: &Value) -> Site {
    Site::open(&edge(), id, &with(&documents::smallest(), &json!({ "identity": identity })))
}

#[track_caller]
fn claim(site: &Site, respondent: &Value) -> Value {
    let fields = json!({ "score": 9, "respondent": respondent });
    site.post(&site.answer("shop-nps", &fields)).send().is(202).json()["respondent"].clone()
}

/// 1. A claim signed with the site's secret: 202 without complaint; the answer names the
///    respondent: 200.
/// 2. Claims that are unsigned, wrongly signed, signed for another site or person, or expired at
///    the answer's time: 202 `unverified`; all answers count, without a respondent: 200.
#[test]
fn only_a_signed_claim_holds() {
    let site = site("signed", &json!({ "secret": SECRET }));
    let signed = |id: &str, until: &str, secret: &str, site: &str| json!({ "id": id, "expires_at": until, "signature": signature(secret, site, id, until) });
    assert_eq!(claim(&site, &signed("u_42", LATER, SECRET, "signed")), Value::Null);

    let good = signed("u_42", LATER, SECRET, "signed");
    let bad = [
        json!({ "id": "u_42" }),
        with(&good, &json!({ "id": "u_43" })),
        with(&good, &json!({ "expires_at": "2098-12-31T00:00:00Z" })),
        with(&good, &json!({ "signature": "0".repeat(64) })),
        with(&good, &json!({ "signature": good["signature"].as_str().unwrap().to_uppercase() })),
        signed("u_42", LATER, "another-secret-long-enough", "signed"),
        signed("u_42", LATER, SECRET, "another-site"),
        signed("u_42", "2020-01-01T00:00:00Z", SECRET, "signed"),
        signed("", LATER, SECRET, "signed"),
        signed(&"x".repeat(129), LATER, SECRET, "signed"),
        json!({}),
        json!("u_42"),
    ];
    for respondent in &bad {
        assert_eq!(claim(&site, respondent), "unverified", "{respondent}");
    }
    let listed = site.answers("");
    assert_eq!(listed.len(), bad.len() + 1);
    let named = listed.iter().filter(|answer| !answer["respondent"].is_null()).count();
    assert_eq!(named, 1, "{listed:?}");
}

/// 1. A site that asks for no signature: an unsigned claim holds: 202.
#[test]
fn an_owner_may_do_without_signatures() {
    let site = site("unsigned", &json!({ "require_signature": false }));
    assert_eq!(claim(&site, &json!({ "id": "u_42" })), Value::Null);
    assert!(!site.answers("")[0]["respondent"].is_null());
}
