//! That an answer is followed up: what the entry of a case says of it.

use jiff::Timestamp;
use koe_shared::id::RuleId;
use koe_shared::metric::Scale;
use koe_shared::score::Score;
use koe_shared::urgency::{Reason, Urgency};

/// The form of the metadata.
const VERSION: &str = "1";
const BY_RULE: &str = "rule";
const BY_HAND: &str = "key";

/// Who opened a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Opener {
    /// A rule of the site.
    Rule(RuleId),
    /// A person, by the name of their key.
    Person(String),
}

/// How a case began, and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Opening {
    pub(crate) at: Timestamp,
    pub(crate) by: Opener,
    /// The revision of the answer that was judged last.
    pub(crate) revision: u8,
    pub(crate) score: Score,
    pub(crate) urgency: Urgency,
    pub(crate) survey: String,
    pub(crate) touchpoint: Option<String>,
    /// The hash of the person who answered, as keys have it.
    pub(crate) person: Option<String>,
}

impl Opening {
    /// `1|1795230245678|2|nps11:3|broken,very_low|shop-nps|post-purchase|{person}|rule|angry`, nothing in the place of
    /// what is not there. Who opened it comes last, since a key may be named by any character.
    pub(super) fn encode(&self) -> String {
        let reasons: Vec<&str> =
            self.urgency.reasons().iter().map(|reason| reason.as_str()).collect();
        let (kind, by) = match &self.by {
            Opener::Rule(rule) => (BY_RULE, rule.as_str()),
            Opener::Person(name) => (BY_HAND, name.as_str()),
        };
        let parts = [
            VERSION,
            &self.at.as_millisecond().to_string(),
            &self.revision.to_string(),
            &format!("{}:{}", name_of(self.score.scale()), self.score.value()),
            &reasons.join(","),
            &self.survey,
            self.touchpoint.as_deref().unwrap_or_default(),
            self.person.as_deref().unwrap_or_default(),
            kind,
            by,
        ];
        parts.join("|")
    }

    /// Reads the metadata; `None` for what another release wrote.
    pub(super) fn decode(metadata: &str) -> Option<Self> {
        let mut parts = metadata.splitn(10, '|');
        (parts.next()? == VERSION).then_some(())?;
        let at = Timestamp::from_millisecond(parts.next()?.parse().ok()?).ok()?;
        let revision = parts.next()?.parse().ok()?;
        let (scale, value) = parts.next()?.split_once(':')?;
        let scale = Scale::ALL.into_iter().find(|known| name_of(*known) == scale)?;
        let score = Score::new(scale, value.parse().ok()?).ok()?;
        let found: Vec<&str> = parts.next()?.split(',').collect();
        let reasons = Reason::ALL.into_iter().filter(|reason| found.contains(&reason.as_str()));
        let urgency = Urgency::for_reasons(&reasons.collect::<Vec<_>>());
        let survey = parts.next()?.to_owned();
        let mut some = || Some(Some(parts.next()?.to_owned()).filter(|part| !part.is_empty()));
        let (touchpoint, person) = (some()?, some()?);
        let by = match (parts.next()?, parts.next()?) {
            (BY_RULE, rule) => Opener::Rule(rule.parse().ok()?),
            (BY_HAND, name) => Opener::Person(name.to_owned()),
            _ => return None,
        };
        Some(Self { at, by, revision, score, urgency, survey, touchpoint, person })
    }
}

/// `nps11`, `ces5`.
fn name_of(scale: Scale) -> String {
    format!("{}{}", scale.metric().as_str(), scale.points())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening(by: Opener) -> Opening {
        Opening {
            at: Timestamp::from_millisecond(1_795_230_245_678).unwrap(),
            by,
            revision: 2,
            score: Score::new(Scale::Nps, 3).unwrap(),
            urgency: Urgency::for_reasons(&[Reason::VeryLow, Reason::Broken]),
            survey: "shop-nps".to_owned(),
            touchpoint: Some("post-purchase".to_owned()),
            person: Some("b1".to_owned()),
        }
    }

    #[test]
    fn the_metadata_is_pinned_byte_for_byte_and_read_back() {
        let by_rule = opening(Opener::Rule("angry".parse().unwrap()));
        let metadata =
            "1|1795230245678|2|nps11:3|broken,very_low|shop-nps|post-purchase|b1|rule|angry";
        assert_eq!(by_rule.encode(), metadata);
        assert_eq!(Opening::decode(metadata), Some(by_rule));
        let by_hand = opening(Opener::Person("Support | night".to_owned()));
        let by_hand =
            Opening { touchpoint: None, person: None, urgency: Urgency::default(), ..by_hand };
        let metadata = "1|1795230245678|2|nps11:3||shop-nps|||key|Support | night";
        assert_eq!(by_hand.encode(), metadata);
        assert_eq!(Opening::decode(metadata), Some(by_hand));
    }

    #[test]
    fn every_score_of_every_scale_is_read_back() {
        for scale in Scale::ALL {
            for value in scale.scores() {
                let score = Score::new(scale, value.into()).unwrap();
                let opened = Opening { score, ..opening(Opener::Person("admin".to_owned())) };
                assert_eq!(Opening::decode(&opened.encode()), Some(opened));
            }
        }
    }

    #[test]
    fn what_another_release_wrote_is_no_case() {
        let metadata = opening(Opener::Person("admin".to_owned())).encode();
        for other in [
            metadata.replace("1|17", "2|17"),
            metadata.replace("nps11:3", "nps11:11"),
            metadata.replace("|key|", "|team|"),
            String::new(),
        ] {
            assert_eq!(Opening::decode(&other), None, "{other}");
        }
    }
}
