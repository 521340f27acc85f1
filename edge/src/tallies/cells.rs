//! Counts of answers that are alike but for their outcome.
//!
//! A cell is a line: `{kind}{outcome}:{count},{outcome}:{count} {metadata}`. The kind is `r` for answers
//! that stand, `t` for ones that were taken back, `k` for those of which an earlier release noted the
//! survey at most, `u` for what can't be read. An outcome is that of [`Recorded::code`] without its
//! hyphens; where it is the score after the one before, only its count is written: `an09:2,3` are two nines
//! and three tens. The metadata says of each "ignored", so that it can be read like any other.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use koe_shared::metadata::{Metadata, Recorded};
use koe_shared::score::Score;

use super::counted::{Counted, What};
use super::detail::{Dimension, total};
use crate::sites::Declared;

/// Cells on their way into a tally.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cells(BTreeMap<Cell, BTreeMap<String, u64>>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cell {
    kind: char,
    metadata: String,
}

/// What of an answer falls into a cell: one dimension by what the site declares, or none.
pub(super) type Slice<'a> = Option<(&'a Dimension, &'a Declared)>;

impl Cells {
    /// Counts an answer.
    pub(super) fn add(&mut self, counted: &Counted<'_>, slice: Slice<'_>) {
        let of = |metadata: &Metadata<'_>| {
            let kept = match slice {
                None => total(metadata),
                Some((dimension, declared)) => dimension.slice(metadata, declared),
            };
            Metadata { recorded: Recorded::Ignored, ..kept }.encode()
        };
        let ignored = Recorded::Ignored;
        let (kind, metadata, recorded) = match &counted.what {
            What::Stands(metadata) => ('r', of(metadata), metadata.recorded),
            What::Withdrawn(metadata) => ('t', of(metadata), ignored),
            What::WithdrawnFrom(survey) => ('k', survey.unwrap_or_default().to_owned(), ignored),
            What::Unreadable => ('u', String::new(), ignored),
        };
        let outcomes = self.0.entry(Cell { kind, metadata }).or_default();
        *outcomes.entry(recorded.code()).or_default() += counted.count;
    }

    /// The lines, each with its end.
    pub(super) fn encode(&self) -> String {
        let mut text = String::new();
        for (Cell { kind, metadata }, outcomes) in &self.0 {
            text.push(*kind);
            let mut next = None;
            for (place, (code, count)) in outcomes.iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                if next.as_ref() != Some(code) {
                    text.push_str(code.trim_end_matches('-'));
                    text.push(':');
                }
                // Writing to a string can't fail.
                let _ = write!(text, "{count}");
                next = Recorded::from_code(code).ok().and_then(next_score).map(Recorded::code);
            }
            let _ = writeln!(text, " {metadata}");
        }
        text
    }
}

/// What lines of cells count, at that time; `None` where a line can't be read.
pub(super) fn read(lines: &str, time_ms: u64) -> Option<Vec<Counted<'_>>> {
    let mut all = Vec::new();
    for line in lines.lines() {
        let (head, metadata) = line.split_once(' ')?;
        let (kind, outcomes) = head.split_at_checked(1)?;
        let what = match kind {
            "r" => What::Stands(Metadata::decode(metadata).ok()?),
            "t" => What::Withdrawn(Metadata::decode(metadata).ok()?),
            "k" => What::WithdrawnFrom((!metadata.is_empty()).then_some(metadata)),
            "u" => What::Unreadable,
            _ => return None,
        };
        let mut before = None;
        for outcome in outcomes.split(',') {
            let (recorded, count) = match outcome.split_once(':') {
                Some((code, count)) => (Recorded::from_code(code).ok()?, count),
                None => (before.and_then(next_score)?, outcome),
            };
            before = Some(recorded);
            let what = match &what {
                What::Stands(metadata) => What::Stands(Metadata { recorded, ..metadata.clone() }),
                other => other.clone(),
            };
            all.push(Counted { time_ms, count: count.parse().ok()?, what });
        }
    }
    Some(all)
}

/// The outcome with the score after this one.
fn next_score(recorded: Recorded) -> Option<Recorded> {
    let score = recorded.score()?;
    Score::new(score.scale(), i64::from(score.value()) + 1).ok().map(Recorded::Answered)
}

#[cfg(test)]
mod tests {
    use koe_shared::answer::Channel;
    use serde_json::{from_value, json};

    use super::*;
    use crate::store::keys::Rank;

    fn declared() -> Declared {
        Declared::of(
            &from_value(json!({
                "name": "Kokage", "origins": ["https://shop.example"], "locales": ["en"],
                "segments": { "plan": ["pro"] },
                "surveys": [{ "id": "shop-nps", "metric": "nps", "goal": "Do they return?",
                              "touchpoints": ["till"] }],
            }))
            .unwrap(),
        )
    }

