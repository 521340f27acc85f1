//! The two figures of this crate that have a bound, held against it: how many metadata strings one core
//! reads and counts in a second, and how long a result with its interval takes.
//!
//! `cargo bench -p koe-shared --bench bounds`. Medians of rounds; a machine that is busy otherwise is
//! slower, so nothing fails here. `metadata` and `scoring` show where the time goes.

#![allow(clippy::disallowed_methods, reason = "a benchmark runs natively, and asks for the time")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use koe_shared::confidence::Confidence;
use koe_shared::metadata::{Flags, Metadata, Recorded};
use koe_shared::metric::Scale;
use koe_shared::result::MetricResult;
use koe_shared::score::Score;
use koe_shared::tally::{PromptCounts, Tally};

/// Strings of a round: too many for the processor's caches, as those of a long range are.
const STRINGS: usize = 200_000;
/// Results of a round.
const RESULTS: usize = 1_000;
const ROUNDS: usize = 15;

fn main() {
    let strings = strings();
    let time = median(|| _ = black_box(counted(black_box(&strings))));
    let millions = STRINGS as f64 / time.as_secs_f64() / 1e6;
    println!("\nshared, one core, medians of {ROUNDS} rounds");
    println!(
        "  metadata strings read and counted, millions a second {millions:>7.1}  (at least 5)"
    );
    for scale in [Scale::Nps, Scale::Ces5, Scale::Ces7, Scale::Csat] {
        let tally = tally(scale);
        let time = median(|| {
            for _ in 0..RESULTS {
                black_box(MetricResult::of(black_box(&tally), Confidence::P95));
            }
        });
        let micros = time.as_secs_f64() * 1e6 / RESULTS as f64;
        println!(
            "  {:<52} {micros:>7.2}  (at most 5)",
            format!("a result with its interval, {scale}, µs")
        );
    }
}

/// Realistic answers and other prompts, five of these to each: three touchpoints, two languages, four
/// segments.
fn strings() -> Vec<String> {
    (0..STRINGS)
        .map(|n| {
            let head = match n % 6 {
                0 => format!("1an{:02}w04", n % 11),
                1..=3 => "1i---w00".to_owned(),
                _ => "1d---w00".to_owned(),
            };
            let touchpoint = ["13post-purchase", "08browsing", "13after-support"][n % 3];
            let locale = ["ja", "en"][n / 3 % 2];
            format!(
                "{head}000108shop-nps{touchpoint}02{locale}age_group=30s\u{7f}device=phone\u{7f}plan=pro\u{7f}region=kansai"
            )
        })
        .collect()
}

/// What a score makes of them: read, filtered by the survey, the answers and the prompts counted.
fn counted(strings: &[String]) -> (Tally, PromptCounts) {
    let (mut tally, mut prompts) = (Tally::new(Scale::Nps), PromptCounts::default());
    for text in strings {
        let metadata = Metadata::decode(text).expect("it was written as it is read");
        if metadata.survey != "shop-nps" || metadata.flags.has(Flags::TEST) {
            continue;
        }
        match metadata.recorded {
            Recorded::Answered(score) => {
                prompts.answered += 1;
                tally.record(score).expect("one scale");
            }
            Recorded::Dismissed => prompts.dismissed += 1,
            Recorded::Ignored => prompts.ignored += 1,
            Recorded::Undone => {}
        }
    }
    (tally, prompts)
}

/// A thousand answers, all scores among them.
fn tally(scale: Scale) -> Tally {
    let mut tally = Tally::new(scale);
    for n in 0..1_000 {
        let value = i64::from(scale.min()) + (n * 7) % i64::from(scale.points());
        tally.record(Score::new(scale, value).expect("on the scale")).expect("one scale");
    }
    tally
}

fn median(mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed()
        })
        .collect();
    times.sort();
    times[ROUNDS / 2]
}
