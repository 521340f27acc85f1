//! What a person has just decided, as the address carries it: a list of decisions shows it within a minute or more,
//! and a page has to show the person's own clicks at once.

use koe_shared::id::PublicId;

use crate::store::keys::HistoryId;

/// Decisions that an address carries, at most: those of a minute. Each costs a read while no list shows it.
const MOST: usize = 10;

/// The decisions that were made last, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OwnDecisions(Vec<(PublicId, HistoryId)>);

impl OwnDecisions {
    /// Reads them as an address has them: `{answer}.{decision}`, joined by `_`.
    pub(super) fn read(written: Option<&str>) -> Self {
        let decision = |written: &str| {
            let (answer, decision) = written.split_once('.')?;
            Some((answer.parse().ok()?, decision.parse().ok()?))
        };
        Self(written.unwrap_or_default().split('_').filter_map(decision).take(MOST).collect())
    }

    /// With one that was made now.
    pub(super) fn with(mut self, answer: &str, decision: HistoryId) -> Self {
        if let Ok(answer) = answer.parse() {
            self.0.retain(|(known, _)| *known != answer);
            self.0.insert(0, (answer, decision));
            self.0.truncate(MOST);
        }
        self
    }

    pub(super) fn all(&self) -> &[(PublicId, HistoryId)] {
        &self.0
    }

    /// As an address has them.
    pub(super) fn written(&self) -> String {
        let written = self.0.iter().map(|(answer, decision)| format!("{answer}.{decision}"));
        written.collect::<Vec<_>>().join("_")
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn made(n: u64) -> (String, HistoryId) {
        let answer = PublicId::new(1_795_230_245_678, u128::from(n)).to_string();
        (answer, HistoryId::new(Timestamp::UNIX_EPOCH, n))
    }

    #[test]
    fn an_address_carries_the_last_decision_on_each_comment() {
        let ((one, first), (_, later), (other, second)) = (made(1), made(3), made(2));
        let own = OwnDecisions::default().with(&one, first).with(&other, second).with(&one, later);
        assert_eq!(own.all().len(), 2);
        assert_eq!(OwnDecisions::read(Some(&own.written())), own);
    }

    #[test]
    fn an_address_stays_short_and_what_is_no_decision_is_passed_over() {
        let own = (0..30).fold(OwnDecisions::default(), |own, n| {
            let (answer, decision) = made(n);
            own.with(&answer, decision)
        });
        assert_eq!(own.all().len(), MOST);
        assert_eq!(OwnDecisions::read(Some("nothing.<script>_._x")), OwnDecisions::default());
        assert_eq!(OwnDecisions::read(None), OwnDecisions::default());
    }
}
