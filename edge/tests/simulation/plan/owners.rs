//! What owners will do, and the platform: saves of sites, reports, and runs of the cron.

use std::cmp::Ordering;

use jiff::{SignedDuration, Timestamp};

use super::draft::Draft;
use super::{Event, HOUR, MINUTE, SECOND, floor};
use crate::hazards::Hazard;
use crate::site::{Document, SITES, Survey};

/// What has to pass between two saves of a site: two owners who can't see each other's save are no
/// part of this simulation.
const BETWEEN_SAVES: SignedDuration = SignedDuration::from_mins(30);
/// How long the cron goes on after the last event, in rough weather.
const AFTERMATH: SignedDuration = SignedDuration::from_hours(8);

/// How often owners look at scores.
const REPORTS: usize = 70;

impl Draft {
    /// A site is set up, and its document changes a few times.
    pub(super) fn save_site(&mut self, site: &'static str) {
        let mut document = Document::first(&mut self.random);
        let mut at = self.plan.start;
        self.at(at, Event::Save { site, document: document.clone() });
        for _ in 0..self.random.below(4) {
            at += BETWEEN_SAVES + self.random.up_to(HOUR * 10);
            if at > self.end {
                break;
            }
            let is_raised = document.version == 1 && self.random.chance(50);
            let before = document.retention_days;
            document = document.changed(is_raised, &mut self.random);
            match document.retention_days.cmp(&before) {
                Ordering::Less => self.met(Hazard::RetentionShortened),
                Ordering::Greater => self.met(Hazard::RetentionRaised),
                Ordering::Equal => {}
            }
            if is_raised {
                self.raised.push((site, at));
            }
            self.at(at, Event::Save { site, document: document.clone() });
            self.met(Hazard::SiteSaved);
        }
        self.plan.documents.push((site, document));
    }

    /// Owners look at scores at any time, soon after something happened, and while an hour is counted.
    pub(super) fn reports(&mut self) {
        let end = self.last;
        for _ in 0..REPORTS {
            let at = match self.random.below(4) {
                0 => {
                    let event = self.random.below(self.plan.events.len());
                    self.plan.events[event].0 + self.random.up_to(MINUTE * 11)
                }
                1 | 2 => {
                    let hour = floor(self.moment(), 3_600);
                    hour + self.random.between(MINUTE * 15, MINUTE * 30)
                }
                _ => self.plan.start + self.random.up_to(end.duration_since(self.plan.start)),
            };
            let site = self.random.pick(&[SITES[0], SITES[0], SITES[1]]);
            let survey = self.random.pick(&Survey::ALL);
            self.at(at, Event::Report { site, survey });
        }
    }

    /// Runs of the cron: slow ones, some that are cut off, two at once, and hours or days without one. In
    /// some histories storage is slow, and runs overlap most of the time.
    pub(super) fn cron(&mut self) {
        let end = self.last + AFTERMATH;
        let outage = self.moment();
        let length = self.random.between(HOUR * 2, HOUR * 30);
        let has_outage = self.random.chance(30);
        let is_crowded = self.random.chance(60);
        let beside = if is_crowded { 80 } else { 10 };
        let mut at = self.plan.start;
        while at < end {
            let pause = if at < self.end { MINUTE * 10 } else { MINUTE * 30 };
            at += self.random.pick(&[pause, pause, pause, pause * 2, MINUTE]);
            at += self.random.up_to(SECOND * 10);
            if has_outage && outage <= at && at < outage + length {
                self.met(Hazard::CronOff);
                continue;
            }
            self.run_cron(at, is_crowded);
            while self.random.chance(beside) {
                let beside = at + self.random.up_to(MINUTE * 9);
                self.run_cron(beside, is_crowded);
            }
        }
    }

    fn run_cron(&mut self, at: Timestamp, is_slow: bool) {
        let usual = [SECOND / 10, SECOND / 10, SECOND * 2, SECOND * 40];
        let slow = [SECOND / 10, SECOND / 10, MINUTE * 2, MINUTE * 4];
        let slowest = self.random.pick(if is_slow { &slow } else { &usual });
        let limit =
            if self.random.chance(15) { self.random.up_to(slowest * 8) } else { MINUTE * 15 };
        self.at(at, Event::Cron { slowest, limit });
    }
}
