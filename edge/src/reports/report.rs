//! The score of a range, with everything that says how far to trust it.

use futures_util::future::join;
use jiff::Timestamp;

use super::asked_twice::asked_twice;
use super::count::Counter;
use super::error::ReportError;
use super::query::{Params, QueryError, ScoresQuery, periods};
use super::scores::{Freshness, Scores};
use super::shown::Shown;
use crate::answers::{Front, Scan, ScanError};
use crate::sites::{Calendar, Declared, Site, Span};
use crate::store::Store;
use crate::tallies::{Asked, Counted, Detail, Tallied};

/// List pages of one report, at most: 200,000 keys, a fifth of the operations an invocation is
/// planned for, and about two seconds.
const PAGES: u32 = 200;

/// The score of a survey, or of all surveys on a metric.
///
/// 1. The query.
/// 2. The range, and the one to compare with, are read from tallies as far as these reach, and else from
///    the answers themselves, at most [`PAGES`] list pages together; past that the refusal says what to
///    narrow.
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
    let mut pages = PAGES;
    let mut freshness = Freshness { as_of: now, counted_until: None };
    let both = [Some(range), query.range.compare].into_iter().flatten();
    let begins = periods.iter().map(|period| period.span.from);
    let cuts: Vec<Timestamp> = both.flat_map(|span| [span.from, span.to]).chain(begins).collect();
    let detail = query.filter.detail(query.group_by.as_ref());
    for span in joined(range, query.range.compare) {
        let (cuts, detail, declared, calendar) = (&*cuts, &detail, &declared, &calendar);
        let is_plain = *detail == Detail::Totals && !query.filter.is_set() && !query.paired;
        let asked = Asked { span, cuts, detail, is_plain, declared, calendar };
        // What is newest is in no tally yet: it is listed while the tallies are read.
        let front = async {
            let is_up_to_now = span.to >= now;
            if is_up_to_now { Front::list(store, &site.id).await.map(Some) } else { Ok(None) }
        };
        let mut count = |counted: Counted<'_>| counter.count(counted);
        let (tallied, front) =
            join(Tallied::read(store, site, asked, now, &mut count), front).await;
        let (tallied, mut front) = (tallied?, front?);
        freshness.as_of = freshness.as_of.min(tallied.as_of);
        freshness.counted_until = tallied.counted_until;
        for span in tallied.raw {
            let scan = Scan::new(store, &site.id, span, now, pages);
            let mut scan = scan.begin_with(&mut front);
            let stopped = |error| ReportError::of_scan(error, PAGES);
            while let Some(entries) = scan.next().await.map_err(stopped)? {
                entries.iter().filter_map(Counted::entry).for_each(|entry| counter.count(entry));
            }
            pages = scan.pages_left();
        }
    }
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
    Ok(scores.map_err(QueryError::from)?)
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

/// The spans to read, each answer once: one where the two touch or overlap.
fn joined(range: Span, compared: Option<Span>) -> Vec<Span> {
    match compared {
        None => vec![range],
        Some(other) if other.from <= range.to && range.from <= other.to => {
            vec![Span { from: range.from.min(other.from), to: range.to.max(other.to) }]
        }
        Some(other) => vec![range, other],
    }
}
