//! Mistakes that stand in public code, each with a test that would catch it here.
//!
//! A double click that counts twice is a matter of ids and is tested where answers are stored.

#![allow(clippy::unwrap_used, reason = "a test may")]

use koe_shared::confidence::Confidence;
use koe_shared::metric::{Bucket, Scale};
use koe_shared::result::MetricResult;
use koe_shared::rounding::for_people;
use koe_shared::score::{NpsScore, Score};
use koe_shared::stats::adjusted_wald::ADDED;
use koe_shared::stats::sample_size::for_margin;
use koe_shared::tally::{PromptCounts, Tally};

fn result(scale: Scale, counts: &[(u8, u64)]) -> MetricResult {
    let tally = Tally::from_counts(scale, counts.iter().copied()).unwrap();
    MetricResult::of(&tally, Confidence::P95)
}

/// Seen: dismissals in the denominator, which made one promoter and two dismissals 33.
#[test]
fn a_dismissal_does_not_move_the_nps() {
    let result = result(Scale::Nps, &[(10, 1)]);
    let prompts = PromptCounts { answered: 1, dismissed: 2, ignored: 0 };
    assert_eq!((result.score, result.n), (Some(100.0), 1));
    assert_eq!(prompts.shown(), 3);
}

/// Seen: 6.5 and 8.5 in no bucket, yet in the denominator.
#[test]
fn a_score_between_two_buckets_is_refused_at_the_door() {
    for sent in ["6.5", "8.5", "9.0", "\"9\"", "null", "true"] {
        assert!(serde_json::from_str::<NpsScore>(sent).is_err(), "{sent}");
    }
}

/// Its other half: whatever does get in falls into exactly one bucket.
#[test]
fn every_counted_score_is_in_exactly_one_bucket() {
    for scale in Scale::ALL {
        for value in scale.scores() {
            let tally = Tally::from_counts(scale, [(value, 1)]).unwrap();
            let buckets: u64 = Bucket::ALL.iter().map(|bucket| tally.in_bucket(*bucket)).sum();
            assert_eq!(buckets, tally.n(), "{scale}, {value}");
        }
    }
}

/// Seen: no answers shown as a score of 0.
#[test]
fn no_answers_are_null_and_never_zero() {
    for scale in Scale::ALL {
        let json = serde_json::to_value(result(scale, &[])).unwrap();
        let object = json.as_object().unwrap();
        assert!(object["score"].is_null() && object["interval"].is_null(), "{json}");
        assert_eq!(object["n"], 0);
        for second in ["agree_share", "mean"].into_iter().filter_map(|name| object.get(name)) {
            assert!(second["value"].is_null() && second["interval"].is_null(), "{json}");
        }
    }
}

/// Seen: asked on 1–4, judged on 0–10, so everybody was a detractor.
#[test]
fn a_score_is_judged_on_the_scale_it_was_picked_on() {
    let best = Score::new(Scale::Csat, 5).unwrap();
    assert_eq!(best.bucket(), Bucket::Promoter);
    assert!(Tally::new(Scale::Nps).record(best).is_err());
}

/// Seen: the index of the option stored instead of its score.
#[test]
fn the_score_is_counted_and_not_its_place_in_the_list() {
    for scale in Scale::ALL {
        let (top, bottom) = (scale.max(), scale.min());
        let json = serde_json::to_value(result(scale, &[(top, 1), (bottom, 2)])).unwrap();
        assert_eq!(json["distribution"][top.to_string()], 1, "{scale}");
        assert_eq!(json["distribution"][bottom.to_string()], 2, "{scale}");
    }
    assert_eq!(result(Scale::Ces5, &[(4, 1)]).score, Some(4.0));
}

/// Seen: a 0–10 scale without 0.
#[test]
fn zero_is_an_nps_score_and_a_detractor() {
    let result = result(Scale::Nps, &[(0, 1)]);
    assert_eq!((result.score, result.detractors), (Some(-100.0), 1));
    assert_eq!(Scale::Nps.scores().count(), 11);
    for scale in [Scale::Ces5, Scale::Ces7, Scale::Csat] {
        assert!(Score::new(scale, 0).is_err(), "{scale}");
    }
}

