//! The keys in storage. No other module knows how one is written.
//!
//! | key | value | metadata |
//! | --- | --- | --- |
//! | `site/{site}` | the site record | whether departments get digests, and the time zone |
//! | `history/{site}/{entry}` | the site record as it was saved, its secrets as hashes | when, from which entry, what changed, by whom |
//! | `key/{site}/{key}` | an owner key, as a hash | |
//! | `answer/{site}/{hour}/{id}/{rev}` | comment, contact, page, respondent | all that scoring needs |
//! | `person/{site}/{person}/{hour}/{id}/{rev}` | | that of the answer's entry |
//! | `erased/{site}/{person}` | | when the person was erased |
//! | `cron/erased` | | until when the cron has looked at erased persons again |
//! | `source/{site}/{name}` | what an imported row became, and the batches that brought it | |
//! | `import/{site}/{batch}/{piece}` | the names of a request's rows | when it came, how many rows |
//! | `settling/{site}/{batch}` | | when it was imported or undone last |
//! | `late/{site}/{hour}/{window}{shard}` | | |
//! | `tally/{site}/hour/{hour}` | the hour's rows, totals and slices | when they were counted, totals, touchpoints |
//! | `tally/{site}/day/{start}` | when its hours were counted, totals and slices | when it was summed, its end, totals, touchpoints |
//! | `tally/{site}/bounds` | between which hours tallies hold | |
//! | `note/{site}/{note}` | what the owner changed, in a sentence | the day, the touchpoint |
//! | `voice/{site}/{hour}/{id}/{decision}` | | whether the comment is published, of which revision, by whom |
//! | `alert/{site}/{hour}/{id}/{rule}/{kind}` | | of which revision, when it is due first |
//! | `alert/{site}/{hour}/{id}/{rule}/{kind}/{try}` | what was told to whom, and what came of it | when, what came of it, when it is due next |
//! | `due/{minute}/{site}/{hour}/{id}/{rule}/{kind}` | | which try, whether a bell was rung for it, to whom |
//! | `case/{site}/{hour}/{id}` | the metadata of the answer's entry | when it was opened, by whom, how urgent it is, whose |
//! | `case/{site}/{hour}/{id}/{event}` | what somebody did, with their words | the same without the words |
//! | `ended/{site}/{destination}` | | when a destination said that it is gone |
//! | `digest/{site}/{department}/{week}` | | what came of it: which try, when, to whom, when the next is due |
//! | `digested/{week}/{site}` | | the departments whose digests were all sent or given up |
//! | `release/{hash}/{file}` | a released file, in base64 | |
//! | `cron/release` | | of which release every file is kept |
//!
//! `person` is a hash of the owner's id of a person, never the id, and `name` one of what an imported row is
//! known by.
//!
//! `hour` counts down from 9999999999, `id` has its time inverted and `rev` counts down from
//! 99, each of fixed width. So one ascending list brings the newest answer first,
//! and of each answer its tombstones (`-0` waits for an answer that may be on its way, `00` hid one), if there
//! is one, then the highest revision. An hour is
//! one of UTC: a site's time zone, and its folds, never touch an answer.

mod alerts;
mod block;
mod cases;
mod digests;
mod history;
mod hour;
mod imports;
mod late;
mod notes;
mod persons;
mod tallies;
mod voices;

use std::fmt::Write as _;

use koe_shared::id::{PublicId, SiteId};

pub use self::alerts::{
    AlertId, AlertKind, DUE, InvalidAlertId, Minute, alert, alert_try, alerts, alerts_by,
    alerts_of, due, due_behind, ended, parse_alert, parse_due,
};
pub use self::block::Block;
pub use self::cases::{CaseEventId, InvalidCaseEventId, case, case_event, cases, parse_case};
pub use self::digests::{
    InvalidWeek, Week, all_digested, digest, digested, digests, parse_digest, parse_digest_name,
    parse_digested,
};
pub use self::history::{HistoryId, history, history_entry, parse_history};
pub use self::hour::Hour;
pub use self::imports::{
    all_settling, import, imports, imports_of, parse_import, parse_settling, settling, source,
};
pub use self::late::{LateMark, late_mark, late_marks, parse_late};
pub use self::notes::{NoteId, note, notes, parse_note};
pub use self::persons::{
    ERASED, ERASED_LOOKED_AT, erased, parse_erased, person, person_of, persons, persons_answers,
};
pub use self::tallies::{
    bounds, day_tallies, day_tally, hour_tallies, hour_tally, parse_day_tally, parse_hour_tally,
};
pub use self::voices::{parse_voice, voice, voices, voices_of};

/// What hours count down from: the largest number of ten digits, in the year 2286.
const LAST_SECOND: u64 = 9_999_999_999;
/// The place of a tombstone that waits: of two characters, and before `00`.
const WAITING: &str = "-0";
/// What revisions count down from. Revisions are 1 to 98, so that `00` is left for a tombstone.
const LAST_REVISION: u8 = 99;
const HOUR_DIGITS: usize = 10;
const ID_DIGITS: usize = 32;
/// `{hour}/{id}/{rev}`
const SLOT_DIGITS: usize = HOUR_DIGITS + 1 + ID_DIGITS + 1 + 2;
const TIME_BITS: u64 = 0xffff_ffff_ffff;

/// The prefix of every site record.
pub const SITES: &str = "site/";
/// A key that holds nothing, to find out whether storage answers.
pub const PROBE: &str = "probe";
/// The prefix of every late mark.
pub const LATE: &str = "late/";
/// Of which release the cron has kept every file.
pub const RELEASE_KEPT: &str = "cron/release";

