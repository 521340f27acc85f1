//! What somebody decides on a comment.

use std::fmt;

use koe_shared::answer::MAX_REVISION;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// Characters of a value that a refusal repeats, at most.
const SHOWN: usize = 40;
/// What counts as a number at all; far more than an answer has revisions.
const MOST: f64 = 1_000_000.0;

/// What somebody decides on a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
pub(crate) struct VoiceRequest {
    /// Whether it is published.
    pub(crate) approved: bool,
    /// The revision that was read.
    #[schema(minimum = 1, maximum = 98, example = 2)]
    pub(crate) revision: u8,
}

/// Why a decision can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum VoiceRequestError {
    /// A field that has to be there.
    MissingField {
        /// Its name.
        field: &'static str,
    },
    /// A field that is of another JSON type.
    WrongType {
        /// Its name.
        field: &'static str,
        /// The value as JSON.
        given: String,
        /// What it has to be.
        wanted: &'static str,
    },
    /// A revision that no answer has.
    RevisionOutOfBounds {
        /// The number.
        given: u64,
    },
}

impl fmt::Display for VoiceRequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingField { field } => write!(f, "{field} is missing"),
            Self::WrongType { field, given, wanted } => {
                write!(f, "{field} {given} is not {wanted}")
            }
            Self::RevisionOutOfBounds { given } => {
                write!(f, "revision {given} is outside 1 to {MAX_REVISION}")
            }
        }
    }
}

impl VoiceRequest {
    /// Reads a request field by field, so that a refusal names the field.
    pub(crate) fn read(fields: &Map<String, Value>) -> Result<Self, VoiceRequestError> {
        let approved = field(fields, "approved", "true or false", Value::as_bool)?;
        let given = field(fields, "revision", "a whole number", whole)?;
        let revision = u8::try_from(given).ok().filter(|given| (1..=MAX_REVISION).contains(given));
        let revision = revision.ok_or(VoiceRequestError::RevisionOutOfBounds { given })?;
        Ok(Self { approved, revision })
    }
}

/// A whole number, however it is written: `8.0` is one, too.
fn whole(value: &Value) -> Option<u64> {
    let given =
        value.as_f64().filter(|given| (0.0..=MOST).contains(given) && given.fract() == 0.0)?;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number between 0 and a million"
    )]
    Some(given as u64)
}

fn field<T>(
    fields: &Map<String, Value>,
    name: &'static str,
    wanted: &'static str,
    read: impl FnOnce(&Value) -> Option<T>,
) -> Result<T, VoiceRequestError> {
    let given = fields.get(name).filter(|given| !given.is_null());
    let given = given.ok_or(VoiceRequestError::MissingField { field: name })?;
    read(given).ok_or_else(|| VoiceRequestError::WrongType {
        field: name,
        given: given.to_string().chars().take(SHOWN).collect(),
        wanted,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(fields: &Value) -> Result<VoiceRequest, String> {
        VoiceRequest::read(fields.as_object().unwrap()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_decision_is_read_and_what_is_wrong_names_the_value() {
        let read_well = VoiceRequest { approved: true, revision: 98 };
        assert_eq!(read(&json!({ "approved": true, "revision": 98 })), Ok(read_well));
        let decided = read(&json!({ "approved": false, "revision": 8.0 }));
        assert_eq!(decided, Ok(VoiceRequest { approved: false, revision: 8 }));
        for (fields, said) in [
            (json!({ "revision": 1 }), "approved is missing"),
            (json!({ "approved": null, "revision": 1 }), "approved is missing"),
            (json!({ "approved": "yes", "revision": 1 }), "approved \"yes\" is not true or false"),
            (json!({ "approved": false }), "revision is missing"),
            (json!({ "approved": false, "revision": 1.5 }), "revision 1.5 is not a whole number"),
            (json!({ "approved": false, "revision": -1 }), "revision -1 is not a whole number"),
            (json!({ "approved": false, "revision": 0 }), "revision 0 is outside 1 to 98"),
            (json!({ "approved": false, "revision": 300 }), "revision 300 is outside 1 to 98"),
        ] {
            assert_eq!(read(&fields), Err(said.to_owned()));
        }
    }
}
