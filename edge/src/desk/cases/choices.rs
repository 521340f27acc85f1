//! Which cases are listed: by state, by who has them, by a text.

use maud::{Markup, html};

use super::shown::FollowUps;
use crate::cases::NOBODY;
use crate::desk::place::SitePage;
use crate::desk::words::cases as words;
use crate::pages::figures::grouped;
use crate::reports::{ASSIGNEE, LATE, PERSON, STATE, TEXT};

impl FollowUps<'_> {
    pub(super) fn choices(&self) -> Markup {
        html! {
            div.narrowing {
                (self.states())
                (self.kinds())
                (self.ground.search(TEXT, words::SEARCH, words::FIND))
            }
            (self.promise())
            (self.narrowed())
        }
    }

    fn states(&self) -> Markup {
        let (counts, chosen) = (self.list.counts, self.ground.address.get(STATE));
        let all = counts.active() + counts.closed();
        let states = [
            (None, words::ALL, all),
            (Some("active"), words::TO_DO, counts.active()),
            (Some("closed"), words::CLOSED, counts.closed()),
        ];
        html! {
            nav.parts aria-label=(self.say(words::BY_STATE)) {
                @for (value, text, n) in states {
                    a href=(self.with(STATE, value)) aria-current=[(chosen == value).then_some("true")] {
                        (self.say(text)) " " span.count { (grouped(n as u64)) }
                    }
                }
            }
        }
    }

    fn kinds(&self) -> Markup {
        let address = self.ground.address;
        let me = self.forms.map(|forms| forms.me);
        let mut kinds = vec![(LATE, "true", words::OVERDUE)];
        kinds.extend(me.map(|me| (ASSIGNEE, me, words::MINE)));
        kinds.push((ASSIGNEE, NOBODY, words::NOBODYS));
        html! {
            nav.kinds aria-label=(self.say(words::KINDS)) {
                @for (name, value, text) in kinds {
                    @let is_chosen = address.get(name) == Some(value);
                    a href=(self.with(name, Some(value).filter(|_| !is_chosen)))
                        aria-current=[is_chosen.then_some("true")] { (self.say(text)) }
                }
            }
        }
    }

    /// By when people are reached, as the site promises it, and the way to all figures.
    fn promise(&self) -> Markup {
        let (language, hours) = (self.ground.language, &self.ground.document.promise_hours);
        let span = |hours: u32| words::span(language, i64::from(hours) * 60);
        let promise = words::promise(language, &span(hours.urgent), &span(hours.other));
        let figures = format!("{}/figures", SitePage::Cases.path(self.ground.site));
        html! {
            p.quiet.read {
                @if self.ground.may_set {
                    a href=(SitePage::Promises.path(self.ground.site)) { (promise) }
                } @else {
                    (promise)
                }
                " · "
                a href=(self.ground.address.across(&figures, &[])) { (self.say(words::ALL_FIGURES)) }
            }
        }
    }

    /// What narrows the list beyond the buttons, to be removed.
    fn narrowed(&self) -> Markup {
        let address = self.ground.address;
        let me = self.forms.map(|forms| forms.me);
        let of = |name: &'static str| Some((name, address.get(name)?));
        let text =
            of(TEXT).map(|(name, text)| (name, format!("{}: {text}", self.say(words::TEXT))));
        let person = of(PERSON).map(|(name, _)| (name, self.say(words::OF_ONE_PERSON).to_owned()));
        let other = of(ASSIGNEE).filter(|(_, who)| *who != NOBODY && Some(*who) != me);
        let other = other.map(|(name, who)| (name, format!("{}: {who}", self.say(words::OF))));
        let chosen: Vec<_> = [text, person, other].into_iter().flatten().collect();
        html! {
            @if !chosen.is_empty() {
                ul.chosen {
                    @for (name, text) in &chosen { li { (self.ground.removable(name, text)) } }
                }
            }
        }
    }
}
