//! An owner erases a person.

use jiff::SignedDuration;
use koe_edge::store::keys;
use koe_shared::instant::Instant;

use super::Run;
use crate::hazards::Hazard;
use crate::oracle::Told;
use crate::plan::floor;
use crate::requests;

impl Run {
    /// Erases a person, one after another: so the mark that is written meanwhile is this person's. It
    /// tells the border between what goes and what stays: the server's own time of the erasure.
    pub(super) async fn erase(&self, site: &'static str, person: &'static str) {
        while self.is_erasing.replace(true) {
            self.world.timeline.sleep(SignedDuration::from_secs(10)).await;
        }
        let now = self.now();
        let is_theirs = |told: &&mut Told| told.answer.is_of(site, person);
        for told in self.told.borrow_mut().iter_mut().filter(is_theirs) {
            if told.is_under_way(now) {
                self.world.met(Hazard::RevisionUnderWayWhenErased);
            }
            told.is_to_be_erased();
        }
        let reply = self.world.insist(&requests::erase(site, person)).await;
        let accepted = self.now();
        let marks = self.world.kv.history(keys::ERASED);
        let written = marks.iter().flat_map(|(_, writes)| writes);
        let told = written.filter_map(|write| write.entry.as_ref()?.metadata.as_deref());
        let told = told.map(|metadata| metadata.parse::<Instant>().unwrap().0);
        // The mark counts in seconds.
        let sent = floor(reply.sent, 1);
        match told.filter(|at| (sent..=accepted).contains(at)).max() {
            None => self.fail([format!("no mark tells that {person} of {site} was erased")]),
            Some(erased_at) => {
                for told in self.told.borrow_mut().iter_mut().filter(is_theirs) {
                    if !told.is_erased(erased_at, (reply.sent, accepted)) {
                        self.world.met(Hazard::AnsweredAgainAfterErasure);
                    }
                }
            }
        }
        self.world.met(Hazard::PersonErased);
        self.is_erasing.set(false);
    }
}
