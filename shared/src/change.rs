//! Is a difference between two results more than chance?

use serde::Serialize;

use crate::confidence::Confidence;
use crate::metric::{Bucket, Metric};
use crate::result::{self, Method};
use crate::stats::adjusted_wald::Corrected;
use crate::stats::newcombe::{self, Share};
use crate::stats::sample::Sample;
use crate::stats::welch::Difference;
use crate::stats::{Span, normal};
use crate::tally::{MixedScales, Tally};

/// The fewest answers on either side that allow a verdict.
pub const VERDICT_FROM: u64 = 5;

/// What a comparison comes to, at the confidence asked for.
///
/// There is no "unchanged": too few answers to see a change look exactly like that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Verdict {
    /// Higher than before: the interval lies above zero.
    Up,
    /// Lower than before: the interval lies below zero.
    Down,
    /// The interval holds zero.
    NoEvidence,
}

/// The headline of one tally less that of another, in the headline's own unit.
///
/// `delta` is what was observed. Of an NPS the interval belongs to the corrected difference, whose
/// centre lies nearer to zero: 30 promoters of 30 against none of 30 is an observed 200 with the
/// interval 164.5 to 199.1. So `low ≤ delta ≤ high` is withheld as a promise.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct Change {
    /// The observed difference, unrounded; null where either side has no answers.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub delta: Option<f64>,
    /// The lower bound of the difference; null where it can't be told, as with `interval`.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub low: Option<f64>,
    /// The upper bound of the difference.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub high: Option<f64>,
    /// How often chance alone would give a difference at least this large, on either side.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub p_value: Option<f64>,
    /// Null below 5 answers on either side, and without an interval.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub verdict: Option<Verdict>,
    /// The confidence of interval and verdict.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub confidence: Confidence,
    /// How the interval was made.
    pub method: Method,
}

impl Change {
    /// Compares `now` with `before`: two independent samples on one scale.
    ///
    /// NPS by z with the adjusted-Wald correction, CSAT by Newcombe's interval, CES by Welch's t,
    /// always two-sided. People who were asked twice are not independent: this is not for them.
    ///
    /// # Errors
    /// [`MixedScales`] where the two are on different scales.
    pub fn between(
        now: &Tally,
        before: &Tally,
        confidence: Confidence,
    ) -> Result<Self, MixedScales> {
        if now.scale() != before.scale() {
            return Err(MixedScales { first: now.scale(), other: before.scale() });
        }
        let observed = result::score(now).zip(result::score(before));
        let (method, evidence) = match now.scale().metric() {
            Metric::Nps => (Method::AdjustedWald, of_nps(now, before, confidence)),
            Metric::Ces => (Method::Welch, of_means(now, before, confidence)),
            Metric::Csat => (Method::Newcombe, of_shares(now, before, confidence)),
        };
        let enough = now.n().min(before.n()) >= VERDICT_FROM;
        Ok(Self {
            delta: observed.map(|(now, before)| now - before),
            low: evidence.map(|evidence| evidence.span.low),
            high: evidence.map(|evidence| evidence.span.high),
            p_value: evidence.map(|evidence| evidence.p_value),
            verdict: evidence.filter(|_| enough).map(|evidence| evidence.verdict()),
            confidence,
            method,
        })
    }
}

/// How many standard errors the headline of one tally lies above that of another; negative below it.
///
/// The error is that of the test behind [`Change::p_value`], so the two agree: the corrected NPS, the z at
/// which Newcombe's interval begins to hold zero, Welch's t. `None` where there is no error to tell: either
/// side has no answers, and for a mean one answer or equal answers.
///
/// # Errors
/// [`MixedScales`] where the two are on different scales.
pub fn standard_errors(one: &Tally, other: &Tally) -> Result<Option<f64>, MixedScales> {
    if one.scale() != other.scale() {
        return Err(MixedScales { first: one.scale(), other: other.scale() });
    }
    Ok(match one.scale().metric() {
        Metric::Nps => {
            corrected(one).zip(corrected(other)).map(|(one, other)| one.less(&other).z())
        }
        Metric::Ces => welch(one, other).map(|difference| difference.centre / difference.error),
        Metric::Csat => newcombe::z(top(one), top(other)),
    })
}

