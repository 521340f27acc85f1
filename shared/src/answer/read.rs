//! Reads an answer field by field, so that a refusal names the field and the bound.
//!
//! The rule that divides refused from dropped: what the visitor did is checked and refused; what
//! only the owner's page could have got wrong (touchpoint, locale, page, segments, respondent) is
//! dropped or kept as `(other)`, and never costs the visitor's answer.

use serde_json::{Map, Value};

use super::mend::mended;
use super::{
    AnswerBody, AnswerError, AnsweredAt, Channel, Contact, MAX_COMMENT_UNITS, MAX_EMAIL_CHARS,
    MAX_NAME_CHARS, MAX_PAGE_CHARS, MAX_PHONE_CHARS, MAX_REVISION, MAX_WHEN_CHARS, Outcome,
    Respondent, Segments,
};
use crate::site::versions::MAX_VERSION;

type Fields = Map<String, Value>;

pub(super) fn body(body: &[u8]) -> Result<AnswerBody, AnswerError> {
    let fields: Fields = serde_json::from_slice(body)
        .or_else(|refusal| serde_json::from_slice(&mended(body).ok_or(refusal)?))
        .map_err(|_| AnswerError::BrokenJson)?;
    let outcome = outcome(&fields)?;
    Ok(AnswerBody {
        site: id(&fields, "site")?,
        survey: id(&fields, "survey")?,
        id: id(&fields, "id")?,
        revision: revision(&fields)?,
        outcome,
        score: score(&fields, outcome)?,
        comment: comment(&fields)?,
        touchpoint: present(&fields, "touchpoint")
            .map(|said| AnsweredAt::from_page(said.as_str().unwrap_or_default())),
        survey_version: survey_version(&fields)?,
        locale: fields.get("locale").and_then(Value::as_str).and_then(|tag| tag.parse().ok()),
        page: fields.get("page").and_then(Value::as_str).and_then(path),
        segments: segments(&fields),
        respondent: present(&fields, "respondent").map(respondent),
        contact: contact(&fields)?,
        publish: flag(&fields, "publish")?,
        channel: channel(&fields)?,
        forced: flag(&fields, "forced")?.unwrap_or(false),
        test: flag(&fields, "test")?.unwrap_or(false),
    })
}

/// A field that is there and not null.
fn present<'a>(fields: &'a Fields, name: &str) -> Option<&'a Value> {
    fields.get(name).filter(|value| !value.is_null())
}

fn text<'a>(fields: &'a Fields, field: &'static str) -> Result<Option<&'a str>, AnswerError> {
    typed(fields, field, "a string", Value::as_str)
}

fn flag(fields: &Fields, field: &'static str) -> Result<Option<bool>, AnswerError> {
    typed(fields, field, "true or false", Value::as_bool)
}

fn typed<'a, T>(
    fields: &'a Fields,
    field: &'static str,
    expected: &'static str,
    read: impl Fn(&'a Value) -> Option<T>,
) -> Result<Option<T>, AnswerError> {
    // The last part of a path such as `contact.email` is the name in its object.
    let name = field.rsplit('.').next().unwrap_or(field);
    present(fields, name)
        .map(|value| read(value).ok_or(AnswerError::WrongType { field, expected }))
        .transpose()
}

fn id<T>(fields: &Fields, field: &'static str) -> Result<T, AnswerError>
where
    T: std::str::FromStr,
    T::Err: std::fmt::Display,
{
    text(fields, field)?
        .ok_or(AnswerError::Missing(field))?
        .parse()
        .map_err(|refusal: T::Err| AnswerError::InvalidId { field, detail: refusal.to_string() })
}

/// JSON knows one kind of number: `9.0` is the integer 9.
fn integer(value: &Value) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[allow(clippy::cast_possible_truncation, reason = "checked to be whole and in range")]
    let whole =
        |number: f64| (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64);
    value.as_i64().or_else(|| value.as_f64().and_then(whole))
}

fn revision(fields: &Fields) -> Result<u8, AnswerError> {
    let given = typed(fields, "revision", "an integer", integer)?
        .ok_or(AnswerError::Missing("revision"))?;
    u8::try_from(given)
        .ok()
        .filter(|revision| (1..=MAX_REVISION).contains(revision))
        .ok_or(AnswerError::Revision(given))
}

