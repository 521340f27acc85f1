//! The bounds of what a follow-up needs: promises, hours of work, closed days and playbooks.

use super::site::MAX_TOUCHPOINTS;
use super::{Checked, at_most, cut, number, once_each, texts};
use crate::site::error::{SiteError, SiteRule};
use crate::site::hours::closed_day;
use crate::site::{PromiseHours, SiteDocument};

/// More than a year of days.
pub(in crate::site) const MAX_CLOSED: usize = 400;
/// A page of text.
pub(in crate::site) const MAX_PLAYBOOK_CHARS: usize = 2_000;
pub(in crate::site) const MAX_PLAYBOOKS: usize = MAX_TOUCHPOINTS;

impl SiteDocument {
    pub(super) fn validate_follow_up(&self) -> Checked {
        let PromiseHours { urgent, other } = self.promise_hours;
        number("promise_hours.urgent", urgent)?;
        number("promise_hours.other", other)?;
        self.validate_hours()?;
        self.validate_closed()?;
        at_most("playbooks", self.playbooks.len(), MAX_PLAYBOOKS)?;
        let mut playbooks = self.playbooks.iter();
        playbooks.try_for_each(|(touchpoint, playbook)| {
            texts(&format!("playbooks.{touchpoint}"), playbook, MAX_PLAYBOOK_CHARS)
        })
    }

    fn validate_hours(&self) -> Checked {
        let Some(hours) = &self.hours else { return Ok(()) };
        let days = hours.days();
        if days.iter().all(|(_, hours)| hours.is_none()) {
            return Err(SiteError::at("hours", SiteRule::NeverOpen));
        }
        for (name, hours) in days {
            let Some(hours) = hours else { continue };
            if hours.minutes().is_none() {
                let given = cut(&hours.written().join(" "));
                return Err(SiteError::at(format!("hours.{name}"), SiteRule::DayHours(given)));
            }
        }
        Ok(())
    }

    fn validate_closed(&self) -> Checked {
        at_most("closed", self.closed.len(), MAX_CLOSED)?;
        for (n, day) in self.closed.iter().enumerate() {
            if closed_day(day).is_none() {
                return Err(SiteError::at(format!("closed[{n}]"), SiteRule::Day(cut(day))));
            }
        }
        once_each(&self.closed, |n| format!("closed[{n}]"))
    }
}
