//! The three metrics, the scales they are asked on and the buckets their scores fall into.
//!
//! This is the one place that states the bounds. A checked score is in [`crate::score`], counts are
//! in [`crate::tally`], and what counts say is in [`crate::result`].

use std::fmt;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

/// What a survey measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Metric {
    /// Net promoter score: would they recommend us? Asked on 0–10.
    Nps,
    /// Customer effort score: was it easy? Agreement, so higher is easier. Asked on 1–5 or 1–7.
    Ces,
    /// Customer satisfaction: how was it? Asked on 1–5.
    Csat,
}

impl Metric {
    /// Every metric, in the order the product names them.
    pub const ALL: [Self; 3] = [Self::Nps, Self::Ces, Self::Csat];

    /// The word on the wire: `nps`, `ces`, `csat`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nps => "nps",
            Self::Ces => "ces",
            Self::Csat => "csat",
        }
    }
}

impl fmt::Display for Metric {
    /// The name as people write it: `NPS`, `CES`, `CSAT`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nps => "NPS",
            Self::Ces => "CES",
            Self::Csat => "CSAT",
        })
    }
}

/// The legal scores of one survey version.
///
/// `Ord` is withheld: scores of two scales are never compared, averaged or added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scale {
    /// 0–10.
    Nps,
    /// 1–5, the default of CES and the wording of its source articles.
    Ces5,
    /// 1–7, known as CES 2.0.
    Ces7,
    /// 1–5.
    Csat,
}

impl Scale {
    /// Every scale. Tests walk it, because the scales are small enough to try every score.
    pub const ALL: [Self; 4] = [Self::Nps, Self::Ces5, Self::Ces7, Self::Csat];

    /// The scale of `metric` with that many points, or its usual one where none is named: 11 points
    /// for NPS, 5 for CES and CSAT.
    ///
    /// # Errors
    /// [`UnknownScale`] where the metric is not asked on that many points; only CES has a choice.
    pub fn new(metric: Metric, points: Option<u8>) -> Result<Self, UnknownScale> {
        match (metric, points) {
            (Metric::Nps, None | Some(11)) => Ok(Self::Nps),
            (Metric::Ces, None | Some(5)) => Ok(Self::Ces5),
            (Metric::Ces, Some(7)) => Ok(Self::Ces7),
            (Metric::Csat, None | Some(5)) => Ok(Self::Csat),
            (metric, Some(points)) => Err(UnknownScale { metric, points }),
        }
    }

    /// What is measured on this scale.
    #[must_use]
    pub const fn metric(self) -> Metric {
        match self {
            Self::Nps => Metric::Nps,
            Self::Ces5 | Self::Ces7 => Metric::Ces,
            Self::Csat => Metric::Csat,
        }
    }

    /// The lowest legal score. NPS starts at 0, the others at 1.
    #[must_use]
    pub const fn min(self) -> u8 {
        match self {
            Self::Nps => 0,
            Self::Ces5 | Self::Ces7 | Self::Csat => 1,
        }
    }

    /// The highest legal score.
    #[must_use]
    pub const fn max(self) -> u8 {
        match self {
            Self::Nps => 10,
            Self::Ces7 => 7,
            Self::Ces5 | Self::Csat => 5,
        }
    }

    /// How many legal scores there are.
    #[must_use]
    pub const fn points(self) -> u8 {
        self.max() - self.min() + 1
    }

    /// Every legal score, ascending.
    #[must_use]
    pub const fn scores(self) -> RangeInclusive<u8> {
        self.min()..=self.max()
    }

    /// Whether `value` is a legal score.
    #[must_use]
    pub const fn contains(self, value: u8) -> bool {
        self.min() <= value && value <= self.max()
    }

    /// The bucket of `value`; `None` off the scale, so that nothing can be counted without one.
    ///
    /// NPS: 0–6, 7–8, 9–10. Five points: 1–2, 3, 4–5. Seven points: 1–3, 4, 5–7.
    #[must_use]
    pub const fn bucket(self, value: u8) -> Option<Bucket> {
        if self.contains(value) { Some(self.bucket_of_legal(value)) } else { None }
    }

    /// The bucket of a value that is known to be legal.
    pub(crate) const fn bucket_of_legal(self, value: u8) -> Bucket {
        let (last_detractor, last_passive) = match self {
            Self::Nps => (6, 8),
            Self::Ces5 | Self::Csat => (2, 3),
            Self::Ces7 => (3, 4),
        };
        if value <= last_detractor {
            Bucket::Detractor
        } else if value <= last_passive {
            Bucket::Passive
        } else {
            Bucket::Promoter
        }
    }

