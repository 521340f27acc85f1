//! The parameters of Delighted's API, as Delighted documents them. A parameter that Koe can't honour is
//! refused: a list that ignored it would look like an answer to it.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::MAX_AHEAD;
use koe_shared::instant::Instant;

use super::error::DelightedError;
use crate::reports::query::{Params, QueryError, shown};
use crate::sites::Span;

/// The parameters that are lists.
pub(crate) const LISTS: [&str; 2] = ["expand", "groups"];

/// The values of those, by name.
pub(crate) type Lists = BTreeMap<&'static str, Vec<String>>;

/// Entries of a page where no number is named.
const DEFAULT_PER_PAGE: usize = 20;
/// Entries of a page, at most.
const MOST_PER_PAGE: usize = 100;

const SECONDS: &str = "an instant in seconds since 1970";

/// What Delighted knows and Koe does not, and what to ask instead.
const NO_COUNTERPART: [(&str, &str); 4] = [
    ("trend", "ask for scores with a filter, /v1/sites/{site}/scores?segment.NAME=VALUE"),
    ("person_id", "ask for /v1/sites/{site}/respondents/{id}"),
    ("person_email", "ask for people with this email, and for their responses by id"),
    ("phone_number", "ask for people with an email, or for all of them"),
];

/// An order of responses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Order {
    pub(super) by: By,
    pub(super) is_descending: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum By {
    /// When the visitor was asked.
    #[default]
    Created,
    /// When the newest revision was received.
    Updated,
}

/// Which responses are asked for.
pub(super) struct ResponsesQuery {
    pub(super) span: Span,
    /// When the newest revision was received.
    pub(super) updated: Option<Span>,
    pub(super) order: Order,
    pub(super) per_page: usize,
    /// Responses before the page.
    pub(super) skipped: usize,
    pub(super) is_expanded: bool,
}

/// Which people are asked for.
pub(super) struct PeopleQuery {
    /// When their first answer was given.
    pub(super) span: Span,
    pub(super) email: Option<String>,
    pub(super) per_page: usize,
}

impl ResponsesQuery {
    pub(super) fn read(
        mut params: Params,
        lists: Lists,
        now: Timestamp,
    ) -> Result<Self, DelightedError> {
        refuse_foreign(&mut params, &["trend", "person_id", "person_email"])?;
        let span = span(&mut params, ("since", "until"), now)?;
        let updated = span_if_asked(&mut params, ("updated_since", "updated_until"), now)?;
        let order = params
            .parse_with("order", "asc, desc, asc:updated_at or desc:updated_at", Order::from_name)?
            .unwrap_or_default();
        let per_page = per_page(&mut params)?;
        let page = params.parse_with("page", "a page, 1 or later", page)?.unwrap_or(1);
        let is_expanded = is_expanded(params, lists)?;
        let skipped = usize::try_from(page - 1).unwrap_or(usize::MAX).saturating_mul(per_page);
        Ok(Self { span, updated, order, per_page, skipped, is_expanded })
    }
}

/// Whether the person of a single response is asked for, too.
pub(super) fn is_expanded(params: Params, mut lists: Lists) -> Result<bool, QueryError> {
    let is_expanded = has_only(&mut lists, "expand", "person")?;
    finish(params, lists)?;
    Ok(is_expanded)
}

impl PeopleQuery {
    pub(super) fn read(
        mut params: Params,
        lists: Lists,
        now: Timestamp,
    ) -> Result<Self, DelightedError> {
        refuse_foreign(&mut params, &["phone_number"])?;
        let query = Self {
            span: span(&mut params, ("since", "until"), now)?,
            email: params.take("email"),
            per_page: per_page(&mut params)?,
        };
        finish(params, lists)?;
        Ok(query)
    }
}

