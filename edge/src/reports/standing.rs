//! Where every metric of a site stands, over the range that is asked for where none is named: what a list of
//! sites has room for. Each is the result that a score of it says, without groups and without a comparison.

use jiff::Timestamp;
use koe_shared::disclosure::Reported;
use koe_shared::metric::Metric;

use super::count::Counter;
use super::error::ReportError;
use super::pass::{Newest, Wanted, read_once};
use super::query::{Params, ScoresQuery, Slice, SummaryQuery};
use super::summary::scales;
use crate::sites::{Calendar, Declared, Site};
use crate::store::Store;
use crate::tallies::Detail;

/// List pages of answers that no tally holds, at most: a site before its first count has some.
const PAGES: u32 = 8;

/// Where a metric stands: the scale is in the result.
pub(crate) struct Standing {
    pub(crate) metric: Metric,
    pub(crate) result: Reported,
}

/// The standings of a site, metric by metric. Of two scales the one with more answers alone.
pub(crate) async fn standings(
    store: &dyn Store,
    site: &Site,
    now: Timestamp,
) -> Result<Vec<Standing>, ReportError> {
    let document = site.document();
    let declared = Declared::of(document);
    let calendar = Calendar::new(&document.timezone, now);
    let asked = SummaryQuery::read(Params::default(), site, (&declared, &calendar))?.alone();
    let query = |scale| ScoresQuery { group_by: None, ..asked.on(scale, Slice::Survey) };
    let queries: Vec<ScoresQuery> = scales(site).into_iter().map(query).collect();
    let mut counters: Vec<Counter<'_>> =
        queries.iter().map(|query| Counter::new(query, site, &declared, &[])).collect();
    let wanted = Wanted {
        range: &asked.range,
        begins: &[],
        detail: &Detail::Totals,
        is_plain: true,
        newest: Newest::OneList,
        pages: PAGES,
    };
    let context = (&declared, &calendar);
    read_once(store, site, context, wanted, &mut |counted| {
        for counter in &mut counters {
            counter.count(counted);
        }
    })
    .await?;
    let mut standings: Vec<Standing> = Vec::new();
    let totals = counters.into_iter().map(|counter| counter.finish().range.total);
    for (query, total) in queries.iter().zip(totals) {
        let metric = query.scale.metric();
        let is_asked = document.surveys.iter().any(|survey| survey.scale() == query.scale);
        let result = Reported::total(&total, query.confidence);
        let standing = Standing { metric, result };
        let n = |standing: &Standing| standing.result.result().map_or(0, |result| result.n);
        match standings.iter_mut().find(|other| other.metric == metric) {
            Some(other) if n(other) < n(&standing) => *other = standing,
            None if is_asked || total.n() > 0 => standings.push(standing),
            _ => {}
        }
    }
    Ok(standings)
}
