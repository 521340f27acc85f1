//! Reading one page of answers with what is in their values.

use jiff::Timestamp;
use koe_shared::metadata::Metadata;

use super::query::AnswersQuery;
use super::view::AnswerView;
use super::{PAGES, cursor};
use crate::keys::{Rank, Slot};
use crate::problem::Problem;
use crate::query::{Declared, QueryError};
use crate::reading::{Found, Place, Scan, ScanError};
use crate::site::Site;
use crate::store::{MAX_BULK, Store, StoreError};
use crate::stored::Value;

/// Up to `limit` answers, and the cursor of the next page.
pub(super) async fn read(
    store: &dyn Store,
    site: &Site,
    declared: &Declared,
    query: &AnswersQuery,
    now: Timestamp,
) -> Result<(Vec<AnswerView>, Option<String>), Problem> {
    let mut scan = Scan::new(store, &site.id, query.span, now, PAGES);
    if let Some(place) = &query.cursor {
        scan = scan.resume(place.clone());
    }
    let mut answers = Vec::new();
    while scan.pages_left() > 0 {
        let Some(place) = scan.place().cloned() else { return Ok((answers, None)) };
        let Some(mut found) = scan.next().await.map_err(refused)? else { break };
        found.retain(|answer| is_asked_for(answer, site, declared, query));
        for chunk in found.chunks(MAX_BULK) {
            let last = read_chunk(store, chunk, query, &mut answers).await?;
            if let Some(last) = last {
                let last_id = Slot::parse(&last.key).map_or("", |slot| slot.id).to_owned();
                return Ok((answers, Some(cursor::encode(&Place { last_id, ..place }))));
            }
        }
    }
    Ok((answers, scan.place().map(cursor::encode)))
}

/// Adds the answers of one bulk read; tells the last one where that fills the page.
async fn read_chunk<'f>(
    store: &dyn Store,
    chunk: &'f [Found],
    query: &AnswersQuery,
    answers: &mut Vec<AnswerView>,
) -> Result<Option<&'f Found>, StoreError> {
    let keys: Vec<String> = chunk.iter().map(|found| found.key.clone()).collect();
    let values = store.get_many(&keys).await?;
    for (found, value) in chunk.iter().zip(values) {
        // What was taken back since it was listed has no value any more.
        let Some(value) = value else { continue };
        let Ok(value) = serde_json::from_str::<Value>(&value) else {
            return Err(StoreError::Unreadable { key: found.key.clone() });
        };
        if query.finds(value.comment.as_deref())
            && let Some(view) = AnswerView::of(found, value)
        {
            answers.push(view);
            if answers.len() == query.limit {
                return Ok(Some(found));
            }
        }
    }
    Ok(None)
}

fn is_asked_for(found: &Found, site: &Site, declared: &Declared, query: &AnswersQuery) -> bool {
    matches!(found.rank, Rank::Revision(_))
        && Metadata::decode(&found.metadata)
            .is_ok_and(|metadata| query.matches(site, declared, &metadata))
}

fn refused(error: ScanError) -> Problem {
    match error {
        ScanError::Store(StoreError::Cursor) => Problem::Query(QueryError::Cursor),
        error => error.into(),
    }
}
