//! The score of a range, with everything that says how far to trust it.

use jiff::Timestamp;
use koe_shared::instant::Instant;

use super::asked_twice::asked_twice;
use super::count::Counter;
use super::error::ReportError;
use super::query::{Declared, Params, QueryError, ScoresQuery, periods};
use super::scores::Scores;
use super::shown::Shown;
use crate::answers::{Scan, Span};
use crate::sites::{Calendar, Site};
use crate::store::Store;

/// List pages of one report, at most: 200,000 keys, a fifth of the operations an invocation is
/// planned for, and about two seconds.
const PAGES: u32 = 200;

/// The score of a survey, or of all surveys on a metric.
///
/// 1. The query.
/// 2. The range, and the one to compare with, are read from the answers themselves, newest first, at
///    most [`PAGES`] list pages together; past that the refusal says what to narrow.
/// 3. Where pairs are asked for, the respondents are read from the values of at most 20,000 answers.
/// 4. What they come to. Read raw, a score is as old as storage shows: `as_of` is the present.
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
    for part in joined(range, query.range.compare) {
        let mut scan = Scan::new(store, &site.id, part, now, pages);
        let stopped = |error| ReportError::of_scan(error, PAGES);
        while let Some(entries) = scan.next().await.map_err(stopped)? {
            for entry in &entries {
                counter.count(entry);
            }
        }
        pages = scan.pages_left();
    }
    let counts = counter.finish();
    // 3.
    let shown = Shown::of(&query, u64::from(document.privacy.min_group));
    let paired = if query.paired {
        Some(asked_twice(store, &query, &counts.respondents, &shown).await?)
    } else {
        None
    };
    // 4.
    let scores = Scores::new(site, Instant(now), &query, &periods, counts, &shown, paired);
    Ok(scores.map_err(QueryError::from)?)
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
