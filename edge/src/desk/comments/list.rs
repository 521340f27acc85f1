//! The list of comments: what is urgent, then the newest; and its pages.

use maud::{Markup, html};

use super::shown::{CHOICES, Comments, DECIDED, ORDER, PAGE};
use crate::desk::words::comments as words;
use crate::pages::figures::grouped;
use crate::reports::{Order, ShownComment};

impl Comments<'_> {
    pub(super) fn list(&self) -> Markup {
        let listed = &self.report.listed;
        html! {
            section.card.remarks aria-label=(self.say(words::LIST)) {
                @if listed.n == 0 { (self.none_listed()) }
                @else if let Some(urgent) = listed.urgent { (self.urgent_first(urgent)) }
                @else { (self.newest_first()) }
                @if listed.pages > 1 { (self.pages()) }
            }
        }
    }

    fn none_listed(&self) -> Markup {
        let narrowing = CHOICES.into_iter().filter(|name| *name != DECIDED);
        let undone: Vec<(&str, Option<&str>)> = narrowing.map(|name| (name, None)).collect();
        html! {
            div.nothing {
                p { (self.say(words::NONE_LISTED)) }
                @if self.report.listed.is_narrowed {
                    p { a href=(self.ground.address.with(&undone)) { (self.say(words::SHOW_ALL)) } }
                }
            }
        }
    }

    /// `urgent` comments of the whole list stand first; this page may begin behind them.
    fn urgent_first(&self, urgent: usize) -> Markup {
        let listed = &self.report.listed;
        let first = urgent.saturating_sub(listed.before).min(listed.comments.len());
        let (hurried, others) = listed.comments.split_at(first);
        let language = self.ground.language;
        let n = (listed.n - urgent) as u64;
        html! {
            @if !hurried.is_empty() {
                div.remarks-head {
                    h2 { (words::urgent_comments(language, &grouped(urgent as u64))) }
                    p.quiet { (self.say(words::FIRST_OF_ALL)) }
                    a href=(self.with(ORDER, Some(Order::Newest.as_str()))) { (self.say(words::SORT_BY_NEWEST)) }
                }
                (self.remarks(hurried))
            }
            @if !others.is_empty() {
                div.remarks-head {
                    h2 { (self.say(words::NEWEST_FIRST)) }
                    p.quiet { (words::comments(language, n, &grouped(n))) }
                }
                (self.remarks(others))
            }
        }
    }

    fn newest_first(&self) -> Markup {
        let listed = &self.report.listed;
        let n = listed.n as u64;
        html! {
            div.remarks-head {
                h2 { (self.say(words::NEWEST_FIRST)) }
                p.quiet { (words::comments(self.ground.language, n, &grouped(n))) }
                a href=(self.with(ORDER, None)) { (self.say(words::SORT_BY_URGENCY)) }
            }
            (self.remarks(&listed.comments))
        }
    }

    fn remarks(&self, comments: &[ShownComment]) -> Markup {
        html! { ul { @for comment in comments { li { (self.remark(comment)) } } } }
    }

    fn pages(&self) -> Markup {
        let listed = &self.report.listed;
        let written = |n: usize| grouped(n as u64);
        let last = listed.before + listed.comments.len();
        let part = words::part_of(
            self.ground.language,
            &written(listed.before + 1),
            &written(last),
            &written(listed.n),
        );
        html! {
            nav.pages aria-label=(self.say(words::PAGES)) {
                @if listed.page > 1 {
                    a.button rel="prev" href=(self.page(listed.page - 1)) { (self.say(words::EARLIER)) }
                }
                span { (part) }
                @if listed.page < listed.pages {
                    a.button rel="next" href=(self.page(listed.page + 1)) { (self.say(words::FURTHER)) }
                }
            }
        }
    }

    fn page(&self, page: usize) -> String {
        let address = self.ground.address.with(&[]);
        let sign = if address.contains('?') { '&' } else { '?' };
        if page == 1 { address } else { format!("{address}{sign}{PAGE}={page}") }
    }
}