/// What a test says of a difference.
#[derive(Clone, Copy)]
struct Evidence {
    span: Span,
    p_value: f64,
}

impl Evidence {
    fn verdict(&self) -> Verdict {
        if self.span.low > 0.0 {
            Verdict::Up
        } else if self.span.high < 0.0 {
            Verdict::Down
        } else {
            Verdict::NoEvidence
        }
    }
}

fn of_nps(now: &Tally, before: &Tally, confidence: Confidence) -> Option<Evidence> {
    let difference = corrected(now)?.less(&corrected(before)?);
    Some(Evidence {
        span: difference.interval(confidence.z()).times(100.0).within(-200.0, 200.0),
        p_value: normal::two_sided_p(difference.z()),
    })
}

fn of_shares(now: &Tally, before: &Tally, confidence: Confidence) -> Option<Evidence> {
    let (now, before) = (top(now), top(before));
    Some(Evidence {
        span: newcombe::interval(now, before, confidence.z())?.times(100.0),
        p_value: newcombe::two_sided_p(now, before)?,
    })
}

fn of_means(now: &Tally, before: &Tally, confidence: Confidence) -> Option<Evidence> {
    let reach = f64::from(now.scale().max() - now.scale().min());
    let difference = welch(now, before)?;
    Some(Evidence {
        span: difference.interval(confidence.alpha()).within(-reach, reach),
        p_value: difference.two_sided_p(),
    })
}

fn corrected(tally: &Tally) -> Option<Corrected> {
    let (up, down) = (tally.in_bucket(Bucket::Promoter), tally.in_bucket(Bucket::Detractor));
    (tally.n() > 0).then(|| Corrected::of(up, down, tally.n()))
}

fn top(tally: &Tally) -> Share {
    Share { k: tally.in_bucket(Bucket::Promoter), n: tally.n() }
}

fn welch(now: &Tally, before: &Tally) -> Option<Difference> {
    Difference::between(&Sample::of(now.iter())?, &Sample::of(before.iter())?)
}

#[cfg(test)]
mod tests {
    use super::{Change, Verdict, standard_errors};
    use crate::confidence::Confidence;
    use crate::metric::Scale;
    use crate::stats::normal;
    use crate::tally::Tally;

    fn tally(scale: Scale, counts: &[(u8, u64)]) -> Tally {
        Tally::from_counts(scale, counts.iter().copied()).unwrap()
    }

    fn change(scale: Scale, now: &[(u8, u64)], before: &[(u8, u64)]) -> Change {
        Change::between(&tally(scale, now), &tally(scale, before), Confidence::P95).unwrap()
    }

    #[test]
    fn an_observed_200_is_not_held_by_its_interval() {
        let change = change(Scale::Nps, &[(10, 30)], &[(0, 30)]);
        assert_eq!(change.delta, Some(200.0));
        let interval = format!("{:.1}…{:.1}", change.low.unwrap(), change.high.unwrap());
        assert_eq!(interval, "164.5…199.1");
        assert_eq!(change.verdict, Some(Verdict::Up));
    }

    #[test]
    fn four_answers_on_either_side_allow_no_verdict() {
        for scale in Scale::ALL {
            let (low, high) = (scale.min(), scale.max());
            let many = [(low, 300), (low + 1, 300)];
            let four = [(high, 2), (high - 1, 2)];
            let five = [(high, 3), (high - 1, 2)];
            assert_eq!(change(scale, &four, &many).verdict, None, "{scale}");
            assert_eq!(change(scale, &many, &four).verdict, None, "{scale}");
            assert!(change(scale, &four, &many).p_value.is_some(), "{scale}");
            assert_eq!(change(scale, &five, &many).verdict, Some(Verdict::Up), "{scale}");
            assert_eq!(change(scale, &many, &five).verdict, Some(Verdict::Down), "{scale}");
        }
    }

