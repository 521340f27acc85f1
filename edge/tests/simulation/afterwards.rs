//! The hazards that the history of the keys tells of, once a run is over.

use jiff::{SignedDuration, Timestamp};
use koe_edge::store::{Listed, keys};

use crate::hazards::{Hazard, Hazards};
use crate::kv::{Write, is_tombstone};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A key and the writes to it, in the order of their arrival.
type History = (String, Vec<Write>);

pub(crate) fn hazards(history: &[History]) -> Hazards {
    let mut hazards = Hazards::default();
    let is_answer = |(key, _): &&History| key.starts_with("answer/");
    let answers: Vec<&History> = history.iter().filter(is_answer).collect();
    for answer in answers.chunk_by(|one, other| answer(&one.0) == answer(&other.0)) {
        let tombstones = answer.iter().take_while(|(key, _)| is_tombstone(key)).count();
        let (tombstones, revisions) = answer.split_at(tombstones);
        met_by_revisions(revisions, &mut hazards);
        for (_, writes) in tombstones {
            met_by_tombstone(writes, revisions, &mut hazards);
        }
    }
    let days = history.iter().filter(|(key, _)| key.contains("/day/"));
    let days: Vec<&History> = days.collect();
    for (mark, writes) in history.iter().filter(|(key, _)| key.starts_with(keys::LATE)) {
        if let Some(cleared) = writes.iter().find(|write| write.entry.is_none()) {
            hazards.met(met_by_clearing(mark, cleared.at, &days));
        }
    }
    hazards
}

/// Whether a mark was cleared while a day was summed that its hour is in.
fn met_by_clearing(mark: &str, at: Timestamp, days: &[&History]) -> Hazard {
    let listed = Listed { key: mark.to_owned(), metadata: None };
    let mark = keys::parse_late(&listed).unwrap();
    let is_of_it = |(key, writes): &&History| {
        let start = keys::parse_day_tally(key).unwrap();
        key.starts_with(&keys::day_tallies(&mark.site))
            && (start..start + DAY).contains(&mark.hour.start())
            && writes[0].at < at
    };
    if days.iter().any(is_of_it) {
        Hazard::MarkClearedWithADay
    } else {
        Hazard::MarkClearedWithoutADay
    }
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
