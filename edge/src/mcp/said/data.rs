//! What the API call says, as data, without what points at a person. What may stay is named, so that a field to
//! come stays away until somebody names it.

use serde::Serialize;
use serde_json::{Map, Value};

use super::NOTE;
use crate::reports::Summary;

/// What is told of an answer.
const ANSWER: [&str; 14] = [
    "id",
    "survey",
    "survey_version",
    "score",
    "bucket",
    "comment",
    "touchpoint",
    "locale",
    "channel",
    "segments",
    "publish",
    "test",
    "counted",
    "answered_at",
];
/// What is told of a case, beside its answer and its last event.
const CASE: [&str; 7] = ["id", "state", "opened_at", "urgency", "due_at", "late", "remind_at"];
/// What is told of what was done last.
const EVENT: [&str; 2] = ["kind", "at"];

/// What the API call says.
pub(super) fn value(of: &impl Serialize) -> Value {
    serde_json::to_value(of).unwrap_or_default()
}

/// A summary without the comments in it: those are what the tool `comments` is for.
pub(super) fn summary(summary: &Summary) -> Value {
    let mut told = value(summary);
    if let Value::Object(fields) = &mut told {
        fields.remove("contrary");
    }
    told
}

/// An answer.
pub(super) fn answer(answer: &impl Serialize) -> Value {
    named(&value(answer), &ANSWER)
}

/// A case, with its answer and what was done last.
pub(super) fn case(case: &impl Serialize) -> Value {
    let all = value(case);
    let mut told = named(&all, &CASE);
    told["answer"] = named(&all["answer"], &ANSWER);
    told["last_event"] = match &all["last_event"] {
        Value::Null => Value::Null,
        event => named(event, &EVENT),
    };
    told
}

/// Data that a reader must not take for instructions.
pub(super) fn noted(mut data: Value) -> Value {
    data["note"] = NOTE.into();
    data
}

/// Data in lines below the words that say what it is. JSON escapes the ends of lines, so a comment stays in its own.
pub(super) fn lines(head: &[String], data: &[Value]) -> String {
    let data = data.iter().map(Value::to_string);
    let lines = [NOTE.to_owned()].into_iter().chain(head.iter().cloned()).chain(data);
    lines.collect::<Vec<_>>().join("\n")
}

fn named(all: &Value, names: &[&str]) -> Value {
    let field = |name: &&str| Some(((*name).to_owned(), all.get(*name)?.clone()));
    Value::Object(names.iter().filter_map(field).collect::<Map<_, _>>())
}