impl Order {
    fn from_name(name: &str) -> Option<Self> {
        let (by, is_descending) = match name {
            "asc" => (By::Created, false),
            "desc" => (By::Created, true),
            "asc:updated_at" => (By::Updated, false),
            "desc:updated_at" => (By::Updated, true),
            _ => return None,
        };
        Some(Self { by, is_descending })
    }
}

/// Refuses those of Delighted's parameters that a call of its API has and this one can't honour.
pub(super) fn refuse_foreign(params: &mut Params, of_call: &[&str]) -> Result<(), DelightedError> {
    for (name, instead) in NO_COUNTERPART {
        if of_call.contains(&name) && params.take(name).is_some() {
            return Err(DelightedError::NoCounterpart { name, instead });
        }
    }
    Ok(())
}

/// `since` and `until`, both inclusive; everything there is where they are absent.
pub(super) fn span(
    params: &mut Params,
    names: (&'static str, &'static str),
    now: Timestamp,
) -> Result<Span, DelightedError> {
    Ok(span_if_asked(params, names, now)?
        .unwrap_or(Span { from: Timestamp::UNIX_EPOCH, to: soon(now, Timestamp::UNIX_EPOCH) }))
}

fn span_if_asked(
    params: &mut Params,
    (since, until): (&'static str, &'static str),
    now: Timestamp,
) -> Result<Option<Span>, DelightedError> {
    let from = params.parse_with(since, SECONDS, seconds)?;
    let last = params.parse_with(until, SECONDS, seconds)?;
    if from.is_none() && last.is_none() {
        return Ok(None);
    }
    let from = from.unwrap_or(Timestamp::UNIX_EPOCH);
    // The last second is asked for whole.
    let to = last.map_or_else(|| soon(now, from), second_after);
    if from < to {
        return Ok(Some(Span { from, to }));
    }
    let (from, to) = (Instant(from).to_string(), Instant(to).to_string());
    Err(QueryError::Backwards { name: since, from, to }.into())
}

/// The end of what can exist: answers may be some minutes ahead. Who asks since later finds nothing, which
/// is no mistake.
fn soon(now: Timestamp, from: Timestamp) -> Timestamp {
    now.checked_add(MAX_AHEAD).unwrap_or(Timestamp::MAX).max(second_after(from))
}

fn second_after(time: Timestamp) -> Timestamp {
    time.checked_add(SignedDuration::from_secs(1)).unwrap_or(Timestamp::MAX)
}

fn per_page(params: &mut Params) -> Result<usize, QueryError> {
    let legal = |text: &str| text.parse().ok().filter(|n| (1..=MOST_PER_PAGE).contains(n));
    let asked = params.parse_with("per_page", "a number from 1 to 100", legal)?;
    Ok(asked.unwrap_or(DEFAULT_PER_PAGE))
}

fn page(text: &str) -> Option<u32> {
    text.parse().ok().filter(|page| *page > 0)
}

/// Seconds before the year 2286, which is as far as keys count.
fn seconds(text: &str) -> Option<Timestamp> {
    let seconds: u64 = text.parse().ok().filter(|seconds| *seconds < 10_000_000_000)?;
    Timestamp::from_second(i64::try_from(seconds).ok()?).ok()
}

/// Whether a list has its only value.
pub(super) fn has_only(
    lists: &mut Lists,
    name: &'static str,
    only: &str,
) -> Result<bool, QueryError> {
    let values = lists.remove(name).unwrap_or_default();
    match values.iter().find(|value| *value != only) {
        None => Ok(!values.is_empty()),
        Some(other) => Err(QueryError::Value {
            name: name.to_owned(),
            value: shown(other),
            expected: format!("{only}, the only one that Koe has"),
        }),
    }
}

/// Refuses what nobody took.
pub(super) fn finish(params: Params, lists: Lists) -> Result<(), QueryError> {
    if let Some(name) = lists.into_keys().next() {
        return Err(QueryError::Unknown { name: name.to_owned() });
    }
    params.finish()
}
