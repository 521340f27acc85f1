//! What the cases of a range say: how long the first contact took, how long it took to settle the matter, and how
//! often it was settled. Computed from what was noted, in the site's hours.
//!
//! | figure | of which cases |
//! | --- | --- |
//! | time to first contact | opened in the range, and reached |
//! | time to resolution | opened in the range, and resolved |
//! | solved at first contact | opened in the range and resolved |
//! | unresolved | open at its end ÷ (open at its start + opened in it) |
//! | promise kept | opened in the range: reached in time ÷ (reached + not reached in time) |
//!
//! A case that was closed as unresolvable before its time was over, without a contact, is in no promise.

use jiff::{SignedDuration, Timestamp};
use koe_shared::confidence::Confidence;
use koe_shared::durations::Durations;
use koe_shared::share::Share;
use serde::Serialize;
use utoipa::ToSchema;

use crate::cases::{Case, Kind, Promise};
use crate::sites::Span;

/// What the cases of a range say.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct CaseFigures {
    /// Opened in the range.
    pub(crate) opened: usize,
    /// Hours to the first contact; null without any.
    #[schema(required = true)]
    pub(crate) to_first_contact: Option<Durations>,
    /// Hours until the matter was settled; null without any.
    #[schema(required = true)]
    pub(crate) to_resolution: Option<Durations>,
    /// Of those that were resolved: settled by the first contact. Where nobody noted that, by one contact at most.
    #[schema(required = true)]
    pub(crate) solved_at_first: Option<Share>,
    /// Open at the end of the range ÷ (open at its start + opened in it).
    #[schema(required = true)]
    pub(crate) unresolved: Option<Share>,
    /// Reached within the promised hours ÷ (reached + past them).
    #[schema(required = true)]
    pub(crate) promise_kept: Option<Share>,
}

impl CaseFigures {
    /// The figures of cases, which are not only those of the range.
    pub(super) fn of<'c>(
        cases: &(impl Iterator<Item = &'c Case> + Clone),
        span: Span,
        promise: &Promise,
        now: Timestamp,
    ) -> Self {
        let opened = cases.clone().filter(|case| span.contains(case.opening.at));
        let end = span.to.min(now);
        let open_at = |time: Timestamp| cases.clone().filter(move |case| was_active(case, time));
        let (at_start, at_end) = (open_at(span.from).count(), open_at(end).count());
        let first = opened.clone().filter_map(solved_at_first);
        let kept: Vec<bool> =
            opened.clone().filter_map(|case| kept_promise(case, promise, now)).collect();
        let hours = |took: &mut dyn Iterator<Item = SignedDuration>| {
            Durations::of(took.map(|took| took.as_secs_f64() / 3_600.0).collect())
        };
        Self {
            opened: opened.clone().count(),
            to_first_contact: hours(
                &mut opened.clone().filter_map(|case| case.time_to_contact(promise)),
            ),
            to_resolution: hours(
                &mut opened.clone().filter_map(|case| case.time_to_resolution(promise)),
            ),
            solved_at_first: share(first.clone().filter(|first| *first).count(), first.count()),
            unresolved: share(at_end, at_start + opened.count()),
            promise_kept: share(kept.iter().filter(|kept| **kept).count(), kept.len()),
        }
    }
}

/// Whether something was left to do at a time.
fn was_active(case: &Case, time: Timestamp) -> bool {
    let steps = case.events().iter().map(|(_, event)| event);
    let steps = steps.filter(|event| event.kind.closes() || event.kind == Kind::Reopened);
    let last = steps.rev().find(|event| event.time() <= time);
    case.opening.at < time && last.is_none_or(|event| !event.kind.closes())
}

/// Whether the first contact settled a case that is resolved: as somebody noted it, else whether one contact was noted
/// at most.
fn solved_at_first(case: &Case) -> Option<bool> {
    let resolved = case.closed().filter(|closed| closed.kind == Kind::Resolved)?;
    let contacts = case.events().iter().filter(|(_, event)| event.kind == Kind::Contacted);
    Some(resolved.solved_at_first.unwrap_or(contacts.count() <= 1))
}

/// Whether the person was reached in time; `None` while there is time, and for a case that was closed meanwhile.
fn kept_promise(case: &Case, promise: &Promise, now: Timestamp) -> Option<bool> {
    let promised = case.promised(promise);
    if let Some(reached) = case.first_contact() {
        return Some(reached <= promised);
    }
    let closed = case.closed().map(crate::cases::Event::time);
    (closed.unwrap_or(now) > promised).then_some(false)
}

fn share(part: usize, whole: usize) -> Option<Share> {
    Share::of(part as u64, whole as u64, Confidence::P95)
}
