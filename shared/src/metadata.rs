//! All of an answer that scoring needs, as one compact string: the metadata of its key.
//!
//! Workers KV lists 1,000 keys a page with their metadata, so scores need no second read. Bringing
//! 1,000 metadata objects into Rust took 22 ms, one string each a few; hence this form:
//!
//! | place | what |
//! | --- | --- |
//! | 0 | version of the form, `1` |
//! | 1 | outcome: `a`nswered, `d`ismissed, `i`gnored, `u`ndone |
//! | 2 | scale: `n`ps, ces `5`, ces `7`, c`s`at; `-` without a score |
//! | 3–4 | score, two digits; `--` without one |
//! | 5 | channel: `w`eb, `l`ink, `e`mail, s`m`s, `q`r, `a`pi, `i`mport |
//! | 6–7 | [`Flags`], hexadecimal |
//! | 8–11 | survey version, four digits |
//! | 12– | survey, touchpoint, locale: each two digits of length, then the text; `00` for none |
//! | rest | segments, `name=value`, separated by U+007F |
//!
//! Nothing needs escaping: names hold no `=`, and values no control character. Strings once written
//! are read for ever: `tests/vectors/metadata.json` pins them, added to and never edited.
//!
//! The longest: 12 + 3 × 2 + 64 + 64 + 35 bytes, and segments of 400 bytes that take 836 as JSON (37
//! names of one letter with a quote each, 5 bytes for 2; whatever follows, 2 for 1). With its own
//! quotes that is 1,019 of Workers KV's 1,024.

mod read;

use std::borrow::Cow;
use std::fmt;
use std::fmt::Write as _;

use crate::answer::{AnswerBody, Channel, Outcome, Segments};
use crate::metric::Scale;
use crate::score::Score;

/// Between two pairs. A control character, so no value holds it, and the only one of ASCII that JSON
/// writes as one byte.
const SEPARATOR: char = '\u{7f}';

/// What scoring needs of an answer. Borrows from the string it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata<'a> {
    /// What came of the prompt.
    pub recorded: Recorded,
    /// How the prompt reached the visitor.
    pub channel: Channel,
    /// What else is true of it.
    pub flags: Flags,
    /// The wording the visitor saw.
    pub survey_version: u32,
    /// What was asked.
    pub survey: Cow<'a, str>,
    /// The moment that prompted: an id, or `(other)`.
    pub touchpoint: Option<Cow<'a, str>>,
    /// The language the visitor saw.
    pub locale: Option<Cow<'a, str>>,
    /// The owner's properties of the visit.
    pub segments: EncodedSegments<'a>,
}

/// An outcome that holds a score exactly where there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// A score, on the scale of its survey version.
    Answered(Score),
    /// Closed without one.
    Dismissed,
    /// Neither answered nor closed.
    Ignored,
    /// The import that brought the answer was undone, or has moved it to another time: it counts
    /// nowhere and is shown nowhere, not even as withdrawn. A later revision brings it back.
    Undone,
}

impl Recorded {
    /// The outcome alone; `None` for an answer that was undone.
    #[must_use]
    pub const fn outcome(self) -> Option<Outcome> {
        match self {
            Self::Answered(_) => Some(Outcome::Answered),
            Self::Dismissed => Some(Outcome::Dismissed),
            Self::Ignored => Some(Outcome::Ignored),
            Self::Undone => None,
        }
    }

    /// The four places of it: outcome, scale and score.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Answered(score) => {
                format!("a{}{:02}", scale_letter(score.scale()), score.value())
            }
            Self::Dismissed => "d---".to_owned(),
            Self::Ignored => "i---".to_owned(),
            Self::Undone => "u---".to_owned(),
        }
    }

    /// Reads what [`Recorded::code`] wrote; hyphens may be missing at its end.
    ///
    /// # Errors
    /// A text of another form.
    pub fn from_code(code: &str) -> Result<Self, MetadataError> {
        let mut places = *b"----";
        let told = places.get_mut(..code.len()).ok_or(MetadataError::TooLong)?;
        told.copy_from_slice(code.as_bytes());
        read::recorded(places)
    }

    /// The score, if there is one.
    #[must_use]
    pub const fn score(self) -> Option<Score> {
        match self {
            Self::Answered(score) => Some(score),
            Self::Dismissed | Self::Ignored | Self::Undone => None,
        }
    }
}

/// What is true of an answer, one bit each. Bits unknown to this build are kept.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(u8);

impl Flags {
    /// None.
    pub const NONE: Self = Self(0);
    /// Kept out of every score and of prompts.
    pub const TEST: Self = Self(1);
    /// Shown by `koe('show')`: counted in scores, not in prompts.
    pub const FORCED: Self = Self(2);
    /// There is a comment.
    pub const COMMENT: Self = Self(4);
    /// There is a contact.
    pub const CONTACT: Self = Self(8);
    /// The comment may be quoted.
    pub const PUBLISH: Self = Self(16);
    /// There is a respondent.
    pub const RESPONDENT: Self = Self(32);

    /// Whether all of `flags` are set.
    #[must_use]
    pub const fn has(self, flags: Self) -> bool {
        self.0 & flags.0 == flags.0
    }

