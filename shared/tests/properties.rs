//! What holds for every tally.

#![allow(clippy::unwrap_used, reason = "a test may")]

use koe_shared::change::{Change, Verdict};
use koe_shared::confidence::Confidence;
use koe_shared::decomposition::{Decomposition, GroupChange};
use koe_shared::disclosure::withheld;
use koe_shared::metric::{Bucket, Scale};
use koe_shared::result::{self, Interval, MetricResult, ResponseRate};
use koe_shared::stats::holm;
use koe_shared::tally::{PromptCounts, Tally};
use proptest::prelude::{
    Just, Strategy, any, prop, prop_assert, prop_assert_eq, prop_assume, prop_oneof, proptest,
};

/// Counts from none to more than a lifetime of answers, with many zeros and small numbers.
fn count() -> impl Strategy<Value = u64> {
    prop_oneof![3 => Just(0), 3 => 0_u64..4, 3 => 0_u64..200, 1 => 0_u64..1_000_000_000_000]
}

fn tally_on(scale: Scale) -> impl Strategy<Value = Tally> {
    prop::collection::vec(count(), usize::from(scale.points()))
        .prop_map(move |counts| Tally::from_counts(scale, scale.scores().zip(counts)).unwrap())
}

fn scale() -> impl Strategy<Value = Scale> {
    prop::sample::select(&Scale::ALL)
}

fn tally() -> impl Strategy<Value = Tally> {
    scale().prop_flat_map(tally_on)
}

fn two_tallies() -> impl Strategy<Value = (Tally, Tally)> {
    scale().prop_flat_map(|scale| (tally_on(scale), tally_on(scale)))
}

fn three_tallies() -> impl Strategy<Value = (Tally, Tally, Tally)> {
    scale().prop_flat_map(|scale| (tally_on(scale), tally_on(scale), tally_on(scale)))
}

/// Groups of one scale, before and after.
fn group_changes() -> impl Strategy<Value = Vec<GroupChange>> {
    scale().prop_flat_map(|scale| {
        let group = (tally_on(scale), tally_on(scale));
        prop::collection::vec(group.prop_map(|(before, after)| GroupChange { before, after }), 1..6)
    })
}

fn confidence() -> impl Strategy<Value = Confidence> {
    prop::sample::select(&Confidence::ALL)
}

fn merged(one: &Tally, other: &Tally) -> Tally {
    let mut sum = *one;
    sum.merge(other).unwrap();
    sum
}

/// Every figure of a result with its interval and the bounds it can't pass.
fn figures(result: &MetricResult) -> Vec<(Option<f64>, Option<Interval>, f64, f64)> {
    let scale = (f64::from(result.scale.min), f64::from(result.scale.max));
    let headline = match (result.agree_share.is_some(), result.mean.is_some()) {
        (true, _) => scale,
        (_, true) => (0.0, 100.0),
        _ => (-100.0, 100.0),
    };
    let mut figures = vec![(result.score, result.interval, headline.0, headline.1)];
    figures.extend(result.agree_share.map(|share| (share.value, share.interval, 0.0, 100.0)));
    figures.extend(result.mean.map(|mean| (mean.value, mean.interval, scale.0, scale.1)));
    figures
}

