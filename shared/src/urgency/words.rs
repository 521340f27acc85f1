//! The word lists of urgency, a file for each language.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::words::{Text, WordLists, Words};

/// What a list of words is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Topic {
    Safety,
    Leaving,
    Money,
    Broken,
    Waiting,
    ContactWanted,
    /// No reason to hurry: it tells words that stand against their score.
    Praise,
}

/// The lists of one language.
pub(super) type Lists = BTreeMap<Topic, Words>;

/// The files by their languages.
pub(super) const FILES: [(&str, &str); 2] =
    [("en", include_str!("words/en.json")), ("ja", include_str!("words/ja.json"))];

static ALL: LazyLock<WordLists<Topic>> =
    LazyLock::new(|| WordLists::new(FILES.iter().flat_map(|(_, file)| read(file)).collect()));

pub(super) fn read(file: &str) -> Lists {
    serde_json::from_str(file).expect("a test reads every file of the project")
}

/// The topics that a comment holds a word of, in any language.
pub(super) fn topics(text: &Text) -> BTreeSet<Topic> {
    ALL.found_in(text)
}
