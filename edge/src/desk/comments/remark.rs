//! One comment: its score, what was written, where and when, and what is special about it.

use maud::{Markup, html};

use super::choices::icon;
use super::shown::Comments;
use crate::desk::charts::distribution::class;
use crate::desk::words::comments as words;
use crate::pages::moment::moment;
use crate::reports::{Only, ShownComment};

/// Characters of a comment that are shown before it is opened.
const SHOWN: usize = 500;

/// What stands between two facts.
const DOT: &str = " · ";

impl Comments<'_> {
    pub(super) fn remark(&self, comment: &ShownComment) -> Markup {
        let bucket = comment.score.bucket();
        html! {
            article.remark {
                span.chip.(class(Some(bucket))) { (comment.score.value()) }
                div {
                    (self.written(&comment.text))
                    p.quiet { (self.about(comment)) }
                    (self.marks(comment))
                    (self.reply_to(comment))
                    div.remark-forms { (self.decide(comment)) (self.follow_up(comment)) }
                }
            }
        }
    }

    /// What a visitor wrote, whatever it is: text of a direction of its own.
    fn written(&self, text: &str) -> Markup {
        let text = text.trim();
        let cut: String = text.chars().take(SHOWN).collect();
        html! {
            @if cut.len() == text.len() {
                p.words { bdi { (text) } }
            } @else {
                details.words {
                    summary { bdi { (cut) "…" } " " span.whole { (self.say(words::WHOLE)) } }
                    p { bdi { (text) } }
                }
            }
        }
    }

    /// `批判者 · サポート後 · 11月21日 18:04 · ja · 3f9a1c`
    fn about(&self, comment: &ShownComment) -> Markup {
        let ground = self.ground;
        let locale = ground.language.locale();
        let time = moment(comment.at, ground.now, &ground.document.timezone, locale);
        let mut scales = ground.document.surveys.iter().map(koe_shared::site::Survey::scale);
        let first = scales.next();
        let is_one = scales.all(|scale| Some(scale) == first);
        html! {
            (self.say(words::writer(comment.score.bucket())))
            // Scores of one metric need no name.
            @if !is_one { (DOT) (comment.score.scale().metric()) }
            @if let Some(touchpoint) = &comment.touchpoint { (DOT) bdi { (ground.touchpoint(touchpoint)) } }
            (DOT) time datetime=(comment.at) { (time) }
            @if let Some(locale) = &comment.locale { (DOT) bdi { (locale) } }
            (DOT) code { (comment.id) }
        }
    }

    fn marks(&self, comment: &ShownComment) -> Markup {
        let language = self.ground.language;
        let is_urgent = comment.urgency.is_urgent();
        let wants_reply = comment.wants_reply();
        let mark = |only: Only| html! { li.tag { (icon(only)) (language.say(words::only(only))) } };
        html! {
            @if is_urgent || wants_reply || comment.voice.is_some() || comment.is_against {
                ul.marks {
                    @if is_urgent {
                        li.tag.urgent {
                            (icon(Only::Urgent)) (words::urgent(language, comment.urgency.reasons()))
                        }
                    }
                    @if wants_reply { (mark(Only::Reply)) }
                    @if let Some(state) = comment.voice { (self.voice_mark(state)) }
                    @if comment.is_against { (mark(Only::Against)) }
                }
            }
        }
    }
}
