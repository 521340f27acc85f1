//! Noting on a case what somebody did.

use jiff::Timestamp;
use koe_shared::id::PublicId;

use super::case::{Case, State};
use super::error::CaseError;
use super::event::{Event, Kind};
use super::request::CaseEventRequest;
use super::stored::{case_of, write_event};
use super::told::CaseEventView;
use crate::answers::newest;
use crate::sites::Site;
use crate::store::Store;
use crate::store::keys::{CaseEventId, Rank};

/// Characters of an id that a refusal repeats, at most.
const SHOWN: usize = 64;

/// Notes what somebody did. Sent twice it is one event, and the second reply is the first one's.
///
/// 1. The case has to be there, and its answer has to stand.
/// 2. What was noted before is told as it was.
/// 3. Whoever notes something has seen all that was noted before.
/// 4. It has to follow on where the case stands.
/// 5. The event is written.
pub(crate) async fn act(
    store: &dyn Store,
    site: &Site,
    (answer, request): (&str, &CaseEventRequest),
    by: &str,
    now: Timestamp,
) -> Result<(CaseEventId, Event), CaseError> {
    // 1.
    let unknown = || CaseError::Unknown { id: answer.chars().take(SHOWN).collect() };
    let public: PublicId = answer.parse().map_err(|_| unknown())?;
    let left = site.record.retention().left(public.time(), now).ok_or_else(unknown)?;
    // The event itself is not asked for: storage remembers for a minute that it was not there.
    let own: Vec<CaseEventId> = request.seen.iter().cloned().collect();
    let case = case_of(store, &site.id, &public, &own).await?.ok_or_else(unknown)?;
    let stands = newest(store, &site.id, &public).await?;
    stands.filter(|entry| matches!(entry.rank, Rank::Revision(_))).ok_or_else(unknown)?;
    // 2.
    let before = case.events().iter().find(|(id, _)| *id == request.id);
    if let Some(before) = before {
        return Ok(before.clone());
    }
    // 3.
    let since = since(&case, request.seen.as_ref());
    if !since.is_empty() {
        return Err(CaseError::Changed { since: since.iter().map(CaseEventView::of).collect() });
    }
    // 4.
    let state = case.state();
    if !follows(request.kind, state) {
        return Err(CaseError::OutOfOrder { kind: request.kind, state });
    }
    // 5.
    let event = request.event(by, now);
    let event = write_event(store, (&site.id, &public), (&request.id, event), left).await?;
    Ok((request.id.clone(), event))
}

/// What was noted after the event that somebody has seen; everything where that is not among it.
fn since<'c>(case: &'c Case, seen: Option<&CaseEventId>) -> &'c [(CaseEventId, Event)] {
    let events = case.events();
    let place = events.iter().rposition(|(id, _)| Some(id) == seen);
    &events[place.map_or(0, |place| place + 1)..]
}

/// Whether an event makes sense where a case stands.
const fn follows(kind: Kind, state: State) -> bool {
    match kind {
        Kind::Contacted | Kind::Resolved | Kind::Unresolvable | Kind::Remind => state.is_active(),
        Kind::Reopened => !state.is_active(),
        Kind::Assigned | Kind::Note => true,
    }
}