/// Seen: the one-sided 1.645 used for an interval that claims 95 %.
#[test]
fn an_interval_leaves_half_of_what_it_leaves_on_each_side() {
    assert!((Confidence::P95.z() - 1.959_964).abs() < 1e-6);
    let interval = result(Scale::Csat, &[(5, 20)]).interval.unwrap();
    // Wilson at k = n: n / (n + z²).
    assert!((interval.low - 100.0 * 20.0 / (20.0 + 1.959_964_f64.powi(2))).abs() < 1e-4);
}

/// Seen: the full width of an interval reported as its ± margin.
#[test]
fn a_margin_reaches_to_one_side() {
    let n = for_margin(0.1, 1.0, ADDED, Confidence::P95.z()).unwrap();
    let interval = result(Scale::Nps, &[(10, n / 2), (0, n / 2)]).interval.unwrap();
    assert!((interval.high - interval.low - 20.0).abs() < 0.2, "{interval:?}");
}

/// Seen: CES on five and on seven points averaged together.
#[test]
fn five_and_seven_points_of_ces_are_never_averaged() {
    let mut five = Tally::from_counts(Scale::Ces5, [(5, 3)]).unwrap();
    let seven = Tally::from_counts(Scale::Ces7, [(7, 3)]).unwrap();
    assert!(five.merge(&seven).is_err());
    assert_eq!(result(Scale::Ces5, &[]).scale.max, 5);
    assert_eq!(result(Scale::Ces7, &[]).scale.max, 7);
}

/// Seen: shares rounded first and subtracted then, 67 − 33 = 34.
#[test]
fn rounding_comes_after_the_subtraction() {
    let score = result(Scale::Nps, &[(10, 2), (0, 1)]).score.unwrap();
    assert_eq!(for_people(score, 0).to_string(), "33");
}

#[test]
fn twenty_nine_answers_are_preliminary_and_thirty_are_not() {
    assert!(result(Scale::Nps, &[]).preliminary);
    assert!(result(Scale::Nps, &[(9, 29)]).preliminary);
    assert!(!result(Scale::Nps, &[(9, 30)]).preliminary);
}

/// The example of the API contract, number for number.
#[test]
fn the_example_of_the_contract() {
    let counts = [(0, 1), (3, 2), (6, 3), (7, 6), (8, 7), (9, 12), (10, 20)];
    let json = serde_json::to_value(result(Scale::Nps, &counts)).unwrap();
    assert_eq!(json["score"].to_string(), "50.98039215686274");
    assert_eq!(
        (&json["n"], &json["promoters"], &json["passives"], &json["detractors"]),
        (&51.into(), &32.into(), &13.into(), &6.into())
    );
    assert_eq!(json["preliminary"], false);
    assert_eq!(json["scale"], serde_json::json!({ "min": 0, "max": 10 }));
    assert_eq!(json["distribution"]["10"], 20);
    assert_eq!(json["distribution"]["1"], 0);
    let interval = &json["interval"];
    assert_eq!(format!("{:.2}", interval["low"].as_f64().unwrap()), "29.17");
    assert_eq!(format!("{:.2}", interval["high"].as_f64().unwrap()), "67.28");
    assert_eq!((&interval["confidence"], &interval["method"]), (&0.95.into(), &"score".into()));
}

/// What CES and CSAT carry beside their headline.
#[test]
fn second_figures_have_an_interval_of_their_own() {
    let ces = serde_json::to_value(result(Scale::Ces5, &[(5, 2), (2, 2)])).unwrap();
    assert_eq!(ces["interval"]["method"], "student_t");
    assert_eq!(ces["agree_share"]["value"], 50.0);
    assert_eq!(ces["agree_share"]["interval"]["method"], "wilson");
    assert!(ces.get("mean").is_none());
    let csat = serde_json::to_value(result(Scale::Csat, &[(5, 2), (2, 2)])).unwrap();
    assert_eq!(csat["score"], 50.0);
    assert_eq!(csat["interval"]["method"], "wilson");
    assert_eq!(csat["mean"]["value"], 3.5);
    assert_eq!(csat["mean"]["interval"]["method"], "student_t");
    assert!(csat.get("agree_share").is_none());
    let nps = serde_json::to_value(result(Scale::Nps, &[(9, 1)])).unwrap();
    assert!(nps.get("mean").is_none() && nps.get("agree_share").is_none());
}
