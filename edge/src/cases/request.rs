//! What somebody asks to be noted on a case.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use koe_shared::instant::Instant;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::event::{Event, Kind};
use crate::store::keys::CaseEventId;

/// Characters of a text, at most.
pub(crate) const MAX_TEXT: usize = 2_000;
/// Characters of a name, at most.
pub(crate) const MAX_ASSIGNEE: usize = 80;
/// How far ahead somebody can be reminded: a year.
const MAX_AHEAD: SignedDuration = SignedDuration::from_hours(366 * 24);
/// Stands for nobody: in the place of a name, and of one that is asked for.
pub(crate) const NOBODY: &str = "-";
/// Characters of a value that a refusal repeats, at most.
const SHOWN: usize = 40;

/// What somebody did on a case.
#[derive(Clone, Debug, PartialEq, Eq, ToSchema)]
pub(crate) struct CaseEventRequest {
    /// An id that the client makes: 1–64 letters, digits, hyphens and underscores. Sent twice it is one event.
    #[schema(value_type = String, pattern = "^[0-9A-Za-z_-]{1,64}$", example = "019ab7a8-70ae-7000-8000-0000000000ab")]
    pub(crate) id: CaseEventId,
    pub(crate) kind: Kind,
    /// What was said or done, at most 2,000 characters. A `note` needs it.
    #[schema(required = false, max_length = 2000)]
    pub(crate) text: Option<String>,
    /// With `assigned`: who has the case from now on. Null, absent or `-`: nobody.
    #[schema(required = false, max_length = 80)]
    pub(crate) assignee: Option<String>,
    /// With `remind`: when it is brought back, within a year. Null or absent: no more.
    #[schema(required = false)]
    pub(crate) remind_at: Option<Instant>,
    /// With `resolved`: whether the first contact settled the matter.
    #[schema(required = false)]
    pub(crate) solved_at_first: Option<bool>,
    /// The id of the last event that the client has seen. Null or absent: none.
    #[schema(required = false, value_type = Option<String>, pattern = "^[0-9A-Za-z_-]{1,64}$")]
    pub(crate) seen: Option<CaseEventId>,
}

/// Why an event can't be noted as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CaseEventRequestError {
    /// A field that has to be there.
    MissingField {
        /// Its name.
        field: &'static str,
    },
    /// A field of another JSON type, or of a form that nothing reads.
    WrongType {
        /// Its name.
        field: &'static str,
        /// The value as JSON.
        given: String,
        /// What it has to be.
        wanted: &'static str,
    },
    /// A field that means nothing with this kind.
    NotWith {
        /// Its name.
        field: &'static str,
        /// The kind.
        kind: Kind,
    },
    /// A text that is too long.
    TooLong {
        /// The field.
        field: &'static str,
        /// Its characters.
        chars: usize,
        /// The bound.
        most: usize,
    },
    /// A time to be reminded at that is over, or too far ahead.
    RemindOutOfBounds {
        /// The time.
        given: Timestamp,
    },
}

impl CaseEventRequestError {
    /// A field that is no text.
    pub(crate) fn not_a_text(field: &'static str, value: &Value) -> Self {
        wrong_type(field, value, "a text")
    }

    /// The field that is wrong.
    pub(crate) const fn field(&self) -> &'static str {
        match self {
            Self::MissingField { field }
            | Self::WrongType { field, .. }
            | Self::NotWith { field, .. }
            | Self::TooLong { field, .. } => field,
            Self::RemindOutOfBounds { .. } => "remind_at",
        }
    }
}

impl fmt::Display for CaseEventRequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingField { field } => write!(f, "{field} is missing"),
            Self::WrongType { field, given, wanted } => {
                write!(f, "{field} {given} is not {wanted}")
            }
            Self::NotWith { field, kind } => {
                write!(f, "{field} means nothing with {}", kind.as_str())
            }
            Self::TooLong { field, chars, most } => {
                write!(f, "{field} of {chars} characters is over {most}")
            }
            Self::RemindOutOfBounds { given } => {
                write!(f, "remind_at {given} is not within a year from now")
            }
        }
    }
}

impl CaseEventRequest {
    /// Reads a request field by field, so that a refusal names the field.
    pub(crate) fn read(
        fields: &Map<String, Value>,
        now: Timestamp,
    ) -> Result<Self, CaseEventRequestError> {
        let id = given(fields, "id", ID, |value| value.as_str()?.parse().ok())?;
        let kind = given(fields, "kind", KIND, |value| Kind::from_name(value.as_str()?))?;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let request = Self {
            id: id.ok_or(CaseEventRequestError::MissingField { field: "id" })?,
            kind: kind.ok_or(CaseEventRequestError::MissingField { field: "kind" })?,
            text: given(fields, "text", "a text", text)?,
            assignee: given(fields, "assignee", "a name", text)?,
            remind_at: given(fields, "remind_at", TIME, |value| value.as_str()?.parse().ok())?,
            solved_at_first: given(fields, "solved_at_first", "true or false", Value::as_bool)?,
            seen: given(fields, "seen", ID, |value| value.as_str()?.parse().ok())?,
        };
        request.checked(now)
    }

