//! Answers as they are sent: which are taken and as what, which are refused and why.
//!
//! `vectors/answers.json` is read by the TypeScript tests too. A vector is a `body` (or `raw` bytes,
//! where JSON could not carry it) with what it is `parsed` as, or with its `error`; `scale` names the
//! scale of the survey version where the score is judged by it.
#![allow(clippy::unwrap_used, reason = "a test that can't go on may panic")]

use koe_shared::answer::{AnswerBody, AnswerReceipt, Respondent};
use koe_shared::id::{AnswerId, ClockSkew, PublicId, SiteId, check_clock};
use koe_shared::metric::Scale;
use proptest::prelude::*;
use serde_json::{Value, json};

fn scale(vector: &Value) -> Option<Scale> {
    match vector["scale"].as_str()? {
        "nps" => Some(Scale::Nps),
        "ces5" => Some(Scale::Ces5),
        "ces7" => Some(Scale::Ces7),
        "csat" => Some(Scale::Csat),
        other => panic!("{other} is no scale"),
    }
}

#[test]
fn every_vector_is_taken_or_refused_as_it_says() {
    let vectors: Vec<Value> = serde_json::from_str(include_str!("vectors/answers.json")).unwrap();
    for vector in vectors {
        let name = &vector["name"];
        let sent = match &vector["raw"] {
            Value::String(raw) => raw.clone(),
            _ => vector["body"].to_string(),
        };
        let read = AnswerBody::from_json(sent.as_bytes()).and_then(|body| {
            scale(&vector).map_or(Ok(None), |scale| body.score_on(scale))?;
            Ok(body)
        });
        match read {
            Ok(body) => {
                assert_eq!(serde_json::to_value(&body).unwrap(), vector["parsed"], "{name}");
                let again = AnswerBody::from_json(&serde_json::to_vec(&body).unwrap());
                assert_eq!(again, Ok(body), "{name}, sent again as it was read");
            }
            Err(refusal) => {
                let mut error = json!({ "code": refusal.code(), "message": refusal.to_string() });
                if let Some(field) = refusal.field() {
                    error["field"] = json!(field);
                }
                assert_eq!(error, vector["error"], "{name}");
            }
        }
    }
}

#[test]
fn a_public_id_keeps_the_time_and_hides_the_rest() {
    let vectors: Vec<Value> = serde_json::from_str(include_str!("vectors/ids.json")).unwrap();
    for vector in vectors {
        let site: SiteId = vector["site"].as_str().unwrap().parse().unwrap();
        let id: AnswerId = vector["id"].as_str().unwrap().parse().unwrap();
        let public = id.public(&site);
        assert_eq!(public.to_string(), vector["public"].as_str().unwrap());
        assert_eq!(json!(id.time_ms()), vector["time_ms"]);
        assert_eq!(public.time_ms(), id.time_ms());
        assert_eq!(public.to_string().parse::<PublicId>(), Ok(public));
    }
}

#[test]
fn the_secret_id_is_not_shown_where_it_could_be_logged() {
    let id: AnswerId = "0199c2f0-0000-7abc-8000-0123456789ab".parse().unwrap();
    assert_eq!(format!("{id:?}"), "AnswerId(1759912132608 ms, …)");
    let refusal = "0199c2f0-0000-4abc-8000-0123456789ab".parse::<AnswerId>().unwrap_err();
    assert!(!refusal.to_string().contains("0123456789ab"));
}

#[test]
fn what_a_signature_signs_is_the_strings_as_they_were_sent() {
    let vectors: Vec<Value> =
        serde_json::from_str(include_str!("vectors/signatures.json")).unwrap();
    for vector in vectors {
        let site: SiteId = vector["site"].as_str().unwrap().parse().unwrap();
        let claim: Respondent = serde_json::from_value(vector.clone()).unwrap();
        assert_eq!(claim.signed_text(&site).as_deref(), vector["signed_text"].as_str());
        assert!(claim.has_legal_id());
        assert!(claim.expiry().is_some());
    }
}

#[test]
fn a_respondent_s_id_is_1_to_128_printable_ascii_characters() {
    let claim = |id: &str| Respondent { id: id.to_owned(), expires_at: None, signature: None };
    assert!(claim(&"x".repeat(128)).has_legal_id());
    for id in ["", "声", "a\tb", "\u{7f}", &"x".repeat(129)] {
        assert!(!claim(id).has_legal_id(), "{id:?}");
    }
    assert_eq!(claim("u_42").signed_text(&"kokage".parse().unwrap()), None);
}

#[test]
fn a_clock_may_be_five_minutes_ahead_and_thirty_days_behind() {
    let now = "2026-11-21T03:00:00Z".parse().unwrap();
    let at = |time: &str| check_clock(time.parse().unwrap(), now);
    assert_eq!(at("2026-11-21T03:05:00Z"), Ok(()));
    assert_eq!(at("2026-10-22T03:00:00Z"), Ok(()));
    let ahead = at("2026-11-21T03:05:00.001Z").unwrap_err();
    assert!(matches!(ahead, ClockSkew::Ahead(_)));
    assert_eq!(ahead.to_string(), "the time in id is 301 s ahead, more than the 300 s allowed");
    let behind = at("2026-10-22T02:59:59Z").unwrap_err();
    assert!(matches!(behind, ClockSkew::Behind(_)));
    assert_eq!(
        behind.to_string(),
        "the time in id is 2592001 s behind, more than the 2592000 s allowed"
    );
}

#[test]
fn a_receipt_has_no_fraction_and_says_only_what_is_wrong() {
    let receipt = AnswerReceipt {
        id: "0199c2f0-0000-7000-8000-000000000000".parse().unwrap(),
        revision: 2,
        received_at: "2026-11-21T03:00:00.789Z".parse().unwrap(),
        respondent: None,
    };
    let expected = json!({
        "id": "0199c2f0-0000-7000-8000-000000000000",
        "revision": 2,
        "received_at": "2026-11-21T03:00:00Z",
    });
    assert_eq!(serde_json::to_value(&receipt).unwrap(), expected);
}

proptest! {
    #[test]
    fn an_id_is_what_it_was_made_of(time_ms in 0_u64..1 << 48, random: u128) {
        let id = AnswerId::new(time_ms, random);
        prop_assert_eq!(id.time_ms(), time_ms);
        prop_assert_eq!(id.to_secret_string().parse::<AnswerId>(), Ok(id));
        let other = AnswerId::new(time_ms, random ^ 1);
        let site: SiteId = "kokage".parse().unwrap();
        prop_assert_ne!(id.public(&site), other.public(&site));
    }

    #[test]
    fn no_body_breaks_the_reader(body in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = AnswerBody::from_json(&body);
    }
}
