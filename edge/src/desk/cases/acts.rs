//! What can be done on a case: one form, whose words are kept whichever button is pressed.

use maud::{Markup, html};

use super::shown::{AT, AT_FIRST, DID, DO, FollowUp, Forms, NAME, SEEN, WORDS};
use crate::cases::{Kind, MAX_ASSIGNEE, MAX_TEXT, State};
use crate::desk::form::{Field, carried};
use crate::desk::language::Bilingual;
use crate::desk::words::cases as words;

impl FollowUp<'_> {
    pub(super) fn acts(&self) -> Markup {
        let Some(forms) = self.forms else { return html! {} };
        let case = self.case;
        html! {
            section.card {
                h2 { (self.say(words::WHAT_NOW)) }
                form.acts method="post" action=(self.ground.address.with(&[])) {
                    (carried(forms.token, forms.form))
                    @if let Some(last) = &case.last_event {
                        input type="hidden" name=(format!("{SEEN}{}", case.id)) value=(last.id);
                    }
                    (self.words())
                    (self.steps())
                    details.more {
                        summary { (self.say(words::ASSIGN)) " · " (self.say(words::REMIND_AT)) }
                        (self.assignment(forms))
                        @if case.state.is_active() { (self.reminder()) }
                    }
                }
            }
        }
    }

    fn words(&self) -> Markup {
        let field = Field {
            name: WORDS,
            label: self.say(words::WORDS),
            hint: self.say(words::WORDS_HINT),
            error: None,
        };
        field.around(|id, described| {
            html! {
                textarea.text id=(id) name=(WORDS) rows="3" maxlength=(MAX_TEXT) aria-describedby=[described] {
                    (self.typed.words)
                }
            }
        })
    }

    /// The steps that can follow, the usual one first. Where the person goes from case to case, it waits for a key.
    fn steps(&self) -> Markup {
        let button = |kind: Kind, text: Bilingual, is_usual: bool| {
            let goes_on = self.done.is_none() && self.ground.address.get(DID).is_some();
            let waits = is_usual && goes_on;
            html! {
                button.primary[is_usual] name=(DO) value=(kind.as_str()) autofocus[waits] { (self.say(text)) }
            }
        };
        let state = self.case.state;
        html! {
            @if state.is_active() {
                label.check { input type="checkbox" name=(AT_FIRST) value="true"; " " (self.say(words::AT_FIRST)) }
            }
            div.does {
                @match state {
                    State::Open => {
                        (button(Kind::Contacted, words::MARK_CONTACTED, true))
                        (button(Kind::Resolved, words::MARK_SOLVED, false))
                        (button(Kind::Unresolvable, words::MARK_UNSOLVABLE, false))
                    },
                    State::Contacted => {
                        (button(Kind::Resolved, words::MARK_SOLVED, true))
                        (button(Kind::Contacted, words::MARK_CONTACTED, false))
                        (button(Kind::Unresolvable, words::MARK_UNSOLVABLE, false))
                    },
                    State::Resolved | State::Unresolvable => (button(Kind::Reopened, words::REOPEN, true)),
                }
                (button(Kind::Note, words::NOTE, false))
            }
        }
    }

    fn assignment(&self, forms: Forms<'_>) -> Markup {
        let now = self.case.assignee.as_deref().unwrap_or(forms.me);
        let field = Field {
            name: NAME,
            label: self.say(words::NEW_ASSIGNEE),
            hint: self.say(words::NO_ASSIGNEE_HINT),
            error: None,
        };
        html! {
            (field.around(|id, described| html! {
                input.text id=(id) name=(NAME) value=(self.typed.name.unwrap_or(now)) maxlength=(MAX_ASSIGNEE)
                    aria-describedby=[described];
            }))
            div.does { button name=(DO) value=(Kind::Assigned.as_str()) { (self.say(words::ASSIGN)) } }
        }
    }

    fn reminder(&self) -> Markup {
        let zone = self.ground.zone();
        let set = self
            .case
            .remind_at
            .map(|at| at.0.to_zoned(zone).strftime("%Y-%m-%dT%H:%M").to_string());
        let field = Field {
            name: AT,
            label: self.say(words::REMIND_AT),
            hint: self.say(words::REMIND_HINT),
            error: None,
        };
        html! {
            (field.around(|id, described| html! {
                input.text type="datetime-local" id=(id) name=(AT)
                    value=(self.typed.at.or(set.as_deref()).unwrap_or_default()) aria-describedby=[described];
            }))
            div.does { button name=(DO) value=(Kind::Remind.as_str()) { (self.say(words::REMIND)) } }
        }
    }
}
