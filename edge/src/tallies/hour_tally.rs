//! The tally of one hour: how often each metadata string was stored, by quarter of the hour.
//!
//! Nothing is folded (but see [`HourTally::add`]), so a touchpoint or a segment that is declared later reaches back, and time zones
//! of half and quarter hours add up. Of the flags those stay that a score looks at.
//!
//! The value is lines. The first is `{counted_at} {declared}`, the millisecond at which the count was begun and
//! the fingerprint of the site's declarations, and ` folded` where values were folded; then
//! `{quarter}{kind}{count} {metadata}`, where `kind` is `r` for a revision and `t` for a tombstone that
//! hid one; then totals and slices ([`super::slices`]), which hold as long as the declarations are the same.
//! The metadata of the entry is `1 {counted_at} {bytes} {totals}|{slice}|{declared}`: the form, the same
//! millisecond, the bytes of the value, and as cells the hour's totals and its slice by touchpoint, if they
//! fit ([`super::listed`]). A list may show another entry than a read: each tells its own time.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::{SignedDuration, Timestamp};
use koe_shared::answer::OTHER;
use koe_shared::id::SiteId;
use koe_shared::metadata::{EncodedSegments, Flags, Metadata};
use koe_shared::tombstone::Tombstone;

use super::counted::{Counted, What};
use super::detail::Detail;
use super::listed::Listed;
use super::slices::{self, Parts, Slices};
use crate::sites::Declared;
use crate::store::keys::{self, Hour, Rank};
use crate::store::{Put, Store, StoreError};

/// The form of the entry.
const VERSION: &str = "1";
/// Rows of a tally in which nothing is folded, at most.
const MOST_ROWS: usize = 20_000;
/// What stands behind the time of a tally in which values were folded.
pub(super) const FOLDED: &str = "folded";
pub(super) const QUARTER_MS: u64 = 15 * 60 * 1_000;
/// What stands for metadata that can't be a line: no release writes such.
const UNREADABLE: &str = "?";

/// One distinct metadata string of a quarter of an hour.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Row {
    /// 0 to 3.
    quarter: u8,
    /// Whether it is what tombstones say.
    is_withdrawn: bool,
    pub(crate) metadata: String,
}

impl Row {
    /// The row of an answer: what an entry of that rank says, without what no score looks at.
    pub(crate) fn of(time_ms: u64, rank: Rank, metadata: &str) -> Self {
        let quarter = u8::try_from(time_ms / QUARTER_MS % 4).unwrap_or_default();
        let is_withdrawn = rank.is_tombstone();
        let metadata = match Metadata::decode(metadata) {
            Ok(decoded) if !is_withdrawn => counted(decoded).encode(),
            _ if metadata.contains('\n') => UNREADABLE.to_owned(),
            _ => metadata.to_owned(),
        };
        Self { quarter, is_withdrawn, metadata }
    }

    /// The row without what the site does not declare: it counts as `(other)` all the same.
    fn declared(self, declared: &Declared) -> Self {
        self.folded(|metadata| {
            let known = |value: &str| (value != OTHER).then(|| Cow::Owned(value.to_owned()));
            let is_known = |name: &str, _: &str| declared.segment(name, metadata) != OTHER;
            Metadata {
                touchpoint: known(declared.touchpoint(metadata)),
                locale: known(declared.locale(metadata)),
                segments: metadata.segments.only(is_known),
                ..metadata.clone()
            }
        })
    }

    fn without_segments(self) -> Self {
        self.folded(|metadata| Metadata {
            segments: EncodedSegments::default(),
            ..metadata.clone()
        })
    }

    fn folded(self, fold: impl for<'m> Fn(&Metadata<'m>) -> Metadata<'m>) -> Self {
        let metadata = match What::of(self.rank(), &self.metadata, None) {
            Some(What::Stands(metadata)) => fold(&metadata).encode(),
            Some(What::Withdrawn(metadata)) => Tombstone::Hid(fold(&metadata)).encode(),
            _ => return self,
        };
        Self { metadata, ..self }
    }

    fn rank(&self) -> Rank {
        if self.is_withdrawn { Rank::Tombstone } else { Rank::Revision(1) }
    }
}

/// Without the flags that no score looks at.
fn counted(metadata: Metadata<'_>) -> Metadata<'_> {
    let kept = [Flags::TEST, Flags::FORCED, Flags::COMMENT];
    let flags = kept
        .into_iter()
        .fold(Flags::NONE, |flags, flag| flags.with(flag, metadata.flags.has(flag)));
    Metadata { flags, ..metadata }
}

/// The tally of one hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HourTally {
    /// When its count was begun: before its first list.
    pub(crate) counted_at: Timestamp,
    pub(crate) rows: BTreeMap<Row, u64>,
    kept: Kept,
}

/// What rows keep of their answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kept {
    All,
    /// What the site declares.
    Declared,
    /// No segment.
    NoSegments,
}

impl Kept {
    fn less(self) -> Self {
        match self {
            Self::All => Self::Declared,
            Self::Declared | Self::NoSegments => Self::NoSegments,
        }
    }

    fn of(self, row: Row, declared: &Declared) -> Row {
        match self {
            Self::All => row,
            Self::Declared => row.declared(declared),
            Self::NoSegments => row.declared(declared).without_segments(),
        }
    }
}

