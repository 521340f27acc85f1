//! Counting the history before the first run: `from` goes back.

use jiff::SignedDuration;

use super::Keeper;
use crate::answers::{Scan, ScanError};
use crate::sites::Span;
use crate::store::StoreError;
use crate::store::keys::Hour;
use crate::tallies::bounds::Bounds;

/// How long `from` stays after the first run: until the isolates of an earlier release are gone.
const HISTORY_AFTER: SignedDuration = SignedDuration::from_hours(1);
/// Hours of history counted for a site in a run, at most.
const HISTORY_HOURS: usize = 24;

impl Keeper<'_> {
    /// Counts hours before `from` that hold answers, newest first. `from` goes down to the hour down to
    /// which all were listed empty or are settled; to the first of all, once the list ends.
    pub(super) async fn count_history(&mut self, bounds: Bounds) -> Result<Bounds, StoreError> {
        let (from, ending) = self.passed_history(bounds).await?;
        // The rest is read raw until it is gone. Then the days up to it can't be told.
        let lost = ending.and_then(|hour| self.calendar().day_of(hour.start()));
        let whole = lost.map_or(bounds.whole, |day| day.to.max(bounds.whole));
        Ok(Bounds { from, whole, ..bounds })
    }

    /// The hour down to which history was passed, and the one at the end of its life that stopped it.
    async fn passed_history(&mut self, bounds: Bounds) -> Result<(Hour, Option<Hour>), StoreError> {
        let from = bounds.from;
        let waits = self.begun.duration_since(bounds.since.end()) < HISTORY_AFTER;
        if from == Hour::FIRST || waits || !self.may_count() {
            return Ok((from, None));
        }
        let (mut passed, mut may_pass) = (from, true);
        let oldest = self.site.record.retention().oldest(self.begun);
        let history = Span { from: oldest, to: from.start() };
        let pages = u32::try_from(self.budget.left()).unwrap_or(1);
        let mut scan = Scan::new(self.store, &self.site.id, history, self.begun, pages);
        let mut last: Option<Hour> = None;
        let mut counted = 0;
        loop {
            let entries = match scan.next().await {
                Ok(Some(entries)) => entries,
                // The list ends: before the last hour there is nothing.
                Ok(None) => {
                    return Ok((if may_pass { Hour::FIRST } else { passed }, None));
                }
                Err(ScanError::TooManyPages) => return Ok((passed, None)),
                Err(ScanError::Store(error)) => return Err(error),
            };
            self.budget.spend(1);
            for hour in entries.iter().map(|entry| Hour::of_ms(entry.time_ms)) {
                if last == Some(hour) {
                    continue;
                }
                if self.lives(hour).is_none() {
                    return Ok((passed, Some(hour)));
                }
                if counted == HISTORY_HOURS || !self.may_count() {
                    return Ok((passed, None));
                }
                last = Some(hour);
                // All between this hour and the one before it was listed empty.
                if may_pass {
                    passed = hour.next();
                }
                if let Some(head) = self.head(hour).await? {
                    may_pass &= self.is_settled(head.counted_at, self.rules.settled);
                } else {
                    let count = self.count(hour, None).await?;
                    self.save(hour, count).await?;
                    counted += 1;
                    may_pass = false;
                }
                if may_pass {
                    passed = hour;
                }
            }
        }
    }
}
