//! Reading the answers of a range and of the one to compare with, each once: from tallies as far as these
//! reach, and else from the answers themselves.

use futures_util::future::join;
use jiff::Timestamp;

use super::error::ReportError;
use super::query::Range;
use super::scores::Freshness;
use crate::answers::{Front, Scan};
use crate::sites::{Calendar, Declared, Site, Span};
use crate::store::Store;
use crate::tallies::{Asked, Counted, Detail, Tallied};

/// List pages of one report, at most: 200,000 keys, a fifth of the operations an invocation is
/// planned for, and about two seconds.
pub(super) const PAGES: u32 = 200;

/// What a report has to be told.
pub(super) struct Wanted<'a> {
    pub(super) range: &'a Range,
    /// When the periods of a series begin.
    pub(super) begins: &'a [Timestamp],
    pub(super) detail: &'a Detail,
    /// Whether no filter is set, and all that is asked is what totals tell.
    pub(super) is_plain: bool,
    pub(super) newest: Newest,
    /// List pages of answers, at most.
    pub(super) pages: u32,
}

/// How much of what no tally tells yet is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Newest {
    /// All of it.
    All,
    /// What one list brings. Where there is more, nothing of it: then the answers end where the tallies do,
    /// two hours ago at most. What everybody may ask for must not cost a busy site more.
    OneList,
}

/// Hands over all answers of both ranges. More list pages of answers than wanted are refused; the refusal says
/// what to narrow.
pub(super) async fn read_once(
    store: &dyn Store,
    site: &Site,
    (declared, calendar): (&Declared, &Calendar),
    wanted: Wanted<'_>,
    count: &mut (dyn FnMut(&Counted<'_>) + Send),
) -> Result<Freshness, ReportError> {
    let Wanted { range, begins, detail, is_plain, newest, pages: most } = wanted;
    let now = calendar.now;
    let mut pages = most;
    let mut freshness = Freshness { as_of: now, counted_until: None };
    let both = [Some(range.span), range.compare].into_iter().flatten();
    let begins = begins.iter().copied();
    let cuts: Vec<Timestamp> = both.flat_map(|span| [span.from, span.to]).chain(begins).collect();
    for span in joined(range.span, range.compare) {
        let asked = Asked { span, cuts: &cuts, detail, is_plain, declared, calendar };
        // What is newest is in no tally yet: it is listed while the tallies are read.
        let front = async {
            let is_up_to_now = span.to >= now;
            if is_up_to_now { Front::list(store, &site.id).await.map(Some) } else { Ok(None) }
        };
        let mut count_one = |counted: Counted<'_>| count(&counted);
        let (tallied, front) =
            join(Tallied::read(store, site, asked, now, &mut count_one), front).await;
        let (tallied, mut front) = (tallied?, front?);
        freshness.as_of = freshness.as_of.min(tallied.as_of);
        freshness.counted_until = tallied.counted_until;
        for span in tallied.raw {
            let scan = Scan::new(store, &site.id, span, now, pages);
            let mut scan = scan.begin_with(&mut front);
            let stopped = |error| ReportError::of_scan(error, most);
            if newest == Newest::OneList && span.to >= now && tallied.counted_until.is_some() {
                let entries = scan.next().await.map_err(stopped)?;
                if scan.position().is_none() {
                    let entries = entries.into_iter().flatten().collect::<Vec<_>>();
                    entries.iter().filter_map(Counted::entry).for_each(|entry| count(&entry));
                }
                continue;
            }
            while let Some(entries) = scan.next().await.map_err(stopped)? {
                entries.iter().filter_map(Counted::entry).for_each(|entry| count(&entry));
            }
            pages = scan.pages_left();
        }
    }
    Ok(freshness)
}

/// The spans to read, each answer once: one where the two touch or overlap.
pub(super) fn joined(range: Span, compared: Option<Span>) -> Vec<Span> {
    match compared {
        None => vec![range],
        Some(other) if other.from <= range.to && range.from <= other.to => {
            vec![Span { from: range.from.min(other.from), to: range.to.max(other.to) }]
        }
        Some(other) => vec![range, other],
    }
}
