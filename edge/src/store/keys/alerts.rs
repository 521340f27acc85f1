//! The keys of alerts: what was to be told of an answer, each try to tell it, and what is due.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use koe_shared::id::{PublicId, RuleId, SiteId};

use super::{answer_at, slot};
use crate::store::Listed;

/// The prefix of everything that is due, of all sites, the earliest first.
pub const DUE: &str = "due/";
const MINUTE_DIGITS: usize = 8;
const TRY_DIGITS: usize = 2;

/// Why an answer is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlertKind {
    /// Its score, while there is no comment.
    Score,
    /// Its comment.
    Words,
    /// It stands for what was held back and is told together: no answer, but the minute it is told at.
    Digest,
}

impl AlertKind {
    const ALL: [Self; 3] = [Self::Score, Self::Words, Self::Digest];

    /// As it stands in keys and in `webhook-id`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Score => "score",
            Self::Words => "words",
            Self::Digest => "digest",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// What names an alert within its site. Written `{answer}.{rule}.{kind}`: the `webhook-id`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AlertId {
    /// The answer.
    pub answer: PublicId,
    /// The rule that it meets.
    pub rule: RuleId,
    /// Why it is told of.
    pub kind: AlertKind,
}

impl AlertId {
    /// What is told together at a minute.
    #[must_use]
    pub fn digest(rule: RuleId, minute: Minute) -> Self {
        Self { answer: PublicId::new(minute.0 * 60_000, 0), rule, kind: AlertKind::Digest }
    }
}

impl fmt::Display for AlertId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.answer, self.rule, self.kind.as_str())
    }
}

/// A text that names no alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidAlertId;

impl FromStr for AlertId {
    type Err = InvalidAlertId;

    fn from_str(text: &str) -> Result<Self, InvalidAlertId> {
        let mut parts = text.split('.');
        let parsed = (|| {
            let answer = parts.next()?.parse().ok()?;
            let rule = parts.next()?.parse().ok()?;
            Some(Self { answer, rule, kind: AlertKind::parse(parts.next()?)? })
        })();
        parsed.filter(|_| parts.next().is_none()).ok_or(InvalidAlertId)
    }
}

/// A minute of UTC, counted from 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minute(u64);

impl Minute {
    /// The minute of an instant.
    #[must_use]
    pub fn of(at: Timestamp) -> Self {
        Self(u64::try_from(at.as_second()).unwrap_or(0) / 60)
    }

    /// When it begins.
    #[must_use]
    pub fn begins(self) -> Timestamp {
        let second = i64::try_from(self.0 * 60).unwrap_or(i64::MAX);
        Timestamp::from_second(second).unwrap_or(Timestamp::MAX)
    }

    /// So many minutes later.
    #[must_use]
    pub const fn after(self, minutes: u64) -> Self {
        Self(self.0 + minutes)
    }
}

impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:0MINUTE_DIGITS$}", self.0)
    }
}

impl FromStr for Minute {
    type Err = InvalidAlertId;

    fn from_str(digits: &str) -> Result<Self, InvalidAlertId> {
        let is_written_out =
            digits.len() == MINUTE_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
        let minute = digits.parse().ok().filter(|_| is_written_out);
        minute.map(Self).ok_or(InvalidAlertId)
    }
}

/// The prefix of every alert of a site, those of the newest answers first.
#[must_use]
pub fn alerts(site: &SiteId) -> String {
    format!("alert/{site}/")
}

/// The prefix of every alert of one answer.
#[must_use]
pub fn alerts_of(site: &SiteId, answer: &PublicId) -> String {
    format!("{}{}", alerts(site), slot(answer))
}

/// The prefix of the alerts of one answer by one rule, with their tries.
#[must_use]
pub fn alerts_by(site: &SiteId, answer: &PublicId, rule: &RuleId) -> String {
    format!("{}{rule}/", alerts_of(site, answer))
}

/// An alert.
#[must_use]
pub fn alert(site: &SiteId, id: &AlertId) -> String {
    format!("{}{}", alerts_by(site, &id.answer, &id.rule), id.kind.as_str())
}

/// A try to tell it, from 1 on.
#[must_use]
pub fn alert_try(site: &SiteId, id: &AlertId, number: u8) -> String {
    format!("{}/{number:0TRY_DIGITS$}", alert(site, id))
}

