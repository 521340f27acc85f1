//! `survey_responses.json`: a page of the answers to a survey; and a single one.
//!
//! Storage lists by when a visitor was asked, so by `created_at` a page is found by counting: answers are
//! listed from the end that the order begins with, until the page is full. When an answer was received
//! stands in its value, so for `updated_since` and by `updated_at` every answer of the range is read.

use std::slice;

use jiff::Timestamp;
use koe_shared::id::{PublicId, SurveyId};
use koe_shared::metadata::{Flags, Metadata};

use super::error::DelightedError;
use super::query::{By, Lists, ResponsesQuery, is_expanded};
use super::view::SurveyResponse;
use super::{PAGES, READS};
use crate::answers::{AnswerEntry, OldestFirst, Scan, ScanError, Value, newest};
use crate::reports::query::Params;
use crate::sites::{Site, Span};
use crate::store::keys::Rank;
use crate::store::{MAX_BULK, Store, StoreError};

/// The page of answers that is asked for: those that count in the survey's score.
pub(crate) async fn list_responses(
    store: &dyn Store,
    site: &Site,
    survey: &SurveyId,
    (params, lists): (Params, Lists),
    now: Timestamp,
) -> Result<Vec<SurveyResponse>, DelightedError> {
    let query = ResponsesQuery::read(params, lists, now)?;
    // What is over may be stored for some time, where the retention was shortened.
    let from = query.span.from.max(site.record.retention().oldest(now));
    let span = Span { from, ..query.span };
    let is_newest_first = query.order.by == By::Created && query.order.is_descending;
    let walk = if is_newest_first {
        Walk::Newest(Scan::new(store, &site.id, span, now, PAGES))
    } else {
        Walk::Oldest(OldestFirst::new(store, &site.id, span, now, PAGES))
    };
    let page = if query.updated.is_none() && query.order.by == By::Created {
        by_place(walk, survey, &query).await?
    } else {
        by_update(store, walk, survey, &query).await?
    };
    let values = values(store, &page).await?;
    let told = page.iter().zip(values).filter_map(|(entry, value)| {
        // What was taken back since it was listed has no value any more.
        SurveyResponse::of(entry, value?, query.is_expanded)
    });
    Ok(told.collect())
}

/// One answer, by its public id; `None` where the survey has none that counts.
pub(crate) async fn find_response(
    store: &dyn Store,
    site: &Site,
    survey: &SurveyId,
    id: &PublicId,
    (params, lists): (Params, Lists),
    now: Timestamp,
) -> Result<Option<SurveyResponse>, DelightedError> {
    let is_expanded = is_expanded(params, lists)?;
    let lives = site.record.retention().oldest(now) <= id.time();
    let found = newest(store, &site.id, id).await?;
    let Some(entry) = found.filter(|entry| lives && is_response(entry, survey)) else {
        return Ok(None);
    };
    let value = values(store, slice::from_ref(&entry)).await?.pop().flatten();
    Ok(value.and_then(|value| SurveyResponse::of(&entry, value, is_expanded)))
}

/// A walk over the answers of a span, from either end.
enum Walk<'a> {
    Newest(Scan<'a>),
    Oldest(OldestFirst<'a>),
}

impl Walk<'_> {
    /// The next answers to a survey; `None` at the end.
    async fn next(&mut self, survey: &SurveyId) -> Result<Option<Vec<AnswerEntry>>, ScanError> {
        let entries = match self {
            Self::Newest(scan) => scan.next().await?,
            Self::Oldest(walk) => walk.next().await?,
        };
        Ok(entries.map(|mut entries| {
            entries.retain(|entry| is_response(entry, survey));
            entries
        }))
    }
}

/// Whether an entry is an answer that counts in the survey's score.
fn is_response(entry: &AnswerEntry, survey: &SurveyId) -> bool {
    matches!(entry.rank, Rank::Revision(_))
        && Metadata::decode(&entry.metadata).is_ok_and(|metadata| counts(&metadata, survey))
}

/// Whether an answer counts in the survey's score.
pub(super) fn counts(metadata: &Metadata<'_>, survey: &SurveyId) -> bool {
    metadata.survey == survey.as_str()
        && metadata.recorded.score().is_some()
        && !metadata.flags.has(Flags::TEST)
}

/// The page, by its place in the list.
async fn by_place(
    mut walk: Walk<'_>,
    survey: &SurveyId,
    query: &ResponsesQuery,
) -> Result<Vec<AnswerEntry>, DelightedError> {
    let (mut to_skip, mut page) = (query.skipped, Vec::new());
    while let Some(entries) = walk.next(survey).await? {
        let skipped = to_skip.min(entries.len());
        to_skip -= skipped;
        page.extend(entries.into_iter().skip(skipped).take(query.per_page - page.len()));
        if page.len() == query.per_page {
            break;
        }
    }
    Ok(page)
}

/// The page of answers that were received when it is asked, in either order.
async fn by_update(
    store: &dyn Store,
    mut walk: Walk<'_>,
    survey: &SurveyId,
    query: &ResponsesQuery,
) -> Result<Vec<AnswerEntry>, DelightedError> {
    let end = query.skipped.saturating_add(query.per_page);
    let is_in_order = query.order.by == By::Created;
    let (mut found, mut reads) = (Vec::new(), READS);
    'walk: while let Some(entries) = walk.next(survey).await? {
        for chunk in entries.chunks(MAX_BULK) {
            reads = reads.checked_sub(1).ok_or(DelightedError::TooFar)?;
            for (entry, value) in chunk.iter().zip(values(store, chunk).await?) {
                let Some(Value { received_at, .. }) = value else { continue };
                let received_at = received_at.0;
                if query
                    .updated
                    .is_none_or(|span| span.from <= received_at && received_at < span.to)
                {
                    found.push((received_at, entry.clone()));
                }
            }
            if is_in_order && found.len() >= end {
                break 'walk;
            }
        }
    }
    if !is_in_order {
        found.sort_by_key(|(received_at, _)| *received_at);
        if query.order.is_descending {
            found.reverse();
        }
    }
    let page = found.into_iter().skip(query.skipped).take(query.per_page);
    Ok(page.map(|(_, entry)| entry).collect())
}

/// The values of up to [`MAX_BULK`] answers.
async fn values(
    store: &dyn Store,
    entries: &[AnswerEntry],
) -> Result<Vec<Option<Value>>, StoreError> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let keys: Vec<String> = entries.iter().map(|entry| entry.key.clone()).collect();
    let values = keys.iter().zip(store.get_many(&keys).await?);
    let read = |(key, value): (&String, Option<String>)| match value {
        None => Ok(None),
        Some(value) => serde_json::from_str(&value)
            .map(Some)
            .map_err(|_| StoreError::Unreadable { key: key.clone() }),
    };
    values.map(read).collect()
}
