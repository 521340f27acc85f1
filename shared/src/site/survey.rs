//! A survey: what is asked, of whom, how often, in which words.

use std::fmt;

use serde::{Deserialize, Serialize};

#[cfg(feature = "openapi")]
use super::schema;

use crate::id::{SurveyId, TouchpointId};
use crate::locale::Localized;
use crate::metric::{Bucket, Metric, Scale};

/// One question on one metric, with its targeting and its version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Survey {
    /// Its name, the same through all versions.
    pub id: SurveyId,
    /// Raised whenever question, labels or scale change. From 1.
    #[serde(default = "one")]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9999))]
    pub version: u32,
    /// What is measured.
    pub metric: Metric,
    /// How many points CES is asked on, 5 or 7. The other metrics have no choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<schema::Points>))]
    pub scale: Option<u8>,
    /// What the owner wants to learn. Visitors never see it.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500, pattern = r"\S"))]
    pub goal: String,
    /// The moments at which it may be asked.
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeSet<TouchpointId>, min_items = 1, max_items = 50))]
    pub touchpoints: Vec<TouchpointId>,
    /// Whom or what the question is about; stands where a wording says `{subject}`. Absent: the
    /// site's name.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Subject))]
    pub subject: Localized,
    /// The share of visitors drawn.
    #[serde(default)]
    pub sample_rate: SampleRate,
    /// Days before the same visitor is asked this survey again after an answer.
    #[serde(default = "ninety")]
    #[cfg_attr(feature = "openapi", schema(maximum = 3650))]
    pub recontact_days: u32,
    /// The same after a dismissal.
    #[serde(default = "thirty")]
    #[cfg_attr(feature = "openapi", schema(maximum = 3650))]
    pub recontact_after_dismissal_days: u32,
    /// Whether it prompts. Answers to an inactive survey still count.
    #[serde(default = "yes")]
    pub active: bool,
    /// The question; for CES the statement to agree with. Absent: the standard wording.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Question))]
    pub question: Localized,
    /// The names of the scale's ends. Absent: the standard wording.
    #[serde(default)]
    pub labels: Labels,
    /// What is asked after the score. Absent: the standard wording.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Buckets<schema::FollowUp>))]
    pub follow_up: FollowUp,
    /// What is said at the end. Absent: the standard wording.
    #[serde(default)]
    pub thanks: Thanks,
    /// Who is asked whether they would like a reply.
    #[serde(default)]
    pub ask_contact: Vec<Bucket>,
    /// Who is asked whether the comment may be quoted.
    #[serde(default)]
    pub ask_publish: Vec<Bucket>,
    /// Where the prompt stands.
    #[serde(default)]
    pub placement: Placement,
    /// What the scores are drawn as.
    #[serde(default)]
    pub display: Display,
}

impl Survey {
    /// The legal scores of this version. Points that the metric is not asked on, which a validated
    /// document never has, count as its usual ones.
    #[must_use]
    pub fn scale(&self) -> Scale {
        scale_of(self.metric, self.scale)
    }
}

/// The scale of that many points, or else the metric's usual one.
pub(super) fn scale_of(metric: Metric, points: Option<u8>) -> Scale {
    Scale::new(metric, points).unwrap_or(match metric {
        Metric::Nps => Scale::Nps,
        Metric::Ces => Scale::Ces5,
        Metric::Csat => Scale::Csat,
    })
}

/// The names of the scale's ends.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Labels {
    /// The lowest score's.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Label))]
    pub low: Localized,
    /// The highest score's.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Label))]
    pub high: Localized,
}

/// Something for each bucket. CES and CSAT use the three names for low, middle and high alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Buckets<T> {
    /// 0–6, or low.
    #[serde(default)]
    pub detractor: T,
    /// 7–8, or middle.
    #[serde(default)]
    pub passive: T,
    /// 9–10, or high.
    #[serde(default)]
    pub promoter: T,
}

impl<T> Buckets<T> {
    /// What stands for one bucket.
    pub fn get(&self, bucket: Bucket) -> &T {
        match bucket {
            Bucket::Detractor => &self.detractor,
            Bucket::Passive => &self.passive,
            Bucket::Promoter => &self.promoter,
        }
    }

    /// One for each bucket, by a rule.
    pub fn from_fn(mut rule: impl FnMut(Bucket) -> T) -> Self {
        Self {
            detractor: rule(Bucket::Detractor),
            passive: rule(Bucket::Passive),
            promoter: rule(Bucket::Promoter),
        }
    }
}

/// What is asked after the score.
pub type FollowUp = Buckets<Localized>;

/// What is said at the end.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Thanks {
    /// The sentence.
    #[cfg_attr(feature = "openapi", schema(value_type = Buckets<schema::Thanks>))]
    pub text: Buckets<Localized>,
    /// A link, offered to everyone or to nobody, whatever the score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<ThankYouLink>,
}

/// The owner's link under the thanks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ThankYouLink {
    /// `https:` or `mailto:`.
    #[cfg_attr(
        feature = "openapi",
        schema(
            max_length = 2000,
            pattern = r"^(?:[Hh][Tt][Tt][Pp][Ss]://|[Mm][Aa][Ii][Ll][Tt][Oo]:)[^\s\x00-\x1f\x7f-\x9f]+$"
        )
    )]
    pub href: String,
    /// What it says.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::LinkTexts))]
    pub text: Localized,
}

/// The share of visitors drawn, held in basis points, a number 0–1 on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = f64, minimum = 0, maximum = 1))]
pub struct SampleRate(u16);

/// A share of visitors outside 0–1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InvalidSampleRate(pub f64);

impl fmt::Display for InvalidSampleRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sample_rate {} is outside 0–1", self.0)
    }
}

impl std::error::Error for InvalidSampleRate {}

impl SampleRate {
    /// Everybody.
    pub const ALL: Self = Self(10_000);

    /// Of ten thousand visitors, how many are drawn: 0–10,000.
    #[must_use]
    pub const fn basis_points(self) -> u16 {
        self.0
    }
}

impl Default for SampleRate {
    fn default() -> Self {
        Self::ALL
    }
}

impl TryFrom<f64> for SampleRate {
    type Error = InvalidSampleRate;

    fn try_from(share: f64) -> Result<Self, InvalidSampleRate> {
        if (0.0..=1.0).contains(&share) {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0–10,000")]
            let basis_points = (share * 10_000.0).round() as u16;
            Ok(Self(basis_points))
        } else {
            Err(InvalidSampleRate(share))
        }
    }
}

impl From<SampleRate> for f64 {
    fn from(rate: SampleRate) -> Self {
        Self::from(rate.0) / 10_000.0
    }
}

/// Where the prompt stands. A phone gets a sheet in place of a popover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Placement {
    /// In a corner of the window, without an overlay.
    #[default]
    Popover,
    /// In the page, where `data-koe-inline` says.
    Inline,
    /// In the middle, holding the focus.
    Modal,
}

/// What the scores are drawn as. Only CSAT has a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Display {
    /// Numerals; the five steps of CES as a list of their names.
    #[default]
    Numbers,
    /// Stars.
    Stars,
    /// Faces.
    Faces,
}

const fn one() -> u32 {
    1
}

const fn thirty() -> u32 {
    30
}

const fn ninety() -> u32 {
    90
}

const fn yes() -> bool {
    true
}