/// A released file, named by the hash of what is in it.
#[must_use]
pub fn released(hash: &str, file: &str) -> String {
    format!("release/{hash}/{file}")
}

/// The record of a site.
#[must_use]
pub fn site(site: &SiteId) -> String {
    format!("{SITES}{site}")
}

/// One owner key of a site.
#[must_use]
pub fn owner_key(site: &SiteId, key: &str) -> String {
    format!("key/{site}/{key}")
}

/// The prefix of a site's owner keys.
#[must_use]
pub fn owner_keys(site: &SiteId) -> String {
    format!("key/{site}/")
}

/// Which entry of an answer a key names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// The answer was taken back before any revision was visible. A key of its own, since whoever writes it
    /// may not see a tombstone that is there, and must not write over what that says.
    Waiting,
    /// The answer was taken back or erased; outranks every revision, present or to come.
    Tombstone,
    /// A revision, 1 to 98.
    Revision(u8),
}

impl Rank {
    /// All tombstones an answer can have, as a list brings them: before its revisions.
    pub const TOMBSTONES: [Self; 2] = [Self::Waiting, Self::Tombstone];

    /// Whether it is a tombstone of either kind.
    #[must_use]
    pub const fn is_tombstone(self) -> bool {
        matches!(self, Self::Waiting | Self::Tombstone)
    }

    fn write(self, text: &mut String) {
        // Writing to a string can't fail.
        let _ = match self {
            Self::Waiting => write!(text, "{WAITING}"),
            Self::Tombstone => write!(text, "{:02}", 0),
            Self::Revision(revision) => {
                write!(text, "{:02}", LAST_REVISION.saturating_sub(revision))
            }
        };
    }

    fn parse(digits: &str) -> Option<Self> {
        if digits == WAITING {
            return Some(Self::Waiting);
        }
        match digits.parse().ok()? {
            0 => Some(Self::Tombstone),
            revision @ 1..LAST_REVISION => Some(Self::Revision(LAST_REVISION - revision)),
            _ => None,
        }
    }
}

/// One entry of an answer.
#[must_use]
pub fn answer(site: &SiteId, id: &PublicId, rank: Rank) -> String {
    let mut key = revisions(site, id);
    rank.write(&mut key);
    key
}

/// The prefix of every entry of one answer.
#[must_use]
pub fn revisions(site: &SiteId, id: &PublicId) -> String {
    format!("{}{}", answers(site), slot(id))
}

/// The prefix of every answer of a site.
#[must_use]
pub fn answers(site: &SiteId) -> String {
    format!("answer/{site}/")
}

/// The prefix of every answer of one hour.
#[must_use]
pub fn answers_of(site: &SiteId, hour: Hour) -> String {
    let mut prefix = answers(site);
    hour.write(&mut prefix);
    prefix.push('/');
    prefix
}

/// `{hour}/{id}/`
fn slot(id: &PublicId) -> String {
    let mut text = String::with_capacity(HOUR_DIGITS + ID_DIGITS + 2);
    // Writing to a string can't fail.
    Hour::of_ms(id.time_ms()).write(&mut text);
    text.push('/');
    let bits = u128::from_be_bytes(*id.as_bytes()) ^ (u128::from(TIME_BITS) << 80);
    let _ = write!(text, "{bits:0ID_DIGITS$x}/");
    text
}

/// The public id that `{hour}/{id}` names.
fn answer_at(slot: &str) -> Option<PublicId> {
    public_id(slot.split_once('/')?.1)
}

/// The time in the digits of an id, in milliseconds.
fn time_ms(id: &str) -> Option<u64> {
    Some(u64::from_str_radix(id.get(..12)?, 16).ok()? ^ TIME_BITS)
}

/// The public id with these digits.
fn public_id(id: &str) -> Option<PublicId> {
    let bits = u128::from_str_radix(id, 16).ok()?;
    let random = ((bits >> 64) & 0xfff) << 62 | (bits & ((1 << 62) - 1));
    Some(PublicId::new(time_ms(id)?, random))
}

fn inverted_hour(time_ms: u64) -> u64 {
    let seconds = time_ms / 1_000;
    LAST_SECOND.saturating_sub(seconds - seconds % 3_600)
}

/// A listed key of an answer or of its person, without the prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot<'a> {
    /// The digits of its id, equal for all entries of one answer.
    pub id: &'a str,
    /// Which entry it is.
    pub rank: Rank,
}

impl<'a> Slot<'a> {
    /// Reads `{hour}/{id}/{rev}` from the end of a key; `None` for a key of another kind.
    #[must_use]
    pub fn parse(key: &'a str) -> Option<Self> {
        // All widths are fixed, and this runs for each key of a list.
        let (before, slot) = key.split_at_checked(key.len().checked_sub(SLOT_DIGITS)?)?;
        let (hour, rest) = slot.split_at_checked(HOUR_DIGITS)?;
        let (id, rank) = rest.strip_prefix('/')?.split_at_checked(ID_DIGITS)?;
        let digits = rank.strip_prefix('/')?;
        let is_alone = before.is_empty() || before.ends_with('/');
        let has_slash = [hour, id, digits].iter().any(|part| part.contains('/'));
        let rank = Rank::parse(digits)?;
        (is_alone && !has_slash).then_some(Self { id, rank })
    }

    /// The answer's own time in milliseconds.
    #[must_use]
    pub fn time_ms(&self) -> Option<u64> {
        time_ms(self.id)
    }

    /// The public id.
    #[must_use]
    pub fn public_id(&self) -> Option<PublicId> {
        public_id(self.id)
    }
}

#[cfg(test)]
mod tests;
