//! What comments are about: themes, each found by the words of a list.
//!
//! Eight themes come with the project. Their lists in `themes/words/` are data, a file for each language, and
//! say what a comment is about, not whether it is pleased: "cheap" and "expensive" are both of the price. An
//! owner adds words to a theme, in any language, or themes of their own. A comment may be about several themes
//! and counts once in each; one without any word of a list belongs to no theme.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::words::{Text, Word, WordLists, Words};

/// A theme that comes with the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Sending, packing, arriving.
    Delivery,
    /// What it costs.
    Price,
    /// How good the thing is, and whether it is whole.
    Quality,
    /// Whoever serves, on the floor or on the telephone.
    Staff,
    /// How long it takes.
    Waiting,
    /// The site, and finding something there or in the shop.
    Finding,
    /// Sending back, and leaving.
    Returns,
    /// Paying.
    Payment,
}

impl Theme {
    /// Every theme of the project.
    pub const ALL: [Self; 8] = [
        Self::Delivery,
        Self::Price,
        Self::Quality,
        Self::Staff,
        Self::Waiting,
        Self::Finding,
        Self::Returns,
        Self::Payment,
    ];

    /// Its name in the site document.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delivery => "delivery",
            Self::Price => "price",
            Self::Quality => "quality",
            Self::Staff => "staff",
            Self::Waiting => "waiting",
            Self::Finding => "finding",
            Self::Returns => "returns",
            Self::Payment => "payment",
        }
    }

    /// The theme of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == name)
    }
}

/// A theme of a site: one of the project's, or the owner's own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ThemeName {
    /// One of the project's.
    Known(Theme),
    /// The owner's, by the name that they gave it.
    Own(String),
}

impl fmt::Display for ThemeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(theme) => f.write_str(theme.as_str()),
            Self::Own(name) => f.write_str(name),
        }
    }
}

/// The themes of a site with their words.
pub struct Themes {
    names: Vec<ThemeName>,
    lists: WordLists<usize>,
}

type Lists = BTreeMap<Theme, Words>;

/// The files by their languages.
const FILES: [(&str, &str); 2] =
    [("en", include_str!("themes/words/en.json")), ("ja", include_str!("themes/words/ja.json"))];

static ALL: LazyLock<Vec<(Theme, Words)>> =
    LazyLock::new(|| FILES.iter().flat_map(|(_, file)| read(file)).collect());

fn read(file: &str) -> Lists {
    serde_json::from_str(file).expect("a test reads every file of the project")
}

impl Themes {
    /// The project's themes, and what the owner adds: words of a theme of the project under its name, and
    /// themes under names of their own.
    #[must_use]
    pub fn of(added: &BTreeMap<String, Vec<String>>) -> Self {
        let own = added.keys().filter(|name| Theme::from_name(name).is_none());
        let known = Theme::ALL.into_iter().map(ThemeName::Known);
        let names: Vec<ThemeName> = known.chain(own.cloned().map(ThemeName::Own)).collect();
        let place = |name: &str| names.iter().position(|other| other.to_string() == name);
        let of_project =
            ALL.iter().filter_map(|(theme, words)| Some((place(theme.as_str())?, words.clone())));
        let of_owner = added.iter().filter_map(|(name, words)| {
            let words = words.iter().map(|word| Word::typed(word)).collect();
            Some((place(name)?, Words { words, except: Vec::new() }))
        });
        let lists = WordLists::new(of_project.chain(of_owner).collect());
        Self { names, lists }
    }

    /// The themes: the project's in their order, then the owner's by name.
    #[must_use]
    pub fn names(&self) -> &[ThemeName] {
        &self.names
    }

    /// The places among [`Self::names`] of the themes that a comment is about.
    #[must_use]
    pub fn of_comment(&self, comment: &Text) -> Vec<usize> {
        self.lists.found_in(comment).into_iter().collect()
    }
}

#[cfg(test)]
mod tests;
