//! The tally of one day of a site's calendar, summed from its hours.
//!
//! It tells totals, and of each dimension a slice by what the site declares. So it holds only as long as
//! the site's time zone and, for the slices, its declarations are those that it was summed under: their
//! fingerprints stand in it.
//!
//! The value is lines: first the head `1 {summed_at} {end} {zone} {declared}`; then `{hour}:{counted_at}`
//! of each hour that was summed, with commas; then after `#totals`, `#touchpoint`, … the cells of each
//! part. The metadata of the entry is the head, the bytes of the value, and the totals and the slice by
//! touchpoint, if they fit. A list may show another entry than a read: each tells its own time.
//!
//! When the first of its hours comes to the end of its life, a day is closed: totals alone, which stay.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::SiteId;

use super::counted::Counted;
use super::detail::Dimension;
use super::listed::Listed;
use super::slices::{self, Parts, Slices, TOTALS};
use crate::sites::Declared;
use crate::sites::Span;
use crate::store::keys::{self, Hour};
use crate::store::{Put, Store, StoreError};

/// The form of the entry.
const VERSION: &str = "1";
/// What stands for the fingerprints of a closed day.
const CLOSED: &str = "closed";
/// How long a day outlives its hours: a cron that does not run for a month loses none.
const OUTLIVES: SignedDuration = SignedDuration::from_hours(24 * 31);

/// What a day was summed under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Under {
    /// The fingerprint of the time zone.
    pub(super) zone: String,
    /// The fingerprint of the declarations.
    pub(super) declared: String,
}

impl Under {
    /// Whether the day is closed: it tells totals alone, for as long as the site is there.
    pub(super) fn is_closed(&self) -> bool {
        self.zone == CLOSED
    }
}

/// What a day's tally says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DayHead {
    /// When its sum was begun: before its first read.
    pub(super) summed_at: Timestamp,
    /// When the day ends.
    pub(super) end: Timestamp,
    pub(super) under: Under,
}

/// What a list shows of a day's tally.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ListedDay {
    pub(super) head: DayHead,
    /// The bytes of its value.
    pub(super) bytes: usize,
    /// What the day comes to, as far as it fits.
    pub(super) listed: Listed,
}

/// The value of a day's tally as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DayTally {
    pub(super) head: DayHead,
    /// When the count of each hour was begun that was summed.
    pub(super) hours: BTreeMap<Hour, Timestamp>,
    /// The cells of each part.
    parts: Parts,
}

/// One part of a day's tally, read without the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DayPart<'v> {
    pub(super) head: DayHead,
    /// The line of its hours, for [`hours`].
    pub(super) hours: &'v str,
    pub(super) cells: &'v str,
}

/// A day that is being summed.
pub(super) struct DaySum<'a> {
    day: Span,
    hours: BTreeMap<Hour, Timestamp>,
    slices: Slices<'a>,
}

impl DayHead {
    fn encode(&self) -> String {
        let Self { summed_at, end, under: Under { zone, declared } } = self;
        let (summed_at, end) = (summed_at.as_millisecond(), end.as_second());
        format!("{VERSION} {summed_at} {end} {zone} {declared}")
    }

    fn decode<'t>(parts: &mut impl Iterator<Item = &'t str>) -> Option<Self> {
        (parts.next()? == VERSION).then_some(())?;
        let summed_at = Timestamp::from_millisecond(parts.next()?.parse().ok()?).ok()?;
        let end = Timestamp::from_second(parts.next()?.parse().ok()?).ok()?;
        let (zone, declared) = (parts.next()?.to_owned(), parts.next()?.to_owned());
        Some(Self { summed_at, end, under: Under { zone, declared } })
    }
}

impl ListedDay {
    fn encode(&self) -> String {
        format!("{} {}{}", self.head.encode(), self.bytes, self.listed.encode())
    }

    /// Reads the metadata of a day; `None` where it is damaged or of a newer release.
    pub(super) fn decode(metadata: &str) -> Option<Self> {
        let mut parts = metadata.splitn(7, ' ');
        let head = DayHead::decode(&mut parts)?;
        let bytes = parts.next()?.parse().ok()?;
        Some(Self { head, bytes, listed: Listed::decode(parts.next()) })
    }
}

