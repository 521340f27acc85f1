//! Between which hours the tallies of a site hold.

use jiff::Timestamp;
use koe_shared::id::SiteId;

use crate::sites::Site;
use crate::store::keys::{self, Hour};
use crate::store::{Put, Store, StoreError};

/// The form of the entry.
const VERSION: &str = "1";

/// From the start of `from` to the start of `until`, no tally means no answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bounds {
    /// The first hour whose tally holds.
    pub(crate) from: Hour,
    /// The first hour whose tally does not hold yet.
    pub(crate) until: Hour,
    /// The hour of the first run. Before it, isolates of an earlier release may write without marks.
    pub(super) since: Hour,
    /// Up to when all days are summed.
    pub(super) summed: Timestamp,
    /// Names what they were summed under; 0 for nothing.
    pub(super) under: u64,
    /// The days before it are closed: their hours are at the end of their lives, or over.
    pub(super) closed: Timestamp,
    /// Since when the closed days are all there: before it some hour ended uncounted.
    pub(super) whole: Timestamp,
    /// Whether answers are left to delete whose life was shortened.
    pub(super) is_deleting: bool,
}

impl Bounds {
    /// Those of a first run.
    pub(super) fn begun(now: Timestamp) -> Self {
        let hour = Hour::of(now);
        let never = Timestamp::UNIX_EPOCH;
        Self {
            from: hour,
            until: hour,
            since: hour,
            summed: never,
            under: 0,
            closed: never,
            whole: never,
            is_deleting: false,
        }
    }

    /// The bounds of a site; `None` before the first run, and where they can't be read: damaged, or
    /// written by a newer release.
    pub(crate) async fn load(store: &dyn Store, site: &SiteId) -> Result<Option<Self>, StoreError> {
        let entry = store.get(&keys::bounds(site)).await?;
        Ok(entry.and_then(|entry| Self::decode(&entry.value)))
    }

    /// Those that an isolate keeps with a site, for a minute at most.
    pub(super) async fn kept(store: &dyn Store, site: &Site) -> Result<Option<Self>, StoreError> {
        Ok(site.bounds(store).await?.and_then(Self::decode))
    }

    pub(super) async fn save(&self, store: &dyn Store, site: &SiteId) -> Result<(), StoreError> {
        let value = self.encode();
        store.put(&keys::bounds(site), Put { value: &value, ..Put::default() }).await
    }

    pub(super) fn encode(&self) -> String {
        let second = |hour: Hour| hour.start().as_second();
        let (from, until, since) = (second(self.from), second(self.until), second(self.since));
        let [summed, closed, whole] =
            [self.summed, self.closed, self.whole].map(Timestamp::as_second);
        let (under, is_deleting) = (self.under, u8::from(self.is_deleting));
        format!("{VERSION} {from} {until} {since} {summed} {under} {closed} {whole} {is_deleting}")
    }

    pub(super) fn decode(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        (parts.next()? == VERSION).then_some(())?;
        let mut hour = || {
            let second = parts.next()?.parse().ok()?;
            let start = Timestamp::from_second(second).ok()?;
            Some(Hour::of(start)).filter(|hour| hour.start() == start)
        };
        let (from, until, since) = (hour()?, hour()?, hour()?);
        // The first releases with tallies had no days.
        let mut rest = parts.map(Some).chain(std::iter::repeat(None));
        let mut number = || rest.next().flatten().unwrap_or("0");
        let time = |text: &str| Timestamp::from_second(text.parse().ok()?).ok();
        let summed = time(number())?;
        let under = number().parse().ok()?;
        let (closed, whole) = (time(number())?, time(number())?);
        let is_deleting = match number() {
            "0" => false,
            "1" => true,
            _ => return None,
        };
        let is_legal = from <= until && rest.next().flatten().is_none();
        let bounds = Self { from, until, since, summed, under, closed, whole, is_deleting };
        is_legal.then_some(bounds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_read_as_they_were_written_and_nothing_else_is() {
        let hour = |second| Hour::of(Timestamp::from_second(second).unwrap());
        let never = Timestamp::UNIX_EPOCH;
        let bounds = Bounds {
            from: Hour::FIRST,
            until: hour(7_200),
            since: hour(3_600),
            summed: hour(7_200).start(),
            under: 9,
            closed: hour(3_600).start(),
            whole: never,
            is_deleting: true,
        };
        assert_eq!(bounds.encode(), "1 0 7200 3600 7200 9 3600 0 1");
        assert_eq!(Bounds::decode(&bounds.encode()), Some(bounds));
        let first = Bounds { summed: never, under: 0, closed: never, is_deleting: false, ..bounds };
        assert_eq!(Bounds::decode("1 0 7200 3600"), Some(first));
        for damaged in [
            "",
            "1",
            "2 0 7200 3600",
            "1 0 7200",
            "1 0 7201 0",
            "1 7200 0 0",
            "1 a 0 0",
            "1 0 0 0 a",
            "1 0 0 0 0 0 0 0 0 0",
            "1 0 0 0 0 0 0 0 2",
        ] {
            assert_eq!(Bounds::decode(damaged), None, "{damaged:?}");
        }
    }
}
