//! Why a form comes back to its visitor, and what it says then.

use koe_shared::answer::{AnswerError, MAX_COMMENT_UNITS};
use maud::{Markup, html};

use super::asked::LocalizedSurvey;
use super::question::note;

/// Why a form comes back to its visitor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// It does not: it is shown for the first time.
    #[default]
    None,
    /// No score was chosen.
    NoScore,
    /// The comment is so many UTF-16 units long, which no browser of today lets one type.
    CommentTooLong(usize),
    /// The answer could not be stored for now.
    Refused,
}

impl Trouble {
    /// What a broken rule is to the visitor who filled in the form.
    pub(crate) fn of(error: &AnswerError) -> Self {
        match error {
            AnswerError::MissingScore => Self::NoScore,
            AnswerError::CommentTooLong(units) => Self::CommentTooLong(*units),
            _ => Self::Refused,
        }
    }

    /// The sentence above the button. That a score is missing is said beside the scale.
    pub(crate) fn note(&self, asked: &LocalizedSurvey) -> Markup {
        let words = &asked.texts.pages;
        match self {
            Self::None | Self::NoScore => html! {},
            Self::CommentTooLong(units) => {
                let sentence = words.comment_too_long.replace("{length}", &units.to_string());
                let sentence = sentence.replace("{most}", &MAX_COMMENT_UNITS.to_string());
                note("trouble", &asked.count(&sentence))
            }
            Self::Refused => note("trouble", &words.try_later),
        }
    }
}
