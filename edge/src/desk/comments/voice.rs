//! What is decided on a comment that may be published: where it stands, and the forms that decide.

use maud::{Markup, html};

use super::choices::icon;
use super::shown::{APPROVED, BUCKET, Comments, ONLY, REVISION, VOICE};
use crate::desk::cases::{CASE, DO, OPEN};
use crate::desk::form::carried;
use crate::desk::icons;
use crate::desk::language::Bilingual;
use crate::desk::place::SitePage;
use crate::desk::words::cases as case_words;
use crate::desk::words::comments as words;
use crate::reports::{Only, ShownComment};
use crate::voices::State;

impl Comments<'_> {
    /// Where a comment stands.
    pub(super) fn voice_mark(&self, state: State) -> Markup {
        let mark = |only: Only, text: Bilingual| html! { li.tag { (icon(only)) (self.say(text)) } };
        match state {
            State::Waiting => mark(Only::Publish, words::only(Only::Publish)),
            State::Approved => mark(Only::Published, words::only(Only::Published)),
            State::Changed => mark(Only::Publish, words::CHANGED),
            State::Declined => html! { li.tag { (self.say(words::DECLINED)) } },
        }
    }

    /// The buttons that decide. Each names the revision that is read here: of another one nothing is published.
    pub(super) fn decide(&self, comment: &ShownComment) -> Markup {
        let (Some(state), Some((token, form))) = (comment.voice, self.forms) else {
            return html! {};
        };
        let publish = ("true", words::PUBLISH);
        let choices = match state {
            State::Waiting | State::Changed => vec![publish, ("false", words::DECLINE)],
            State::Approved => vec![("false", words::WITHDRAW)],
            State::Declined => vec![publish],
        };
        html! {
            form.deciding method="post" action=(self.ground.address.with(&[])) {
                (carried(token, form))
                input type="hidden" name=(VOICE) value=(comment.answer);
                input type="hidden" name=(REVISION) value=(comment.revision);
                @for (value, text) in choices {
                    button name=(APPROVED) value=(value) {
                        (self.say(text)) span.aloud { " " (comment.id) }
                    }
                }
            }
        }
    }

    /// The button that opens the case of a comment, or leads to it. Not for who may only read.
    pub(super) fn follow_up(&self, comment: &ShownComment) -> Markup {
        let Some((token, form)) = self.forms else { return html! {} };
        html! {
            form.deciding method="post" action=(SitePage::Cases.path(self.ground.site)) {
                (carried(token, form))
                input type="hidden" name=(CASE) value=(comment.answer);
                button name=(DO) value=(OPEN) {
                    (self.say(case_words::FOLLOW_UP)) span.aloud { " " (comment.id) }
                }
            }
        }
    }

    /// Why a decision was not taken.
    pub(super) fn refused(&self) -> Markup {
        html! {
            @if let Some(text) = self.error {
                p.note.urgent role="alert" { (icons::alert()) span { (self.say(text)) } }
            }
        }
    }

    /// The way to the page that everybody sees, beside what may be on it; and to those who could be asked for more.
    pub(super) fn public_page(&self) -> Markup {
        let chosen = self.ground.address.get(ONLY).and_then(Only::from_name);
        let interviews = [(ONLY, Some(Only::Reply.as_str())), (BUCKET, Some("promoter"))];
        html! {
            @if matches!(chosen, Some(Only::Publish | Only::Published)) && !self.ground.is_sample() {
                p.quiet.read {
                    a href=(format!("/voices/{}", self.ground.site)) { (self.say(words::PUBLIC_PAGE)) }
                    " " (self.say(words::PUBLIC_PAGE_HINT))
                }
                p.quiet.read {
                    a href=(self.ground.address.with(&interviews)) { (self.say(words::INTERVIEWS)) }
                    " " (self.say(words::INTERVIEWS_HINT))
                }
            }
        }
    }
}
