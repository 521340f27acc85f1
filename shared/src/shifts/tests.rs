use super::{Direction, Level, Shift, shifts};
use crate::metric::Scale;
use crate::tally::Tally;

fn nps((promoters, passives, detractors): (u64, u64, u64)) -> Tally {
    let counts = [(10, promoters), (7, passives), (0, detractors)];
    Tally::from_counts(Scale::Nps, counts).unwrap()
}

/// So many buckets of one kind after each other.
fn series(parts: &[(usize, (u64, u64, u64))]) -> Vec<Tally> {
    parts.iter().flat_map(|(times, counts)| vec![nps(*counts); *times]).collect()
}

/// Every departure of a series with one of the two sums, up to the first mark.
fn departures(buckets: &[Tally], upper: bool) -> Vec<(f64, f64)> {
    let mut level = Level::new(buckets[0].scale(), 0);
    let mut found = Vec::new();
    for (place, bucket) in buckets.iter().enumerate() {
        let departure = level.departure(bucket);
        let is_marked = level.add(place, bucket).unwrap().is_some();
        let sum = if upper { level.cusum.upper } else { level.cusum.lower };
        found.extend(departure.map(|z| (z, sum.value)));
        if is_marked {
            break;
        }
    }
    found
}

#[track_caller]
fn check_departures(buckets: &[Tally], upper: bool, expected: &[(f64, f64)]) {
    let found = departures(buckets, upper);
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!((found.0 - expected.0).abs() < 5.1e-7, "{found:?} is not {expected:?}");
        assert!((found.1 - expected.1).abs() < 5.1e-7, "{found:?} is not {expected:?}");
    }
}

fn shift(at: usize, marked: usize, direction: Direction, before: f64, after: f64) -> Shift {
    Shift { at, marked, direction, before, after }
}

#[test]
fn a_fall_is_marked_in_the_third_bucket_that_shows_it() {
    let buckets = series(&[(4, (25, 15, 10)), (3, (15, 15, 20))]);
    let expected = [(-3.239_943, 2.739_943), (-2.561_323, 4.801_265), (-2.131_509, 6.432_775)];
    check_departures(&buckets, false, &expected);
    assert_eq!(shifts(&buckets), Ok(vec![shift(4, 6, Direction::Down, 30.0, -10.0)]));
}

#[test]
fn a_rise_is_marked_alike() {
    let buckets = series(&[(4, (10, 15, 25)), (1, (20, 15, 15)), (1, (22, 15, 13))]);
    check_departures(&buckets, true, &[(3.239_943, 2.739_943), (3.201_653, 5.441_596)]);
    assert_eq!(shifts(&buckets), Ok(vec![shift(4, 5, Direction::Up, -30.0, 14.0)]));
}

#[test]
fn a_series_that_stays_is_not_marked() {
    let buckets = series(&[(8, (25, 15, 10))]);
    check_departures(&buckets, true, &[(0.0, 0.0); 4]);
    assert_eq!(shifts(&buckets), Ok(Vec::new()));
    assert_eq!(shifts(&[]), Ok(Vec::new()));
}

#[test]
fn small_buckets_are_passed_over() {
    let (calm, low, small) = ((25, 15, 10), (15, 15, 20), (0, 0, 4));
    let buckets =
        series(&[(2, calm), (3, small), (2, calm), (1, small), (2, low), (2, small), (1, low)]);
    assert_eq!(shifts(&buckets), Ok(vec![shift(8, 12, Direction::Down, 30.0, -10.0)]));
}

/// The bucket that marks the fall is the first of four that the rise is held against.
#[test]
fn the_count_begins_anew_with_the_bucket_that_marked() {
    let (high, low) = ((25, 15, 10), (15, 15, 20));
    let buckets = series(&[(4, high), (6, low), (3, high)]);
    let fall = shift(4, 6, Direction::Down, 30.0, -10.0);
    let rise = shift(10, 12, Direction::Up, -10.0, 30.0);
    assert_eq!(shifts(&buckets), Ok(vec![fall, rise]));
    let too_soon = series(&[(4, high), (5, low), (3, high)]);
    assert_eq!(shifts(&too_soon), Ok(vec![fall]));
}

#[test]
fn a_mean_and_a_share_shift_too() {
    for scale in [Scale::Csat, Scale::Ces5, Scale::Ces7] {
        let of = |counts| Tally::from_counts(scale, counts).unwrap();
        let (low, high) = (of([(2, 30), (4, 20)]), of([(2, 10), (4, 40)]));
        let buckets = [low, low, low, low, high, high, high];
        let found = shifts(&buckets).unwrap();
        assert_eq!(found.len(), 1, "{scale}: {found:?}");
        assert_eq!((found[0].at, found[0].direction), (4, Direction::Up), "{scale}");
        let score = |tally| crate::result::score(tally).unwrap();
        assert!((found[0].before - score(&low)).abs() < 1e-12, "{scale}: {found:?}");
        assert!((found[0].after - score(&high)).abs() < 1e-12, "{scale}: {found:?}");
    }
}

/// No error is known while all answers are equal, so nothing can be held against them.
#[test]
fn equal_scores_are_no_level_of_a_mean() {
    let (five, one) = ([(5, 20)], [(1, 20)]);
    let buckets =
        [five, five, five, five, one].map(|c| Tally::from_counts(Scale::Ces5, c).unwrap());
    assert_eq!(shifts(&buckets), Ok(Vec::new()));
}

#[test]
fn two_scales_are_no_series() {
    let of = |scale| Tally::from_counts(scale, [(5, 9)]).unwrap();
    assert!(shifts(&[of(Scale::Ces5), of(Scale::Ces7)]).is_err());
}

/// Random bytes (George Marsaglia's xorshift), the same in every run.
fn random_bytes(mut state: u64) -> impl Iterator<Item = u8> {
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_be_bytes()
    })
    .flatten()
}

/// The mean number of buckets up to a mark where nothing ever changes: buckets of `n` answers of a
/// population of 50 % promoters and 20 % detractors. No series is cut short: run lengths have a long
/// tail.
fn mean_run_length(n: u64, series: u32) -> f64 {
    let mut people = random_bytes(0x9e37_79b9_7f4a_7c15);
    let mut buckets = 0_u32;
    for _ in 0..series {
        let mut level = Level::new(Scale::Nps, 0);
        for place in 0.. {
            let (mut promoters, mut detractors) = (0, 0);
            for _ in 0..n {
                match people.next() {
                    Some(..128) => promoters += 1,
                    Some(205..) => detractors += 1,
                    _ => {}
                }
            }
            buckets += 1;
            let bucket = nps((promoters, n - promoters - detractors, detractors));
            if level.add(place, &bucket).unwrap().is_some() {
                break;
            }
        }
    }
    f64::from(buckets) / f64::from(series)
}

#[track_caller]
fn check_false_alarms(n: u64) {
    let mean = mean_run_length(n, 2_000);
    assert!((400.0..=560.0).contains(&mean), "{mean}");
}

#[test]
fn small_buckets_without_a_shift_are_marked_once_in_some_465() {
    check_false_alarms(5);
}

#[test]
fn larger_buckets_without_a_shift_are_marked_as_rarely() {
    check_false_alarms(30);
}
