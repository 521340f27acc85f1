//! What a visitor put into a form: read from it to be stored, and put back into it, with the reason,
//! where it could not be.

use koe_shared::metric::Scale;

use super::fields::Fields;

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

    /// What a form says; a score off the scale is ignored.
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
