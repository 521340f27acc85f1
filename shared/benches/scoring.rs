//! How long it takes to count answers and to say what the counts mean.
//!
//! `cargo bench -p koe-shared`. Benchmarks, not timed tests: nothing fails when they are slow. What
//! grows with the answers is the tally alone; results and comparisons cost the same for ten answers
//! and for ten million.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use koe_shared::change::Change;
use koe_shared::confidence::Confidence;
use koe_shared::groups;
use koe_shared::metric::Scale;
use koe_shared::result::MetricResult;
use koe_shared::score::Score;
use koe_shared::tally::Tally;

fn main() {
    divan::main();
}

/// Scores in an order that no branch predictor learns, the same on every run.
fn scores(scale: Scale, n: u64) -> Vec<Score> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let next = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let value = u64::from(scale.min()) + state % u64::from(scale.points());
        Score::new(scale, i64::try_from(value).expect("a score is small")).expect("on the scale")
    };
    (0..n).map(next).collect()
}

fn tally(scores: &[Score], scale: Scale) -> Tally {
    let mut tally = Tally::new(scale);
    for score in scores {
        tally.record(*score).expect("one scale");
    }
    tally
}

#[divan::bench(args = [1_000, 100_000])]
fn tally_scores(bencher: Bencher, n: u64) {
    let scores = scores(Scale::Nps, n);
    bencher.counter(ItemsCount::new(n)).bench_local(|| tally(black_box(&scores), Scale::Nps));
}

/// A year of hours into one.
#[divan::bench]
fn merge_8760_tallies(bencher: Bencher) {
    let hours: Vec<Tally> =
        (0..8_760).map(|n| tally(&scores(Scale::Nps, n % 50), Scale::Nps)).collect();
    bencher.counter(ItemsCount::new(hours.len())).bench_local(|| {
        let mut year = Tally::new(Scale::Nps);
        for hour in black_box(&hours) {
            year.merge(hour).expect("one scale");
        }
        year
    });
}

const SCALES: [Scale; 3] = [Scale::Nps, Scale::Ces5, Scale::Csat];

#[divan::bench(args = SCALES)]
fn result_of_a_tally(bencher: Bencher, scale: Scale) {
    let tally = tally(&scores(scale, 1_000), scale);
    bencher.bench_local(|| MetricResult::of(black_box(&tally), Confidence::P95));
}

#[divan::bench(args = SCALES)]
fn comparison_of_two_tallies(bencher: Bencher, scale: Scale) {
    let (now, before) = (tally(&scores(scale, 1_000), scale), tally(&scores(scale, 700), scale));
    bencher.bench_local(|| Change::between(black_box(&now), black_box(&before), Confidence::P95));
}

/// As many as a declared segment may have.
#[divan::bench(args = SCALES)]
fn fifty_groups_compared(bencher: Bencher, scale: Scale) {
    let groups: Vec<(String, Tally)> = (0..50)
        .map(|group| (group.to_string(), tally(&scores(scale, 20 + group * 7), scale)))
        .collect();
    bencher
        .with_inputs(|| groups.clone())
        .bench_local_values(|groups| groups::compare(groups, 5, Confidence::P95));
}

#[divan::bench]
fn result_as_json(bencher: Bencher) {
    let result = MetricResult::of(&tally(&scores(Scale::Nps, 1_000), Scale::Nps), Confidence::P95);
    bencher.bench_local(|| serde_json::to_string(black_box(&result)));
}