    fn counted(rank: Rank, metadata: &str, count: u64) -> Counted<'_> {
        Counted { time_ms: 7, count, what: What::of(rank, metadata, None).unwrap() }
    }

    const STANDS: Rank = Rank::Revision(1);

    #[test]
    fn answers_that_differ_in_their_outcome_alone_are_one_line() {
        let mut cells = Cells::default();
        for (metadata, count) in [
            ("1an09w0400018shop-nps", 1),
            ("1an09w04000108shop-nps04till02enplan=pro", 2),
            ("1an10w20000108shop-nps06corner02japlan=gold", 3),
            ("1d---w00000108shop-nps04till00", 4),
            ("1an03i00000108shop-nps04till00", 5),
        ] {
            cells.add(&counted(STANDS, metadata, count), None);
        }
        cells.add(&counted(Rank::Tombstone, "21i---l01000108shop-nps04till00", 6), None);
        cells.add(&counted(Rank::Tombstone, "1", 7), None);
        cells.add(&counted(Rank::Tombstone, "1shop-nps", 8), None);
        assert_eq!(
            cells.encode(),
            "ki:7 \nki:8 shop-nps\nran03:5 1i---a00000108shop-nps0000\n\
             ran09:2,3,d:4 1i---w00000108shop-nps0000\nti:6 1i---w01000108shop-nps0000\nui:1 \n"
        );
        let text = cells.encode();
        let read = read(&text, 9).unwrap();
        assert_eq!(read.iter().map(|counted| counted.count).sum::<u64>(), 36);
        let mut again = Cells::default();
        for counted in &read {
            again.add(counted, None);
        }
        assert_eq!(again, cells);
    }

    #[test]
    fn a_slice_keeps_one_dimension_as_it_is_declared() {
        let declared = declared();
        let metadata = "1an09l04000108shop-nps04till02enplan=pro\u{7f}room=12";
        let other = "1an09m04000108shop-nps06corner02deplan=gold";
        for (dimension, line) in [
            (Dimension::Touchpoint, "1i---w00000108shop-nps04till00"),
            (Dimension::Locale, "1i---w00000108shop-nps0002en"),
            (Dimension::Channel, "1i---l00000108shop-nps0000"),
            (Dimension::Segment("plan".to_owned()), "1i---w00000108shop-nps0000plan=pro"),
        ] {
            let slice = Some((&dimension, &declared));
            let mut cells = Cells::default();
            cells.add(&counted(STANDS, metadata, 1), slice);
            assert_eq!(cells.encode(), format!("ran09:1 {line}\n"));
            let mut cells = Cells::default();
            cells.add(&counted(STANDS, other, 1), slice);
            let channel = if dimension == Dimension::Channel { 'm' } else { 'w' };
            let rest = format!("ran09:1 1i---{channel}00000108shop-nps0000\n");
            assert_eq!(cells.encode(), rest, "{dimension:?}");
        }
        assert!(Channel::Sms.is_shown_by_koe());
    }

    #[test]
    fn a_damaged_line_is_not_read() {
        for damaged in
            ["r", "ran09:1", "xan09:1 ", "ran09 1i---w00000108shop-nps0000", "ran99:1 1i"]
        {
            assert_eq!(read(damaged, 0), None, "{damaged:?}");
        }
        let metadata = "1i---w00000108shop-nps0000";
        for outcomes in ["1", "an10:1,2", "d:1,2", "an09:1,x", "an09:1,", "an09:1,,2"] {
            assert_eq!(read(&format!("r{outcomes} {metadata}"), 0), None, "{outcomes:?}");
        }
        assert_eq!(read("", 0), Some(Vec::new()));
    }

    #[test]
    fn a_score_that_follows_the_one_before_may_say_its_name_or_not() {
        let metadata = "1i---w00000108shop-nps0000";
        let read = |outcomes: &str| {
            let line = format!("r{outcomes} {metadata}");
            let counted = read(&line, 0).unwrap().into_iter();
            let counts = counted.map(|counted| match counted.what {
                What::Stands(metadata) => (metadata.recorded.code(), counted.count),
                _ => unreachable!("the line is of answers that stand"),
            });
            counts.collect::<Vec<_>>()
        };
        // As an earlier release wrote it.
        let named = read("an00:1,an01:2,an09:3,an10:4,d:5,i:6");
        assert_eq!(read("an00:1,2,an09:3,4,d:5,i:6"), named);
        assert_eq!(named[3], ("an10".to_owned(), 4));
        assert_eq!(read("as01:1,2,3,4,5").last(), Some(&("as05".to_owned(), 5)));
    }
}
