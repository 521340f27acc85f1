//! The list of cases.

use std::collections::HashMap;

use jiff::Timestamp;
use koe_shared::id::{PublicId, RuleId, SiteId};
use koe_shared::instant::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use super::answers::{Found, answers_of};
use super::figures::CaseFigures;
use super::order::{Place, is_late};
use super::query::CasesQuery;
use super::view::CaseView;
use crate::cases::{Case, Cases, MOST_A_DAY, Opener, Promise, State, cases_with, last_texts};
use crate::reports::error::ReportError;
use crate::reports::listing::Question;
use crate::reports::query::{Filter, Params, QueryError};
use crate::sites::{Calendar, Declared, Site, Span};
use crate::store::keys::CaseEventId;
use crate::store::{Store, StoreError};

/// Cases of a page.
const MOST: usize = 40;
/// Pages of cases that a search looks into, at most.
const SEARCHED: usize = 5;

/// A page of cases, and what all of them say.
#[derive(Serialize, ToSchema)]
pub(crate) struct CaseList {
    pub(crate) site: SiteId,
    /// The first instant of the range.
    pub(crate) from: Instant,
    /// The first instant after it.
    pub(crate) to: Instant,
    /// When lateness was judged.
    pub(crate) as_of: Instant,
    /// How many there are in each state, at the touchpoints that are asked for: opened in the range, or still to be
    /// done.
    pub(crate) counts: CaseCounts,
    pub(crate) figures: CaseFigures,
    /// Rules that opened as many cases today as they may, and open no more until tomorrow.
    pub(crate) stopped: Vec<Stopped>,
    /// Late first, then the most urgent, then the oldest; what is closed comes last.
    pub(crate) cases: Vec<CaseView>,
    /// Whether all cases were looked at; otherwise those of the oldest answers were not.
    pub(crate) complete: bool,
    /// Null at the end. A page may be short, even empty, while more follow.
    #[schema(required = true)]
    pub(crate) cursor: Option<String>,
}

/// How many cases there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct CaseCounts {
    pub(crate) open: usize,
    pub(crate) contacted: usize,
    pub(crate) resolved: usize,
    pub(crate) unresolvable: usize,
    /// Of those that are open or contacted: something should have been done by now.
    pub(crate) late: usize,
}

/// A rule that opens no more cases today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Stopped {
    pub(crate) rule: RuleId,
    /// When it opened its last one.
    pub(crate) at: Instant,
}

impl CaseCounts {
    fn of<'c>(cases: impl Iterator<Item = (&'c Case, bool)>) -> Self {
        let mut counts = Self::default();
        for (case, is_late) in cases {
            *match case.state() {
                State::Open => &mut counts.open,
                State::Contacted => &mut counts.contacted,
                State::Resolved => &mut counts.resolved,
                State::Unresolvable => &mut counts.unresolvable,
            } += 1;
            counts.late += usize::from(is_late);
        }
        counts
    }

    /// What is left to do.
    pub(crate) const fn active(self) -> usize {
        self.open + self.contacted
    }

    /// What is closed.
    pub(crate) const fn closed(self) -> usize {
        self.resolved + self.unresolvable
    }
}

