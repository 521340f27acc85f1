//! What the entries of an alert say: that there is one, what a try came to, and that something is due.
//!
//! Each is one text in the metadata, versioned by its first character. No word of a visitor is in them.

use std::fmt::Write as _;

use jiff::Timestamp;
use koe_shared::site::{Channel, Destination};
use sha2::{Digest, Sha256};

use crate::hex;
use crate::store::keys::Minute;

/// The version of all three.
const VERSION: &str = "1";
/// What stands for nothing.
const NONE: &str = "-";
/// What stands for all destinations of a rule.
const ALL: &str = "*";
/// Digits that tell the destinations of a site apart.
const DIGITS: usize = 12;

/// How an alert is brought to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bell {
    /// Whoever wrote the mark rings at once; the cron takes it only if that was lost.
    Rung,
    /// Nobody rings: the cron takes it as soon as it is due.
    Silent,
    /// It is held back, and told together with others at that minute.
    Held,
}

impl Bell {
    const fn letter(self) -> &'static str {
        match self {
            Self::Rung => "b",
            Self::Silent => "n",
            Self::Held => "h",
        }
    }

    fn parse(letter: &str) -> Option<Self> {
        [Self::Rung, Self::Silent, Self::Held].into_iter().find(|bell| bell.letter() == letter)
    }
}

/// That there is an alert: `1|29920504|2|b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Opened {
    /// When it is due first, or told with others.
    pub(super) due: Minute,
    /// The revision of the answer that met the rule.
    pub(super) revision: u8,
    pub(super) bell: Bell,
}

impl Opened {
    pub(super) fn encode(self) -> String {
        format!("{VERSION}|{}|{}|{}", self.due, self.revision, self.bell.letter())
    }

    pub(super) fn decode(text: &str) -> Option<Self> {
        let [due, revision, bell] = fields(text)?;
        Some(Self {
            due: due.parse().ok()?,
            revision: revision.parse().ok()?,
            bell: Bell::parse(bell)?,
        })
    }
}

/// That something is due: `1|3|b|0a1b2c3d4e5f`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Which try comes next, from 1 on.
    pub(super) number: u8,
    pub(super) bell: Bell,
    /// The destinations that have not been told; `None`: all of the rule.
    pub(super) left: Option<Vec<DestinationId>>,
}

impl Mark {
    /// The first of an alert.
    pub(super) const fn first(bell: Bell) -> Self {
        Self { number: 1, bell, left: None }
    }

    pub(super) fn encode(&self) -> String {
        let left = self.left.as_ref().map_or_else(|| ALL.to_owned(), |left| left.join(","));
        format!("{VERSION}|{}|{}|{left}", self.number, self.bell.letter())
    }

    pub(super) fn decode(text: &str) -> Option<Self> {
        let [number, bell, left] = fields(text)?;
        let left = (left != ALL).then(|| left.split(',').map(str::to_owned).collect());
        Some(Self { number: number.parse().ok()?, bell: Bell::parse(bell)?, left })
    }
}

/// What a try came to: `1|29920505|1795230245678|0a1b2c3d4e5f=sent,…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Try {
    pub(super) at: Timestamp,
    /// When the next one is due, or the digest that tells it; of what was dropped, when its mark was due.
    pub(super) next: Option<Minute>,
    pub(super) fate: Fate,
}

/// What one try did with an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It was sent, to each destination with this outcome.
    Sent(Vec<(DestinationId, Outcome)>),
    /// It waits to be told together with others.
    Held(HeldBy),
    /// It is not told.
    Dropped(Dropped),
}

/// What came of one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The receiver took it.
    Sent,
    /// It did not.
    Failed,
    /// It said that it is gone for good.
    Gone,
}

/// Why an alert is held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeldBy {
    /// The rule has told enough in this hour.
    Cap,
    /// It is quiet now.
    Quiet,
}

/// Why an alert is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dropped {
    /// The answer was taken back, erased, or has expired.
    Withdrawn,
    /// The answer was changed and meets the rule no more.
    Changed,
    /// The comment came, and is told in place of the score.
    Superseded,
    /// All its destinations have ended, or were left out of the rule.
    NobodyLeft,
}

/// Tells the destinations of a site apart, and names no address.
pub(crate) type DestinationId = String;

/// What tells a destination apart from others. It is a hash of the whole address, also where that is a secret.
pub(crate) fn destination_id(destination: &Destination, secret: Option<&str>) -> DestinationId {
    let (channel, shown) = destination.address().unwrap_or((Channel::Email, ""));
    let address = secret.filter(|_| channel.is_secret()).unwrap_or(shown);
    let digest = Sha256::digest(format!("{} {address}", channel.field()));
    let mut id = hex::encode(&digest);
    id.truncate(DIGITS);
    id
}

