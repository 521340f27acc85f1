use koe_shared::confidence::Confidence;
use koe_shared::metric::{Bounds, Metric, Scale};
use koe_shared::result::MetricResult;
use koe_shared::tally::Tally;

use super::*;
use crate::desk::language::Language;

fn result(scale: Scale, counts: &[(u8, u64)]) -> MetricResult {
    let tally = Tally::from_counts(scale, counts.iter().copied()).unwrap();
    MetricResult::of(&tally, Confidence::P95)
}

/// A series of buckets; `None` has no value.
fn drawn(results: &[Option<&MetricResult>], changed: usize, shifts: &[LevelShift]) -> String {
    let buckets = results.iter().enumerate().map(|(place, result)| Bucket {
        result: *result,
        n: result.map_or(0, |result| result.n),
        wording_changed: place == changed,
        label: None,
    });
    let buckets: Vec<Bucket<'_>> = buckets.collect();
    let words = Words { wording_changed: "changed", shifted: "shifted", no_value: "none" };
    let bounds = Bounds { min: 0, max: 10 };
    let chart = SeriesChart {
        language: Language::English,
        metric: Metric::Nps,
        scale: bounds,
        buckets: &buckets,
        shifts,
        noted: &[],
        said: "",
        words,
    };
    chart.render().into_string()
}

fn count(text: &str, part: &str) -> usize {
    text.matches(part).count()
}

#[test]
fn the_line_breaks_where_a_value_is_missing_and_where_the_wording_changed() {
    let one = result(Scale::Nps, &[(10, 30), (0, 20)]);
    let some = Some(&one);
    let none = usize::MAX;
    assert_eq!(count(&drawn(&[some; 6], none, &[]), "series-line"), 1);
    assert_eq!(count(&drawn(&[some; 6], 3, &[]), "series-line"), 2);
    let gap = drawn(&[some, some, None, None, some, some], none, &[]);
    assert_eq!((count(&gap, "series-line"), count(&gap, "url(#hatch-faint)")), (2, 1));
    // A bucket alone has its interval and no line.
    let alone = drawn(&[some, None, None], none, &[]);
    assert_eq!((count(&alone, "series-line"), count(&alone, "band-edge")), (0, 1));
}

#[test]
fn a_bucket_of_few_answers_is_hollow() {
    let (few, many) = (result(Scale::Nps, &[(10, 29)]), result(Scale::Nps, &[(10, 30), (0, 1)]));
    let told = drawn(&[Some(&few), Some(&many)], usize::MAX, &[]);
    assert_eq!((count(&told, "point hollow"), count(&told, "n-bar hollow")), (1, 1));
    assert_eq!((count(&told, "<circle"), count(&told, "<rect class=\"n-bar")), (2, 2));
}

#[test]
fn levels_reach_from_shift_to_shift() {
    let one = result(Scale::Nps, &[(10, 30), (0, 20)]);
    let shift = |at, marked, before, after| LevelShift { at, marked, before, after };
    let shifts = [shift(2, 3, 20.0, 10.0), shift(6, 7, 12.0, 30.0)];
    let told = drawn(&[Some(&one); 10], usize::MAX, &shifts);
    assert_eq!((count(&told, "class=\"level\""), count(&told, "shift-head")), (3, 2));
    for ends in [
        "x1=\"0.00%\" x2=\"20.00%\"",
        "x1=\"20.00%\" x2=\"60.00%\"",
        "x1=\"60.00%\" x2=\"100.00%\"",
    ] {
        assert!(told.contains(ends), "{ends}: {told}");
    }
}

#[test]
fn the_axis_holds_every_interval_in_round_values() {
    let of = |metric, scale: Scale, results: &[MetricResult]| {
        let axis = Axis::of(metric, scale.bounds(), results.iter());
        (axis.low, axis.high, axis.is_zoomed, axis.ticks().count())
    };
    // −1 to 40.
    let nps = [result(Scale::Nps, &[(10, 30), (0, 20)])];
    let told = nps[0].interval.unwrap();
    let (low, high, is_zoomed, lines) = of(Metric::Nps, Scale::Nps, &nps);
    assert!(low <= told.low && told.high <= high && is_zoomed && lines <= 8, "{low} {high}");
    assert_eq!((low % 10.0, high % 10.0), (0.0, 0.0));
    assert_eq!(of(Metric::Nps, Scale::Nps, &[]), (-100.0, 100.0, false, 5));
    // All alike at an end: a score without an interval.
    let (low, high, ..) = of(Metric::Ces, Scale::Ces5, &[result(Scale::Ces5, &[(5, 40)])]);
    assert!(low < 5.0 && (high - 5.0).abs() < 1e-9, "{low} {high}");
    let (low, high, ..) = of(Metric::Ces, Scale::Ces5, &[result(Scale::Ces5, &[(1, 40)])]);
    assert!((low - 1.0).abs() < 1e-9 && high > 1.0, "{low} {high}");
}