/// A page of the cases of a site, with what the caller did a moment ago.
///
/// 1. The query. 2. All cases are listed. 3. Those that are asked for, in their order, after the cursor. 4. The
///    answers of a page of them, as they are now; a search looks into [`SEARCHED`] pages. 5. What was said last.
pub(crate) async fn list_cases(
    store: &dyn Store,
    site: &Site,
    (params, own): (Params, &[(PublicId, CaseEventId)]),
    now: Timestamp,
) -> Result<CaseList, ReportError> {
    // 1.
    let document = site.document();
    let declared = Declared::of(document);
    let calendar = Calendar::new(&document.timezone, now);
    let question = Question::of_cases(site, &params);
    let query = CasesQuery::read(params, (&declared, &calendar))?;
    let after = query.cursor.as_deref().map(|text| question.opened(text)).transpose()?;
    let after = after.map(|text| Place::parse(&text).ok_or(QueryError::Cursor)).transpose()?;
    // 2.
    let Cases { all, is_complete } = living(store, site, own, now).await?;
    let promise = Promise::of(document);
    // 3.
    let at = || all.iter().filter(|case| query.is_at(case));
    let judged: Vec<(&Case, bool)> = at()
        .filter(|case| query.is_of_range(case))
        .map(|case| (case, is_late(case, &promise, now)))
        .collect();
    let listed = judged.iter().filter(|(case, is_late)| query.lists(case, *is_late));
    let mut listed: Vec<(Place, &Case)> =
        listed.map(|(case, is_late)| (Place::of(case, *is_late), *case)).collect();
    listed.sort_unstable_by_key(|(place, _)| *place);
    let first = listed.partition_point(|(place, _)| after.is_some_and(|after| *place <= after));
    // 4.
    let (mut cases, mut looked_at) = (Vec::new(), first);
    for _ in 0..if query.is_search() { SEARCHED } else { 1 } {
        let some = &listed[looked_at..listed.len().min(looked_at + MOST)];
        if some.is_empty() || cases.len() >= MOST {
            break;
        }
        let of_page: Vec<&Case> = some.iter().map(|(_, case)| *case).collect();
        let Found { mut answers, looked_at: so_many } = answers_of(store, site, &of_page).await?;
        looked_at += so_many;
        cases.extend(of_page[..so_many].iter().filter_map(|case| {
            let answer = answers.remove(&case.answer)?;
            query.finds(answer.comment.as_deref()).then_some((*case, answer))
        }));
    }
    let last = listed.get(..looked_at).and_then(<[_]>::last);
    let cursor = last.filter(|_| looked_at < listed.len());
    let cursor = cursor.map(|(place, _)| question.sealed(&place.written()));
    // 5.
    let same_person = same_person(&all);
    let shown: Vec<&Case> = cases.iter().map(|(case, _)| *case).collect();
    let texts = last_texts(store, &site.id, &shown).await?;
    let views = cases.into_iter().zip(texts).map(|((case, answer), text)| {
        let others = case.opening.person.as_deref().and_then(|person| same_person.get(person));
        let others = others.map_or(0, |all| all - 1);
        let mut view = CaseView::of(case, answer, (document, &promise), others, now);
        for last in [view.events.last_mut(), view.last_event.as_mut()].into_iter().flatten() {
            last.text.clone_from(&text);
        }
        view
    });
    Ok(CaseList {
        site: site.id.clone(),
        from: Instant(query.span.from),
        to: Instant(query.span.to),
        as_of: Instant(now),
        counts: CaseCounts::of(judged.iter().copied()),
        figures: CaseFigures::of(&at(), query.span, &promise, now),
        stopped: stopped(site, &all, now),
        cases: views.collect::<Vec<CaseView>>(),
        complete: is_complete,
        cursor,
    })
}

/// How many cases at the touchpoints of a filter are to be done, and how many of these are late; `None` where the site
/// has no case at all.
pub(crate) async fn open_and_late(
    store: &dyn Store,
    site: &Site,
    filter: &Filter,
    now: Timestamp,
) -> Result<Option<(usize, usize)>, StoreError> {
    let cases = living(store, site, &[], now).await?.all;
    if cases.is_empty() {
        return Ok(None);
    }
    let promise = Promise::of(site.document());
    let asked = cases.iter().filter(|case| filter.is_at(case.opening.touchpoint.as_deref()));
    let judged = asked.map(|case| (case, is_late(case, &promise, now)));
    let counts = CaseCounts::of(judged);
    Ok(Some((counts.active(), counts.late)))
}

/// The cases whose answers are still kept: what is over may be stored for some time, where the retention was shortened.
pub(super) async fn living(
    store: &dyn Store,
    site: &Site,
    own: &[(PublicId, CaseEventId)],
    now: Timestamp,
) -> Result<Cases, StoreError> {
    let oldest = site.record.retention().oldest(now);
    let mut cases = cases_with(store, &site.id, own).await?;
    cases.all.retain(|case| case.answer.time() >= oldest);
    Ok(cases)
}

/// How many cases each person has.
fn same_person(cases: &[Case]) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for person in cases.iter().filter_map(|case| case.opening.person.as_deref()) {
        *counts.entry(person).or_default() += 1;
    }
    counts
}

/// The rules that have opened as many cases today as they may.
fn stopped(site: &Site, cases: &[Case], now: Timestamp) -> Vec<Stopped> {
    let calendar = Calendar::new(&site.document().timezone, now);
    let today = Span { from: calendar.start_of_day(now, 0), to: Timestamp::MAX };
    let mut by_rule: HashMap<&RuleId, Vec<Timestamp>> = HashMap::new();
    for case in cases.iter().filter(|case| today.contains(case.opening.at)) {
        if let Opener::Rule(rule) = &case.opening.by {
            by_rule.entry(rule).or_default().push(case.opening.at);
        }
    }
    let full = by_rule.into_iter().filter(|(_, opened)| opened.len() >= MOST_A_DAY);
    let mut stopped: Vec<Stopped> = full
        .filter_map(|(rule, opened)| {
            Some(Stopped { rule: rule.clone(), at: Instant(opened.into_iter().max()?) })
        })
        .collect();
    stopped.sort_unstable_by(|one, other| one.rule.cmp(&other.rule));
    stopped
}