impl Outcome {
    pub(crate) const ALL: [Self; 3] = [Self::Sent, Self::Failed, Self::Gone];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Gone => "gone",
        }
    }
}

impl HeldBy {
    const ALL: [Self; 2] = [Self::Cap, Self::Quiet];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Cap => "cap_per_hour",
            Self::Quiet => "quiet",
        }
    }
}

impl Dropped {
    const ALL: [Self; 4] = [Self::Withdrawn, Self::Changed, Self::Superseded, Self::NobodyLeft];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Changed => "changed",
            Self::Superseded => "superseded",
            Self::NobodyLeft => "no_destination",
        }
    }
}

impl Try {
    pub(super) fn encode(&self) -> String {
        let next = self.next.map_or_else(|| NONE.to_owned(), |next| next.to_string());
        let mut text = format!("{VERSION}|{next}|{}|", self.at.as_millisecond());
        match &self.fate {
            Fate::Sent(to) => {
                let to = to.iter().map(|(to, outcome)| format!("{to}={}", outcome.as_str()));
                text.push_str(&to.collect::<Vec<_>>().join(","));
            }
            // Writing to a string can't fail.
            Fate::Held(by) => _ = write!(text, "held:{}", by.as_str()),
            Fate::Dropped(why) => _ = write!(text, "dropped:{}", why.as_str()),
        }
        text
    }

    pub(super) fn decode(text: &str) -> Option<Self> {
        let [next, at, fate] = fields(text)?;
        let fate = match fate.split_once(':') {
            Some(("held", by)) => {
                Fate::Held(HeldBy::ALL.into_iter().find(|known| known.as_str() == by)?)
            }
            Some(("dropped", why)) => {
                Fate::Dropped(Dropped::ALL.into_iter().find(|known| known.as_str() == why)?)
            }
            Some(_) => return None,
            None => Fate::Sent(fate.split(',').map(told).collect::<Option<_>>()?),
        };
        let next = if next == NONE { None } else { Some(next.parse().ok()?) };
        Some(Self { at: Timestamp::from_millisecond(at.parse().ok()?).ok()?, next, fate })
    }
}

fn told(text: &str) -> Option<(DestinationId, Outcome)> {
    let (to, outcome) = text.split_once('=')?;
    let outcome = Outcome::ALL.into_iter().find(|known| known.as_str() == outcome)?;
    Some((to.to_owned(), outcome))
}

/// The fields after the version; `None` for another one, or another number of fields.
fn fields<const N: usize>(text: &str) -> Option<[&str; N]> {
    let (VERSION, rest) = text.split_once('|')? else { return None };
    rest.split('|').collect::<Vec<_>>().try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_pinned_and_read_back() {
        let minute: Minute = "29920504".parse().unwrap();
        let opened = Opened { due: minute, revision: 2, bell: Bell::Rung };
        assert_eq!(opened.encode(), "1|29920504|2|b");
        assert_eq!(Opened::decode("1|29920504|2|b"), Some(opened));

        let first = Mark::first(Bell::Silent);
        assert_eq!(first.encode(), "1|1|n|*");
        assert_eq!(Mark::decode("1|1|n|*"), Some(first));
        let left = Some(vec!["0a".to_owned(), "1b".to_owned()]);
        let third = Mark { number: 3, bell: Bell::Held, left };
        assert_eq!(third.encode(), "1|3|h|0a,1b");
        assert_eq!(Mark::decode("1|3|h|0a,1b"), Some(third));

        let at = Timestamp::from_millisecond(1_795_230_245_678).unwrap();
        let told = vec![("0a".to_owned(), Outcome::Sent), ("1b".to_owned(), Outcome::Gone)];
        for (fate, next, text) in [
            (Fate::Sent(told), Some(minute), "1|29920504|1795230245678|0a=sent,1b=gone"),
            (Fate::Held(HeldBy::Cap), Some(minute), "1|29920504|1795230245678|held:cap_per_hour"),
            (Fate::Dropped(Dropped::Withdrawn), None, "1|-|1795230245678|dropped:withdrawn"),
            (
                Fate::Dropped(Dropped::Changed),
                Some(minute),
                "1|29920504|1795230245678|dropped:changed",
            ),
        ] {
            let tried = Try { at, next, fate };
            assert_eq!(tried.encode(), text);
            assert_eq!(Try::decode(text), Some(tried));
        }
        for damaged in ["", "2|29920504|2|b", "1|29920504|2", "1|x|2|b", "1|-|1|held:rain"] {
            assert_eq!(Opened::decode(damaged), None, "{damaged}");
            assert_eq!(Try::decode(damaged), None, "{damaged}");
        }
    }
}