/// The alert that a key names, and the number of its try if it names one.
#[must_use]
pub fn parse_alert(key: &str) -> Option<(AlertId, Option<u8>)> {
    let (_, rest) = key.strip_prefix("alert/")?.split_once('/')?;
    let (answer, rest) = split_answer(rest)?;
    let (alert, number) = match rest.rsplit_once('/') {
        Some((alert, digits)) if digits.len() == TRY_DIGITS => {
            (alert, Some(digits.parse::<u8>().ok()?))
        }
        _ => (rest, None),
    };
    Some((alert_at(answer, alert)?, number))
}

/// That an alert is due at a minute.
#[must_use]
pub fn due(minute: Minute, site: &SiteId, id: &AlertId) -> String {
    let AlertId { answer, rule, kind } = id;
    format!("{DUE}{minute}/{site}/{}{rule}/{}", slot(answer), kind.as_str())
}

/// What is due, and when.
#[must_use]
pub fn parse_due(key: &str) -> Option<(Minute, SiteId, AlertId)> {
    let (minute, rest) = key.strip_prefix(DUE)?.split_once('/')?;
    let (site, rest) = rest.split_once('/')?;
    let (answer, alert) = split_answer(rest)?;
    Some((minute.parse().ok()?, site.parse().ok()?, alert_at(answer, alert)?))
}

/// The key of the mark that stands for an alert or a try, read from a listed key: the metadata of both begin with
/// their version and the minute at which the alert is due next.
#[must_use]
pub fn due_behind(site: &SiteId, listed: &Listed) -> Option<String> {
    let (id, _) = parse_alert(&listed.key)?;
    let minute = listed.metadata.as_deref()?.split('|').nth(1)?.parse().ok()?;
    Some(due(minute, site, &id))
}

/// That a destination of a site has ended: it said that it is gone for good.
#[must_use]
pub fn ended(site: &SiteId, destination: &str) -> String {
    format!("ended/{site}/{destination}")
}

/// `{hour}/{id}` and what follows it.
fn split_answer(rest: &str) -> Option<(PublicId, &str)> {
    let slash = rest.match_indices('/').nth(1)?.0;
    let (slot, rest) = (rest.get(..slash)?, rest.get(slash + 1..)?);
    Some((answer_at(slot)?, rest))
}

/// `{rule}/{kind}` of an answer.
fn alert_at(answer: PublicId, text: &str) -> Option<AlertId> {
    let (rule, kind) = text.split_once('/')?;
    Some(AlertId { answer, rule: rule.parse().ok()?, kind: AlertKind::parse(kind)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_an_alert_are_pinned_and_read_back() {
        let site: SiteId = "kokage".parse().unwrap();
        let answer = PublicId::new(1_795_230_245_678, 0xab);
        let id = AlertId { answer, rule: "angry".parse().unwrap(), kind: AlertKind::Words };
        let key = alert(&site, &id);
        assert_eq!(key, "alert/kokage/8204769999/fe5e03f05cd1700080000000000000ab/angry/words");
        assert_eq!(parse_alert(&key), Some((id.clone(), None)));
        let second = alert_try(&site, &id, 2);
        assert_eq!(second, format!("{key}/02"));
        assert_eq!(parse_alert(&second), Some((id.clone(), Some(2))));
        let minute = Minute::of(Timestamp::from_millisecond(1_795_230_245_678).unwrap());
        let due = due(minute, &site, &id);
        assert_eq!(
            due,
            "due/29920504/kokage/8204769999/fe5e03f05cd1700080000000000000ab/angry/words"
        );
        assert_eq!(parse_due(&due), Some((minute, site, id.clone())));
        assert_eq!(id.to_string().parse(), Ok(id.clone()));
        assert_eq!(minute.begins().to_string(), "2026-11-21T03:04:00Z");
        for damaged in [key.replace("words", "verbs"), key.replace("/angry", ""), "alert/k".into()]
        {
            assert_eq!(parse_alert(&damaged), None, "{damaged}");
        }
        assert_eq!(format!("{id}.x").parse::<AlertId>(), Err(InvalidAlertId));
    }

    #[test]
    fn a_digest_is_named_by_its_minute() {
        let minute = Minute(29_920_504);
        let id = AlertId::digest("angry".parse().unwrap(), minute);
        assert_eq!(Minute::of(id.answer.time()), minute);
        assert_eq!(id.to_string().parse(), Ok(id));
    }
}
