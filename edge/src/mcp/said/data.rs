//! What the API call says, as data, without what points at a person. What may stay is named, so that a field to
//! come stays away until somebody names it.

use serde_json::{Map, Value};

use super::NOTE;

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

/// What the API says of all metrics, without the comments in it: those are what the tool `comments` is for.
pub(crate) fn without_comments(mut summary: Value) -> Value {
    if let Value::Object(fields) = &mut summary {
        fields.remove("contrary");
    }
    summary
}

/// An answer, of what the API says of it.
pub(super) fn answer(all: &Value) -> Value {
    named(all, &ANSWER)
}

/// A case, of what the API says of it, with its answer and what was done last.
pub(super) fn case(all: &Value) -> Value {
    let mut told = named(all, &CASE);
    told["answer"] = answer(&all["answer"]);
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
