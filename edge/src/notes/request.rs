//! A note that somebody asks to be written.

use std::collections::BTreeSet;
use std::fmt;

use jiff::civil::{Date, date};
use koe_shared::id::TouchpointId;
use koe_shared::site::SiteDocument;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::note::Note;
use crate::store::keys::NoteId;

/// Characters of a sentence, at most: with four bytes each it is below a kilobyte.
pub(crate) const MAX_TEXT: usize = 200;
/// The first day that can be noted. No answer is older; a year of two digits is.
const FIRST: Date = date(2000, 1, 1);
/// Characters of a value that a refusal repeats, at most.
const SHOWN: usize = 40;

/// A note to write.
#[derive(Clone, Debug, PartialEq, Eq, ToSchema)]
pub(crate) struct NoteRequest {
    /// The day of the change, today at the latest.
    #[schema(value_type = String, format = Date, example = "2026-11-01")]
    pub(crate) at: Date,
    /// What was changed, 1–200 characters.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", example = "Shorter checkout")]
    pub(crate) text: String,
    /// A touchpoint of the site. Absent: everywhere.
    #[schema(required = false)]
    pub(crate) touchpoint: Option<TouchpointId>,
}

/// Why a note can't be written as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NoteRequestError {
    /// A field that has to be there.
    MissingField {
        /// Its name.
        field: &'static str,
    },
    /// A field that is of another JSON type.
    NotAString {
        /// Its name.
        field: &'static str,
        /// The value as JSON.
        given: String,
    },
    /// The text does not name a day of the calendar.
    NotADay {
        /// The text.
        given: String,
    },
    /// A day before all answers, or one that is still to come.
    DayOutOfBounds {
        /// The day.
        at: Date,
        /// Today, where the site is.
        today: Date,
    },
    /// No sentence.
    NoText,
    /// A sentence that is too long.
    TextTooLong {
        /// Its characters.
        chars: usize,
    },
    /// A touchpoint that the site does not have.
    UnknownTouchpoint {
        /// The text.
        given: String,
    },
}

impl fmt::Display for NoteRequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingField { field } => write!(f, "{field} is missing"),
            Self::NotAString { field, given } => write!(f, "{field} {given} is not a string"),
            Self::NotADay { given } => write!(f, "at {given:?} is not a day such as 2026-11-01"),
            Self::DayOutOfBounds { at, today } => {
                write!(f, "at {at} is outside {FIRST} to today, {today}")
            }
            Self::NoText => write!(f, "text is empty"),
            Self::TextTooLong { chars } => {
                write!(f, "text of {chars} characters is over {MAX_TEXT}")
            }
            Self::UnknownTouchpoint { given } => {
                write!(f, "this site has no touchpoint {given:?}")
            }
        }
    }
}

impl NoteRequest {
    /// Reads a request field by field, so that a refusal names the field. `today` is that of the site.
    pub(crate) fn read(
        fields: &Map<String, Value>,
        document: &SiteDocument,
        today: Date,
    ) -> Result<Self, NoteRequestError> {
        let missing = |field| NoteRequestError::MissingField { field };
        let given = text_of(fields, "at")?.ok_or(missing("at"))?;
        let not_a_day = || NoteRequestError::NotADay { given: shown(given) };
        // Longer forms of a date carry a time or a calendar, which nobody means here.
        let is_day = given.len() == "2026-11-01".len();
        let at: Date = given.parse().ok().filter(|_: &Date| is_day).ok_or_else(not_a_day)?;
        if !(FIRST..=today).contains(&at) {
            return Err(NoteRequestError::DayOutOfBounds { at, today });
        }
        let text = one_line(text_of(fields, "text")?.ok_or(missing("text"))?);
        match text.chars().count() {
            0 => return Err(NoteRequestError::NoText),
            chars if chars > MAX_TEXT => return Err(NoteRequestError::TextTooLong { chars }),
            _ => {}
        }
        let touchpoint = match text_of(fields, "touchpoint")? {
            None => None,
            Some(id) => {
                let known = touchpoints(document).into_iter().find(|known| known.as_str() == id);
                let unknown = || NoteRequestError::UnknownTouchpoint { given: shown(id) };
                Some(known.ok_or_else(unknown)?.clone())
            }
        };
        Ok(Self { at, text, touchpoint })
    }