impl DayTally {
    /// Reads a value; `None` where it is damaged or of a newer release.
    pub(super) fn decode(value: &str) -> Option<Self> {
        let mut lines = value.lines();
        let head = DayHead::decode(&mut lines.next()?.split(' '))?;
        let hours = hours(lines.next()?)?;
        Some(Self { head, hours, parts: slices::decode(value) })
    }

    fn encode(&self) -> String {
        let hours: Vec<String> = self
            .hours
            .iter()
            .map(|(hour, at)| format!("{}:{}", hour.start().as_second(), at.as_millisecond()))
            .collect();
        let parts = slices::encode(&self.parts);
        format!("{}\n{}\n{parts}", self.head.encode(), hours.join(","))
    }

    /// The day when its hours come to the ends of their lives: totals alone.
    pub(super) fn closed(self, now: Timestamp) -> Self {
        let (zone, declared) = (CLOSED.to_owned(), CLOSED.to_owned());
        let under = Under { zone, declared };
        let totals = self.parts.into_iter().filter(|(name, _)| name == TOTALS);
        let head = DayHead { summed_at: now, under, ..self.head };
        Self { head, hours: BTreeMap::new(), parts: totals.collect() }
    }

    /// Whether another count of some hour was later than the one that was summed here.
    pub(super) fn lacks_a_count_of(&self, other: &Self) -> bool {
        other.hours.iter().any(|(hour, at)| self.hours.get(hour).is_none_or(|own| own < at))
    }

    /// The tally of a site's day; `None` where there is none that can be read.
    pub(super) async fn load(
        store: &dyn Store,
        site: &SiteId,
        start: Timestamp,
    ) -> Result<Option<Self>, StoreError> {
        let entry = store.get(&keys::day_tally(site, start)).await?;
        Ok(entry.and_then(|entry| Self::decode(&entry.value)))
    }

    /// Stores it, in place of the one before. `left` is how long the day's hours still live; a closed day
    /// stays.
    pub(super) async fn save(
        &self,
        store: &dyn Store,
        (site, start): (&SiteId, Timestamp),
        left: SignedDuration,
    ) -> Result<(), StoreError> {
        let value = self.encode();
        let (head, bytes) = (self.head.clone(), value.len());
        let listed = ListedDay { head, bytes, listed: Listed::of(&self.parts) };
        let time_to_live = (!self.head.under.is_closed()).then(|| left + OUTLIVES);
        let metadata = listed.encode();
        let put = Put { value: &value, metadata: Some(&metadata), time_to_live };
        store.put(&keys::day_tally(site, start), put).await
    }
}

impl<'v> DayPart<'v> {
    /// Reads a slice of a value, or without one the totals; `None` where it is damaged, of a newer release, or
    /// has no such part.
    pub(super) fn decode(value: &'v str, slice: Option<&Dimension>) -> Option<Self> {
        let mut lines = value.lines();
        let head = DayHead::decode(&mut lines.next()?.split(' '))?;
        let hours = lines.next()?;
        Some(Self { head, hours, cells: slices::find(value, slice)? })
    }
}

/// When the count of each hour was begun, from the line of a value.
pub(super) fn hours(line: &str) -> Option<BTreeMap<Hour, Timestamp>> {
    let hours = line.split(',').filter(|hour| !hour.is_empty()).map(|hour| {
        let (hour, counted_at) = hour.split_once(':')?;
        let start = Timestamp::from_second(hour.parse().ok()?).ok()?;
        let counted_at = Timestamp::from_millisecond(counted_at.parse().ok()?).ok()?;
        Some((Hour::of(start), counted_at))
    });
    hours.collect()
}

impl<'a> DaySum<'a> {
    pub(super) fn new(day: Span, declared: &'a Declared) -> Self {
        Self { day, hours: BTreeMap::new(), slices: Slices::new(declared) }
    }

