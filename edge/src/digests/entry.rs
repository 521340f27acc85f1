//! What the entry of a digest says: what came of it so far. One text in the metadata, versioned by its first character.

use jiff::Timestamp;

use crate::alerts::{DestinationId, Outcome};
use crate::store::keys::Minute;

const VERSION: &str = "1";
/// What stands for nothing.
const NONE: &str = "-";
/// What begins the text that stands for a report that could not be made.
const NOT_MADE: &str = "not_made:";

/// What came of a digest so far: `1|2|1795230245678|29920505|0a1b2c3d4e5f=sent,1b2c3d4e5f60=failed:status:503`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Noted {
    /// Tries, so far.
    pub(super) tries: u8,
    /// When the last one was.
    pub(super) at: Timestamp,
    /// When the next one is due; `None` where no further one comes.
    pub(super) next: Option<Minute>,
    pub(super) came: Came,
}

/// What the tries came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Came {
    /// The report could not be made.
    NotMade(NotMade),
    /// What came last of each destination.
    Told(Vec<One>),
}

/// Why a report could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotMade {
    /// Too many answers are not counted yet.
    TooLarge,
    /// Answers do not live for as long as a week.
    BeyondRetention,
}

impl NotMade {
    const ALL: [Self; 2] = [Self::TooLarge, Self::BeyondRetention];

    const fn as_str(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::BeyondRetention => "beyond_retention",
        }
    }
}

/// What came of one destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct One {
    pub(super) to: DestinationId,
    pub(super) outcome: Outcome,
    /// Why it was not reached, in the words of an alert's tries.
    pub(super) cause: Option<String>,
    /// The status that it replied with, where that is the cause. Whatever else it said is not kept: a receiver may
    /// repeat what it got.
    pub(super) status: Option<u16>,
}

impl Noted {
    /// What came of each destination.
    pub(super) fn told(&self) -> &[One] {
        match &self.came {
            Came::NotMade(_) => &[],
            Came::Told(told) => told,
        }
    }

    /// Whether the report could not be made, or a destination did not take it.
    pub(super) fn has_failed(&self) -> bool {
        let is_made = matches!(self.came, Came::Told(_));
        !is_made || self.told().iter().any(|one| one.outcome != Outcome::Sent)
    }

    /// Whether a destination is told no more: it took the digest, or is gone.
    pub(super) fn is_done(&self, to: &DestinationId) -> bool {
        self.told().iter().any(|one| one.to == *to && one.outcome != Outcome::Failed)
    }

    pub(super) fn encode(&self) -> String {
        let next = self.next.map_or_else(|| NONE.to_owned(), |next| next.to_string());
        let came = match &self.came {
            Came::NotMade(why) => format!("{NOT_MADE}{}", why.as_str()),
            Came::Told(told) => told.iter().map(One::encode).collect::<Vec<_>>().join(","),
        };
        format!("{VERSION}|{}|{}|{next}|{came}", self.tries, self.at.as_millisecond())
    }

    pub(super) fn decode(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('|').collect();
        let [VERSION, tries, at, next, came] = parts[..] else { return None };
        let next = if next == NONE { None } else { Some(next.parse().ok()?) };
        let came = match came.strip_prefix(NOT_MADE) {
            Some(why) => {
                Came::NotMade(NotMade::ALL.into_iter().find(|known| known.as_str() == why)?)
            }
            None if came.is_empty() => Came::Told(Vec::new()),
            None => Came::Told(came.split(',').map(One::decode).collect::<Option<_>>()?),
        };
        let at = Timestamp::from_millisecond(at.parse().ok()?).ok()?;
        Some(Self { tries: tries.parse().ok()?, at, next, came })
    }
}

impl One {
    fn encode(&self) -> String {
        let Self { to, outcome, cause, status } = self;
        let status = status.map(|status| status.to_string());
        let parts = [Some(outcome.as_str()), cause.as_deref(), status.as_deref()];
        format!("{to}={}", parts.into_iter().flatten().collect::<Vec<_>>().join(":"))
    }

    fn decode(text: &str) -> Option<Self> {
        let (to, came) = text.split_once('=')?;
        let mut parts = came.split(':');
        let outcome = parts.next()?;
        let outcome = Outcome::ALL.into_iter().find(|known| known.as_str() == outcome)?;
        let cause = parts.next().map(str::to_owned);
        let status = parts.next().and_then(|status| status.parse().ok());
        Some(Self { to: to.to_owned(), outcome, cause, status })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_pinned_and_read_back() {
        let at = Timestamp::from_millisecond(1_795_230_245_678).unwrap();
        let one = |to: &str, outcome, cause: Option<&str>| One {
            to: to.to_owned(),
            outcome,
            cause: cause.map(str::to_owned),
            status: (cause == Some("status")).then_some(503),
        };
        let told = vec![
            one("0a", Outcome::Sent, None),
            one("1b", Outcome::Failed, Some("timed_out")),
            one("2c", Outcome::Gone, Some("ended")),
            one("3d", Outcome::Failed, Some("status")),
        ];
        let next = Some("29920505".parse().unwrap());
        for (noted, text) in [
            (
                Noted { tries: 2, at, next, came: Came::Told(told) },
                "1|2|1795230245678|29920505|0a=sent,1b=failed:timed_out,2c=gone:ended,3d=failed:status:503",
            ),
            (
                Noted { tries: 3, at, next: None, came: Came::NotMade(NotMade::TooLarge) },
                "1|3|1795230245678|-|not_made:too_large",
            ),
            (
                Noted { tries: 3, at, next: None, came: Came::NotMade(NotMade::BeyondRetention) },
                "1|3|1795230245678|-|not_made:beyond_retention",
            ),
            (
                Noted { tries: 1, at, next: None, came: Came::Told(Vec::new()) },
                "1|1|1795230245678|-|",
            ),
        ] {
            assert_eq!(noted.encode(), text);
            assert_eq!(Noted::decode(text), Some(noted));
        }
        for damaged in ["", "2|1|1|-|", "1|1|1|-", "1|1|1|-|0a", "1|1|1|x|", "1|1|1|-|0a=lost"] {
            assert_eq!(Noted::decode(damaged), None, "{damaged}");
        }
    }

    #[test]
    fn only_a_destination_that_failed_is_told_again() {
        let noted =
            Noted::decode("1|1|1|29920505|0a=sent,1b=failed:status,2c=gone:status").unwrap();
        let is_done = |to: &str| noted.is_done(&to.to_owned());
        assert!(is_done("0a") && is_done("2c") && !is_done("1b") && !is_done("3d"));
    }
}