    /// These and `flags`, where `set`.
    #[must_use]
    pub const fn with(self, flags: Self, set: bool) -> Self {
        if set { Self(self.0 | flags.0) } else { self }
    }
}

impl fmt::Debug for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Flags({:06b})", self.0)
    }
}

/// Segments as they stand in the string: most reads never look at them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EncodedSegments<'a>(Cow<'a, str>);

impl EncodedSegments<'_> {
    /// Those that `keep` keeps.
    #[must_use]
    pub fn only(&self, keep: impl Fn(&str, &str) -> bool) -> Self {
        let kept = self.iter().filter(|(name, value)| keep(name, value));
        let pairs: Vec<String> = kept.map(|(name, value)| format!("{name}={value}")).collect();
        Self(Cow::Owned(pairs.join(&SEPARATOR.to_string())))
    }

    /// All pairs by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.split(SEPARATOR).filter_map(|pair| pair.split_once('='))
    }

    /// The value of one segment.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find_map(|(own, value)| (own == name).then_some(value))
    }
}

impl From<&Segments> for EncodedSegments<'static> {
    fn from(segments: &Segments) -> Self {
        let mut text = String::new();
        for (name, value) in segments.iter() {
            if !text.is_empty() {
                text.push(SEPARATOR);
            }
            text.extend([name, "=", value]);
        }
        Self(Cow::Owned(text))
    }
}

/// A string that is no metadata.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetadataError {
    /// A form of another version: written by a newer build.
    UnknownVersion,
    /// The string ends too early.
    TooShort,
    /// A code of an outcome has more than four places.
    TooLong,
    /// A fixed place holds what it can't.
    Malformed {
        /// Which.
        place: &'static str,
    },
}

impl fmt::Display for MetadataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownVersion => f.write_str("metadata is of an unknown version"),
            Self::TooShort => f.write_str("metadata ends too early"),
            Self::TooLong => f.write_str("the code of an outcome is too long"),
            Self::Malformed { place } => write!(f, "metadata has a malformed {place}"),
        }
    }
}

impl std::error::Error for MetadataError {}

impl<'a> Metadata<'a> {
    /// The metadata of a checked answer, given to that version of its survey. `score` is what
    /// [`AnswerBody::score_on`] made of it; without one nothing was answered. `respondent` says
    /// whether one is stored, which the edge alone can judge.
    #[must_use]
    pub fn of(
        body: &'a AnswerBody,
        survey_version: u32,
        score: Option<Score>,
        respondent: bool,
    ) -> Self {
        let recorded = match (body.outcome, score) {
            (Outcome::Answered, Some(score)) => Recorded::Answered(score),
            (Outcome::Ignored, _) => Recorded::Ignored,
            (Outcome::Dismissed | Outcome::Answered, _) => Recorded::Dismissed,
        };
        Self {
            recorded,
            channel: body.channel,
            flags: Flags::NONE
                .with(Flags::TEST, body.test)
                .with(Flags::FORCED, body.forced)
                .with(Flags::COMMENT, body.comment.is_some())
                .with(Flags::CONTACT, body.contact.is_some())
                .with(Flags::PUBLISH, body.publish == Some(true))
                .with(Flags::RESPONDENT, respondent),
            survey_version,
            survey: Cow::Borrowed(body.survey.as_str()),
            touchpoint: body.touchpoint.as_ref().map(|at| Cow::Borrowed(at.as_str())),
            locale: body.locale.as_ref().map(|locale| Cow::Borrowed(locale.as_str())),
            segments: EncodedSegments::from(&body.segments),
        }
    }

    /// The score that counts: of an answered prompt, and of no test. Every score is made of these alone.
    #[must_use]
    pub fn counted_score(&self) -> Option<Score> {
        self.recorded.score().filter(|_| !self.flags.has(Flags::TEST))
    }

    /// Reads what [`Metadata::encode`] wrote.
    ///
    /// # Errors
    /// A string of another form.
    pub fn decode(text: &'a str) -> Result<Self, MetadataError> {
        read::metadata(text)
    }

    /// The compact string.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut text = String::with_capacity(128);
        text.push('1');
        text.push_str(&self.recorded.code());
        text.push(channel_letter(self.channel));
        let _ = write!(text, "{:02x}{:04}", self.flags.0, self.survey_version);
        let touchpoint = self.touchpoint.as_deref().unwrap_or_default();
        let locale = self.locale.as_deref().unwrap_or_default();
        for part in [&self.survey, touchpoint, locale] {
            let _ = write!(text, "{:02}{part}", part.len());
        }
        text.push_str(&self.segments.0);
        text
    }
}

const fn scale_letter(scale: Scale) -> char {
    match scale {
        Scale::Nps => 'n',
        Scale::Ces5 => '5',
        Scale::Ces7 => '7',
        Scale::Csat => 's',
    }
}

const fn channel_letter(channel: Channel) -> char {
    match channel {
        Channel::Web => 'w',
        Channel::Link => 'l',
        Channel::Email => 'e',
        Channel::Sms => 'm',
        Channel::Qr => 'q',
        Channel::Api => 'a',
        Channel::Import => 'i',
    }
}
