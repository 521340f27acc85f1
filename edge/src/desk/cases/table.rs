//! The list as one form: a tick and a button in each row, and what is done with all that are ticked.
//!
//! The first button of a form is what the enter key presses in a field of text. So the field of a name stands first,
//! with the button that assigns.

use maud::{Markup, html};

use super::marks::{done, due, first_line, state, wish};
use super::shown::{CHOICES, CURSOR, DID, DO, FollowUps, Forms, NAME, SEEN, TICKED, path};
use crate::cases::{Kind, MAX_ASSIGNEE, State};
use crate::desk::charts::distribution::class;
use crate::desk::form::carried;
use crate::desk::language::Bilingual;
use crate::desk::words::cases as words;
use crate::desk::words::cases::Wish;
use crate::pages::moment::moment;
use crate::reports::CaseView;

/// Characters of a comment in a row, at most.
const SHOWN: usize = 120;
/// Characters of an id that people read.
const ID: usize = 6;

impl FollowUps<'_> {
    pub(super) fn table(&self) -> Markup {
        let cases = &self.list.cases;
        html! {
            section.card.cases aria-label=(self.say(words::LIST)) {
                @if cases.is_empty() {
                    (self.none())
                } @else if let Some(forms) = self.forms {
                    form method="post" action=(self.ground.address.with(&[])) {
                        (carried(forms.token, forms.form))
                        (self.with_ticked(forms))
                        (self.rows(Some(forms)))
                    }
                } @else {
                    (self.rows(None))
                }
                @if let Some(cursor) = &self.list.cursor { (self.further(cursor)) }
            }
        }
    }

    /// What is done with all that are ticked.
    fn with_ticked(&self, forms: Forms<'_>) -> Markup {
        let button = |kind: Kind, text: Bilingual| {
            html! { button name=(DO) value=(kind.as_str()) { (self.say(text)) } }
        };
        html! {
            div.with-ticked role="group" aria-label=(self.say(words::WITH_PICKED)) {
                span.quiet { (self.say(words::WITH_PICKED)) }
                span.naming {
                    input.text name=(NAME) value=(forms.me) maxlength=(MAX_ASSIGNEE)
                        aria-label=(self.say(words::NEW_ASSIGNEE));
                    (button(Kind::Assigned, words::ASSIGN))
                }
                (button(Kind::Contacted, words::MARK_CONTACTED))
                (button(Kind::Resolved, words::MARK_SOLVED))
                (button(Kind::Unresolvable, words::MARK_UNSOLVABLE))
            }
        }
    }

    fn rows(&self, forms: Option<Forms<'_>>) -> Markup {
        html! {
            table {
                thead {
                    tr {
                        @if forms.is_some() {
                            th.tick {
                                label hidden {
                                    input type="checkbox" data-ticks=(TICKED);
                                    span.aloud { (self.say(words::PICK_ALL)) }
                                }
                            }
                        }
                        th { (self.say(words::DUE)) }
                        th { span.aloud { (self.say(words::SCORE)) } }
                        th { (self.say(words::COMMENT)) }
                        th.wide { (self.say(words::WISH)) }
                        th.wide { (self.say(words::ASSIGNEE)) }
                        th { (self.say(words::STATE)) }
                        th.wide { (self.say(words::NEXT_STEP)) }
                        @if forms.is_some() { th { span.aloud { (self.say(words::ACTION)) } } }
                    }
                }
                tbody { @for case in &self.list.cases { (self.row(case, forms)) } }
            }
        }
    }

    fn row(&self, case: &CaseView, forms: Option<Forms<'_>>) -> Markup {
        let ground = self.ground;
        let bucket = case.answer.bucket();
        let is_changed = self.changed.contains(&case.id);
        html! {
            tr.closed[!case.state.is_active()].changed[is_changed] id=(format!("case-{}", case.id)) {
                @if forms.is_some() {
                    td.tick {
                        label {
                            input type="checkbox" name=(format!("{TICKED}{}", case.id));
                            span.aloud { (self.say(words::PICK)) " " (short(&case.id)) }
                        }
                        @if let Some(last) = &case.last_event {
                            input type="hidden" name=(format!("{SEEN}{}", case.id)) value=(last.id);
                        }
                    }
                }
                td.due { (due(ground, case, ground.now)) }
                td { span.chip.(class(bucket)) { (case.answer.score().map_or_else(|| "–".to_owned(), |score| score.to_string())) } }
                td.said {
                    a href=(ground.address.across(&path(ground, &case.id), &self.listed())) { (self.comment(case)) }
                    p.quiet { (self.about(case)) }
                    @if is_changed && let Some(last) = &case.last_event {
                        p.meanwhile { bdi { (last.by) } ": " (done(ground, last)) }
                    }
                }
                td.wide { (self.say(words::wish(wish(case)))) }
                td.wide {
                    @match &case.assignee { Some(name) => bdi { (name) }, None => span.quiet { "–" } }
                }
                td { (state(ground, case.state)) }
                td.wide.next { (self.next_step(case)) }
                @if forms.is_some() { td.act { (self.button(case)) } }
            }
        }
    }

    fn comment(&self, case: &CaseView) -> Markup {
        let comment = case.answer.comment.as_deref().map(str::trim).filter(|text| !text.is_empty());
        let Some(comment) = comment else {
            return html! { span.quiet { (self.say(words::NO_COMMENT)) } };
        };
        let cut: String = comment.chars().take(SHOWN).collect();
        let more = if cut.len() < comment.len() { "…" } else { "" };
        html! { bdi { (cut) (more) } }
    }

    /// `3f9a1c · サポート後 · 同じ方のフォローがほかに 1件`
    fn about(&self, case: &CaseView) -> Markup {
        let person = case.person.as_deref().filter(|_| case.same_person > 0);
        html! {
            code { (short(&case.id)) }
            @if let Some(touchpoint) = &case.answer.touchpoint {
                " · " bdi { (self.ground.touchpoint(touchpoint)) }
            }
            @if let Some(person) = person {
                " · "
                a href=(self.ground.address.with(&[("person", Some(person))])) {
                    (words::other_cases(self.ground.language, case.same_person))
                }
            }
        }
    }

    /// What was done last, or what the site does about such a case.
    fn next_step(&self, case: &CaseView) -> Markup {
        let ground = self.ground;
        html! {
            @if let Some(last) = &case.last_event {
                @let time = moment(last.at.0, ground.now, &ground.document.timezone, ground.language.locale());
                @match last.text.as_deref().map(first_line).filter(|line| !line.is_empty()) {
                    Some(line) => bdi { (line) },
                    None => (done(ground, last)),
                }
                p.quiet { (last.by) " · " (time) }
            } @else if let Some(playbook) = &case.playbook {
                bdi { (first_line(playbook)) }
            } @else {
                span.quiet { "–" }
            }
        }
    }

    /// The one thing that comes next.
    fn button(&self, case: &CaseView) -> Markup {
        let (kind, text) = match case.state {
            State::Open if wish(case) != Wish::Nothing => (Kind::Contacted, words::MARK_CONTACTED),
            State::Open | State::Contacted => (Kind::Resolved, words::MARK_SOLVED),
            State::Resolved | State::Unresolvable => return html! {},
        };
        let is_next = self.next == Some(case.id.as_str());
        html! {
            button name=(DO) value=(format!("{}.{}", kind.as_str(), case.id)) autofocus[is_next] {
                (self.say(text)) span.aloud { " " (short(&case.id)) }
            }
        }
    }

    /// The choices of the list, as the page of one case carries them on.
    pub(super) fn listed(&self) -> Vec<(&'static str, &str)> {
        let address = self.ground.address;
        CHOICES.into_iter().filter_map(|name| Some((name, address.get(name)?))).collect()
    }

    fn none(&self) -> Markup {
        let counts = self.list.counts;
        let narrowing = CHOICES.into_iter().filter(|name| *name != DID);
        let undone: Vec<(&str, Option<&str>)> = narrowing.map(|name| (name, None)).collect();
        html! {
            div.nothing {
                @if counts.active() + counts.closed() == 0 {
                    p { (self.say(words::NONE)) }
                } @else {
                    p { (self.say(words::NONE_LISTED)) }
                    p { a href=(self.ground.address.with(&undone)) { (self.say(words::SHOW_ALL)) } }
                }
            }
        }
    }

    fn further(&self, cursor: &str) -> Markup {
        let address = self.ground.address.with(&[]);
        let sign = if address.contains('?') { '&' } else { '?' };
        html! {
            nav.pages {
                a.button rel="next" href=(format!("{address}{sign}{CURSOR}={cursor}")) {
                    (self.say(words::FURTHER))
                }
            }
        }
    }
}

/// The end of an id that people read: the beginning is the time, which many share.
pub(super) fn short(id: &str) -> &str {
    id.get(id.len().saturating_sub(ID)..).unwrap_or(id)
}
