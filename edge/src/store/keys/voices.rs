//! The keys of voices: what an owner decided on comments that may be published.

use koe_shared::id::{PublicId, SiteId};

use super::history::HistoryId;
use super::{answer_at, slot};

/// The prefix of every decision of a site, those on the newest answers first.
#[must_use]
pub fn voices(site: &SiteId) -> String {
    format!("voice/{site}/")
}

/// The prefix of every decision on one answer, the newest first.
#[must_use]
pub fn voices_of(site: &SiteId, answer: &PublicId) -> String {
    format!("{}{}", voices(site), slot(answer))
}

/// One decision on an answer. Its id is made as that of an entry of the history: when it was made, inverted, and
/// 64 random bits.
#[must_use]
pub fn voice(site: &SiteId, answer: &PublicId, decision: &HistoryId) -> String {
    format!("{}{decision}", voices_of(site, answer))
}

/// The answer and the decision that a key names.
#[must_use]
pub fn parse_voice(key: &str) -> Option<(PublicId, HistoryId)> {
    let (_, rest) = key.strip_prefix("voice/")?.split_once('/')?;
    let (answer, decision) = rest.rsplit_once('/')?;
    Some((answer_at(answer)?, decision.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn the_key_of_a_decision_is_pinned_and_the_newest_sorts_first() {
        let site: SiteId = "kokage".parse().unwrap();
        let at = |ms| Timestamp::from_millisecond(ms).unwrap();
        let answer = PublicId::new(1_795_230_245_678, 0xab);
        let decision = HistoryId::new(at(1_795_230_245_678), 7);
        let key = voice(&site, &answer, &decision);
        assert_eq!(
            key,
            "voice/kokage/8204769999/fe5e03f05cd1700080000000000000ab/8204769754321-0000000000000007"
        );
        assert_eq!(parse_voice(&key), Some((answer, decision.clone())));
        assert!(HistoryId::new(at(1_795_230_245_679), 0) < decision);
        assert_eq!(parse_voice("voice/kokage/8204769999/x/8204769754321-0000000000000007"), None);
        assert_eq!(parse_voice(&key.replace("voice/", "case/")), None);
    }
}
