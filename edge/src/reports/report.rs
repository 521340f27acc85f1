//! The score of a range, with everything that says how far to trust it.

use futures_util::future::join;
use jiff::Timestamp;

use super::asked_twice::asked_twice;
use super::count::Counter;
use super::error::ReportError;
use super::pass::{Newest, PAGES, Wanted, joined, read_once};
use super::query::{Params, QueryError, ScoresQuery, periods};
use super::scores::Scores;
use super::shown::Shown;
use crate::answers::{Scan, ScanError};
use crate::notes::{Note, notes_of};
use crate::sites::{Calendar, Declared, Site, Span};
use crate::store::{Store, StoreError};
use crate::tallies::{Counted, Detail};

/// The score of a survey, or of all surveys on a metric.
///
/// 1. The query.
/// 2. The range, and the one to compare with, are read from tallies as far as these reach, and else from
///    the answers themselves, at most [`PAGES`] list pages together; past that the refusal says what to
///    narrow. Beside them the notes, where a series is asked for.
/// 3. Where pairs are asked for, the answers are read, of which a tally does not tell the respondents.
/// 4. What they come to.
pub(crate) async fn report(
    store: &dyn Store,
    site: &Site,
    params: Params,
    now: Timestamp,
) -> Result<Scores, ReportError> {
    // 1.
    let document = site.document();
    let declared = Declared::of(document);
    let calendar = Calendar::new(&document.timezone, now);
    let query = ScoresQuery::read(params, site, &declared, &calendar)?;
    let range = query.range.span;
    let periods = match query.interval {
        Some(interval) => periods(&calendar, range, interval)?,
        None => Vec::new(),
    };
    // 2.
    let mut counter = Counter::new(&query, site, &declared, &periods);
    let begins: Vec<Timestamp> = periods.iter().map(|period| period.span.from).collect();
    let detail = query.filter.detail(query.group_by.as_ref());
    let is_plain = detail == Detail::Totals && !query.filter.is_set() && !query.paired;
    let wanted = Wanted {
        range: &query.range,
        begins: &begins,
        detail: &detail,
        is_plain,
        newest: Newest::All,
        pages: PAGES,
    };
    let mut count = |counted: &Counted<'_>| counter.count(counted);
    let answers = read_once(store, site, (&declared, &calendar), wanted, &mut count);
    let (freshness, notes) = join(answers, notes(store, site, &query, &calendar)).await;
    let (freshness, notes) = (freshness?, notes?);
    // 3.
    if query.paired && query.range.compare.is_some() {
        note_respondents(store, site, &query, now, &mut counter).await?;
    }
    let counts = counter.finish();
    let shown = Shown::of(&query, u64::from(document.privacy.min_group));
    let paired = if query.paired {
        Some(asked_twice(store, &query, &counts.respondents, &shown).await?)
    } else {
        None
    };
    // 4.
    let scores = Scores::new(site, freshness, &query, &periods, counts, &shown, paired);
    Ok(scores.map_err(QueryError::from)?.with_notes(notes))
}

/// What the owner changed on the days of a series: one list, and a bulk read where it brings any.
async fn notes(
    store: &dyn Store,
    site: &Site,
    query: &ScoresQuery,
    calendar: &Calendar,
) -> Result<Option<Vec<Note>>, StoreError> {
    if query.interval.is_none() {
        return Ok(None);
    }
    let touchpoint = query.filter.touchpoint();
    notes_of(store, &site.id, calendar, query.range.span, touchpoint).await.map(Some)
}

/// Notes the answers with a respondent of both ranges, newest first. Past [`PAGES`] they are too
/// many.
async fn note_respondents(
    store: &dyn Store,
    site: &Site,
    query: &ScoresQuery,
    now: Timestamp,
    counter: &mut Counter<'_>,
) -> Result<(), ReportError> {
    let mut pages = PAGES;
    let oldest = site.record.retention().oldest(now);
    for span in joined(query.range.span, query.range.compare) {
        let living = Span { from: span.from.max(oldest), ..span };
        let mut scan = Scan::new(store, &site.id, living, now, pages);
        loop {
            match scan.next().await {
                Ok(Some(entries)) => entries.iter().for_each(|entry| counter.note(entry)),
                Ok(None) => break,
                Err(ScanError::TooManyPages) => {
                    counter.notes_too_many();
                    return Ok(());
                }
                Err(ScanError::Store(error)) => return Err(error.into()),
            }
        }
        pages = scan.pages_left();
    }
    Ok(())
}
