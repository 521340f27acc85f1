//! What an alert says, and how each channel writes it.
//!
//! Visitors write what they like, also to whoever reads the alert. So their words are text on every channel: no
//! link, no mention and no format of theirs works, and no character of theirs changes how a line runs.

mod email;
mod letter;
mod slack;
mod teams;
mod text;
mod webhook;
mod words;

use jiff::Timestamp;
use koe_shared::id::SiteId;
use koe_shared::locale::Locale;
use koe_shared::score::Score;
use koe_shared::urgency::Urgency;
use serde::Serialize;
use serde_json::{Map, Value};

pub(crate) use self::email::{email, mailto};
pub(crate) use self::letter::{Event, Letter, Part, Writing};
pub(crate) use self::slack::slack;
pub(crate) use self::teams::teams;
use self::text::COMMENT;
pub(crate) use self::text::{clean, cleaned, cut, one_line};
pub(crate) use self::webhook::webhook;
pub(crate) use self::words::Language;
pub(crate) use self::words::{bucket, score};

/// What an alert says.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    /// The `webhook-id`, the same for every try: `{answer}.{rule}.{kind}`.
    pub(crate) id: String,
    /// When it was decided that somebody is told.
    pub(crate) at: Timestamp,
    pub(crate) site: SiteId,
    pub(crate) site_name: String,
    /// The language of the fixed words: Japanese for `ja` and its varieties, else English.
    pub(crate) locale: Locale,
    pub(crate) rule: RuleName,
    pub(crate) occasion: Occasion,
    /// The answers that it is about: one, or those of a digest.
    pub(crate) answers: Vec<Told>,
    /// How many answers a digest counts and does not list.
    pub(crate) left_out: usize,
    /// The page of the report that shows it, as an absolute address.
    pub(crate) link: Option<String>,
}

/// The rule that matched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct RuleName {
    pub(crate) id: String,
    pub(crate) name: String,
}

/// Why somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Occasion {
    /// A score matched, whatever was written with it.
    Score,
    /// The words of a comment matched.
    Words,
    /// The comment came after its score was told.
    Update,
    /// Answers that were held back, in one message.
    Digest,
}

/// An answer that somebody is told of.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// The answer as the API lists it, for webhooks.
    pub(crate) answer: Map<String, Value>,
    pub(crate) score: Score,
    /// The touchpoint, as the owner calls it.
    pub(crate) touchpoint: Option<String>,
    pub(crate) survey: String,
    pub(crate) comment: Option<String>,
    /// Whether the visitor left an address for a reply.
    pub(crate) wants_reply: bool,
    pub(crate) urgency: Urgency,
}

impl Message {
    /// The message, ready for every channel.
    pub(crate) fn writing(&self) -> Writing {
        Writing { letter: self.letter(), event: self.event() }
    }

    fn letter(&self) -> Letter {
        let language = Language::of(&self.locale);
        let mut parts: Vec<Part> = words::introduction(self).into_iter().map(Part::Text).collect();
        for told in &self.answers {
            if self.occasion == Occasion::Digest {
                let line = words::listed(language, told);
                parts.push(Part::Listed { line, words: words::excerpt(told) });
            } else {
                parts.push(Part::Text(words::facts(language, told).join("\n")));
                parts.extend(words::comment(told, COMMENT).map(Part::Words));
            }
        }
        parts.extend(words::left_out(self).map(Part::Text));
        let (title, foot, link) = (words::title(self), words::rule(self), self.link.clone());
        Letter { language, title, parts, foot, link }
    }
}

#[cfg(test)]
pub(crate) mod tests;
