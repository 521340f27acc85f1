//! A message before a channel writes it: what is said in which order, and which words are a visitor's.

use jiff::Timestamp;

use super::words::Language;

/// A message for people. Its texts are cleaned, and none is escaped: each channel does that in its own way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Letter {
    pub(crate) language: Language,
    /// One line, without a word of a visitor.
    pub(crate) title: String,
    pub(crate) parts: Vec<Part>,
    /// What stands small at its end.
    pub(crate) foot: String,
    /// The page of the report that shows it, as an absolute address.
    pub(crate) link: Option<String>,
}

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Our own words, in one line or in several.
    Text(String),
    /// A visitor's words.
    Words(String),
    /// One line about an answer, and its visitor's words.
    Listed { line: String, words: Option<String> },
}

/// A message for programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    /// The `webhook-id`, the same for every try.
    pub(crate) id: String,
    /// Such as `alert`.
    pub(crate) kind: &'static str,
    /// When it was decided that somebody is told.
    pub(crate) at: Timestamp,
    /// JSON.
    pub(crate) data: String,
}

/// A message for everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Writing {
    pub(crate) letter: Letter,
    pub(crate) event: Event,
}
