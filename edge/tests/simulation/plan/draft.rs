//! A plan that is being drawn.

use jiff::Timestamp;

use super::{Event, HOUR, Plan};
use crate::hazards::{Hazard, Hazards};
use crate::random::Random;

/// 2026-11-20T20:00:00Z. Runs begin at some moment of the six hours after it.
const EPOCH: i64 = 1_795_204_800;

/// A plan that is being drawn.
pub(super) struct Draft {
    pub(super) random: Random,
    pub(super) plan: Plan,
    /// When visitors stop to come.
    pub(super) end: Timestamp,
    /// When the last event is.
    pub(super) last: Timestamp,
    /// When the second version of the NPS survey is asked, on each site.
    pub(super) raised: Vec<(&'static str, Timestamp)>,
}

impl Draft {
    pub(super) fn new(mut random: Random) -> Self {
        let epoch = Timestamp::from_second(EPOCH).unwrap();
        let start = epoch + random.up_to(HOUR * 6);
        let length = random.between(HOUR * 14, HOUR * 40);
        let plan = Plan {
            start,
            answers: Vec::new(),
            earlier: Vec::new(),
            imports: Vec::new(),
            events: Vec::new(),
            documents: Vec::new(),
            hazards: Hazards::default(),
        };
        let end = start + length;
        Self { random, plan, end, last: end, raised: Vec::new() }
    }

    pub(super) fn at(&mut self, at: Timestamp, event: Event) {
        self.last = self.last.max(at);
        self.plan.events.push((at, event));
    }

    pub(super) fn met(&mut self, hazard: Hazard) {
        self.plan.hazards.met(hazard);
    }

    /// A moment while visitors come.
    pub(super) fn moment(&mut self) -> Timestamp {
        self.plan.start + self.random.up_to(self.end.duration_since(self.plan.start))
    }
}