    /// Adds what an hour holds of the day.
    pub(super) fn add<'r>(
        &mut self,
        hour: Hour,
        counted_at: Timestamp,
        rows: impl Iterator<Item = Counted<'r>>,
    ) {
        self.hours.insert(hour, counted_at);
        for row in rows.filter(|row| self.day.contains_ms(row.time_ms)) {
            self.slices.add(&row);
        }
    }

    pub(super) fn finish(self, under: Under, summed_at: Timestamp) -> DayTally {
        let head = DayHead { summed_at, end: self.day.to, under };
        DayTally { head, hours: self.hours, parts: self.slices.finish() }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;
    use crate::store::keys::Rank;
    use crate::tallies::counted::What;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn declared() -> Declared {
        let document = from_value(json!({
            "name": "Kokage", "origins": ["https://shop.example"],
            "segments": { "plan": ["#1", "pro"] },
            "surveys": [{ "id": "shop-nps", "metric": "nps", "goal": "Do they return?",
                          "touchpoints": ["till"] }],
        }));
        Declared::of(&document.unwrap())
    }

    /// The cells of a slice, or without one the totals.
    fn cells<'d>(day: &'d DayTally, slice: Option<&Dimension>) -> &'d str {
        &day.parts[&slice.map_or_else(|| TOTALS.to_owned(), Dimension::name)]
    }

    fn span() -> Span {
        Span { from: at(5_400), to: at(5_400 + 86_400) }
    }

    fn summed() -> DayTally {
        let (declared, day) = (declared(), span());
        let mut sum = DaySum::new(day, &declared);
        let row = |time_ms, metadata| {
            let what = What::of(Rank::Revision(1), metadata, None).unwrap();
            Counted { time_ms, count: 2, what }
        };
        let rows = [
            row(3_600_000, "1an09w04000108shop-nps04till02enplan=pro"),
            row(5_400_000, "1an10w04000108shop-nps04till02enplan=#1"),
        ];
        sum.add(Hour::of(at(3_600)), at(99_000), rows.into_iter());
        let under = Under { zone: "aa".to_owned(), declared: "bb".to_owned() };
        sum.finish(under, at(100_000))
    }

    #[test]
    fn a_day_is_read_as_it_was_written() {
        let day = summed();
        assert_eq!(
            day.encode().lines().take(4).collect::<Vec<_>>(),
            [
                "1 100000000 91800 aa bb",
                "3600:99000000",
                "#channel",
                "ran10:2 1i---w00000108shop-nps0000"
            ],
        );
        assert_eq!(DayTally::decode(&day.encode()), Some(day.clone()));
        for name in ["touchpoint", "locale", "channel", "segment.plan", "totals"] {
            let declared = declared();
            let dimensions = Dimension::all(&declared);
            let slice = dimensions.iter().find(|dimension| dimension.name() == name);
            let (value, empty) = (day.encode(), DaySum::new(span(), &declared));
            let part = DayPart::decode(&value, slice).unwrap();
            assert_eq!((&part.head, hours(part.hours).as_ref()), (&day.head, Some(&day.hours)));
            assert_eq!(part.cells.trim_end(), cells(&day, slice).trim_end(), "{name}");
            let empty = empty.finish(day.head.under.clone(), at(0)).encode();
            assert_eq!(DayPart::decode(&empty, slice).unwrap().cells, "", "{name}");
        }
        assert_eq!(DayPart::decode(&day.encode(), Some(&Dimension::Segment("x".into()))), None);
        let plan = Dimension::Segment("plan".to_owned());
        assert_eq!(cells(&day, Some(&plan)), "ran10:2 1i---w00000108shop-nps0000plan=#1\n");
        let head = day.head.clone();
        for listed in [Listed::default(), Listed::of(&day.parts)] {
            let listed = ListedDay { head: head.clone(), bytes: 5, listed };
            assert_eq!(ListedDay::decode(&listed.encode()), Some(listed));
        }
    }

    #[test]
    fn a_day_of_a_newer_release_or_a_damaged_one_is_none() {
        for other in
            ["", "1", "2 100000000 91800 aa bb\n\n", "1 x 91800 aa bb\n\n", "1 1 2 a b\nx:1"]
        {
            assert_eq!(DayTally::decode(other), None, "{other:?}");
        }
        for other in ["", "2 1 2 a b 5", "1 1 2 a b", "1 1 2 a b x"] {
            assert_eq!(ListedDay::decode(other), None, "{other:?}");
        }
    }

    #[test]
    fn a_day_lacks_a_later_count_and_an_hour_that_it_did_not_sum() {
        let (day, mut other) = (summed(), summed());
        assert!(!day.lacks_a_count_of(&other));
        other.hours.insert(Hour::of(at(3_600)), at(98_000));
        assert!(!day.lacks_a_count_of(&other) && other.lacks_a_count_of(&day));
        other.hours.insert(Hour::of(at(7_200)), at(1));
        assert!(day.lacks_a_count_of(&other));
    }
}
