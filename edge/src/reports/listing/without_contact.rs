//! An answer as a list shows it, without the contact: for replies that are often shared.

use jiff::Timestamp;
use koe_shared::metric::Bucket;
use serde::ser::Error;
use serde::{Serialize, Serializer};
use serde_json::Value;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{RefOr, schema};
use utoipa::{PartialSchema, ToSchema};

use super::view::AnswerView;

const CONTACT: &str = "contact";

/// An answer without its contact. Whatever else a list shows of answers is in it.
pub(crate) struct AnswerWithoutContact(AnswerView);

impl AnswerWithoutContact {
    pub(in crate::reports) fn new(answer: AnswerView) -> Self {
        Self(answer)
    }

    /// The score of the answer.
    pub(crate) fn score(&self) -> Option<(u8, Bucket)> {
        self.0.score.zip(self.0.bucket)
    }

    /// What was written.
    pub(crate) fn comment(&self) -> &str {
        self.0.comment.as_deref().unwrap_or_default()
    }

    /// As it was sent, declared or not.
    pub(crate) fn touchpoint(&self) -> Option<&str> {
        self.0.touchpoint.as_deref()
    }

    /// When it was answered.
    pub(crate) fn answered_at(&self) -> Timestamp {
        self.0.answered_at.0
    }
}

impl Serialize for AnswerWithoutContact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut answer = serde_json::to_value(&self.0).map_err(S::Error::custom)?;
        if let Value::Object(fields) = &mut answer {
            fields.remove(CONTACT);
        }
        answer.serialize(serializer)
    }
}

impl PartialSchema for AnswerWithoutContact {
    fn schema() -> RefOr<Schema> {
        let mut described = AnswerView::schema();
        if let RefOr::T(Schema::Object(answer)) = &mut described {
            answer.properties.remove(CONTACT);
            answer.required.retain(|name| name != CONTACT);
            answer.description = Some("An answer without its contact.".to_owned());
        }
        described
    }
}

impl ToSchema for AnswerWithoutContact {
    fn schemas(found: &mut Vec<(String, RefOr<schema::Schema>)>) {
        AnswerView::schemas(found);
    }
}
