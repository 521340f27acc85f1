//! What holds of the whole document, so that programs can be made from it.

use std::collections::{BTreeMap, BTreeSet};

use http::StatusCode;
use serde_json::Value;

use super::document;
use crate::problem::every;

/// Each call, with its name.
fn calls() -> Vec<(String, Value)> {
    let document = document();
    let mut calls = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, call) in methods.as_object().unwrap() {
            calls.push((format!("{method} {path}"), call.clone()));
        }
    }
    assert!(calls.len() >= 18, "{}", calls.len());
    calls
}

/// Each reply, with the name of its call and its status.
fn replies() -> Vec<(String, u16, Value)> {
    let mut replies = Vec::new();
    for (name, call) in calls() {
        for (status, reply) in call["responses"].as_object().unwrap() {
            replies.push((name.clone(), status.parse().unwrap(), reply.clone()));
        }
    }
    replies
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

#[test]
fn every_call_has_a_name_of_its_own() {
    let mut names = BTreeSet::new();
    for (call, described) in calls() {
        let name = text(&described, "operationId").to_owned();
        let legal = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
        assert!(name.contains('_') && name.bytes().all(legal), "{call}: {name:?}");
        assert!(names.insert(name.clone()), "{name} is the name of two calls");
    }
}

#[test]
fn every_call_parameter_and_reply_is_described() {
    for (call, described) in calls() {
        assert!(!text(&described, "summary").is_empty(), "{call}");
        assert_eq!(described["tags"].as_array().map(Vec::len), Some(1), "{call}");
        for parameter in described["parameters"].as_array().into_iter().flatten() {
            let is_described = !text(parameter, "description").is_empty()
                || parameter["schema"]["$ref"].is_string();
            assert!(is_described, "{call}: {parameter}");
            assert!(parameter["schema"].is_object(), "{call}: {parameter}");
        }
    }
    for (call, status, reply) in replies() {
        assert!(!text(&reply, "description").is_empty(), "{call} {status}");
    }
}

#[test]
fn every_refusal_is_a_problem_document() {
    for (call, status, reply) in replies().into_iter().filter(|(_, status, _)| *status >= 400) {
        let content = reply["content"].as_object().unwrap();
        let types: Vec<&str> = content.keys().map(String::as_str).collect();
        if (call.as_str(), status) == ("get /s/{site}.js", 404) {
            // A script tag shows nobody a problem document.
            assert_eq!(types, ["text/javascript"]);
            continue;
        }
        assert_eq!(types, ["application/problem+json"], "{call} {status}");
        let schema = &content["application/problem+json"]["schema"];
        assert_eq!(schema["$ref"], "#/components/schemas/Problem", "{call} {status}");
        let header = match status {
            401 => Some("WWW-Authenticate"),
            429 | 503 => Some("Retry-After"),
            _ => None,
        };
        let headers = reply["headers"].as_object();
        assert!(header.is_none_or(|name| headers.is_some_and(|all| all.contains_key(name))));
    }
}

#[test]
fn calls_of_a_kind_have_their_refusals_in_common() {
    for (call, described) in calls() {
        let mut expected = vec!["429", "503"];
        if described["security"].is_array() {
            expected.extend(["401", "403"]);
        }
        if described["requestBody"].is_object() {
            expected.extend(["400", "413"]);
        }
        if call.contains('{') {
            expected.push("404");
        }
        for status in expected {
            assert!(described["responses"][status].is_object(), "{call}: {status}");
        }
    }
}

/// The documented codes, each with its statuses, and the same of the refusals there are.
#[test]
fn every_documented_code_exists_and_every_code_is_documented() {
    let mut documented: BTreeMap<String, BTreeSet<u16>> = BTreeMap::new();
    for (_, status, reply) in replies() {
        if reply["content"]["application/problem+json"].is_object() {
            for code in text(&reply, "description").split(", ") {
                let code = code.trim_matches('`').to_owned();
                documented.entry(code).or_default().insert(status);
            }
        }
    }
    let mut existing: BTreeMap<String, BTreeSet<u16>> = BTreeMap::new();
    for problem in every() {
        let (status, code) = problem.status_and_code();
        // A path says it of its other methods, so no call can.
        if status != StatusCode::METHOD_NOT_ALLOWED {
            existing.entry(code.to_owned()).or_default().insert(status.as_u16());
        }
    }
    assert_eq!(documented, existing);
}

/// What is flattened is one object: generators make nothing good of `allOf`.
#[test]
fn no_schema_is_put_together_from_others() {
    fn check(value: &Value, path: &str) {
        match value {
            Value::Object(fields) => {
                assert!(!fields.contains_key("allOf"), "{path}");
                fields.iter().for_each(|(name, value)| check(value, &format!("{path}/{name}")));
            }
            Value::Array(values) => values.iter().for_each(|value| check(value, path)),
            _ => {}
        }
    }
    check(&document(), "");
}
