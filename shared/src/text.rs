//! The project's own wordings, one file a language in `texts/`.
//!
//! A standard question, label or step is part of what was measured: changing one asks every owner
//! who uses it to raise a survey's version. A new language is a new file and its name in `LANGUAGES`;
//! `docs/languages.md` says how each is written.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::locale::{Locale, Localized};
use crate::metric::Scale;
use crate::prompt_content::SmallWords;
use crate::site::Buckets;

/// Each file is read when a prompt first needs it.
macro_rules! languages {
    ($($tag:literal)*) => {
        /// Every language with wordings of its own. A test holds the list against the folder.
        pub const LANGUAGES: &[&str] = &[$($tag),*];

        /// Their wordings, in the same order.
        static TEXTS: [LazyLock<Texts>; LANGUAGES.len()] =
            [$(LazyLock::new(|| read(include_str!(concat!("../texts/", $tag, ".json"))))),*];
    };
}

languages! {
    "ar" "bg" "cs" "da" "de" "el" "en" "es" "fa" "fi" "fr" "he" "hi" "hu" "id" "it" "ja" "ko" "nb"
    "nl" "pl" "pt" "pt-PT" "ro" "ru" "sk" "sv" "th" "tr" "uk" "vi" "zh" "zh-Hant"
}

fn read(json: &str) -> Texts {
    serde_json::from_str(json).expect("a test reads every file of the project")
}

/// What stands in a wording for whom or what it is about.
pub const SUBJECT: &str = "{subject}";

/// The wordings of one language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    nps: Ends,
    ces: Agreement,
    csat: Named,
    /// The label of the comment, by bucket.
    pub follow_up: Buckets<String>,
    /// The label of the comment where the score is not known yet: a plain form.
    pub anything_else: String,
    /// The word that is the owner's link.
    pub open_link: String,
    /// Asking whether a reply is wanted.
    pub contact: ContactWords,
    /// Asking whether the comment may be published.
    pub publishing: PublishWords,
    /// The words around the question.
    pub words: CommonWords,
    /// What only the hosted page and the receipt's page say.
    pub pages: PageWords,
}

/// Asking whether a reply is wanted.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactWords {
    /// The box.
    pub reply_wanted: String,
    /// What the address is used for.
    pub reply_purpose: String,
    /// The field's label.
    pub email: String,
    /// What is wrong with an address that can't be one.
    pub email_invalid: String,
}

/// The small words, and the one among them that not every prompt has.
#[derive(Debug, Clone, Deserialize)]
pub struct CommonWords {
    /// Those of every prompt.
    #[serde(flatten)]
    pub small: SmallWords,
    /// Who sees the answer.
    pub footnote: String,
}

/// Asking whether the comment may be published.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishWords {
    /// The box.
    pub publish: String,
    /// The field's label for the name to show.
    pub publish_name: String,
}

/// What the pages say that the edge makes itself: the hosted page and the receipt's. A prompt on
/// somebody else's page never needs it. Each may hold `{subject}`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageWords {
    /// The name of the language, in itself.
    pub language: String,
    /// The hosted page's title.
    pub hosted_title: String,
    /// The plain form was sent without a score.
    pub choose_score: String,
    /// The comment is too long, with `{length}` and `{most}` where its length and the longest go.
    pub comment_too_long: String,
    /// The survey is no longer asked.
    pub survey_ended: String,
    /// The title where there is no such page.
    pub not_found: String,
    /// The sentence under it.
    pub not_found_text: String,
    /// The title of the receipt's page.
    pub your_answer: String,
    /// Stored answers show everywhere after a minute only.
    pub may_lag: String,
    /// An answer that this place does not know yet.
    pub pending: String,
    /// Stores the change.
    pub save: String,
    /// The change is stored.
    pub changed: String,
    /// Why there is nothing to change the answer with.
    pub too_late: String,
    /// Storage refuses for the moment.
    pub try_later: String,
    /// The title over published comments.
    pub voices_title: String,
    /// That somebody chose them, and that their visitors allow it.
    pub voices_chosen: String,
    /// Nothing is published.
    pub voices_none: String,
}

/// A question whose scale has names at its ends only.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ends {
    question: String,
    low: String,
    high: String,
}

/// A sentence to agree with.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Agreement {
    intro: String,
    statement: String,
    five_steps: [String; 5],
    seven_steps: [String; 7],
}

/// A question with a name for each score.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    question: String,
    steps: [String; 5],
}

/// The standard wording of one scale in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandardWording {
    /// The question; for CES the sentence to agree with.
    pub question: &'static str,
    /// CES: the line above the sentence.
    pub intro: Option<&'static str>,
    /// The name of the lowest score.
    pub low: &'static str,
    /// The name of the highest score.
    pub high: &'static str,
    /// The name of every score from the lowest up; empty for NPS.
    pub steps: &'static [String],
}

impl Texts {
    /// The wordings for `locale`: of the closest tag that has some.
    #[must_use]
    pub fn of(locale: &Locale) -> Option<&'static Self> {
        locale.lookup().find_map(Self::named)
    }

    /// Every language that there are wordings in: its tag, and its name in itself.
    pub fn languages() -> impl Iterator<Item = (&'static str, &'static str)> {
        let texts = LANGUAGES.iter().zip(TEXTS.iter());
        texts.map(|(tag, texts)| (*tag, texts.pages.language.as_str()))
    }

    fn named(tag: &str) -> Option<&'static Self> {
        let place = LANGUAGES.iter().position(|language| *language == tag)?;
        TEXTS.get(place).map(|texts| &**texts)
    }

    /// The wordings for `locale`, else for `fallback`, else in English.
    ///
    /// # Panics
    /// Never: there is English.
    #[must_use]
    pub fn or_fallback(locale: &Locale, fallback: &Locale) -> &'static Self {
        let texts = Self::of(locale).or_else(|| Self::of(fallback));
        texts.or_else(|| Self::named("en")).expect("English is one of the languages")
    }

    /// The standard wording of a scale.
    #[must_use]
    pub fn standard(&'static self, scale: Scale) -> StandardWording {
        let stepped = |question: &'static str, intro, steps: &'static [String]| StandardWording {
            question,
            intro,
            low: &steps[0],
            high: &steps[steps.len() - 1],
            steps,
        };
        match scale {
            Scale::Nps => StandardWording {
                question: &self.nps.question,
                intro: None,
                low: &self.nps.low,
                high: &self.nps.high,
                steps: &[],
            },
            Scale::Ces5 => {
                stepped(&self.ces.statement, Some(&self.ces.intro), &self.ces.five_steps)
            }
            Scale::Ces7 => {
                stepped(&self.ces.statement, Some(&self.ces.intro), &self.ces.seven_steps)
            }
            Scale::Csat => stepped(&self.csat.question, None, &self.csat.steps),
        }
    }
}

/// The text for `locale`: of the closest tag that has one.
#[must_use]
pub fn in_locale<'a>(texts: &'a Localized, locale: &Locale) -> Option<&'a str> {
    locale.lookup().find_map(|tag| texts.get(tag)).map(String::as_str)
}

/// A wording with its subject filled in.
#[must_use]
pub fn about(wording: &str, subject: &str) -> String {
    wording.replace(SUBJECT, subject)
}
