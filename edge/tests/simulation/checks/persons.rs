//! What storage holds of persons when all is settled.

use jiff::Timestamp;
use koe_edge::store::keys::{self, Slot};
use koe_shared::id::PublicId;

use super::Failure;
use crate::kv::Kv;
use crate::oracle::Told;

/// The prefix of the entries that lead from a person to their answers.
const PERSONS: &str = "person/";

/// An entry leads to a revision that is stored, and a revision that names a person has its entry.
///
/// One case is let pass: an answer is taken back, and at the same moment a revision of it is sent again.
/// Its entry is written after the old one was deleted; the revision itself is refused, since its key was
/// deleted this very second, and still read. Such an entry leads to nothing, and goes at the end of its
/// life, or when its person is erased.
pub(super) fn storage(kv: &Kv, told: &[Told], now: Timestamp) -> Vec<Failure> {
    let mut failures = Vec::new();
    let is_taken_back = |id: PublicId| {
        let mut ours = told.iter().filter(|told| {
            let answer = &told.answer;
            answer.id.public(&answer.site.parse().unwrap()) == id
        });
        ours.any(Told::is_only_taken_back)
    };
    let entries = kv.stored(PERSONS, now);
    for entry in &entries {
        let site = entry.split('/').nth(1).unwrap().parse().unwrap();
        let slot = Slot::parse(entry).unwrap();
        let id = slot.public_id().unwrap();
        if !kv.holds(&keys::answer(&site, &id, slot.rank), now) && !is_taken_back(id) {
            failures.push(format!("leads to no revision: {entry}"));
        }
    }
    for (key, value) in kv.values("answer/", now) {
        let slot = slot_of(&key);
        let names_one = value.contains("\"respondent\"");
        if names_one && !entries.iter().any(|entry| entry.ends_with(slot)) {
            failures.push(format!("can't be found from its person: {key}"));
        }
    }
    failures
}

/// `/{hour}/{id}/{rev}`
fn slot_of(key: &str) -> &str {
    let (start, _) = key.rmatch_indices('/').nth(2).unwrap();
    &key[start..]
}
