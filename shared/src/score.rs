//! Checked scores: parsing is validation, done once, at the door.
//!
//! A [`Score`] is a legal value on a known scale. [`NpsScore`], [`Ces5`], [`Ces7`] and [`Csat`] are
//! the same promise where the scale is known at compile time. The bounds are in [`crate::metric`].

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::metric::{Bucket, Scale};

/// A legal score on its scale.
///
/// `Ord` is withheld: a 5 of 5 and a 5 of 7 have no order, and no sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Score {
    scale: Scale,
    value: u8,
}

impl Score {
    /// Checks that `value` is legal on `scale`. It takes the widest integer JSON brings, so that
    /// the refusal can name what was sent, `-1` and `300` included.
    ///
    /// # Errors
    /// [`OffScale`] names the value and the bounds.
    pub fn new(scale: Scale, value: i64) -> Result<Self, OffScale> {
        match u8::try_from(value) {
            Ok(legal) if scale.contains(legal) => Ok(Self { scale, value: legal }),
            _ => Err(OffScale { scale, value }),
        }
    }

    /// The scale it was picked on.
    #[must_use]
    pub const fn scale(self) -> Scale {
        self.scale
    }

    /// The number the respondent picked: never an index of an option.
    #[must_use]
    pub const fn value(self) -> u8 {
        self.value
    }

    /// The part of the scale it falls into. Every legal score has one.
    #[must_use]
    pub const fn bucket(self) -> Bucket {
        self.scale.bucket_of_legal(self.value)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// A number is not a legal score of the scale it was meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OffScale {
    /// The scale it was checked against.
    pub scale: Scale,
    /// The number as it was sent.
    pub value: i64,
}

impl fmt::Display for OffScale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "score {} is outside the {}", self.value, self.scale)
    }
}

impl std::error::Error for OffScale {}

/// One newtype per scale. A macro, because the four differ in nothing but their scale.
macro_rules! score_on {
    ($(#[$doc:meta])* $name:ident, $scale:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "i64", into = "u8")]
        pub struct $name(u8);

        impl $name {
            /// The number the respondent picked.
            #[must_use]
            pub const fn get(self) -> u8 {
                self.0
            }
        }

        impl TryFrom<i64> for $name {
            type Error = OffScale;

            fn try_from(value: i64) -> Result<Self, OffScale> {
                Score::new($scale, value).map(|score| Self(score.value))
            }
        }

        impl From<$name> for u8 {
            fn from(score: $name) -> Self {
                score.0
            }
        }

        impl From<$name> for Score {
            fn from(score: $name) -> Self {
                Self { scale: $scale, value: score.0 }
            }
        }
    };
}

score_on! {
    /// A score on 0–10.
    NpsScore, Scale::Nps
}
score_on! {
    /// A score on the five points of CES.
    Ces5, Scale::Ces5
}
score_on! {
    /// A score on the seven points of CES 2.0.
    Ces7, Scale::Ces7
}
score_on! {
    /// A score on the five points of CSAT.
    Csat, Scale::Csat
}

#[cfg(test)]
mod tests {
    use serde::de::DeserializeOwned;

    use super::{Ces5, Ces7, Csat, NpsScore, OffScale, Score};
    use crate::metric::{Bucket, Scale};

    #[test]
    fn exactly_the_scores_of_the_scale_are_legal() {
        for scale in Scale::ALL {
            for value in -300..=300 {
                let legal = i64::from(scale.min()) <= value && value <= i64::from(scale.max());
                let score = Score::new(scale, value);
                assert_eq!(score.is_ok(), legal, "{scale}, {value}");
                if let Ok(score) = score {
                    assert_eq!(i64::from(score.value()), value);
                    assert_eq!(score.scale(), scale);
                    assert_eq!(Some(score.bucket()), scale.bucket(score.value()));
                }
            }
        }
    }

    #[test]
    fn a_refusal_names_the_value_and_the_bounds() {
        let message = |scale, value| Score::new(scale, value).unwrap_err().to_string();
        assert_eq!(message(Scale::Nps, 11), "score 11 is outside the NPS scale 0–10");
        assert_eq!(message(Scale::Nps, -1), "score -1 is outside the NPS scale 0–10");
        assert_eq!(message(Scale::Ces5, 0), "score 0 is outside the CES scale 1–5");
        assert_eq!(message(Scale::Ces7, 8), "score 8 is outside the CES scale 1–7");
        assert_eq!(
            message(Scale::Csat, i64::MAX),
            "score 9223372036854775807 is outside the CSAT scale 1–5"
        );
    }

    #[test]
    fn six_is_a_detractor_and_nine_a_promoter() {
        let bucket = |value| Score::new(Scale::Nps, value).unwrap().bucket();
        assert_eq!([6, 7, 8, 9].map(bucket), {
            use Bucket::{Detractor, Passive, Promoter};
            [Detractor, Passive, Passive, Promoter]
        });
    }

    #[track_caller]
    fn check_newtype<T>(scale: Scale)
    where
        T: TryFrom<i64, Error = OffScale> + Into<Score> + DeserializeOwned + serde::Serialize,
    {
        for value in -2..=12 {
            let parsed = serde_json::from_str::<T>(&value.to_string());
            assert_eq!(parsed.is_ok(), Score::new(scale, value).is_ok(), "{scale}, {value}");
            if let Ok(parsed) = parsed {
                assert_eq!(serde_json::to_string(&parsed).unwrap(), value.to_string());
                assert_eq!(Some(parsed.into()), Score::new(scale, value).ok());
            }
        }
        for refused in ["6.5", "8.5", "9.0", "\"9\"", "null", "true", "[9]", "1e1"] {
            assert!(serde_json::from_str::<T>(refused).is_err(), "{scale}, {refused}");
        }
    }

    #[test]
    fn json_brings_integers_on_the_scale_and_nothing_else() {
        check_newtype::<NpsScore>(Scale::Nps);
        check_newtype::<Ces5>(Scale::Ces5);
        check_newtype::<Ces7>(Scale::Ces7);
        check_newtype::<Csat>(Scale::Csat);
    }

    #[test]
    fn a_refusal_while_parsing_says_the_same() {
        let error = serde_json::from_str::<NpsScore>("11").unwrap_err();
        assert_eq!(error.to_string(), "score 11 is outside the NPS scale 0–10");
    }
}
