//! The keys in storage. No other module knows how one is written.
//!
//! | key | value | metadata |
//! | --- | --- | --- |
//! | `site/{site}` | the site record | |
//! | `key/{site}/{key}` | an owner key, as a hash | |
//! | `answer/{site}/{hour}/{id}/{rev}` | comment, contact, page, respondent | all that scoring needs |
//! | `person/{site}/{person}/{hour}/{id}/{rev}` | | that of the answer's entry |
//! | `erased/{site}/{person}` | | when the person was erased |
//! | `cron/erased` | | until when the cron has looked at erased persons again |
//! | `late/{site}/{hour}/{window}{shard}` | | |
//! | `tally/{site}/hour/{hour}` | the hour's rows, totals and slices | when they were counted, totals |
//! | `tally/{site}/day/{start}` | when its hours were counted, totals and slices | when it was summed, its end, totals |
//! | `tally/{site}/bounds` | between which hours tallies hold | |
//! | `release/{hash}/{file}` | a released file, in base64 | |
//!
//! `hour` counts down from 9999999999, `id` has its time inverted and `rev` counts down from
//! 99, each of fixed width. `person` is a hash of the owner's id of a person, never the id. So one ascending list brings the newest answer first,
//! and of each answer its tombstones (`-0` waits for an answer that may be on its way, `00` hid one), if there
//! is one, then the highest revision. An hour is
//! one of UTC: a site's time zone, and its folds, never touch an answer.

mod hour;
mod late;

use std::fmt::Write as _;

use jiff::Timestamp;
use koe_shared::id::{PublicId, SiteId};

pub use self::hour::Hour;
pub use self::late::{LateMark, late_mark, late_marks, parse_late};

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
/// Seconds of a span whose hours two or three narrow blocks hold.
const SHORT_SPAN: u64 = 2_000_000;

/// The prefix of every site record.
pub const SITES: &str = "site/";
/// A key that holds nothing, to find out whether storage answers.
pub const PROBE: &str = "probe";
/// The prefix of every late mark.
pub const LATE: &str = "late/";
/// The prefix of every mark that a person was erased.
pub const ERASED: &str = "erased/";
/// Until when the cron has looked at erased persons again.
pub const ERASED_LOOKED_AT: &str = "cron/erased";

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

/// The tally of one hour.
#[must_use]
pub fn hour_tally(site: &SiteId, hour: Hour) -> String {
    let mut key = hour_tallies(site);
    hour.write(&mut key);
    key
}

/// The prefix of every hour's tally of a site.
#[must_use]
pub fn hour_tallies(site: &SiteId) -> String {
    format!("tally/{site}/hour/")
}

/// The hour whose tally a key names.
#[must_use]
pub fn parse_hour_tally(key: &str) -> Option<Hour> {
    let (before, digits) = key.rsplit_once('/')?;
    before.ends_with("/hour").then(|| Hour::parse(digits))?
}

/// The tally of the day that begins at that time.
#[must_use]
pub fn day_tally(site: &SiteId, start: Timestamp) -> String {
    let second = u64::try_from(start.as_second()).unwrap_or_default();
    format!("{}{:0HOUR_DIGITS$}", day_tallies(site), LAST_SECOND.saturating_sub(second))
}

/// The prefix of every day's tally of a site.
#[must_use]
pub fn day_tallies(site: &SiteId) -> String {
    format!("tally/{site}/day/")
}

/// When the day begins whose tally a key names.
#[must_use]
pub fn parse_day_tally(key: &str) -> Option<Timestamp> {
    let (before, digits) = key.rsplit_once('/')?;
    let legal = digits.len() == HOUR_DIGITS && digits.bytes().all(|b| b.is_ascii_digit());
    (before.ends_with("/day") && legal).then_some(())?;
    let second = LAST_SECOND.checked_sub(digits.parse().ok()?)?;
    Timestamp::from_second(i64::try_from(second).ok()?).ok()
}

/// Between which hours the tallies of a site hold.
#[must_use]
pub fn bounds(site: &SiteId) -> String {
    format!("tally/{site}/bounds")
}

/// The entry that leads from a person to one revision of an answer.
#[must_use]
pub fn person(site: &SiteId, person: &str, id: &PublicId, revision: Rank) -> String {
    let mut key = persons_answers(site, person) + &slot(id);
    revision.write(&mut key);
    key
}

/// The prefix of every entry of one person.
#[must_use]
pub fn persons_answers(site: &SiteId, person: &str) -> String {
    format!("person/{site}/{person}/")
}

