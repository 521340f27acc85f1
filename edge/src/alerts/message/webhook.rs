//! An alert as a webhook, by the Standard Webhooks specification.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};

use super::text::clean;
use super::{Message, Occasion, RuleName, Told};
use crate::alerts::signature::{Secret, signature};

/// The kind of event.
const ALERT: &str = "alert";

/// A webhook that is ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Webhook {
    /// The JSON that is signed, byte for byte.
    pub(crate) body: String,
    /// The headers of the specification; the signature is missing where there is no secret.
    pub(crate) headers: Vec<(&'static str, String)>,
}

#[derive(Serialize)]
struct Body<'a> {
    r#type: &'static str,
    timestamp: String,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    site: &'a str,
    rule: &'a RuleName,
    occasion: Occasion,
    answers: Vec<Value>,
    left_out: usize,
    link: Option<&'a str>,
}

/// Writes a message as a webhook. `sent_at` is when this try is sent: a receiver refuses an old signature.
pub(crate) fn webhook(message: &Message, secret: Option<&Secret>, sent_at: Timestamp) -> Webhook {
    let body = Body {
        r#type: ALERT,
        timestamp: message.at.to_string(),
        data: Data {
            site: message.site.as_str(),
            rule: &message.rule,
            occasion: message.occasion,
            answers: message.answers.iter().map(answer).collect(),
            left_out: message.left_out,
            link: message.link.as_deref(),
        },
    };
    let body = serde_json::to_string(&body).expect("maps with keys of text are JSON");
    let seconds = sent_at.as_second();
    let mut headers =
        vec![("webhook-id", message.id.clone()), ("webhook-timestamp", seconds.to_string())];
    let signed = secret.map(|secret| signature(secret, &message.id, seconds, &body));
    headers.extend(signed.map(|signed| ("webhook-signature", signed)));
    Webhook { body, headers }
}

/// The answer as the API lists it, with its urgency.
fn answer(told: &Told) -> Value {
    let urgency = serde_json::to_value(&told.urgency).expect("an urgency is JSON");
    let mut answer: Map<String, Value> =
        told.answer.iter().map(|(name, value)| (name.clone(), cleaned(value))).collect();
    answer.insert("urgency".to_owned(), urgency);
    Value::Object(answer)
}

/// A value whose texts hold no unseen characters: many a receiver shows them as they come.
fn cleaned(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(clean(text)),
        Value::Array(values) => values.iter().map(cleaned).collect(),
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| (name.clone(), cleaned(value)));
            Value::Object(fields.collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}