    #[test]
    fn without_answers_there_is_no_change() {
        for scale in Scale::ALL {
            let some = [(scale.max(), 20), (scale.min(), 20)];
            for change in [change(scale, &[], &some), change(scale, &some, &[])] {
                assert_eq!(
                    (change.delta, change.low, change.high, change.p_value, change.verdict),
                    (None, None, None, None, None),
                    "{scale}"
                );
            }
        }
    }

    #[test]
    fn the_same_answers_give_no_evidence() {
        for scale in Scale::ALL {
            let same = [(scale.min(), 20), (scale.max(), 20)];
            let change = change(scale, &same, &same);
            assert_eq!(change.verdict, Some(Verdict::NoEvidence), "{scale}");
            assert_eq!(change.delta.map(f64::to_bits), Some(0.0_f64.to_bits()), "{scale}");
            assert!((change.p_value.unwrap() - 1.0).abs() < 1e-12, "{scale}");
        }
    }

    #[test]
    fn equal_scores_have_no_error_to_compare_with() {
        let change = change(Scale::Ces5, &[(5, 40)], &[(1, 20), (2, 20)]);
        assert_eq!(change.delta, Some(3.5));
        assert_eq!((change.low, change.p_value, change.verdict), (None, None, None));
    }

    #[test]
    fn standard_errors_say_what_the_p_value_says() {
        for scale in Scale::ALL {
            let (low, high) = (scale.min(), scale.max());
            let weak = tally(scale, &[(low, 30), (high, 20)]);
            let strong = tally(scale, &[(low, 10), (high, 40)]);
            let weaker = tally(scale, &[(low, 40), (high, 10)]);
            let apart = |one: &Tally, other: &Tally| standard_errors(one, other).unwrap().unwrap();
            assert!(apart(&strong, &weak) > 1.96, "{scale}");
            assert!(apart(&strong, &weaker) > apart(&strong, &weak), "{scale}");
            assert!((apart(&strong, &weak) + apart(&weak, &strong)).abs() < 1e-9, "{scale}");
            assert!(apart(&weak, &weak).abs() < 1e-9, "{scale}");
            let p = Change::between(&strong, &weak, Confidence::P95).unwrap().p_value.unwrap();
            let by_z = normal::two_sided_p(apart(&strong, &weak));
            // Of a mean, p is Student's: a little larger than the normal one.
            assert!(p >= by_z - 1e-12 && p < 3.0 * by_z, "{scale}: {p}, {by_z}");
            assert_eq!(standard_errors(&strong, &tally(scale, &[])), Ok(None), "{scale}");
        }
        let (equal, some) = (tally(Scale::Ces5, &[(5, 9)]), tally(Scale::Ces5, &[(4, 3), (5, 9)]));
        assert_eq!(standard_errors(&equal, &some), Ok(None));
    }

    #[test]
    fn two_scales_are_never_compared() {
        let (five, seven) = (tally(Scale::Ces5, &[(5, 9)]), tally(Scale::Ces7, &[(5, 9)]));
        assert!(standard_errors(&five, &seven).is_err());
        assert!(Change::between(&five, &seven, Confidence::P95).is_err());
    }

    #[test]
    fn a_change_on_the_wire() {
        let change = change(Scale::Csat, &[(5, 3)], &[]);
        assert_eq!(
            serde_json::to_string(&change).unwrap(),
            r#"{"delta":null,"low":null,"high":null,"p_value":null,"verdict":null,"confidence":0.95,"method":"newcombe"}"#
        );
        let words = [Verdict::Up, Verdict::Down, Verdict::NoEvidence];
        assert_eq!(serde_json::to_string(&words).unwrap(), r#"["up","down","no_evidence"]"#);
    }
}
