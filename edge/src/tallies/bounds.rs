//! Between which hours the tallies of a site hold.

use jiff::Timestamp;
use koe_shared::id::SiteId;

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
    /// Names the days that are all summed; 0 for none.
    pub(super) days: u64,
}

impl Bounds {
    /// Those of a first run.
    pub(super) fn begun(now: Timestamp) -> Self {
        let hour = Hour::of(now);
        Self { from: hour, until: hour, since: hour, days: 0 }
    }

    /// The bounds of a site; `None` before the first run, and where they can't be read: damaged, or
    /// written by a newer release.
    pub(crate) async fn load(store: &dyn Store, site: &SiteId) -> Result<Option<Self>, StoreError> {
        let entry = store.get(&keys::bounds(site)).await?;
        Ok(entry.and_then(|entry| Self::decode(&entry.value)))
    }

    pub(super) async fn save(&self, store: &dyn Store, site: &SiteId) -> Result<(), StoreError> {
        let value = self.encode();
        store.put(&keys::bounds(site), Put { value: &value, ..Put::default() }).await
    }

    pub(super) fn encode(&self) -> String {
        let second = |hour: Hour| hour.start().as_second();
        let (from, until, since) = (second(self.from), second(self.until), second(self.since));
        format!("{VERSION} {from} {until} {since} {}", self.days)
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
        let days = parts.next().map_or(Some(0), |days| days.parse().ok())?;
        (from <= until && parts.next().is_none()).then_some(Self { from, until, since, days })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_read_as_they_were_written_and_nothing_else_is() {
        let hour = |second| Hour::of(Timestamp::from_second(second).unwrap());
        let bounds = Bounds { from: Hour::FIRST, until: hour(7_200), since: hour(3_600), days: 9 };
        assert_eq!(bounds.encode(), "1 0 7200 3600 9");
        assert_eq!(Bounds::decode("1 0 7200 3600 9"), Some(bounds));
        assert_eq!(Bounds::decode("1 0 7200 3600"), Some(Bounds { days: 0, ..bounds }));
        for damaged in [
            "",
            "1",
            "2 0 7200 3600",
            "1 0 7200",
            "1 0 7201 0",
            "1 7200 0 0",
            "1 a 0 0",
            "1 0 0 0 a",
            "1 0 0 0 0 0",
        ] {
            assert_eq!(Bounds::decode(damaged), None, "{damaged:?}");
        }
    }
}
