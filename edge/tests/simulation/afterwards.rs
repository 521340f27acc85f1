//! The hazards that the history of the keys tells of, once a run is over.

use jiff::Timestamp;

use crate::hazards::{Hazard, Hazards};
use crate::kv::{Write, is_tombstone};

/// A key and the writes to it, in the order of their arrival.
type History = (String, Vec<Write>);

pub(crate) fn hazards(history: &[History]) -> Hazards {
    let mut hazards = Hazards::default();
    let is_answer = |(key, _): &&History| key.starts_with("answer/");
    let keys: Vec<&History> = history.iter().filter(is_answer).collect();
    for answer in keys.chunk_by(|one, other| answer(&one.0) == answer(&other.0)) {
        let (revisions, tombstone) = match answer {
            [first, revisions @ ..] if is_tombstone(&first.0) => (revisions, Some(&*first.1)),
            revisions => (revisions, None),
        };
        met_by_revisions(revisions, &mut hazards);
        if let Some(tombstone) = tombstone {
            met_by_tombstone(tombstone, revisions, &mut hazards);
        }
    }
    hazards
}

/// The highest revision is first.
fn met_by_revisions(revisions: &[&History], hazards: &mut Hazards) {
    let first = |(_, writes): &&History| writes[0].at;
    if !revisions.is_sorted_by(|newer, older| first(newer) >= first(older)) {
        hazards.met(Hazard::RevisionsReordered);
    }
    for (_, writes) in revisions {
        let is_imported = |write: &&Write| metadata(write).is_some_and(|text| &text[5..6] == "i");
        if writes.iter().filter(is_imported).count() > 1 {
            hazards.met(Hazard::ImportedRowWrittenAgain);
        }
    }
}

fn met_by_tombstone(tombstone: &[Write], revisions: &[&History], hazards: &mut Hazards) {
    let writes = revisions.iter().flat_map(|(_, writes)| writes);
    let arrived: Vec<Timestamp> =
        writes.filter(|write| write.entry.is_some()).map(|write| write.at).collect();
    if arrived.iter().any(|at| *at > tombstone[0].at) {
        hazards.met(Hazard::RevisionAfterTombstone);
    }
    let hid_nothing = |write: &&Write| metadata(write) == Some("2");
    for write in tombstone.iter().filter(hid_nothing) {
        if arrived.iter().any(|at| *at <= write.at) {
            hazards.met(Hazard::TombstoneThatSawNothing);
        }
    }
}

/// What all keys of an answer begin with.
fn answer(key: &str) -> &str {
    key.rsplit_once('/').map_or(key, |(answer, _)| answer)
}

fn metadata(write: &Write) -> Option<&str> {
    write.entry.as_ref()?.metadata.as_deref()
}
