//! The `OpenAPI` schemas require what the parsers require, and nothing else.
#![cfg(feature = "openapi")]
#![allow(clippy::unwrap_used, reason = "a test that can't go on may panic")]

use koe_shared::answer::AnswerBody;
use koe_shared::site::{SiteDocument, Survey};
use serde_json::{Value, json};
use utoipa::PartialSchema;

#[track_caller]
fn check<T: PartialSchema>(required: &[&str]) -> Value {
    let schema = serde_json::to_value(T::schema()).unwrap();
    assert_eq!(schema["required"], json!(required));
    schema
}

#[test]
fn an_answer_requires_what_the_contract_does() {
    check::<AnswerBody>(&["site", "survey", "id", "revision", "outcome"]);
}

#[test]
fn a_site_document_requires_what_the_contract_does() {
    let schema = check::<SiteDocument>(&["name", "origins", "surveys"]);
    assert_eq!(schema["additionalProperties"], json!(false));
    check::<Survey>(&["id", "metric", "goal", "touchpoints"]);
}
