//! Everything a prompt needs and a page without a prompt does not: one text file per survey version
//! and language, at `/t/{site}/{hash}-{locale}.json`.
//!
//! The files of a survey share one hash, over all of them: every page is told it, and one for each
//! language would cost that page 750 bytes where a site speaks 26.
//!
//! A visitor downloads it, so a word that this survey can't need is absent.

mod build;

use serde::{Deserialize, Serialize};

pub use build::content_hash;

use crate::accent::AccentRoles;
use crate::id::SurveyId;
use crate::locale::{Direction, Locale};
use crate::metric::{Bucket, Metric, Scale};
use crate::question::Element;
use crate::site::{Buckets, Corner, Display, Scheme};

/// One survey version in one language, ready to be shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PromptContent {
    /// What is asked.
    pub survey: SurveyId,
    /// The wording shown: it goes into the answer.
    pub survey_version: u32,
    /// What is measured.
    pub metric: Metric,
    /// Which scores there are.
    pub scale: ScoreRange,
    /// What the scores are drawn as. Not sent: `question` shows it.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub display: Display,
    /// Who is asked whether they would like a reply.
    pub ask_contact: Vec<Bucket>,
    /// Who is asked whether the comment may be published.
    pub ask_publish: Vec<Bucket>,
    /// The language.
    pub lang: Locale,
    /// Which way its lines run.
    pub dir: Direction,
    /// Its digits from zero to nine, where it does not write 0–9.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digits: Option<String>,
    /// How it looks.
    pub theme: PromptTheme,
    /// What the question looks like.
    pub question: Element,
    /// All words, with the subject filled in.
    pub texts: PromptTexts,
}

/// The scores of a prompt, and where its buckets begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScoreRange {
    /// The lowest.
    pub min: u8,
    /// The highest.
    pub max: u8,
    /// The lowest of the bucket `passive`.
    pub passive: u8,
    /// The lowest of the bucket `promoter`.
    pub promoter: u8,
}

impl From<Scale> for ScoreRange {
    fn from(scale: Scale) -> Self {
        let first = |bucket| scale.scores().find(|score| scale.bucket(*score) == Some(bucket));
        let (min, max) = (scale.min(), scale.max());
        let [passive, promoter] =
            [Bucket::Passive, Bucket::Promoter].map(|bucket| first(bucket).unwrap_or(max));
        Self { min, max, passive, promoter }
    }
}

/// The look of one prompt, with the accent worked out for both schemes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PromptTheme {
    /// Light, dark, or as the visitor's system has it.
    pub scheme: Scheme,
    /// The panel's corner radius in CSS pixels.
    pub radius: u32,
    /// Where a popover stands.
    pub position: Corner,
    /// The `font-family` of all words, `inherit` for the page's own. Absent: the system's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub font: Option<String>,
    /// The accent's roles on the light surface.
    pub light: AccentRoles,
    /// The accent's roles on the dark surface.
    pub dark: AccentRoles,
}

/// The words of one prompt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PromptTexts {
    /// What stands between two sentences that are read out one after the other.
    pub stop: String,
    /// The question. With a `statement`, the quiet line above it.
    pub question: String,
    /// CES with steps of agreement: the sentence to agree with, shown as the question is. This and
    /// the next two are not sent: the tree has them.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub statement: Option<String>,
    /// The name of the lowest score.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub low: String,
    /// The name of the highest score.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub high: String,
    /// The name of every score from the lowest up; empty where only the ends have names (NPS, and
    /// wherever the owner named the ends).
    pub steps: Vec<String>,
    /// The label of the comment, by bucket.
    pub follow_up: Buckets<String>,
    /// The label of the comment where there is no score yet.
    pub anything_else: String,
    /// What is said at the end.
    pub thanks: PromptThanks,
    /// The small words.
    #[serde(flatten)]
    pub small: SmallWords,
    /// Who sees the answer. Absent where somebody is asked whether the comment may be published:
    /// then it would not always be true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub footnote: Option<String>,
    /// The box that asks for a reply. This and the next three: absent unless someone is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_wanted: Option<String>,
    /// What the address is used for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_purpose: Option<String>,
    /// The field's label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What is wrong with an address that can't be one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_invalid: Option<String>,
    /// The box that permits the comment to be published. This and the next: absent unless someone is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publish: Option<String>,
    /// The field's label for the name to show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publish_name: Option<String>,
}

/// What is said at the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PromptThanks {
    /// The sentence under the title, by bucket, where the owner wrote one; else `receipt_text`
    /// holds for everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Buckets<String>>,
    /// The owner's link, for everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<PromptLink>,
}

/// The owner's link under the thanks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PromptLink {
    /// `https:` or `mailto:`.
    pub href: String,
    /// What it is about.
    pub text: String,
    /// The word that is the link.
    pub open: String,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $word:ident,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name {
            $($(#[$word_doc])* pub $word: String,)*
        }

        impl $name {
            /// The same words, each passed through `change`.
            pub(crate) fn map(&self, change: impl Fn(&str) -> String) -> Self {
                Self { $($word: change(&self.$word),)* }
            }
        }
    };
}

words!(
    /// The words that every prompt has. Each may hold `{subject}` in a text file of the project;
    /// none does in what a visitor gets.
    SmallWords {
        /// The name of the prompt's region, for screen readers.
        label,
        /// The close button's name, which says what it closes.
        close,
        /// The line above the question, with `{name}` where the visitor's goes. Only for a visitor
        /// whose name the page gave.
        greeting,
        /// The strip: the score is stored. The title where it could not be taken back.
        recorded,
        /// The strip: the score is on its way.
        sending,
        /// The strip and the receipt's title: kept on this device, not yet sent.
        saved_on_device,
        /// Beside the label of a field that may stay empty.
        optional,
        /// Back to the scale.
        change,
        /// Sends the comment.
        send,
        /// Leaves without a comment.
        skip,
        /// Ends a step in which nothing can be sent.
        done,
        /// Closes the prompt where nothing came of what was wanted.
        leave,
        /// Sends again.
        try_again,
        /// The note: offline.
        offline,
        /// The note: the comment was not taken.
        failed,
        /// The note: the score was not taken.
        score_failed,
        /// The note: not sent yet, and kept by this page only.
        unkept,
        /// The note: taking back did not go through.
        take_back_failed,
        /// The sentence after taking back offline: the answer is taken back later.
        take_back_offline,
        /// The strip: the answer is not with the server, and not kept on this device.
        not_recorded,
        /// The note: the comment was refused for good, and what was recorded before it stands.
        refused,
        /// The note: the answer was refused for good.
        score_refused,
        /// The sentence after taking back was refused for good: the answer stands.
        take_back_refused,
        /// The receipt's title.
        receipt_title,
        /// The receipt's sentence.
        receipt_text,
        /// The link to the receipt's own page.
        receipt_link,
        /// The receipt's row for the score.
        row_score,
        /// Between a score and the highest one, its spaces included.
        of,
        /// The receipt's row for the comment.
        row_comment,
        /// The receipt's row for the server's time.
        row_received,
        /// The same row while the answer is on this device only.
        row_saved,
        /// Takes the answer back, after asking.
        take_back,
        /// The question before taking back.
        confirm_take_back,
        /// What taking back does.
        confirm_text,
        /// Does not take back after all.
        keep,
        /// The title after taking back.
        taken_back,
        /// The sentence after taking back.
        erased,
        /// Starts over after taking back.
        answer_again,
    }
);
