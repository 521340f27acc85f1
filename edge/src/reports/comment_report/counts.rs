//! How many answers, and how many comments, are in each bucket: exact, from tallies.

use koe_shared::metadata::{Flags, Metadata};
use koe_shared::metric::Bucket;

use crate::reports::error::ReportError;
use crate::reports::pass::{Newest, PAGES, Wanted, read_once};
use crate::reports::query::CommentsQuery;
use crate::reports::scores::Freshness;
use crate::sites::{Calendar, Declared, Site};
use crate::store::Store;
use crate::tallies::{Detail, What};

/// A number for each bucket. Buckets are named alike on all scales, so the scores of several are counted
/// together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) detractors: u64,
    pub(crate) passives: u64,
    pub(crate) promoters: u64,
}

impl Counts {
    pub(crate) fn of(self, bucket: Bucket) -> u64 {
        match bucket {
            Bucket::Detractor => self.detractors,
            Bucket::Passive => self.passives,
            Bucket::Promoter => self.promoters,
        }
    }

    pub(crate) fn all(self) -> u64 {
        self.detractors + self.passives + self.promoters
    }

    pub(super) fn count(&mut self, bucket: Bucket, times: u64) {
        *match bucket {
            Bucket::Detractor => &mut self.detractors,
            Bucket::Passive => &mut self.passives,
            Bucket::Promoter => &mut self.promoters,
        } += times;
    }
}

/// How many answers are in each bucket.
pub(super) async fn answers(
    store: &dyn Store,
    site: &Site,
    context: (&Declared, &Calendar),
    query: &CommentsQuery,
) -> Result<(Counts, Freshness), ReportError> {
    let detail = query.filter.detail(None);
    count(store, site, context, (query, &detail), |_| true).await
}

/// How many comments are in each bucket. Of comments the lines of the hours tell, and days do not; where these
/// reach back too far or are too large, nothing is told.
pub(super) async fn commented(
    store: &dyn Store,
    site: &Site,
    context: (&Declared, &Calendar),
    query: &CommentsQuery,
) -> Result<Option<Counts>, ReportError> {
    let has_comment = |metadata: &Metadata<'_>| metadata.flags.has(Flags::COMMENT);
    match count(store, site, context, (query, &Detail::Rows), has_comment).await {
        Ok((counts, _)) => Ok(Some(counts)),
        Err(ReportError::Query(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn count(
    store: &dyn Store,
    site: &Site,
    (declared, calendar): (&Declared, &Calendar),
    (query, detail): (&CommentsQuery, &Detail),
    is_meant: fn(&Metadata<'_>) -> bool,
) -> Result<(Counts, Freshness), ReportError> {
    let mut counts = Counts::default();
    let wanted = Wanted {
        range: &query.range,
        begins: &[],
        detail,
        is_plain: *detail == Detail::Totals && !query.filter.is_set(),
        newest: Newest::All,
        pages: PAGES,
    };
    let freshness = read_once(store, site, (declared, calendar), wanted, &mut |counted| {
        let What::Stands(metadata) = &counted.what else { return };
        let is_ours = query.range.span.contains_ms(counted.time_ms)
            && query.filter.matches(declared, metadata)
            && is_meant(metadata);
        if let Some(score) = metadata.counted_score().filter(|_| is_ours) {
            counts.count(score.bucket(), counted.count);
        }
    })
    .await?;
    Ok((counts, freshness))
}
