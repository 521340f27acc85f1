//! Words of lists, and finding them in a comment.
//!
//! Both are compared after NFKC and in lower case. Japanese is written without spaces, so a Japanese word
//! counts wherever it stands. A word in Latin letters counts as a whole word ("sue" is not in "issue"), and
//! may be several with spaces between them. Apostrophes are left out on both sides: "don’t", "don't" and
//! "dont" are one.
//!
//! A list may name texts in which its words do not count, such as 壊れない or "cancel culture". Which lists
//! there are, the modules say that look for something: [`crate::urgency`], [`crate::themes`].

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::folding::folded;

/// What may stand in a word as an apostrophe.
pub(crate) const APOSTROPHES: [char; 3] = ['\'', '\u{2019}', '\u{2bc}'];

/// The words of one topic in one language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    /// What is looked for.
    pub(crate) words: Vec<Word>,
    /// Where it does not count.
    #[serde(default)]
    pub(crate) except: Vec<Word>,
}

/// A word of a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(from = "String")]
pub(crate) enum Word {
    /// Counts wherever it stands.
    Anywhere(String),
    /// Counts with a space on either side, which it holds.
    Whole(String),
}

impl From<String> for Word {
    fn from(word: String) -> Self {
        let is_whole = word.chars().all(|c| is_latin(c) || c == ' ');
        if is_whole { Self::Whole(format!(" {word} ")) } else { Self::Anywhere(word) }
    }
}

impl Word {
    /// A word as somebody typed it, in the form in which comments are compared.
    pub(crate) fn typed(word: &str) -> Self {
        let plain = folded(word).replace(APOSTROPHES, "");
        Self::from(plain.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// Lists of words, each about something; several may be about the same. All are looked for in one walk
/// through a comment: a report reads two thousand comments, and most hold few words of any list.
pub(crate) struct WordLists<T> {
    lists: Vec<(T, Words)>,
    /// By their first character.
    anywhere: BTreeMap<char, Vec<(String, T)>>,
    /// The same, without the space before.
    whole: BTreeMap<char, Vec<(String, T)>>,
}

impl<T: Copy + Ord> WordLists<T> {
    pub(crate) fn new(lists: Vec<(T, Words)>) -> Self {
        let (mut anywhere, mut whole) = (BTreeMap::new(), BTreeMap::new());
        for (topic, word) in lists.iter().flat_map(|(t, list)| list.words.iter().map(|w| (*t, w))) {
            let (words, word) = match word {
                Word::Anywhere(word) => (&mut anywhere, word.as_str()),
                Word::Whole(word) => (&mut whole, word.trim_start()),
            };
            if let Some(first) = word.chars().next() {
                let begun: &mut Vec<(String, T)> = words.entry(first).or_default();
                begun.push((word.to_owned(), topic));
            }
        }
        Self { lists, anywhere, whole }
    }

    /// What a comment is about: the topics of which it holds a word where that counts.
    pub(crate) fn found_in(&self, text: &Text) -> BTreeSet<T> {
        let mut found = self.held_by(text);
        found.retain(|topic| self.is_mentioned(*topic, text));
        found
    }

    /// The topics that have a word in a text, be it where it does not count.
    fn held_by(&self, text: &Text) -> BTreeSet<T> {
        let mut found = BTreeSet::new();
        let mut note = |words: &BTreeMap<char, Vec<(String, T)>>, rest: &str, first: char| {
            let begun = words.get(&first).into_iter().flatten();
            found.extend(begun.filter(|(word, _)| rest.starts_with(word)).map(|(_, topic)| *topic));
        };
        for (at, first) in text.plain.char_indices() {
            note(&self.anywhere, &text.plain[at..], first);
        }
        let mut is_start = false;
        for (at, first) in text.spaced.char_indices() {
            if is_start {
                note(&self.whole, &text.spaced[at..], first);
            }
            is_start = first == ' ';
        }
        found
    }

    fn is_mentioned(&self, topic: T, text: &Text) -> bool {
        let of_topic = self.lists.iter().filter(|(own, _)| *own == topic);
        of_topic.into_iter().any(|(_, Words { words, except })| {
            text.holds_one(words)
                && (!text.holds_one(except) || text.without(except).holds_one(words))
        })
    }
}

/// A comment as words are looked for in it.
#[derive(Clone, Debug)]
pub struct Text {
    folded: String,
    /// The same without apostrophes.
    plain: String,
    /// The same as whole words: all but Latin letters and digits is one space, and one stands at either end.
    spaced: String,
}

impl Text {
    /// Reads a comment.
    #[must_use]
    pub fn of(comment: &str) -> Self {
        let folded = folded(comment);
        let plain = folded.replace(APOSTROPHES, "");
        let mut spaced = String::with_capacity(plain.len() + 2);
        spaced.push(' ');
        for c in plain.chars().chain([' ']) {
            if is_latin(c) {
                spaced.push(c);
            } else if !spaced.ends_with(' ') {
                spaced.push(' ');
            }
        }
        Self { folded, plain, spaced }
    }

    /// The comment as texts are compared: in NFKC and in lower case.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// Whether one of these words, as somebody typed them, stands in the comment.
    #[must_use]
    pub fn holds_any(&self, typed: &[String]) -> bool {
        let words: Vec<Word> = typed.iter().map(|word| Word::typed(word)).collect();
        self.holds_one(&words)
    }

    fn holds_one(&self, words: &[Word]) -> bool {
        words.iter().any(|word| match word {
            Word::Anywhere(word) => self.plain.contains(word),
            Word::Whole(word) => self.spaced.contains(word),
        })
    }

    /// What is left without some words. A mark that no word holds takes their place, so that what stood
    /// before and after makes no new one.
    fn without(&self, others: &[Word]) -> Self {
        let (mut plain, mut spaced) = (self.plain.clone(), self.spaced.clone());
        for other in others {
            match other {
                Word::Anywhere(word) => plain = plain.replace(word, "|"),
                Word::Whole(word) => spaced = spaced.replace(word, " | "),
            }
        }
        Self { folded: String::new(), plain, spaced }
    }
}

/// Whether a character belongs to a word that is written with spaces around it.
pub(crate) fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || ('\u{c0}'..='\u{24f}').contains(&c)
}
