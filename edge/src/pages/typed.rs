//! What a visitor put into a form: read from it to be stored, and put back into it, with the reason,
//! where it could not be.

use koe_shared::answer::{AnswerError, MAX_COMMENT_UNITS};
use koe_shared::metric::Scale;
use maud::{Markup, html};

use super::asked::Asked;
use super::fields::Fields;
use super::question::note;

/// The fields of a question's form as they were left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Typed {
    pub(crate) score: Option<u8>,
    pub(crate) comment: Option<String>,
    /// Whether a reply is wanted.
    pub(crate) reply: bool,
    pub(crate) email: Option<String>,
    /// Whether the comment may be quoted.
    pub(crate) publish: bool,
    /// The name to show with it.
    pub(crate) name: Option<String>,
}

impl Typed {
    /// What a link chose beforehand: a score, and nothing else.
    pub(crate) fn chosen(fields: &Fields, scale: Scale) -> Self {
        Self { score: Self::read(fields, scale).score, ..Self::default() }
    }

    /// What a form says; a score off the scale is none.
    pub(crate) fn read(fields: &Fields, scale: Scale) -> Self {
        let text = |name| fields.get(name).map(str::to_owned);
        Self {
            score: fields.number("score").filter(|score| scale.contains(*score)),
            comment: fields.lines("comment"),
            reply: fields.is_set("reply"),
            email: text("email"),
            publish: fields.is_set("publish"),
            name: text("name"),
        }
    }
}

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
    pub(crate) fn note(&self, asked: &Asked) -> Markup {
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
