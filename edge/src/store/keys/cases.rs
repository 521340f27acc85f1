//! The keys of cases: that an answer is followed up, and each event of that.

use std::fmt;
use std::str::FromStr;

use koe_shared::id::{PublicId, SiteId};
use serde::Serialize;

use super::{answer_at, slot};

/// Characters of the id of an event, at most: those of a UUID and more.
const MAX_EVENT_ID: usize = 64;

/// The id of an event, made by whoever sends it, so that an event that is sent twice is one: 1–64 letters, digits,
/// hyphens and underscores.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct CaseEventId(String);

/// A text that can't be the id of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidCaseEventId;

impl CaseEventId {
    /// As it stands in keys and addresses.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CaseEventId {
    type Err = InvalidCaseEventId;

    fn from_str(text: &str) -> Result<Self, InvalidCaseEventId> {
        let is_safe = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let is_legal = (1..=MAX_EVENT_ID).contains(&text.len()) && text.bytes().all(is_safe);
        is_legal.then(|| Self(text.to_owned())).ok_or(InvalidCaseEventId)
    }
}

impl fmt::Display for CaseEventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The prefix of every case of a site, those of the newest answers first, each before its events.
#[must_use]
pub fn cases(site: &SiteId) -> String {
    format!("case/{site}/")
}

/// The case of an answer.
#[must_use]
pub fn case(site: &SiteId, answer: &PublicId) -> String {
    let slot = slot(answer);
    format!("{}{}", cases(site), slot.trim_end_matches('/'))
}

/// An event of the case of an answer.
#[must_use]
pub fn case_event(site: &SiteId, answer: &PublicId, event: &CaseEventId) -> String {
    format!("{}{}{event}", cases(site), slot(answer))
}

/// The answer that a key names, and the event if it names one.
#[must_use]
pub fn parse_case(key: &str) -> Option<(PublicId, Option<CaseEventId>)> {
    let (_, rest) = key.strip_prefix("case/")?.split_once('/')?;
    let mut parts = rest.splitn(3, '/');
    let (hour, id) = (parts.next()?, parts.next()?);
    let answer = answer_at(&rest[..hour.len() + 1 + id.len()])?;
    match parts.next() {
        None => Some((answer, None)),
        Some(event) => Some((answer, Some(event.parse().ok()?))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_a_case_are_pinned_and_a_case_sorts_before_its_events() {
        let site: SiteId = "kokage".parse().unwrap();
        let answer = PublicId::new(1_795_230_245_678, 0xab);
        let event: CaseEventId = "019AB-x_1".parse().unwrap();
        let (key, of_event) = (case(&site, &answer), case_event(&site, &answer, &event));
        assert_eq!(key, "case/kokage/8204769999/fe5e03f05cd1700080000000000000ab");
        assert_eq!(of_event, format!("{key}/019AB-x_1"));
        assert!(key < of_event);
        assert_eq!(parse_case(&key), Some((answer, None)));
        assert_eq!(parse_case(&of_event), Some((answer, Some(event))));
        for other in [key.replace("case/", "voice/"), format!("{key}/a/b"), format!("{key}/")] {
            assert_eq!(parse_case(&other), None, "{other}");
        }
    }

    #[test]
    fn an_id_of_an_event_is_safe_in_a_key_and_an_address() {
        for id in ["", "a b", "a/b", "声", &"x".repeat(65)] {
            assert_eq!(id.parse::<CaseEventId>(), Err(InvalidCaseEventId), "{id}");
        }
        assert_eq!("x".repeat(64).parse::<CaseEventId>().unwrap().as_str().len(), 64);
    }
}