    /// The request in its usual form, held against its bounds.
    pub(crate) fn checked(self, now: Timestamp) -> Result<Self, CaseEventRequestError> {
        let Self { id, kind, text, assignee, remind_at, solved_at_first, seen } = self;
        let usual = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let text = text.and_then(usual);
        let assignee =
            assignee.and_then(|name| usual(one_line(&name))).filter(|name| name != NOBODY);
        let extra = [
            ("assignee", Kind::Assigned, assignee.is_some()),
            ("remind_at", Kind::Remind, remind_at.is_some()),
            ("solved_at_first", Kind::Resolved, solved_at_first.is_some()),
        ];
        for (field, with, is_given) in extra {
            if is_given && kind != with {
                return Err(CaseEventRequestError::NotWith { field, kind });
            }
        }
        if kind == Kind::Note && text.is_none() {
            return Err(CaseEventRequestError::MissingField { field: "text" });
        }
        let bounded =
            [("text", text.as_deref(), MAX_TEXT), ("assignee", assignee.as_deref(), MAX_ASSIGNEE)];
        for (field, text, most) in bounded {
            let chars = text.map_or(0, |text| text.chars().count());
            if chars > most {
                return Err(CaseEventRequestError::TooLong { field, chars, most });
            }
        }
        if let Some(Instant(at)) = remind_at
            && !(now..=now.saturating_add(MAX_AHEAD).unwrap_or(Timestamp::MAX)).contains(&at)
        {
            return Err(CaseEventRequestError::RemindOutOfBounds { given: at });
        }
        Ok(Self { id, kind, text, assignee, remind_at, solved_at_first, seen })
    }

    /// The event, by whom and when.
    pub(super) fn event(&self, by: &str, now: Timestamp) -> Event {
        Event {
            assignee: self.assignee.clone(),
            remind_at: self.remind_at,
            solved_at_first: self.solved_at_first,
            text: self.text.clone(),
            ..Event::new(self.kind, by, now)
        }
    }
}

const ID: &str = "1 to 64 letters, digits, hyphens and underscores";
const KIND: &str = "contacted, resolved, unresolvable, reopened, assigned, remind or note";
const TIME: &str = "a time such as 2026-12-01T09:00:00Z";

/// The value of a field; `None` where it is absent or null.
fn given<T>(
    fields: &Map<String, Value>,
    field: &'static str,
    wanted: &'static str,
    read: impl FnOnce(&Value) -> Option<T>,
) -> Result<Option<T>, CaseEventRequestError> {
    let Some(value) = fields.get(field).filter(|value| !value.is_null()) else { return Ok(None) };
    read(value).map(Some).ok_or_else(|| wrong_type(field, value, wanted))
}

fn wrong_type(field: &'static str, value: &Value, wanted: &'static str) -> CaseEventRequestError {
    let given = value.to_string().chars().take(SHOWN).collect();
    CaseEventRequestError::WrongType { field, given, wanted }
}

/// A name as one line: line ends and other signs that print nothing become spaces.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn now() -> Timestamp {
        Timestamp::from_second(1_795_230_000).unwrap()
    }

    fn read(fields: &Value) -> Result<CaseEventRequest, String> {
        let fields = fields.as_object().unwrap();
        CaseEventRequest::read(fields, now()).map_err(|error| error.to_string())
    }

    #[test]
    fn an_event_is_read_and_its_texts_are_trimmed() {
        let read_well = read(&json!({
            "id": "e-1", "kind": "assigned", "text": " Takes it \n", "assignee": " Aya\nT. ", "seen": "e-0",
        }))
        .unwrap();
        assert_eq!(read_well.text.as_deref(), Some("Takes it"));
        assert_eq!(read_well.assignee.as_deref(), Some("Aya T."));
        assert_eq!(read_well.seen, Some("e-0".parse().unwrap()));
        for nobody in ["-", "", " "] {
            let event = json!({ "id": "e-1", "kind": "assigned", "assignee": nobody });
            assert_eq!(read(&event).unwrap().assignee, None);
        }
        let remind =
            json!({ "id": "e", "kind": "remind", "remind_at": "2026-11-22T09:00:00+09:00" });
        assert!(read(&remind).unwrap().remind_at.is_some());
    }

    #[test]
    fn what_is_wrong_names_the_value_and_the_bound() {
        for (fields, said) in [
            (json!({ "kind": "note" }), "id is missing".to_owned()),
            (json!({ "id": "a b", "kind": "note" }), format!("id \"a b\" is not {ID}")),
            (json!({ "id": "e" }), "kind is missing".to_owned()),
            (json!({ "id": "e", "kind": "done" }), format!("kind \"done\" is not {KIND}")),
            (json!({ "id": "e", "kind": "note", "text": " " }), "text is missing".to_owned()),
            (
                json!({ "id": "e", "kind": "note", "text": "声".repeat(2_001) }),
                "text of 2001 characters is over 2000".to_owned(),
            ),
            (
                json!({ "id": "e", "kind": "note", "text": "x", "assignee": "Aya" }),
                "assignee means nothing with note".to_owned(),
            ),
            (
                json!({ "id": "e", "kind": "contacted", "solved_at_first": true }),
                "solved_at_first means nothing with contacted".to_owned(),
            ),
            (
                json!({ "id": "e", "kind": "assigned", "assignee": "x".repeat(81) }),
                "assignee of 81 characters is over 80".to_owned(),
            ),
            (
                json!({ "id": "e", "kind": "remind", "remind_at": "tomorrow" }),
                format!("remind_at \"tomorrow\" is not {TIME}"),
            ),
            (
                json!({ "id": "e", "kind": "remind", "remind_at": "2026-11-01T00:00:00Z" }),
                "remind_at 2026-11-01T00:00:00Z is not within a year from now".to_owned(),
            ),
            (
                json!({ "id": "e", "kind": "resolved", "solved_at_first": "yes" }),
                "solved_at_first \"yes\" is not true or false".to_owned(),
            ),
        ] {
            assert_eq!(read(&fields).unwrap_err(), said);
        }
    }
}
