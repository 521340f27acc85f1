//! One case, with all that was done and said.

use jiff::Timestamp;
use koe_shared::id::PublicId;

use super::answers::newest_of;
use super::list::living;
use super::view::CaseView;
use crate::cases::{CaseError, Promise, case_of};
use crate::sites::Site;
use crate::store::Store;
use crate::store::keys::CaseEventId;

/// Characters of an id that a refusal repeats, at most.
const SHOWN: usize = 64;

/// The case of an answer, with what the caller did a moment ago; with how many others the same person has.
pub(crate) async fn one_case(
    store: &dyn Store,
    site: &Site,
    (answer, own): (&str, &[CaseEventId]),
    now: Timestamp,
) -> Result<CaseView, CaseError> {
    let unknown = || CaseError::Unknown { id: answer.chars().take(SHOWN).collect() };
    let public: PublicId = answer.parse().map_err(|_| unknown())?;
    if public.time() < site.record.retention().oldest(now) {
        return Err(unknown());
    }
    let case = case_of(store, &site.id, &public, own).await?.ok_or_else(unknown)?;
    let view = newest_of(store, site, &public).await?.ok_or_else(unknown)?;
    let others = match &case.opening.person {
        None => 0,
        Some(person) => {
            let cases = living(store, site, &[], now).await?.all;
            let is_other = |other: &&crate::cases::Case| {
                other.answer != public && other.opening.person.as_ref() == Some(person)
            };
            cases.iter().filter(is_other).count()
        }
    };
    let document = site.document();
    Ok(CaseView::of(&case, view, (document, &Promise::of(document)), others, now))
}
