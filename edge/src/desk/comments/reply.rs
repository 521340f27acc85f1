//! Where a visitor would like a reply.

use maud::{Markup, html};

use super::shown::Comments;
use crate::desk::contact::{Letter, ways};
use crate::reports::ShownComment;

impl Comments<'_> {
    /// The ways to answer a visitor who left an address. Not for who may only read.
    pub(super) fn reply_to(&self, comment: &ShownComment) -> Markup {
        let (Some(contact), true) = (&comment.contact, self.forms.is_some()) else {
            return html! {};
        };
        let site = &self.ground.document.name;
        let letter = Letter { site, answer: "", quoted: &comment.text };
        ways(self.ground.language, contact, &letter)
    }
}
