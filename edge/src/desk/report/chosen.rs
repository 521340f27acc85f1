//! What was chosen beside the period, each choice as words to be removed.

use jiff::ToSpan;
use jiff::civil::Date;
use koe_shared::answer::Channel;
use koe_shared::confidence::Confidence;
use maud::{Markup, html};

use super::ground::Ground;
use crate::desk::address::{
    CHANNEL, COMPARE, CONFIDENCE, DEPARTMENT, LOCALE, SURVEY, TOUCHPOINT, VERSION,
};
use crate::desk::figures::{days, level};
use crate::desk::words::report as words;

/// The filters of every report, in the order that they are shown in; segments follow.
const FILTERS: [&str; 6] = [SURVEY, TOUCHPOINT, DEPARTMENT, CHANNEL, LOCALE, VERSION];

impl Ground<'_> {
    pub(super) fn chosen(&self) -> Markup {
        let of = |name: &'static str| Some((name, self.address.get(name)?));
        let filters = FILTERS.into_iter().filter_map(of).chain(self.address.segments());
        // A page that compares nothing says nothing of a comparison, which its links carry all the same.
        let beside = [COMPARE, CONFIDENCE].into_iter();
        let beside = beside.filter(|name| *name != COMPARE || self.told.compared.is_some());
        let words: Vec<(&str, String)> = filters
            .map(|(name, value)| {
                let filter = words::filter(self.language, name);
                (name, format!("{filter}: {}", self.filtered(name, value)))
            })
            .chain(beside.filter_map(of).map(|(name, value)| {
                let text = match name {
                    COMPARE => (words::THE_COMPARISON, self.compared_days(value)),
                    _ => (
                        words::CONFIDENCE,
                        value.parse::<Confidence>().map(level).unwrap_or_default(),
                    ),
                };
                (name, format!("{}: {}", self.say(text.0), text.1))
            }))
            .collect();
        html! {
            @if !words.is_empty() {
                ul.chosen {
                    @for (name, text) in &words { li { (self.removable(name, text)) } }
                }
            }
        }
    }

    /// A choice in words, which removes it.
    pub(crate) fn removable(&self, name: &str, text: &str) -> Markup {
        // Without its survey a wording means nothing.
        let mut undone = vec![(name, None)];
        if name == SURVEY {
            undone.push((VERSION, None));
        }
        html! {
            a href=(self.address.with(&undone)) {
                span { bdi { (text) } } span.aloud { (self.say(words::REMOVE)) } span aria-hidden="true" { "×" }
            }
        }
    }

    /// The value of a filter in words.
    fn filtered(&self, name: &str, value: &str) -> String {
        match name {
            TOUCHPOINT => self.touchpoint(value),
            DEPARTMENT => self.department(value).to_owned(),
            CHANNEL => Channel::from_name(value)
                .map_or_else(|| value.to_owned(), |channel| words::channel(self.language, channel)),
            VERSION => format!("v{value}"),
            _ => self.value(value),
        }
    }

    /// The days to compare with, as they were asked for.
    fn compared_days(&self, asked: &str) -> String {
        let read = asked.split_once("..").and_then(|(from, to)| {
            let to: Date = to.parse().ok()?;
            Some((from.parse().ok()?, to.saturating_sub(1.day())))
        });
        read.map_or_else(|| asked.to_owned(), |read| days(self.language, read, self.today()))
    }
}
