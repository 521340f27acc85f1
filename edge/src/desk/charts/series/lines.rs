//! The line of a series, the band of its intervals, and the levels between its shifts.

use std::fmt::Write;

use maud::{Markup, html};

use super::axis::Axis;
use super::shape::{HEIGHT, SeriesChart};
use crate::desk::charts::percent;

/// How wide a bucket is in the drawing that is stretched.
const BUCKET: f64 = 20.0;

/// A bucket with a value: its place across, and how far down its score and the ends of its interval lie.
struct Dot {
    x: f64,
    score: f64,
    low: f64,
    high: f64,
}

impl SeriesChart<'_> {
    pub(super) fn lines(&self, axis: &Axis) -> Markup {
        let width = BUCKET * self.buckets.len() as f64;
        html! {
            svg viewBox=(format!("0 0 {width} {}", HEIGHT)) preserveAspectRatio="none"
                width="100%" height=(HEIGHT) {
                @for run in self.runs(axis) {
                    @match run.as_slice() {
                        [alone] => path.band-edge d=(format!("M{:.0} {:.1}V{:.1}", alone.x, alone.high, alone.low)) {},
                        several => {
                            path.series-band d=(band(several)) {}
                            path.band-edge d=(line(several, |dot| dot.high)) {}
                            path.band-edge d=(line(several, |dot| dot.low)) {}
                            path.series-line d=(line(several, |dot| dot.score)) {}
                        },
                    }
                }
            }
        }
    }

    /// The dotted levels: each from where it began to where the next one did.
    pub(super) fn levels(&self, axis: &Axis) -> Markup {
        let last = self.buckets.len();
        let mut levels = Vec::new();
        for (place, shift) in self.shifts.iter().enumerate() {
            let began = place.checked_sub(1).map_or(0, |before| self.shifts[before].at);
            let ends = self.shifts.get(place + 1).map_or(last, |next| next.at);
            if place == 0 {
                levels.push((began, shift.at, shift.before));
            }
            levels.push((shift.at, ends, shift.after));
        }
        html! {
            @for (from, to, level) in levels {
                @let y = format!("{:.1}", axis.y(level));
                line.level x1=(percent(self.begin(from))) x2=(percent(self.begin(to))) y1=(y) y2=(y) {}
            }
        }
    }

    /// The buckets in a row that a line may join.
    fn runs(&self, axis: &Axis) -> Vec<Vec<Dot>> {
        let mut runs: Vec<Vec<Dot>> = vec![Vec::new()];
        for (place, bucket) in self.buckets.iter().enumerate() {
            if bucket.wording_changed {
                runs.push(Vec::new());
            }
            let valued = bucket.result.and_then(|result| Some((result, result.score?)));
            let Some((result, score)) = valued else {
                runs.push(Vec::new());
                continue;
            };
            let told = result.interval.as_ref();
            let (low, high) = told.map_or((score, score), |told| (told.low, told.high));
            let dot = Dot {
                x: BUCKET * (place as f64 + 0.5),
                score: axis.y(score),
                low: axis.y(low),
                high: axis.y(high),
            };
            if let Some(run) = runs.last_mut() {
                run.push(dot);
            }
        }
        runs.retain(|run| !run.is_empty());
        runs
    }
}

fn line(dots: &[Dot], y: impl Fn(&Dot) -> f64) -> String {
    let mut path = String::new();
    for (place, dot) in dots.iter().enumerate() {
        let pen = if place == 0 { 'M' } else { 'L' };
        // Writing to a string can't fail.
        let _ = write!(path, "{pen}{:.0} {:.1}", dot.x, y(dot));
    }
    path
}

/// Along the upper ends, and back along the lower ones.
fn band(dots: &[Dot]) -> String {
    let mut path = line(dots, |dot| dot.high);
    for dot in dots.iter().rev() {
        let _ = write!(path, "L{:.0} {:.1}", dot.x, dot.low);
    }
    path + "Z"
}