fn outcome(fields: &Fields) -> Result<Outcome, AnswerError> {
    let name = text(fields, "outcome")?.ok_or(AnswerError::Missing("outcome"))?;
    Outcome::from_name(name).ok_or_else(|| AnswerError::UnknownOutcome(cut(name)))
}

fn score(fields: &Fields, outcome: Outcome) -> Result<Option<i64>, AnswerError> {
    let answered = outcome == Outcome::Answered;
    match present(fields, "score") {
        None if answered => Err(AnswerError::MissingScore),
        None => Ok(None),
        Some(_) if !answered => Err(AnswerError::ScoreWithoutAnswer),
        Some(score) => integer(score)
            .map(Some)
            .ok_or_else(|| AnswerError::ScoreNotAnInteger(cut(&score.to_string()))),
    }
}

fn comment(fields: &Fields) -> Result<Option<String>, AnswerError> {
    let Some(comment) = text(fields, "comment")? else { return Ok(None) };
    let units = comment.encode_utf16().count();
    if units > MAX_COMMENT_UNITS {
        return Err(AnswerError::CommentTooLong(units));
    }
    Ok((!comment.trim().is_empty()).then(|| comment.to_owned()))
}

fn survey_version(fields: &Fields) -> Result<Option<u32>, AnswerError> {
    let Some(given) = typed(fields, "survey_version", "an integer", integer)? else {
        return Ok(None);
    };
    u32::try_from(given)
        .ok()
        .filter(|version| (1..=MAX_VERSION).contains(version))
        .map(Some)
        .ok_or(AnswerError::SurveyVersion(given))
}

fn channel(fields: &Fields) -> Result<Channel, AnswerError> {
    let Some(name) = text(fields, "channel")? else { return Ok(Channel::default()) };
    Channel::from_name(name)
        .filter(|channel| *channel != Channel::Import)
        .ok_or_else(|| AnswerError::UnknownChannel(cut(name)))
}

/// The path of an address or path: query and fragment may name a person, so they never stay.
pub(crate) fn path(page: &str) -> Option<String> {
    let page = page.split(['?', '#']).next()?;
    let path = match page.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |slash| &rest[slash..]),
        None => page,
    };
    path.starts_with('/').then(|| path.chars().take(MAX_PAGE_CHARS).collect())
}

fn segments(fields: &Fields) -> Segments {
    let pairs = fields.get("segments").and_then(Value::as_object);
    Segments::from_pairs(pairs.into_iter().flatten().filter_map(|(name, value)| {
        let value = match value {
            Value::String(value) => value.clone(),
            Value::Number(_) | Value::Bool(_) => value.to_string(),
            Value::Null | Value::Array(_) | Value::Object(_) => return None,
        };
        Some((name.clone(), value))
    }))
}

/// The claim, as far as it can be read. A claim that can't be read does not hold, as if it were
/// wrong.
fn respondent(claim: &Value) -> Respondent {
    let part = |name| claim.get(name).and_then(Value::as_str).map(str::to_owned);
    Respondent {
        id: part("id").unwrap_or_default(),
        expires_at: part("expires_at"),
        signature: part("signature"),
    }
}

fn contact(fields: &Fields) -> Result<Option<Contact>, AnswerError> {
    let Some(contact) = typed(fields, "contact", "an object", Value::as_object)? else {
        return Ok(None);
    };
    if contact.get("consent") != Some(&Value::Bool(true)) {
        return Err(AnswerError::ContactWithoutConsent);
    }
    let part = |field, max| -> Result<Option<String>, AnswerError> {
        let Some(part) = text(contact, field)? else { return Ok(None) };
        let chars = part.chars().count();
        if chars > max {
            return Err(AnswerError::ContactTooLong { field, chars, max });
        }
        Ok((!part.trim().is_empty()).then(|| part.trim().to_owned()))
    };
    let contact = Contact {
        email: part("contact.email", MAX_EMAIL_CHARS)?,
        phone: part("contact.phone", MAX_PHONE_CHARS)?,
        name: part("contact.name", MAX_NAME_CHARS)?,
        when: part("contact.when", MAX_WHEN_CHARS)?,
        consent: true,
    };
    // A time alone is no way to reach anybody.
    let empty = contact.email.is_none() && contact.phone.is_none() && contact.name.is_none();
    Ok((!empty).then_some(contact))
}

/// As much of a value as a message can bear.
fn cut(given: &str) -> String {
    given.chars().take(40).collect()
}
