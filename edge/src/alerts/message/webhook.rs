//! A message as a webhook, by the Standard Webhooks specification.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};

use super::letter::Event;
use super::text::cleaned;
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
struct Data<'a> {
    site: &'a str,
    rule: &'a RuleName,
    occasion: Occasion,
    answers: Vec<Value>,
    left_out: usize,
    link: Option<&'a str>,
}

impl Message {
    /// The message for programs.
    pub(super) fn event(&self) -> Event {
        let data = Data {
            site: self.site.as_str(),
            rule: &self.rule,
            occasion: self.occasion,
            answers: self.answers.iter().map(answer).collect(),
            left_out: self.left_out,
            link: self.link.as_deref(),
        };
        let data = serde_json::to_string(&data).expect("maps with keys of text are JSON");
        Event { id: self.id.clone(), kind: ALERT, at: self.at, data }
    }
}

/// Writes a message as a webhook. `sent_at` is when this try is sent: a receiver refuses an old signature.
pub(crate) fn webhook(event: &Event, secret: Option<&Secret>, sent_at: Timestamp) -> Webhook {
    let Event { id, kind, at, data } = event;
    let body = format!(r#"{{"type":"{kind}","timestamp":"{at}","data":{data}}}"#);
    let seconds = sent_at.as_second();
    let mut headers = vec![("webhook-id", id.clone()), ("webhook-timestamp", seconds.to_string())];
    let signed = secret.map(|secret| signature(secret, id, seconds, &body));
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
