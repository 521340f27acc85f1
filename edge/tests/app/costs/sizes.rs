//! Bytes of the entries that storage is billed for, of an answer as a shop may get it.

use std::fmt;

use serde_json::{Value, json};

use crate::deployment::{Deployment, answer, id, send};
use crate::persons::{put_site, stored};

/// How long one entry is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) what: &'static str,
    key: usize,
    metadata: usize,
    value: usize,
}

impl Size {
    pub(super) fn bytes(&self) -> usize {
        self.key + self.metadata + self.value
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, key, metadata, value } = self;
        write!(f, "| {what} | {key} | {metadata} | {value} |")
    }
}

/// What a page sends, with a segment and the page's path.
fn told(fields: &Value) -> Value {
    let mut told = answer(&id(1), 1);
    told.as_object_mut().unwrap().remove("comment");
    for (name, value) in fields.as_object().unwrap() {
        told[name] = value.clone();
    }
    told["touchpoint"] = json!("post-purchase");
    told["locale"] = json!("en");
    told["page"] = json!("/checkout/thanks");
    told["segments"] = json!({ "plan": "pro" });
    told
}

/// The entries under a prefix after an answer was taken in.
async fn size(what: &'static str, prefix: &str, told: &Value) -> Size {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app).await;
    let taken = send(&app, "POST", "/v1/answers", told).await;
    assert_eq!(taken.status, 202, "{}", taken.text);
    let entries = stored(&*deployment.store, prefix).await;
    assert_eq!(entries.len(), 1, "{what}");
    let (key, entry) = entries.into_iter().next().unwrap();
    let metadata = entry.metadata.unwrap_or_default();
    Size { what, key: key.len(), metadata: metadata.len(), value: entry.value.len() }
}

/// Every line of the page.
pub(super) async fn sizes() -> Vec<Size> {
    let comment = "The parcel was there on the next day, and nothing was broken";
    let late = answer(&id(24 * 3_600_000), 1);
    let named = json!({ "respondent": { "id": "u_42" } });
    let mut dismissed = told(&json!({ "outcome": "dismissed" }));
    dismissed.as_object_mut().unwrap().remove("score");
    vec![
        size("prompt without an answer", "answer/", &dismissed).await,
        size("answer", "answer/", &told(&json!({}))).await,
        size("its comment, of 60 bytes", "answer/", &told(&json!({ "comment": comment }))).await,
        size("what leads from a person to it", "person/", &told(&named)).await,
        size("late mark", "late/", &late).await,
    ]
}
