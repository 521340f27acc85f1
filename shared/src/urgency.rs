//! How urgent a comment is: the sum of the weights of its reasons, each of which is named.
//!
//! Most reasons are words. The lists in `urgency/words/` name them, a file for each language, as data. A list
//! is moderate on purpose: it holds what people write when something is wrong, with the usual endings, and
//! leaves out words that mean something else as often ("late", 火). What it misses is read all the same,
//! further down. Words count in comments of detractors and of those who want a reply: elsewhere "I cancelled
//! with them and came to you" would ring.
//!
//! Nothing here is a score, and nothing of it is stored: a comment is judged when it is read.

mod words;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use self::words::{Topic, topics};
use crate::metric::{Bucket, Scale};
use crate::score::Score;
use crate::words::Text;

/// A comment is urgent from this sum on.
pub const URGENT_FROM: u8 = 4;

/// Why a comment is urgent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Reason {
    /// Somebody was hurt, fell ill or is in danger.
    Safety,
    /// They leave, or say so.
    Leaving,
    /// Money is wanted back, or was taken wrongly.
    Money,
    /// Something is broken, does not work, or is the wrong thing.
    Broken,
    /// They wait for goods or a reply.
    Waiting,
    /// They want a reply: by the box in the prompt, or in words.
    ContactWanted,
    /// NPS 0–3; CES and CSAT 1.
    VeryLow,
}

impl Reason {
    /// Every reason, the heaviest first.
    pub const ALL: [Self; 7] = [
        Self::Safety,
        Self::Leaving,
        Self::Money,
        Self::Broken,
        Self::Waiting,
        Self::ContactWanted,
        Self::VeryLow,
    ];

    /// What it adds to the sum.
    #[must_use]
    pub const fn weight(self) -> u8 {
        match self {
            Self::Safety => 5,
            Self::Leaving | Self::Money => 4,
            Self::Broken | Self::Waiting => 3,
            Self::ContactWanted => 2,
            Self::VeryLow => 1,
        }
    }

    /// As the API says it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Safety => "safety",
            Self::Leaving => "leaving",
            Self::Money => "money",
            Self::Broken => "broken",
            Self::Waiting => "waiting",
            Self::ContactWanted => "contact_wanted",
            Self::VeryLow => "very_low",
        }
    }

    /// The words it is found by.
    const fn topic(self) -> Option<Topic> {
        Some(match self {
            Self::Safety => Topic::Safety,
            Self::Leaving => Topic::Leaving,
            Self::Money => Topic::Money,
            Self::Broken => Topic::Broken,
            Self::Waiting => Topic::Waiting,
            Self::ContactWanted => Topic::ContactWanted,
            Self::VeryLow => return None,
        })
    }
}

/// How urgent a comment is, and why: `{ "sum": 7, "reasons": ["leaving", "broken"] }`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Urgency {
    reasons: Vec<Reason>,
}

impl Urgency {
    /// The urgency of a comment with its score. `has_contact` says that an address for a reply was given.
    #[must_use]
    pub fn of(score: Score, comment: &str, has_contact: bool) -> Self {
        Self::of_text(score, &Text::of(comment), has_contact)
    }

    /// The same, of a comment that was read already.
    #[must_use]
    pub fn of_text(score: Score, comment: &Text, has_contact: bool) -> Self {
        let topics = topics(comment);
        let wants_contact = has_contact || topics.contains(&Topic::ContactWanted);
        let words_count = wants_contact || score.bucket() == Bucket::Detractor;
        let is_given = |reason: &Reason| match reason {
            Reason::ContactWanted => wants_contact,
            Reason::VeryLow => is_very_low(score),
            reason => words_count && reason.topic().is_some_and(|topic| topics.contains(&topic)),
        };
        Self { reasons: Reason::ALL.into_iter().filter(is_given).collect() }
    }

    /// The urgency by reasons that were found before, whatever their order.
    #[must_use]
    pub fn for_reasons(found: &[Reason]) -> Self {
        Self { reasons: Reason::ALL.into_iter().filter(|reason| found.contains(reason)).collect() }
    }

    /// The weights of all reasons together.
    #[must_use]
    pub fn sum(&self) -> u8 {
        self.reasons.iter().map(|reason| reason.weight()).sum()
    }

    /// The reasons, the heaviest first.
    #[must_use]
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// Whether somebody should look today.
    #[must_use]
    pub fn is_urgent(&self) -> bool {
        self.sum() >= URGENT_FROM
    }
}

impl Serialize for Urgency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Urgency", 2)?;
        object.serialize_field("sum", &self.sum())?;
        object.serialize_field("reasons", &self.reasons)?;
        object.end()
    }
}

/// An [`Urgency`] as its reader sees it.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[schema(as = Urgency)]
#[expect(dead_code, reason = "it only describes")]
struct UrgencySchema {
    /// The weights of the reasons together; urgent from 4.
    sum: u8,
    /// Why, the heaviest first.
    reasons: Vec<Reason>,
}

#[cfg(feature = "openapi")]
crate::schema_of!(UrgencySchema => Urgency);

/// Whether a comment's words stand against its score: a promoter who writes of leaving, money or something
/// broken, or a detractor who praises. A hint that somebody took the scale for its opposite; never counted.
#[must_use]
pub fn speaks_against_its_score(score: Score, comment: &Text) -> bool {
    let against: &[Topic] = match score.bucket() {
        Bucket::Promoter => &[Topic::Leaving, Topic::Money, Topic::Broken],
        Bucket::Passive => &[],
        Bucket::Detractor => &[Topic::Praise],
    };
    if against.is_empty() {
        return false;
    }
    let topics = topics(comment);
    against.iter().any(|topic| topics.contains(topic))
}

fn is_very_low(score: Score) -> bool {
    let lowest = match score.scale() {
        Scale::Nps => 3,
        Scale::Ces5 | Scale::Ces7 | Scale::Csat => 1,
    };
    score.value() <= lowest
}

#[cfg(test)]
mod tests;
