//! The confidence levels an interval or a verdict can be asked for.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::stats::normal;

/// A two-sided level of confidence. A closed set, so that no caller can ask for 0 or 100 %.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(try_from = "f64", into = "f64")]
pub enum Confidence {
    /// 90 %.
    P90,
    /// 95 %, unless something else is asked for.
    #[default]
    P95,
    /// 99 %.
    P99,
}

impl Confidence {
    /// Every level, ascending.
    pub const ALL: [Self; 3] = [Self::P90, Self::P95, Self::P99];

    /// The level as a fraction: 0.9, 0.95 or 0.99.
    #[must_use]
    pub const fn level(self) -> f64 {
        match self {
            Self::P90 => 0.9,
            Self::P95 => 0.95,
            Self::P99 => 0.99,
        }
    }

    /// What is left outside, in both tails together: 0.1, 0.05 or 0.01.
    #[must_use]
    pub const fn alpha(self) -> f64 {
        match self {
            Self::P90 => 0.1,
            Self::P95 => 0.05,
            Self::P99 => 0.01,
        }
    }

    /// The two-sided standard normal quantile: half of [`Self::alpha`] lies beyond it on each side.
    #[must_use]
    pub fn z(self) -> f64 {
        -normal::quantile(self.alpha() / 2.0)
    }
}

impl From<Confidence> for f64 {
    fn from(confidence: Confidence) -> Self {
        confidence.level()
    }
}

impl TryFrom<f64> for Confidence {
    type Error = UnknownConfidence;

    fn try_from(level: f64) -> Result<Self, UnknownConfidence> {
        Self::ALL
            .into_iter()
            .find(|known| (known.level() - level).abs() < f64::EPSILON)
            .ok_or_else(|| UnknownConfidence { asked: level.to_string() })
    }
}

impl FromStr for Confidence {
    type Err = UnknownConfidence;

    /// Reads `0.9`, `0.95` and `0.99`, however many zeros follow.
    fn from_str(text: &str) -> Result<Self, UnknownConfidence> {
        text.parse::<f64>()
            .ok()
            .and_then(|level| Self::try_from(level).ok())
            .ok_or_else(|| UnknownConfidence { asked: text.to_owned() })
    }
}

/// A confidence was asked for that is not offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownConfidence {
    /// What was asked for.
    pub asked: String,
}

impl fmt::Display for UnknownConfidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "confidence {} is not one of 0.9, 0.95 and 0.99", self.asked)
    }
}

impl std::error::Error for UnknownConfidence {}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Confidence {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::Number)
            // Generators of clients have no name for the values of such an enum.
            .description(Some("A level of confidence: 0.9, 0.95 or 0.99."))
            .minimum(Some(Self::P90.level()))
            .maximum(Some(Self::P99.level()))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Confidence {}

#[cfg(test)]
mod tests {
    use super::Confidence;

    /// Two-sided z to ten decimals, as every table of the normal distribution prints it.
    #[test]
    fn z_is_two_sided() {
        for (confidence, z) in [
            (Confidence::P90, 1.644_853_626_951),
            (Confidence::P95, 1.959_963_984_540),
            (Confidence::P99, 2.575_829_303_549),
        ] {
            assert!((confidence.z() - z).abs() < 1e-12, "{confidence:?}");
        }
    }

    #[test]
    fn a_level_and_what_it_leaves_outside_make_one() {
        for confidence in Confidence::ALL {
            assert!((confidence.level() + confidence.alpha() - 1.0).abs() < f64::EPSILON);
        }
    }

    #[test]
    fn json_and_queries_bring_the_level_as_a_number() {
        for confidence in Confidence::ALL {
            let json = serde_json::to_string(&confidence).unwrap();
            assert_eq!(serde_json::from_str::<Confidence>(&json).unwrap(), confidence);
            assert_eq!(json.parse::<Confidence>(), Ok(confidence));
        }
        assert_eq!("0.950".parse(), Ok(Confidence::P95));
    }

    #[test]
    fn other_levels_are_refused_by_name() {
        for asked in ["95", "1", "0.5", "NaN", ""] {
            let error = asked.parse::<Confidence>().unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("confidence {asked} is not one of 0.9, 0.95 and 0.99")
            );
        }
        assert!(serde_json::from_str::<Confidence>("0.94").is_err());
    }
}
