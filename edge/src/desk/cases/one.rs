//! One case: who it is about and what they wrote, what can be done, what the site does, and what was done.

use maud::{Markup, html};

use super::marks::{due, playbook, state, wish};
use super::shown::{CHOICES, FollowUp, path};
use super::table::short;
use crate::desk::charts::distribution::class;
use crate::desk::contact::{Letter, ways};
use crate::desk::icons;
use crate::desk::place::SitePage;
use crate::desk::words::cases as words;
use crate::desk::words::comments as comment_words;
use crate::desk::words::frame;
use crate::pages::moment::moment;

impl FollowUp<'_> {
    /// What stands in the page.
    pub(crate) fn body(&self) -> Markup {
        html! {
            div.head {
                h1 { (self.say(frame::CASES)) " " code { (short(&self.case.id)) } }
                span.space {}
                p { a href=(self.to_list(&[])) { (self.say(words::BACK_TO_LIST)) } }
            }
            (self.said())
            div.follow-up {
                div {
                    (self.answer())
                    (self.events())
                }
                aside {
                    (self.acts())
                    (self.playbook())
                }
            }
        }
    }

    /// What was just done with the way to the next case, or why it was not.
    fn said(&self) -> Markup {
        html! {
            @if let Some(text) = &self.error {
                p.note.urgent role="alert" { (icons::alert()) span { (text) } }
            }
            @if let Some((text, next)) = self.done {
                div.note.done role="status" {
                    (icons::tick())
                    span { (self.say(text)) }
                    span.space {}
                    @if let Some(next) = next {
                        a.button autofocus href=(self.of_list(next)) { (self.say(words::NEXT_CASE)) }
                    } @else {
                        a.button autofocus href=(self.to_list(&[])) { (self.say(words::BACK_TO_LIST)) }
                    }
                }
            }
        }
    }

    fn answer(&self) -> Markup {
        let (ground, case) = (self.ground, self.case);
        let (language, zone) = (ground.language, &ground.document.timezone);
        let answer = &case.answer;
        let at = |time| moment(time, ground.now, zone, language.locale());
        let person = case.person.as_deref().filter(|_| case.same_person > 0);
        html! {
            section.card aria-label=(self.say(words::PERSON)) {
                div.remark {
                    span.chip.(class(answer.bucket())) {
                        (answer.score().map_or_else(|| "–".to_owned(), |score| score.to_string()))
                    }
                    div {
                        @match answer.comment.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
                            Some(text) => p.words { bdi { (text) } },
                            None => p.quiet { (self.say(words::NO_COMMENT)) },
                        }
                        p.quiet {
                            @if let Some(bucket) = answer.bucket() { (self.say(comment_words::writer(bucket))) " · " }
                            @if let Some(touchpoint) = &answer.touchpoint {
                                bdi { (ground.touchpoint(touchpoint)) } " · "
                            }
                            time datetime=(answer.answered_at()) { (at(answer.answered_at())) }
                        }
                        ul.marks {
                            @if case.urgency.is_urgent() {
                                li.tag.urgent {
                                    (icons::alert()) (comment_words::urgent(language, case.urgency.reasons()))
                                }
                            }
                            li.tag { (self.say(words::wish(wish(case)))) }
                        }
                        (self.contact())
                    }
                }
                dl.facts-of-case {
                    dt { (self.say(words::STATE)) } dd { (state(ground, case.state)) }
                    dt { (self.say(words::DUE)) } dd { (due(ground, case, ground.now)) }
                    dt { (self.say(words::ASSIGNEE)) }
                    dd {
                        @match &case.assignee {
                            Some(name) => bdi { (name) },
                            None => (self.say(words::NOBODYS)),
                        }
                    }
                }
                p.quiet { (words::opened(language, &self.opener(), &at(case.opened_at.0))) }
                @if let Some(person) = person {
                    p { a href=(self.to_list(&[("person", person)])) { (words::other_cases(language, case.same_person)) } }
                }
            }
        }
    }

    /// The name of the rule that opened it, or of the key.
    fn opener(&self) -> String {
        let by = &self.case.opened_by;
        let mut rules = self.ground.document.alerts.iter();
        rules
            .find(|rule| rule.id.as_str() == by)
            .map_or_else(|| by.clone(), |rule| rule.name.clone())
    }

    /// The ways to answer. Not for who may only read.
    fn contact(&self) -> Markup {
        let (ground, case) = (self.ground, self.case);
        if self.forms.is_none() {
            return html! {};
        }
        let Some(contact) = case.answer.contact() else {
            return html! { p.quiet { (self.say(words::NO_ADDRESS)) } };
        };
        let letter = Letter {
            site: &ground.document.name,
            answer: playbook(ground, case).unwrap_or_default(),
            quoted: case.answer.comment.as_deref().unwrap_or_default(),
        };
        ways(ground.language, contact, &letter)
    }

    fn playbook(&self) -> Markup {
        let (ground, case) = (self.ground, self.case);
        let touchpoint = case.answer.touchpoint.as_deref();
        html! {
            section.card {
                h2 { (self.say(words::PLAYBOOK)) }
                @match playbook(ground, case) {
                    Some(text) => p.words { bdi { (text.trim()) } },
                    None => {
                        p.quiet { (self.say(words::NO_PLAYBOOK)) }
                        @if let (true, Some(touchpoint)) = (ground.may_set, touchpoint) {
                            @let path = SitePage::Touchpoints.path(ground.site);
                            p { a href=(format!("{path}/{touchpoint}")) { (self.say(words::WRITE_PLAYBOOK)) } }
                        }
                    },
                }
            }
        }
    }

    /// The list with the choices that led here, and more.
    fn to_list(&self, more: &[(&str, &str)]) -> String {
        let address = self.ground.address;
        let kept = CHOICES.into_iter().filter_map(|name| Some((name, address.get(name)?)));
        let kept = kept.filter(|(name, _)| more.iter().all(|(own, _)| own != name));
        let all: Vec<(&str, &str)> = kept.chain(more.iter().copied()).collect();
        address.across(&SitePage::Cases.path(self.ground.site), &all)
    }

    /// Another case of the list.
    fn of_list(&self, case: &str) -> String {
        let address = self.ground.address;
        let kept = CHOICES.into_iter().filter_map(|name| Some((name, address.get(name)?)));
        address.across(&path(self.ground, case), &kept.collect::<Vec<_>>())
    }
}
