//! Step 4: what was decided about each survey, in words, and what to do about it.

use koe_shared::site::Survey;
use maud::{Markup, html};

use super::decision::Decision;
use super::seen::Seen;
use super::{Check, state};
use crate::desk::icons;
use crate::desk::settings::name;
use crate::desk::words::check as words;
use crate::desk::words::reasons::reason;

impl Check<'_> {
    pub(super) fn why(&self) -> Markup {
        let language = self.language;
        html! {
            h2 { (language.say(words::WHY)) }
            @match self.seen() {
                None => p.hint { (language.say(words::WHY_LATER)) },
                Some(seen) => {
                    p.hint { (words::why_text(language, &format!("{}{}", seen.host(), seen.path))) }
                    dl.reasons { @for survey in &self.document.surveys { (self.decided(seen, survey)) } }
                    @if seen.left > 0 { p.hint { (words::left(language, seen.left)) } }
                }
            }
            @match self.tried.shown {
                Some(at) => (state(&icons::tick(), "good", &words::shown(language, &self.time(at)))),
                None => (state(&icons::clock(), "", language.say(words::NOT_SHOWN))),
            }
        }
    }

    fn decided(&self, seen: &Seen, survey: &Survey) -> Markup {
        let language = self.language;
        let Some(decision) = seen.decisions.get(&survey.id) else {
            return html! {
                dt { (survey.id) }
                dd {
                    p { (language.say(words::UNKNOWN)) }
                    p.hint { (language.say(words::UNKNOWN_ADVICE)) }
                }
            };
        };
        let told = reason(language, decision, (self.document, survey), |at| self.time(at));
        html! {
            dt { (survey.id) }
            dd {
                p {
                    @if matches!(decision, Decision::Prompt { .. }) { (icons::tick()) }
                    (told.said) " " code { (decision.code()) }
                }
                @if !told.advice.is_empty() {
                    p.hint {
                        (told.advice)
                        @if let Some(page) = told.page {
                            " " a href=(page.path(self.site)) { (language.say(name(page))) }
                        }
                    }
                }
            }
        }
    }
}
