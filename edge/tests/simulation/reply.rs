//! Replies of the application, and what is held against the oracle of a score.

use std::collections::BTreeMap;

use axum::body::Bytes;
use jiff::Timestamp;
use koe_edge::Afterwards;
use koe_shared::instant::Instant;
use serde::Deserialize;
use serde_json::Value;

use crate::oracle::{Distribution, Expected};

pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Bytes,
    /// When the request was sent, the last time where it was sent more than once.
    pub(crate) sent: Timestamp,
    /// What is left to do now.
    pub(crate) afterwards: Option<Afterwards>,
}

impl Reply {
    /// The body; null where it is no JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The body of a score. Most of it is skipped: reading all of it takes longer than making it.
    pub(crate) fn score(&self) -> Score {
        assert_eq!(self.status, 200, "{}", self.json());
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// A score with its series and groups.
#[derive(Deserialize)]
pub(crate) struct Score {
    pub(crate) as_of: Instant,
    pub(crate) result: Counted,
    pub(crate) series: Vec<Period>,
    groups: Vec<Group>,
    prompts: Prompts,
    excluded: Excluded,
}

#[derive(Deserialize)]
pub(crate) struct Counted {
    pub(crate) n: u64,
    distribution: Distribution,
}

/// One bucket of a series.
#[derive(Deserialize)]
pub(crate) struct Period {
    from: Instant,
    to: Instant,
    pub(crate) result: Counted,
}

#[derive(Deserialize)]
struct Group {
    value: String,
    result: Counted,
}

#[derive(Deserialize)]
struct Prompts {
    answered: u64,
    dismissed: u64,
    ignored: u64,
}

#[derive(Deserialize)]
struct Excluded {
    test: u64,
    withdrawn: u64,
}

impl Score {
    pub(crate) fn picked_by_group(&self) -> BTreeMap<String, Distribution> {
        self.groups.iter().map(|group| (group.value.clone(), group.result.picked())).collect()
    }

    /// The counts beside the score.
    pub(crate) fn counts(&self) -> Expected {
        let Prompts { answered, dismissed, ignored } = self.prompts;
        let Excluded { test, withdrawn } = self.excluded;
        Expected { answered, dismissed, ignored, test, withdrawn }
    }
}

impl Counted {
    /// How often each score was picked.
    pub(crate) fn picked(&self) -> Distribution {
        let counts = self.distribution.iter().filter(|(_, count)| **count > 0);
        counts.map(|(score, count)| (*score, *count)).collect()
    }
}

impl Period {
    pub(crate) fn span(&self) -> (Timestamp, Timestamp) {
        (self.from.0, self.to.0)
    }
}