    /// The note, by an id.
    pub(crate) fn named(self, id: NoteId) -> Note {
        let Self { at, text, touchpoint } = self;
        Note { id, at, text, touchpoint }
    }
}

/// The touchpoints of a site: those of its document, in their order, and those that its surveys name beside.
pub(crate) fn touchpoints(document: &SiteDocument) -> Vec<&TouchpointId> {
    let mut seen = BTreeSet::new();
    let own = document.touchpoints.iter().map(|touchpoint| &touchpoint.id);
    let named = document.surveys.iter().flat_map(|survey| &survey.touchpoints);
    own.chain(named).filter(|id| seen.insert(*id)).collect()
}

/// The text of a field; `None` where it is absent or null.
fn text_of<'f>(
    fields: &'f Map<String, Value>,
    field: &'static str,
) -> Result<Option<&'f str>, NoteRequestError> {
    let Some(given) = fields.get(field).filter(|given| !given.is_null()) else { return Ok(None) };
    let not_a_string = || NoteRequestError::NotAString { field, given: shown(&given.to_string()) };
    given.as_str().ok_or_else(not_a_string).map(Some)
}

/// A sentence as one line: line ends, tabs and other signs that print nothing become spaces.
fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.trim().to_owned()
}

fn shown(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn document() -> SiteDocument {
        let document = json!({
            "name": "Kokage", "origins": ["https://shop.example"],
            "touchpoints": [{ "id": "cart" }],
            "surveys": [{ "id": "a", "metric": "nps", "goal": "g", "touchpoints": ["checkout", "cart"] }],
        });
        SiteDocument::parse(document.to_string().as_bytes()).unwrap()
    }

    fn read(fields: &Value) -> Result<NoteRequest, NoteRequestError> {
        let fields = fields.as_object().unwrap();
        NoteRequest::read(fields, &document(), date(2026, 11, 21))
    }

    #[test]
    fn a_note_is_read_as_one_line() {
        let note = read(&json!({ "at": "2026-11-21", "text": " a\r\nb\t<script> " })).unwrap();
        assert_eq!((&*note.text, note.touchpoint), ("a  b <script>", None));
        let at = json!({ "at": "2000-01-01", "text": "声".repeat(200), "touchpoint": "checkout" });
        assert_eq!(read(&at).unwrap().touchpoint.unwrap().as_str(), "checkout");
    }

    #[test]
    fn what_is_wrong_names_the_value_and_the_bound() {
        for (fields, said) in [
            (json!({ "text": "a" }), "at is missing"),
            (json!({ "at": "2026-11-01" }), "text is missing"),
            (json!({ "at": 5, "text": "a" }), "at 5 is not a string"),
            (
                json!({ "at": "tomorrow", "text": "a" }),
                "at \"tomorrow\" is not a day such as 2026-11-01",
            ),
            (
                json!({ "at": "2026-11-01T00:00", "text": "a" }),
                "at \"2026-11-01T00:00\" is not a day such as 2026-11-01",
            ),
            (
                json!({ "at": "2026-11-22", "text": "a" }),
                "at 2026-11-22 is outside 2000-01-01 to today, 2026-11-21",
            ),
            (
                json!({ "at": "1999-12-31", "text": "a" }),
                "at 1999-12-31 is outside 2000-01-01 to today, 2026-11-21",
            ),
            (json!({ "at": "2026-11-01", "text": " \n" }), "text is empty"),
            (
                json!({ "at": "2026-11-01", "text": "x".repeat(201) }),
                "text of 201 characters is over 200",
            ),
            (
                json!({ "at": "2026-11-01", "text": "a", "touchpoint": "door" }),
                "this site has no touchpoint \"door\"",
            ),
        ] {
            assert_eq!(read(&fields).unwrap_err().to_string(), said);
        }
    }
}
