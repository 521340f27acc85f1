//! Reading one page of answers with what is in their values.

use jiff::{SignedDuration, Timestamp};
use koe_shared::metadata::Metadata;

use super::cursor::Question;
use super::query::{AnswersQuery, Format};
use super::view::AnswerView;
use crate::answers::{AnswerEntry, Scan, ScanError, ScanPosition, Value};
use crate::reports::error::ReportError;
use crate::reports::query::{Params, QueryError};
use crate::sites::{Calendar, Declared, Site, Span};
use crate::store::keys::{Rank, Slot};
use crate::store::{MAX_BULK, Store, StoreError};

/// List pages looked through in a call, at most: with a bulk read for every 100 comments that a
/// search has to look into, 550 operations of the 1,000 an invocation is planned for.
const PAGES: u32 = 50;
/// Lists and bulk reads after which a page ends that holds an answer: 1,000 answers of one revision are a
/// list and ten reads. With the key that is 12 operations a call.
const OPERATIONS: u32 = 11;

/// A page of answers.
pub(crate) struct Listing {
    pub(crate) answers: Vec<AnswerView>,
    /// Where the next page begins; `None` at the end.
    pub(crate) cursor: Option<String>,
    /// How the page is asked to be written.
    pub(crate) format: Format,
    /// What a browser should call the page as a file: letters, digits, hyphens and a dot.
    pub(crate) file_name: String,
}

/// One page of the answers that are asked for, newest first.
///
/// 1. The query, the cursor.
/// 2. List pages are read until `limit` answers match, [`OPERATIONS`] are spent on a page that holds some,
///    or [`PAGES`] were looked through; a search goes on to the last of these. So a page of the reply may be
///    short, even empty, while more follow. Only a cursor of `None` is the end.
///
/// `spent` is what the call has spent before, beside the key.
pub(crate) async fn list_answers(
    store: &dyn Store,
    site: &Site,
    params: Params,
    now: Timestamp,
    spent: u32,
) -> Result<Listing, ReportError> {
    // 1.
    let declared = Declared::of(site.document());
    let calendar = Calendar::new(&site.document().timezone, now);
    let question = Question::of_answers(site, &params);
    let query = AnswersQuery::read(params, site, &declared, &calendar, &question)?;
    // 2.
    let (answers, cursor) = read(store, site, &declared, (&query, &question), now, spent).await?;
    let file_name = file_name(site, &calendar, query.span);
    Ok(Listing { answers, cursor, format: query.format, file_name })
}

/// A name for the table as a file: the site and the days, the last one included.
fn file_name(site: &Site, calendar: &Calendar, span: Span) -> String {
    let day = |time: Timestamp| calendar.zoned(time).date();
    let last = span.to.min(calendar.now).checked_sub(SignedDuration::from_millis(1));
    let last = day(last.unwrap_or(span.to).max(span.from));
    if span.from == Timestamp::UNIX_EPOCH {
        return format!("{}-to-{last}.csv", site.id);
    }
    format!("{}-{}-to-{last}.csv", site.id, day(span.from))
}

/// Up to `limit` answers, and the cursor of the next page.
async fn read(
    store: &dyn Store,
    site: &Site,
    declared: &Declared,
    (query, question): (&AnswersQuery, &Question<'_>),
    now: Timestamp,
    mut spent: u32,
) -> Result<(Vec<AnswerView>, Option<String>), ReportError> {
    // What is over may be stored for some time, where the retention was shortened.
    let from = query.span.from.max(site.record.retention().oldest(now));
    let living = Span { from, ..query.span };
    let mut scan = Scan::new(store, &site.id, living, now, PAGES);
    if let Some(position) = &query.cursor {
        scan = scan.resume(position.clone());
    }
    let mut answers = Vec::new();
    // A list costs one more, and brings nothing without a read.
    let ends =
        |answers: &[AnswerView], spent, least| !answers.is_empty() && OPERATIONS < spent + least;
    while scan.pages_left() > 0 {
        let Some(position) = scan.position().cloned() else { return Ok((answers, None)) };
        if query.is_bounded() && ends(&answers, spent, 2) {
            break;
        }
        spent += 1;
        let Some(mut entries) = scan.next().await.map_err(refused)? else { break };
        entries.retain(|answer| is_asked_for(answer, site, declared, query));
        let mut chunks = entries.chunks(MAX_BULK).peekable();
        while let Some(chunk) = chunks.next() {
            spent += 1;
            let last = read_chunk(store, chunk, query, &mut answers).await;
            let last = last.map_err(ReportError::Store)?;
            let is_over = chunks.peek().is_some() && query.is_bounded() && ends(&answers, spent, 1);
            if let Some(last) = last.or_else(|| chunk.last().filter(|_| is_over)) {
                let last_id = Slot::parse(&last.key).map_or("", |slot| slot.id).to_owned();
                let position = ScanPosition { last_id, ..position };
                return Ok((answers, Some(question.encode(&position))));
            }
        }
    }
    Ok((answers, scan.position().map(|position| question.encode(position))))
}

/// Adds the answers of one bulk read; tells the last one where that fills the page.
async fn read_chunk<'f>(
    store: &dyn Store,
    chunk: &'f [AnswerEntry],
    query: &AnswersQuery,
    answers: &mut Vec<AnswerView>,
) -> Result<Option<&'f AnswerEntry>, StoreError> {
    let keys: Vec<String> = chunk.iter().map(|entry| entry.key.clone()).collect();
    let values = store.get_many(&keys).await?;
    for (entry, value) in chunk.iter().zip(values) {
        // What was taken back since it was listed has no value any more.
        let Some(value) = value else { continue };
        let Ok(value) = serde_json::from_str::<Value>(&value) else {
            return Err(StoreError::Unreadable { key: entry.key.clone() });
        };
        if query.finds(value.comment.as_deref())
            && let Some(view) = AnswerView::of(entry, value)
        {
            answers.push(view);
            if answers.len() == query.limit {
                return Ok(Some(entry));
            }
        }
    }
    Ok(None)
}

fn is_asked_for(
    entry: &AnswerEntry,
    site: &Site,
    declared: &Declared,
    query: &AnswersQuery,
) -> bool {
    matches!(entry.rank, Rank::Revision(_))
        && Metadata::decode(&entry.metadata)
            .is_ok_and(|metadata| query.matches(site, declared, &metadata))
}

fn refused(error: ScanError) -> ReportError {
    match error {
        ScanError::Store(StoreError::Cursor) => ReportError::Query(QueryError::Cursor),
        error => ReportError::of_scan(error, PAGES),
    }
}