    /// The bounds as they stand in JSON.
    #[must_use]
    pub const fn bounds(self) -> Bounds {
        Bounds { min: self.min(), max: self.max() }
    }
}

impl fmt::Display for Scale {
    /// As it stands in messages: `NPS scale 0–10`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} scale {}–{}", self.metric(), self.min(), self.max())
    }
}

/// The lowest and the highest legal score, as JSON carries them: `{ "min": 0, "max": 10 }`.
///
/// Write only: two scales share 1–5, so bounds without their metric do not name a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Bounds {
    /// The lowest legal score.
    pub min: u8,
    /// The highest legal score.
    pub max: u8,
}

/// The three parts of a scale. CES and CSAT use the same three names for low, middle and high.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Bucket {
    /// NPS 0–6; low on the other scales.
    Detractor,
    /// NPS 7–8; the middle of the other scales.
    Passive,
    /// NPS 9–10; high on the other scales: what CES calls agreeing and CSAT calls satisfied.
    Promoter,
}

impl Bucket {
    /// Every bucket, from the bottom of the scale to its top.
    pub const ALL: [Self; 3] = [Self::Detractor, Self::Passive, Self::Promoter];

    /// The word on the wire: `detractor`, `passive`, `promoter`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Detractor => "detractor",
            Self::Passive => "passive",
            Self::Promoter => "promoter",
        }
    }
}

/// A metric was asked for on a number of points that it does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownScale {
    /// The metric that was to be asked.
    pub metric: Metric,
    /// The number of points it does not have.
    pub points: u8,
}

impl fmt::Display for UnknownScale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let has = match self.metric {
            Metric::Nps => "11",
            Metric::Ces => "5 or 7",
            Metric::Csat => "5",
        };
        write!(f, "{} is asked on {has} points, not on {}", self.metric, self.points)
    }
}

impl std::error::Error for UnknownScale {}

#[cfg(test)]
mod tests {
    use super::{Bucket, Metric, Scale};

    /// Every score of a scale beside its bucket: `d` detractor, `p` passive, `P` promoter.
    #[track_caller]
    fn check_buckets(scale: Scale, expected: &str) {
        let letters: String = scale
            .scores()
            .map(|value| match scale.bucket(value).unwrap() {
                Bucket::Detractor => 'd',
                Bucket::Passive => 'p',
                Bucket::Promoter => 'P',
            })
            .collect();
        assert_eq!(letters, expected);
    }

    #[test]
    fn every_score_of_every_scale_has_its_bucket() {
        check_buckets(Scale::Nps, "dddddddppPP");
        check_buckets(Scale::Ces5, "ddpPP");
        check_buckets(Scale::Ces7, "dddpPPP");
        check_buckets(Scale::Csat, "ddpPP");
    }

    #[test]
    fn nothing_off_the_scale_has_a_bucket() {
        for scale in Scale::ALL {
            for value in 0..=u8::MAX {
                let legal = scale.scores().contains(&value);
                assert_eq!(scale.contains(value), legal, "{scale}, {value}");
                assert_eq!(scale.bucket(value).is_some(), legal, "{scale}, {value}");
            }
        }
    }

    #[test]
    fn nps_starts_at_zero_and_the_others_at_one() {
        assert_eq!(Scale::ALL.map(Scale::min), [0, 1, 1, 1]);
        assert_eq!(Scale::ALL.map(Scale::points), [11, 5, 7, 5]);
    }

    #[test]
    fn only_ces_has_a_choice_of_scales() {
        assert_eq!(Scale::new(Metric::Ces, None), Ok(Scale::Ces5));
        assert_eq!(Scale::new(Metric::Ces, Some(7)), Ok(Scale::Ces7));
        for scale in Scale::ALL {
            assert_eq!(Scale::new(scale.metric(), Some(scale.points())), Ok(scale));
        }
        let message = |metric, points| Scale::new(metric, Some(points)).unwrap_err().to_string();
        assert_eq!(message(Metric::Ces, 6), "CES is asked on 5 or 7 points, not on 6");
        assert_eq!(message(Metric::Nps, 10), "NPS is asked on 11 points, not on 10");
        assert_eq!(message(Metric::Csat, 7), "CSAT is asked on 5 points, not on 7");
    }

    #[test]
    fn names_on_the_wire() {
        for metric in Metric::ALL {
            assert_eq!(serde_json::to_value(metric).unwrap(), metric.as_str());
        }
        assert_eq!(
            serde_json::to_string(&Bucket::ALL).unwrap(),
            r#"["detractor","passive","promoter"]"#
        );
        assert_eq!(serde_json::to_string(&Scale::Ces7.bounds()).unwrap(), r#"{"min":1,"max":7}"#);
    }
}
