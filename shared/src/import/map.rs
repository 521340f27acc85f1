//! `map`: which header of the file is which column of ours.

use super::error::TableError;
use super::field::Field;
use super::record::Record;
use crate::answer::is_segment_name;

/// What segments' columns begin with.
pub(super) const SEGMENT: &str = "segment.";

/// A column of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ours {
    Field(Field),
    /// A segment, by its name without `segment.`.
    Segment(String),
}

impl Ours {
    /// The column that a name stands for, if a file may have it.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        let name = name.trim();
        if let Some(field) = Field::from_name(name) {
            return Some(Self::Field(field));
        }
        let segment = segment_of(name)?.to_lowercase();
        is_segment_name(&segment).then_some(Self::Segment(segment))
    }

    pub(super) fn name(&self) -> String {
        match self {
            Self::Field(field) => field.name().to_owned(),
            Self::Segment(name) => format!("{SEGMENT}{name}"),
        }
    }
}

/// What follows `segment.`, in whatever case.
pub(super) fn segment_of(name: &str) -> Option<&str> {
    let (prefix, rest) = name.split_at_checked(SEGMENT.len())?;
    prefix.eq_ignore_ascii_case(SEGMENT).then_some(rest)
}

/// One pair of `map`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) ours: Ours,
    pub(super) theirs: String,
}

/// The pairs of `map`, as far as they can be told without the header: both the entry as a whole and
/// its parts, for finding the separator.
pub(super) fn headers_named(map: &[String]) -> Vec<String> {
    let mut named = Vec::new();
    for entry in map {
        let parts = [entry.as_str()].into_iter().chain(entry.split(','));
        named.extend(parts.filter_map(|part| Some(part.split_once(':')?.1.trim().to_lowercase())));
    }
    named
}

/// Reads `map` against a header: an entry whose whole rest is a header is one pair, so that a header
/// may hold commas; any other is cut at the commas after which a column of ours is named.
pub(super) fn pairs(map: &[String], header: &Record) -> Result<Vec<Pair>, TableError> {
    let mut pairs = Vec::new();
    for entry in map.iter().filter(|entry| !entry.trim().is_empty()) {
        match pair(entry) {
            Some(whole) if !places(header, &whole.theirs).is_empty() => pairs.push(whole),
            _ => {
                for part in parts(entry) {
                    pairs.push(pair(&part).ok_or(TableError::Map { pair: part })?);
                }
            }
        }
    }
    Ok(pairs)
}

fn pair(text: &str) -> Option<Pair> {
    let (ours, theirs) = text.split_once(':')?;
    Some(Pair { ours: Ours::from_name(ours)?, theirs: theirs.trim().to_owned() })
}

/// The parts of an entry: a comma begins a new one where a column of ours and a colon follow, or
/// where there is no colon before it.
fn parts(entry: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for piece in entry.split(',').filter(|piece| !piece.trim().is_empty()) {
        let has_colon = piece.contains(':');
        match parts.last_mut() {
            Some(last) if pair(piece).is_none() && pair(last).is_some() && !has_colon => {
                last.push(',');
                last.push_str(piece);
            }
            _ => parts.push(piece.to_owned()),
        }
    }
    parts
}

/// The places of a header: as it is written, else in whatever case.
pub(super) fn places(header: &Record, name: &str) -> Vec<usize> {
    let name = name.trim();
    let of = |is: &dyn Fn(&str) -> bool| -> Vec<usize> {
        (0..).zip(header.iter()).filter(|(_, column)| is(column.trim())).map(|(at, _)| at).collect()
    };
    let exact = of(&|column| column == name);
    if !exact.is_empty() {
        return exact;
    }
    let name = name.to_lowercase();
    of(&|column| column.to_lowercase() == name)
}

#[cfg(test)]
mod tests {
    use super::{Ours, Pair, pairs};
    use crate::import::field::Field;
    use crate::import::record::Record;
    use crate::import::tokens::Tokens;

    fn header() -> Record {
        let text = "nps,\"How likely, really?\",Why,\"a, score: b\",PLAN";
        let mut tokens = Tokens::new(b',');
        tokens.take(text).unwrap();
        tokens.end().unwrap().unwrap()
    }

    #[track_caller]
    fn check(map: &[&str], expected: &[(Field, &str)]) {
        let map: Vec<String> = map.iter().map(|entry| (*entry).to_owned()).collect();
        let expected: Vec<Pair> = expected
            .iter()
            .map(|(field, theirs)| Pair { ours: Ours::Field(*field), theirs: (*theirs).to_owned() })
            .collect();
        assert_eq!(pairs(&map, &header()), Ok(expected), "{map:?}");
    }

    #[test]
    fn one_parameter_holds_several_pairs() {
        check(&["score:nps,comment:why"], &[(Field::Score, "nps"), (Field::Comment, "why")]);
        check(&[" Score : nps ,, ", ""], &[(Field::Score, "nps")]);
    }

    #[test]
    fn a_parameter_of_its_own_may_name_a_header_with_commas_and_colons() {
        let question = "How likely, really?";
        let both = [(Field::Score, question), (Field::Comment, "Why")];
        check(&["score:How likely, really?", "comment:Why"], &both);
        check(&["score:How likely, really?,comment:Why"], &both);
        check(&["score:a, score: b"], &[(Field::Score, "a, score: b")]);
    }

    #[test]
    fn what_is_no_pair_is_told() {
        for (entry, pair) in [
            ("points:nps", "points:nps"),
            ("score", "score"),
            ("score:nps,points:why", "points:why"),
        ] {
            let error = pairs(&[entry.to_owned()], &header()).unwrap_err().to_string();
            assert!(error.starts_with(&format!("map {pair:?} is not of the form")), "{error}");
        }
    }

    #[test]
    fn a_segment_is_named_in_any_case() {
        let pairs = pairs(&["Segment.Plan:plan".to_owned()], &header()).unwrap();
        assert_eq!(pairs[0].ours, Ours::Segment("plan".to_owned()));
        assert_eq!(Ours::from_name("segment.my plan"), None);
    }
}
