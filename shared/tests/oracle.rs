//! Results found a second time by other means, slow and plain.
//!
//! Tango's interval: not by the closed form of the constrained likelihood and bisection, but by
//! climbing the likelihood numerically for every null difference on a grid and asking the score
//! test. Scores: by a recount of raw answers with the definitions written out. Coverage: by adding
//! up the probability of every outcome.

#![allow(clippy::unwrap_used, reason = "a test may")]

use koe_shared::confidence::Confidence;
use koe_shared::metric::Scale;
use koe_shared::result::MetricResult;
use koe_shared::score::Score;
use koe_shared::stats::tango;
use koe_shared::tally::Tally;
use proptest::prelude::{Strategy, prop, prop_assert, prop_assert_eq, proptest};

/// The share of detractors that makes b, c and the rest likeliest when promoters are `delta` more,
/// by ternary search: the logarithm of the likelihood has a single hill.
fn likeliest_detractors(b: f64, c: f64, rest: f64, delta: f64) -> f64 {
    let log = |count: f64, share: f64| if count > 0.0 { count * share.ln() } else { 0.0 };
    let likelihood =
        |q: f64| log(b, q + delta) + log(c, q) + log(rest, (1.0 - 2.0 * q - delta).max(0.0));
    let (mut low, mut high) = ((-delta).max(0.0), (1.0 - delta) / 2.0);
    for _ in 0..90 {
        let (left, right) = (low + (high - low) / 3.0, high - (high - low) / 3.0);
        // At the corners both sides may be impossible; the hill is then inside.
        if likelihood(left) < likelihood(right) {
            low = left;
        } else {
            high = right;
        }
    }
    f64::midpoint(low, high)
}

/// Whether the score test at `z` lets the difference stand.
fn accepted(b: u64, c: u64, n: u64, delta: f64, z: f64) -> bool {
    let (up, down, total) = (b as f64, c as f64, n as f64);
    let detractors = likeliest_detractors(up, down, total - up - down, delta);
    let promoters = detractors + delta;
    let variance = total * (promoters + detractors - delta * delta);
    let distance = up - down - total * delta;
    distance * distance <= z * z * variance
}

#[test]
fn tango_accepts_what_the_score_test_accepts() {
    const STEPS: i32 = 100;
    const SLACK: f64 = 1e-6;
    for n in [1, 2, 3, 5, 8, 13] {
        for (b, c) in (0..=n).flat_map(|b| (0..=n - b).map(move |c| (b, c))) {
            for confidence in Confidence::ALL {
                let span = tango::interval(b, c, n, confidence.z()).unwrap();
                for step in -STEPS + 1..STEPS {
                    let delta = f64::from(step) / f64::from(STEPS);
                    let inside = span.low <= delta && delta <= span.high;
                    let on_the_edge =
                        (delta - span.low).abs() < SLACK || (delta - span.high).abs() < SLACK;
                    assert!(
                        on_the_edge || inside == accepted(b, c, n, delta, confidence.z()),
                        "{b}, {c} of {n} at {confidence:?}: {delta} and {span:?}"
                    );
                }
            }
        }
    }
}

/// The bounds themselves, not only the side of a grid: just inside is accepted, just outside not.
#[test]
fn tango_ends_where_the_score_test_turns() {
    for (b, c, n) in [(9, 3, 32), (16, 8, 86), (0, 1, 44), (29, 0, 30), (32, 6, 51), (1, 0, 8)] {
        for confidence in Confidence::ALL {
            let span = tango::interval(b, c, n, confidence.z()).unwrap();
            for (bound, outward) in [(span.low, -1.0), (span.high, 1.0)] {
                let stands = |delta: f64| accepted(b, c, n, delta, confidence.z());
                if bound.abs() < 1.0 - 1e-9 {
                    assert!(stands(bound - outward * 1e-6), "{b}, {c} of {n}: {bound}");
                    assert!(!stands(bound + outward * 1e-6), "{b}, {c} of {n}: {bound}");
                }
            }
        }
    }
}

/// How often an interval holds the true NPS of a population of promoters and passives only.
fn coverage(n: u64, promoters: f64, interval: impl Fn(u64) -> (f64, f64)) -> f64 {
    let mut probability = (1.0 - promoters).powi(i32::try_from(n).unwrap());
    let mut covered = 0.0;
    for k in 0..=n {
        let (low, high) = interval(k);
        if low <= promoters && promoters <= high {
            covered += probability;
        }
        probability *= (n - k) as f64 / (k as f64 + 1.0) * promoters / (1.0 - promoters);
    }
    covered
}

/// Thirty answers of a population with 29 promoters in 30: the usual interval claims 95 % and
/// keeps 60, because it shrinks to a point where all answers agree.
#[test]
fn the_interval_keeps_its_promise_where_the_usual_one_collapses() {
    let (n, truth, z) = (30, 29.0 / 30.0, Confidence::P95.z());
    let wald = coverage(n, truth, |k| {
        let share = k as f64 / n as f64;
        let half = z * (share * (1.0 - share) / n as f64).sqrt();
        (share - half, share + half)
    });
    let score = coverage(n, truth, |k| {
        let span = tango::interval(k, 0, n, z).unwrap();
        (span.low, span.high)
    });
    assert!((0.55..0.65).contains(&wald), "{wald}");
    assert!((0.92..0.98).contains(&score), "{score}");
}

/// The definitions once more, as a person would write them down, over raw answers.
fn recount(scale: Scale, answers: &[u8]) -> f64 {
    let mut points = 0_i64;
    for answer in answers {
        points += match (scale, answer) {
            (Scale::Ces5 | Scale::Ces7, score) => i64::from(*score),
            (Scale::Nps, 9 | 10) | (Scale::Csat, 4 | 5) => 1,
            (Scale::Nps, 0..=6) => -1,
            (Scale::Nps | Scale::Csat, _) => 0,
        };
    }
    let unit = if matches!(scale, Scale::Nps | Scale::Csat) { 100.0 } else { 1.0 };
    points as f64 * unit / answers.len() as f64
}

fn answers() -> impl Strategy<Value = (Scale, Vec<Vec<u8>>)> {
    prop::sample::select(&Scale::ALL).prop_flat_map(|scale| {
        let hour = prop::collection::vec(scale.scores(), 0..60);
        (prop::strategy::Just(scale), prop::collection::vec(hour, 1..6))
    })
}

proptest! {
    /// However the answers are split into hours, the score is that of all of them.
    #[test]
    fn a_recount_of_raw_answers_gives_the_same_score((scale, hours) in answers()) {
        let mut total = Tally::new(scale);
        for hour in &hours {
            let mut tally = Tally::new(scale);
            for answer in hour {
                tally.record(Score::new(scale, i64::from(*answer)).unwrap()).unwrap();
            }
            total.merge(&tally).unwrap();
        }
        let answers = hours.concat();
        let result = MetricResult::of(&total, Confidence::P95);
        prop_assert_eq!(result.n, answers.len() as u64);
        match result.score {
            None => prop_assert!(answers.is_empty()),
            Some(score) => {
                prop_assert!(!answers.is_empty());
                prop_assert!((score - recount(scale, &answers)).abs() < 1e-9);
            }
        }
    }
}
