//! What a person has just done, as the address carries it: a list shows it within a minute or more, and a page has to
//! show the person's own clicks at once. It also tells which cases were dealt with, so that the next one comes next.

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::PublicId;

use crate::sites::FormId;
use crate::store::keys::CaseEventId;

/// Events that an address carries, at most: some seventy bytes each, and one read in a bulk.
const MOST: usize = 60;
/// For how long: then every list shows them.
const FRESH: SignedDuration = SignedDuration::from_mins(15);

/// The last event on each case, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OwnEvents(Vec<(PublicId, CaseEventId)>);

impl OwnEvents {
    /// Reads them as an address has them: `{case}.{event}`, joined by `_`. What is not fresh is passed over.
    pub(super) fn read(written: Option<&str>, now: Timestamp) -> Self {
        let event = |written: &str| {
            let (case, event) = written.split_once('.')?;
            let age = now.duration_since(FormId::parse(event)?.time());
            (age < FRESH).then_some(())?;
            Some((case.parse().ok()?, event.parse().ok()?))
        };
        Self(written.unwrap_or_default().split('_').filter_map(event).take(MOST).collect())
    }

    /// With one that was noted now. What was noted before on the same case is still read: it may not be listed yet.
    pub(super) fn with(mut self, case: PublicId, event: CaseEventId) -> Self {
        self.0.retain(|known| *known != (case, event.clone()));
        self.0.insert(0, (case, event));
        self.0.truncate(MOST);
        self
    }

    pub(super) fn all(&self) -> &[(PublicId, CaseEventId)] {
        &self.0
    }

    /// The events on one case.
    pub(super) fn on(&self, case: &str) -> Vec<CaseEventId> {
        let of_case = self.0.iter().filter(|(known, _)| known.to_string() == case);
        of_case.map(|(_, event)| event.clone()).collect()
    }

    /// Whether a case was dealt with.
    pub(super) fn holds(&self, case: &str) -> bool {
        self.0.iter().any(|(known, _)| known.to_string() == case)
    }

    /// As an address has them.
    pub(super) fn written(&self) -> String {
        let written = self.0.iter().map(|(case, event)| format!("{case}.{event}"));
        written.collect::<Vec<_>>().join("_")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        Timestamp::from_second(1_795_230_000).unwrap()
    }

    fn noted(n: u128) -> (PublicId, CaseEventId) {
        let event = FormId::new(now(), n).to_string();
        (PublicId::new(1_795_230_245_678, n), event.parse().unwrap())
    }

    #[test]
    fn an_address_carries_what_was_done_in_the_last_minutes() {
        let own = (0..80).fold(OwnEvents::default(), |own, n| {
            let (case, event) = noted(n);
            own.with(case, event)
        });
        assert_eq!(own.all().len(), MOST);
        let written = own.written();
        assert!(written.len() < 5_000, "{}", written.len());
        assert_eq!(OwnEvents::read(Some(&written), now()), own);
        let (case, event) = noted(79);
        assert_eq!(own.on(&case.to_string()), [event]);
        assert!(own.holds(&case.to_string()) && !own.holds(&noted(0).0.to_string()));
        let later = now() + FRESH;
        assert_eq!(OwnEvents::read(Some(&written), later), OwnEvents::default());
    }

    #[test]
    fn what_is_no_event_is_passed_over() {
        for text in [None, Some(""), Some("nothing.<script>_._x")] {
            assert_eq!(OwnEvents::read(text, now()), OwnEvents::default());
        }
    }
}
