//! What a refusal shows of a header: the columns that something could be.

use super::dialect::Separator;
use super::error::TableError;
use super::exports::Recognised;
use super::field::Field;
use super::questions::{may_be_score, may_be_time};
use super::record::Record;

/// How much of a header a refusal shows, in characters: enough to see what it is.
const SHOWN: usize = 120;
/// How many columns a refusal proposes, at most.
const PROPOSED: usize = 5;

/// Two columns that could both be one of ours.
pub(super) fn two(field: Field, one: usize, other: usize, header: &Record) -> TableError {
    let name = |place| header.get(place).unwrap_or_default().trim().to_owned();
    TableError::TwoColumns { column: field.name(), headers: [name(one), name(other)] }
}

/// Headers that could be the score: what reads like its question, or else any question of an export.
pub(super) fn score_candidates(header: &Record, recognised: Option<&Recognised>) -> Vec<String> {
    let likely = proposed(header.iter().filter(|name| may_be_score(name)));
    match recognised {
        Some(known) if likely.is_empty() => {
            proposed(known.questions.iter().filter_map(|place| header.get(*place)))
        }
        _ => likely,
    }
}

fn proposed<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    names.map(|name| name.trim().chars().take(SHOWN).collect()).take(PROPOSED).collect()
}

/// The header, cut.
pub(super) fn shown(header: &Record, separator: Separator) -> String {
    let separator = char::from(separator.byte()).to_string();
    header.iter().collect::<Vec<_>>().join(&separator).chars().take(SHOWN).collect()
}

/// Headers that read like a time.
pub(super) fn time_candidates(header: &Record) -> Vec<String> {
    proposed(header.iter().filter(|name| may_be_time(name)))
}
