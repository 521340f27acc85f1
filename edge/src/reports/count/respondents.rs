//! Who answered in both ranges: the respondents of the answers that were counted.
//!
//! A list does not tell the respondent of an answer, its value does.

use std::collections::BTreeMap;

use koe_shared::score::Score;

use crate::answers::Value;
use crate::store::{MAX_BULK, Store, StoreError};

/// Answers whose values are read for a report, at most: in bulk reads of [`MAX_BULK`] they are 200
/// operations, as many as its list pages.
const MOST: usize = 20_000;

/// The answers with a respondent in either range, in the order of the scan: newest first.
#[derive(Default)]
pub(in crate::reports) struct Respondents {
    noted: Vec<Noted>,
    /// Whether the scan was cut off before its end.
    is_cut_off: bool,
}

/// An answer with a respondent.
struct Noted {
    key: String,
    score: Score,
    in_range: bool,
    in_compared: bool,
}

/// The newest answers of one respondent: a place in [`Respondents`] each.
#[derive(Default)]
struct Newest {
    in_range: Option<usize>,
    in_compared: Option<usize>,
}

impl Respondents {
    /// Notes an answer of either range. Past the bound one more is enough to tell.
    pub(super) fn note(&mut self, key: &str, score: Score, in_range: bool, in_compared: bool) {
        if self.noted.len() <= MOST {
            self.noted.push(Noted { key: key.to_owned(), score, in_range, in_compared });
        }
    }

    /// Says that the scan was cut off.
    pub(super) fn give_up(&mut self) {
        self.is_cut_off = true;
    }

    /// How many answers have a respondent, as far as they were noted.
    pub(in crate::reports) fn number(&self) -> usize {
        self.noted.len()
    }

    /// Whether more answers have a respondent than a report may read.
    pub(in crate::reports) fn are_too_many(&self) -> bool {
        self.is_cut_off || self.noted.len() > MOST
    }

    /// The scores of respondents who answered in both ranges, the one to compare with first: of each
    /// range the newest. An answer that lies in both ranges is no pair with itself.
    pub(in crate::reports) async fn pairs(
        &self,
        store: &dyn Store,
    ) -> Result<Vec<(Score, Score)>, StoreError> {
        let mut found: BTreeMap<String, Newest> = BTreeMap::new();
        for (chunk, noted) in self.noted.chunks(MAX_BULK).enumerate() {
            let keys: Vec<String> = noted.iter().map(|noted| noted.key.clone()).collect();
            let values = store.get_many(&keys).await?;
            for (place, value) in (chunk * MAX_BULK..).zip(values) {
                // What was taken back since it was listed has no value any more.
                let Some(value) = value else { continue };
                let Ok(value) = serde_json::from_str::<Value>(&value) else {
                    return Err(StoreError::Unreadable { key: self.noted[place].key.clone() });
                };
                let Some(respondent) = value.respondent else { continue };
                found.entry(respondent).or_default().note(place, &self.noted[place]);
            }
        }
        let pairs = found.values().filter_map(|newest| {
            let (before, after) = newest.in_compared.zip(newest.in_range)?;
            (before != after).then(|| (self.noted[before].score, self.noted[after].score))
        });
        Ok(pairs.collect())
    }
}

impl Newest {
    /// The first that is noted is the newest.
    fn note(&mut self, place: usize, noted: &Noted) {
        if noted.in_range {
            self.in_range.get_or_insert(place);
        }
        if noted.in_compared {
            self.in_compared.get_or_insert(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use koe_shared::metric::Scale;

    use super::*;

    #[test]
    fn past_twenty_thousand_answers_there_are_too_many() {
        let score = Score::new(Scale::Nps, 9).unwrap();
        let mut respondents = Respondents::default();
        for _ in 0..20_000 {
            respondents.note("key", score, true, false);
        }
        assert!(!respondents.are_too_many());
        for _ in 0..3 {
            respondents.note("key", score, false, true);
            assert!(respondents.are_too_many());
        }
        assert_eq!(respondents.noted.len(), 20_001, "one more is enough to tell");
    }
}
