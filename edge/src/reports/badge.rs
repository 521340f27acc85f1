//! The score that a badge shows: of one survey, over the range that is asked for where none is named.

use std::fmt;

use jiff::Timestamp;
use koe_shared::change::VERDICT_FROM;
use koe_shared::confidence::Confidence;
use koe_shared::disclosure::Reported;
use koe_shared::metric::Metric;

use super::count::Counter;
use super::error::ReportError;
use super::pass::{Newest, PAGES, Wanted, read_once};
use super::query::{DEFAULT_DAYS, Params, badge_query};
use crate::sites::{Calendar, Declared, Site};
use crate::store::Store;
use crate::tallies::Detail;

/// The score of a badge.
pub(crate) struct BadgeScore {
    pub(crate) metric: Metric,
    /// Withheld where there are too few answers.
    pub(crate) reported: Reported,
    /// From how many answers on it is shown.
    pub(crate) shown_from: u64,
    /// Over how many whole days, and today.
    pub(crate) days: i64,
}

/// Why there is no badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadgeError {
    /// The site's badges are private, and no key came along. Nobody is told more: not even which surveys
    /// there are.
    Private,
}

impl fmt::Display for BadgeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Private => write!(
                f,
                "there is no public badge here; the owner sees it with a key of scope read, and shows it to \
                 everybody by badge \"public\" in the site document"
            ),
        }
    }
}

/// The score of a survey on the scale of its newest version.
///
/// A picture that strangers see names no score of fewer than `min_group` answers, nor of fewer than allow a
/// verdict: one answer would be that person's. From there on the interval says how little is known; below
/// 30 the result is marked as preliminary, as everywhere.
pub(crate) async fn badge(
    store: &dyn Store,
    site: &Site,
    params: Params,
    now: Timestamp,
) -> Result<BadgeScore, ReportError> {
    let document = site.document();
    let declared = Declared::of(document);
    let calendar = Calendar::new(&document.timezone, now);
    let query = badge_query(params, site, &calendar)?;
    let mut counter = Counter::new(&query, site, &declared, &[]);
    let wanted = Wanted {
        range: &query.range,
        begins: &[],
        detail: &Detail::Totals,
        is_plain: true,
        newest: Newest::OneList,
        pages: PAGES,
    };
    let context = (&declared, &calendar);
    read_once(store, site, context, wanted, &mut |counted| counter.count(counted)).await?;
    let total = counter.finish().range.total;
    let shown_from = u64::from(document.privacy.min_group).max(VERDICT_FROM);
    Ok(BadgeScore {
        metric: query.scale.metric(),
        reported: Reported::filtered(&total, shown_from, Confidence::P95),
        shown_from,
        days: DEFAULT_DAYS,
    })
}