/// The mark that a person was erased.
#[must_use]
pub fn erased(site: &SiteId, person: &str) -> String {
    format!("{ERASED}{site}/{person}")
}

/// The site and the person that a mark of an erasure names.
#[must_use]
pub fn parse_erased(key: &str) -> Option<(SiteId, &str)> {
    let (site, person) = key.strip_prefix(ERASED)?.split_once('/')?;
    Some((site.parse().ok()?, person))
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
        let digits = self.id.get(..12)?;
        Some(u64::from_str_radix(digits, 16).ok()? ^ TIME_BITS)
    }

    /// The public id.
    #[must_use]
    pub fn public_id(&self) -> Option<PublicId> {
        let bits = u128::from_str_radix(self.id, 16).ok()?;
        let random = ((bits >> 64) & 0xfff) << 62 | (bits & ((1 << 62) - 1));
        Some(PublicId::new(self.time_ms()?, random))
    }
}

/// Hours whose keys share their first digits: what one list can reach without passing over what is
/// newer. A list has no "start at", so a range that ends in the past is read block by block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The first digits of the inverted hour: none is every hour, all ten are one.
    digits: String,
}

impl Block {
    /// Every hour, newest first.
    #[must_use]
    pub fn all() -> Self {
        Self { digits: String::new() }
    }

    /// The hour in which the newest answers before `end` lie.
    #[must_use]
    pub fn before(end: Timestamp) -> Self {
        let newest = u64::try_from(end.as_millisecond().saturating_sub(1)).unwrap_or(0);
        Self { digits: format!("{:0HOUR_DIGITS$}", inverted_hour(newest)) }
    }

    /// The blocks that hold every hour of a span, newest first, for keys of which an hour has one: as wide
    /// as one list may bring (some 278 hours), or ten times as wide for a longer span.
    #[must_use]
    pub fn covering(from: Timestamp, to: Timestamp) -> Vec<Self> {
        let second = |time: Timestamp| u64::try_from(time.as_millisecond()).unwrap_or(0);
        let (newest, oldest) =
            (inverted_hour(second(to).saturating_sub(1)), inverted_hour(second(from)));
        let is_short = oldest.saturating_sub(newest) <= SHORT_SPAN;
        let digits = if is_short { 4 } else { 3 };
        let width = 10_u64.pow(u32::try_from(HOUR_DIGITS - digits).unwrap_or_default());
        let all = (newest / width)..=(oldest / width);
        all.map(|block| Self { digits: format!("{block:0digits$}") }).collect()
    }

    /// The block that these digits name, as [`Block::digits`] gave them.
    #[must_use]
    pub fn from_digits(digits: &str) -> Option<Self> {
        let legal = digits.len() <= HOUR_DIGITS && digits.bytes().all(|b| b.is_ascii_digit());
        legal.then(|| Self { digits: digits.to_owned() })
    }

    /// The digits that name this block, for a cursor.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// What every answer's key of this block begins with.
    #[must_use]
    pub fn prefix(&self, site: &SiteId) -> String {
        self.within(&answers(site))
    }

    /// What the keys of this block begin with whose hour stands behind `prefix`.
    #[must_use]
    pub fn within(&self, prefix: &str) -> String {
        format!("{prefix}{}", self.digits)
    }

    /// The next older block, as wide as its first digits allow, or `None` when `start` lies in or
    /// before none of the hours that are left.
    #[must_use]
    pub fn next(mut self, start: Timestamp) -> Option<Self> {
        let oldest = inverted_hour(u64::try_from(start.as_millisecond()).unwrap_or(0));
        loop {
            while self.digits.ends_with('9') {
                self.digits.pop();
            }
            let last = self.digits.pop()?;
            self.digits.push(char::from(last as u8 + 1));
            let (first, end) = self.span();
            if first > oldest {
                return None;
            }
            if holds_an_hour(first, end) {
                return Some(self);
            }
        }
    }

    /// The first and the last inverted second of the block.
    fn span(&self) -> (u64, u64) {
        let fill = |digit: &str| {
            let digits =
                format!("{}{}", self.digits, digit.repeat(HOUR_DIGITS - self.digits.len()));
            digits.parse().unwrap_or(LAST_SECOND)
        };
        (fill("0"), fill("9"))
    }
}

/// Whether an hour begins at one of these inverted seconds.
fn holds_an_hour(first: u64, last: u64) -> bool {
    let newest = LAST_SECOND.saturating_sub(first);
    newest - newest % 3_600 >= LAST_SECOND.saturating_sub(last)
}

#[cfg(test)]
mod tests;
