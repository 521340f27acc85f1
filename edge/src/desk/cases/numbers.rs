//! The four numbers above the list.

use koe_shared::durations::Durations;
use koe_shared::share::Share;
use maud::{Markup, html};

use super::shown::FollowUps;
use crate::desk::figures::range;
use crate::desk::language::both;
use crate::desk::words::cases as words;
use crate::pages::figures::{decimal, grouped};

impl FollowUps<'_> {
    pub(super) fn numbers(&self) -> Markup {
        let (counts, figures) = (self.list.counts, &self.list.figures);
        let count = |n: usize| {
            html! {
                p.headline { (grouped(n as u64)) small { (self.say(both("件", ""))) } }
            }
        };
        html! {
            dl.card.numbers aria-label=(self.say(words::NUMBERS)) {
                div { dt { (self.say(words::NOT_CONTACTED)) } dd { (count(counts.open)) } }
                div { dt { (self.say(words::OVERDUE)) } dd { (count(counts.late)) } }
                div {
                    dt { (self.say(words::TO_FIRST_CONTACT)) }
                    dd { (self.took(figures.to_first_contact.as_ref())) }
                }
                div {
                    dt { (self.say(words::IN_TIME)) }
                    dd { (self.share(figures.promise_kept.as_ref())) }
                }
            }
        }
    }

    fn took(&self, took: Option<&Durations>) -> Markup {
        let Some(took) = took else { return self.nothing() };
        let language = self.ground.language;
        let (figure, unit) = words::hours(language, took.median);
        let p90 = words::in_words(language, took.p90);
        html! {
            p.headline { (figure) small { (unit) } }
            p.quiet { (words::median_of(language, &p90, took.n)) }
        }
    }

    fn share(&self, share: Option<&Share>) -> Markup {
        let Some(share) = share else { return self.nothing() };
        let whole = |fraction: f64| decimal(fraction * 100.0, 0);
        let interval = range(self.ground.language, &whole(share.low), &whole(share.high));
        html! {
            p.headline { (whole(share.value)) small { "%" } }
            p.quiet { (words::share_of(self.ground.language, &interval, share.n)) }
        }
    }

    fn nothing(&self) -> Markup {
        html! { p.headline.none { "–" } p.quiet { (self.say(words::NOTHING_YET)) } }
    }
}