impl HourTally {
    pub(super) fn new(counted_at: Timestamp) -> Self {
        Self { counted_at, rows: BTreeMap::new(), kept: Kept::All }
    }

    /// Counts an answer.
    ///
    /// Where there are too many rows to keep, what the site does not declare falls away, and if that is not
    /// enough all segments: an hour in which strangers send made-up values by the ten thousand must neither
    /// fill the memory of a run nor make every score slow. What is declared later does not reach back into
    /// such an hour.
    pub(super) fn add(&mut self, row: Row, declared: &Declared) {
        *self.rows.entry(self.kept.of(row, declared)).or_default() += 1;
        while self.rows.len() > MOST_ROWS && self.kept != Kept::NoSegments {
            self.kept = self.kept.less();
            for (row, count) in std::mem::take(&mut self.rows) {
                *self.rows.entry(self.kept.of(row, declared)).or_default() += count;
            }
        }
    }

    fn encode(&self, declared: &Declared, parts: &Parts) -> String {
        let folded = if self.kept == Kept::All { String::new() } else { format!(" {FOLDED}") };
        let (counted_at, under) = (self.counted_at.as_millisecond(), declared.fingerprint());
        let mut text = format!("{counted_at} {under}{folded}\n");
        for (Row { quarter, is_withdrawn, metadata }, count) in &self.rows {
            let kind = if *is_withdrawn { 't' } else { 'r' };
            // Writing to a string can't fail.
            let _ = writeln!(text, "{quarter}{kind}{count} {metadata}");
        }
        text + &slices::encode(parts)
    }

    /// What its answers come to without any dimension, and by each.
    fn parts(&self, hour: Hour, declared: &Declared) -> Parts {
        let mut slices = Slices::new(declared);
        for (row, count) in &self.rows {
            if let Some(what) = What::of(row.rank(), &row.metadata, None) {
                slices.add(&Counted { time_ms: start_ms(hour), count: *count, what });
            }
        }
        slices.finish()
    }

    /// Stores it, in place of the one before.
    pub(super) async fn save(
        &self,
        store: &dyn Store,
        (site, hour): (&SiteId, Hour),
        declared: &Declared,
        time_to_live: SignedDuration,
    ) -> Result<(), StoreError> {
        let parts = self.parts(hour, declared);
        let value = self.encode(declared, &parts);
        let (counted_at, bytes, listed) = (self.counted_at, value.len(), Listed::of(&parts));
        let metadata = Head { counted_at, bytes, listed, under: declared.fingerprint() }.encode();
        let put =
            Put { value: &value, metadata: Some(&metadata), time_to_live: Some(time_to_live) };
        store.put(&keys::hour_tally(site, hour), put).await
    }
}

/// When an hour begins, in milliseconds.
pub(super) fn start_ms(hour: Hour) -> u64 {
    u64::try_from(hour.start().as_millisecond()).unwrap_or_default()
}

/// What a list shows of a tally.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// When its count was begun.
    pub(crate) counted_at: Timestamp,
    /// The bytes of its value.
    pub(crate) bytes: usize,
    /// What the hour comes to, as far as it fits.
    listed: Listed,
    /// The fingerprint of the declarations by which a slice is folded; empty without one.
    under: String,
}

impl Head {
    /// The head of a site's tally of an hour; `None` where there is none that can be read.
    pub(super) async fn load(
        store: &dyn Store,
        site: &SiteId,
        hour: Hour,
    ) -> Result<Option<Self>, StoreError> {
        let entry = store.get(&keys::hour_tally(site, hour)).await?;
        Ok(entry.and_then(|entry| Self::decode(&entry.metadata?)))
    }

    fn encode(&self) -> String {
        let (counted_at, bytes) = (self.counted_at.as_millisecond(), self.bytes);
        let under = if self.listed.by_touchpoint.is_some() {
            format!("|{}", self.under)
        } else {
            String::new()
        };
        format!("{VERSION} {counted_at} {bytes}{}{under}", self.listed.encode())
    }

    /// The cells that tell all of this detail, where the list brings them along.
    pub(super) fn cells(&self, detail: &Detail, declared: &str) -> Option<&str> {
        match detail {
            Detail::Totals => self.listed.cells(None),
            Detail::Slice(slice) if self.under == declared => self.listed.cells(Some(slice)),
            Detail::Slice(_) | Detail::Rows => None,
        }
    }

    /// Reads the metadata of a tally; `None` where it is damaged or of a newer release.
    pub(crate) fn decode(metadata: &str) -> Option<Self> {
        let mut parts = metadata.splitn(4, ' ');
        (parts.next()? == VERSION).then_some(())?;
        let counted_at = Timestamp::from_millisecond(parts.next()?.parse().ok()?).ok()?;
        let bytes = parts.next()?.parse().ok()?;
        let field = parts.next();
        let after_slice = field.and_then(|field| field.match_indices('|').nth(1));
        let (listed, under) = match (field, after_slice) {
            (Some(field), Some((at, _))) => (field.get(..at), &field[at + 1..]),
            (field, _) => (field, ""),
        };
        let (listed, under) = (Listed::decode(listed), under.to_owned());
        Some(Self { counted_at, bytes, listed, under })
    }
}

#[cfg(test)]
mod tests;