proptest! {
    #[test]
    fn merging_is_commutative((one, other) in two_tallies()) {
        prop_assert_eq!(merged(&one, &other), merged(&other, &one));
    }

    #[test]
    fn merging_is_associative((a, b, c) in three_tallies()) {
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
    }

    #[test]
    fn merging_nothing_changes_nothing(tally in tally()) {
        prop_assert_eq!(merged(&tally, &Tally::new(tally.scale())), tally);
    }

    #[test]
    fn merging_saturates_in_any_order(a in any::<u64>(), b in any::<u64>(), c in any::<u64>()) {
        let [a, b, c] = [a, b, c].map(|n| Tally::from_counts(Scale::Nps, [(9, n)]).unwrap());
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&c, &merged(&b, &a)));
    }

    #[test]
    fn every_figure_lies_in_its_interval_and_the_interval_on_its_scale(
        tally in tally(),
        confidence in confidence(),
    ) {
        for (value, interval, min, max) in figures(&MetricResult::of(&tally, confidence)) {
            prop_assert_eq!(value.is_some(), tally.n() > 0);
            let Some(value) = value else {
                prop_assert_eq!(interval, None);
                continue;
            };
            prop_assert!(min <= value && value <= max, "{value}");
            if let Some(Interval { low, high, .. }) = interval {
                prop_assert!(min <= low && low <= value, "{low}, {value}");
                prop_assert!(value <= high && high <= max, "{value}, {high}");
                prop_assert!(low < high, "{low}, {high}");
            }
        }
    }

    #[test]
    fn a_share_and_an_nps_with_answers_always_have_an_interval(tally in tally()) {
        prop_assume!(tally.n() > 0);
        let result = MetricResult::of(&tally, Confidence::P95);
        let share = match tally.scale() {
            Scale::Ces5 | Scale::Ces7 => result.agree_share.unwrap().interval,
            Scale::Nps | Scale::Csat => result.interval,
        };
        prop_assert!(share.is_some());
    }

    #[test]
    fn more_confidence_is_a_wider_interval(tally in tally()) {
        let at = |confidence| figures(&MetricResult::of(&tally, confidence));
        for levels in Confidence::ALL.windows(2) {
            for (narrow, wide) in at(levels[0]).into_iter().zip(at(levels[1])) {
                prop_assert_eq!(narrow.0, wide.0);
                prop_assert_eq!(narrow.1.is_some(), wide.1.is_some());
                if let (Some(narrow), Some(wide)) = (narrow.1, wide.1) {
                    prop_assert!(wide.low <= narrow.low && narrow.high <= wide.high);
                }
            }
        }
    }

    #[test]
    fn buckets_and_distribution_add_up(tally in tally()) {
        let result = MetricResult::of(&tally, Confidence::P95);
        prop_assert_eq!(result.promoters + result.passives + result.detractors, result.n);
        prop_assert_eq!(Tally::from(result.distribution), tally);
        prop_assert_eq!(result.preliminary, result.n < 30);
    }

    /// What the JSON carries is enough to come to the same result.
    #[test]
    fn a_reader_can_recompute_the_result(tally in tally()) {
        let result = MetricResult::of(&tally, Confidence::P95);
        let json = serde_json::to_value(&result).unwrap();
        let counts = json["distribution"].as_object().unwrap();
        let read = counts.iter().map(|(score, n)| (score.parse().unwrap(), n.as_u64().unwrap()));
        let again = Tally::from_counts(tally.scale(), read).unwrap();
        prop_assert_eq!(MetricResult::of(&again, Confidence::P95), result);
    }

    #[test]
    fn exchanging_promoters_and_detractors_turns_the_sign(
        up in count(), middle in count(), down in count(), confidence in confidence(),
    ) {
        let of = |up, down| {
            let tally = Tally::from_counts(Scale::Nps, [(10, up), (7, middle), (0, down)]).unwrap();
            MetricResult::of(&tally, confidence)
        };
        let (result, mirrored) = (of(up, down), of(down, up));
        prop_assert_eq!(result.score, mirrored.score.map(|score| 0.0 - score));
        if let (Some(one), Some(other)) = (result.interval, mirrored.interval) {
            prop_assert!((one.low + other.high).abs() < 1e-9);
            prop_assert!((one.high + other.low).abs() < 1e-9);
        }
    }

    #[test]
    fn a_change_seen_from_the_other_side_is_its_opposite(
        (one, other) in two_tallies(), confidence in confidence(),
    ) {
        let there = Change::between(&one, &other, confidence).unwrap();
        let back = Change::between(&other, &one, confidence).unwrap();
        prop_assert_eq!(there.delta, back.delta.map(|delta| 0.0 - delta));
        prop_assert_eq!(there.low.is_some(), back.high.is_some());
        for (low, high) in [(there.low, back.high), (back.low, there.high)] {
            if let (Some(low), Some(high)) = (low, high) {
                prop_assert!((low + high).abs() < 1e-9, "{low}, {high}");
            }
        }
        prop_assert_eq!(there.verdict, back.verdict.map(|verdict| match verdict {
            Verdict::Up => Verdict::Down,
            Verdict::Down => Verdict::Up,
            Verdict::NoEvidence => Verdict::NoEvidence,
        }));
    }

    #[test]
    fn what_comes_from_mix_and_what_from_within_add_up_to_the_difference(
        groups in group_changes(), min_group in 0_u64..12,
    ) {
        let sum = |side: fn(&GroupChange) -> &Tally| {
            groups.iter().map(side).copied().reduce(|one, other| merged(&one, &other)).unwrap()
        };
        let (before, after) = (sum(|group| &group.before), sum(|group| &group.after));
        let found = Decomposition::of(&groups, min_group).unwrap();
        let rest = groups.iter().filter(|group| {
            group.before.n().min(group.after.n()) < min_group.max(1)
        });
        let (rest_before, rest_after) = rest.fold((0, 0), |(before, after), group| {
            (before + group.before.n(), after + group.after.n())
        });
        let is_told = (rest_before == 0) == (rest_after == 0) && before.n() > 0;
        prop_assert_eq!(found.is_some(), is_told);
        if let Some(Decomposition { mix, within, .. }) = found {
            let difference = result::score(&after).unwrap() - result::score(&before).unwrap();
            prop_assert!((mix + within - difference).abs() < 1e-9, "{mix}, {within}, {difference}");
        }
    }

    #[test]
    fn verdict_and_p_value_never_disagree(
        (one, other) in two_tallies(), confidence in confidence(),
    ) {
        let change = Change::between(&one, &other, confidence).unwrap();
        if let Some((p, verdict)) = change.p_value.zip(change.verdict) {
            prop_assert!((0.0..=1.0).contains(&p));
            prop_assume!((p - confidence.alpha()).abs() > 1e-9);
            prop_assert_eq!(verdict != Verdict::NoEvidence, p < confidence.alpha());
        }
    }

    #[test]
    fn an_interval_of_a_change_has_its_order_and_its_reach(
        (one, other) in two_tallies(), confidence in confidence(),
    ) {
        let change = Change::between(&one, &other, confidence).unwrap();
        let reach = match one.scale() {
            Scale::Nps => 200.0,
            Scale::Csat => 100.0,
            Scale::Ces5 | Scale::Ces7 => f64::from(one.scale().max() - one.scale().min()),
        };
        if let Some((low, high)) = change.low.zip(change.high) {
            prop_assert!(-reach <= low && low <= high && high <= reach, "{low}, {high}");
        }
    }

    #[test]
    fn a_response_rate_lies_in_its_interval(
        answered in count(), dismissed in count(), ignored in count(), confidence in confidence(),
    ) {
        let prompts = PromptCounts { answered, dismissed, ignored };
        match ResponseRate::of(&prompts, confidence) {
            None => prop_assert_eq!(prompts.shown(), 0),
            Some(rate) => {
                prop_assert!(0.0 <= rate.low && rate.low <= rate.value);
                prop_assert!(rate.value <= rate.high && rate.high <= 1.0);
            }
        }
    }

    #[test]
    fn holm_never_lowers_a_p_value_and_keeps_their_order(
        p_values in prop::collection::vec(0.0..=1.0_f64, 0..12),
    ) {
        let adjusted = holm::adjust(&p_values);
        for (index, p) in p_values.iter().enumerate() {
            prop_assert!(*p <= adjusted[index] && adjusted[index] <= 1.0);
            for (other, q) in p_values.iter().enumerate() {
                prop_assert!(p > q || adjusted[index] <= adjusted[other]);
            }
        }
    }

    /// Whoever knows the whole and the parts that are shown can't tell a withheld part.
    #[test]
    fn no_part_is_withheld_alone(ns in prop::collection::vec(0_u64..12, 0..8), min in 0_u64..8) {
        let withheld = withheld(&ns, min);
        let hidden = withheld.iter().filter(|hidden| **hidden).count();
        let with_answers = ns.iter().filter(|n| **n > 0).count();
        prop_assert!(hidden != 1 || with_answers == 1, "{ns:?}, {withheld:?}");
        for (n, hidden) in ns.iter().zip(&withheld) {
            prop_assert!(*hidden || *n == 0 || *n >= min);
            prop_assert!(!(*hidden && *n == 0));
        }
    }
}

/// Not samples: every tally of up to four answers on every scale.
#[test]
fn every_small_tally_has_a_result_in_bounds() {
    fn walk(tally: Tally, from: u8, left: u32) {
        let result = MetricResult::of(&tally, Confidence::P95);
        for (value, interval, min, max) in figures(&result) {
            assert_eq!(value.is_some(), tally.n() > 0);
            assert!(value.is_none_or(|value| min <= value && value <= max), "{result:?}");
            let holds = |interval: &Interval| {
                value.is_some_and(|value| interval.low <= value && value <= interval.high)
            };
            assert!(interval.as_ref().is_none_or(holds), "{result:?}");
        }
        let counted: u64 = Bucket::ALL.iter().map(|bucket| tally.in_bucket(*bucket)).sum();
        assert_eq!(counted, tally.n());
        if left > 0 {
            for score in from..=tally.scale().max() {
                let one = Tally::from_counts(tally.scale(), [(score, 1)]).unwrap();
                walk(merged(&tally, &one), score, left - 1);
            }
        }
    }
    for scale in Scale::ALL {
        walk(Tally::new(scale), scale.min(), 4);
    }
}
