//! Parts of a span of time, by quarters of an hour: a row of a tally tells its time no better.

use jiff::Timestamp;

use super::bounds::Bounds;
use crate::sites::Span;

const QUARTER_MS: i64 = 15 * 60 * 1_000;

/// The part of a span that tallies tell: whole quarters of the hours between the bounds.
pub(super) fn within(span: Span, bounds: Bounds) -> Option<Span> {
    let quarter = |time: Timestamp, up: bool| {
        let ms = time.as_millisecond();
        let down = ms - ms.rem_euclid(QUARTER_MS);
        let ms = if up && down != ms { down + QUARTER_MS } else { down };
        Timestamp::from_millisecond(ms).unwrap_or(time)
    };
    let from = quarter(span.from.max(bounds.from.start()), true);
    let to = quarter(span.to.min(bounds.until.start()), false);
    (from < to).then_some(Span { from, to })
}

/// When the quarter of an hour begins that an instant cuts, if that lies within a span.
pub(super) fn cut_quarter(at: Timestamp, span: Span) -> Option<Timestamp> {
    let ms = at.as_millisecond();
    let start = ms - ms.rem_euclid(QUARTER_MS);
    let is_within = span.from <= at && at < span.to && start != ms;
    is_within.then(|| Timestamp::from_millisecond(start).ok())?
}

/// The quarter of an hour that begins then.
pub(super) fn quarter(from: Timestamp) -> Span {
    Span { from, to: later(from, QUARTER_MS) }
}

/// What is left of a span without others, in their order. They may touch and overlap.
pub(super) fn rest_of(span: Span, others: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut others: Vec<Span> = others.collect();
    others.sort_unstable_by_key(|other| other.from);
    let mut rest = Vec::new();
    let mut from = span.from;
    for other in others {
        rest.extend(overlap(span, Span { from, to: other.from }));
        from = from.max(other.to);
    }
    rest.extend(overlap(span, Span { from, to: span.to }));
    rest
}

/// A time, so many milliseconds later.
pub(super) fn later(time: Timestamp, ms: i64) -> Timestamp {
    Timestamp::from_millisecond(time.as_millisecond() + ms).unwrap_or(time)
}

/// What two spans have in common.
pub(super) fn overlap(one: Span, other: Span) -> Option<Span> {
    let both = Span { from: one.from.max(other.from), to: one.to.min(other.to) };
    (both.from < both.to).then_some(both)
}
