//! A report that can't be made as it was asked for: what is wrong, the bound, the value that was found, and two
//! ways out as links.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use koe_shared::instant::Instant;
use maud::{Markup, html};

use super::address::{Address, COMPARE, FROM, TO};
use super::icons;
use super::language::Language;
use super::words::refused as words;
use crate::pages::figures::grouped;
use crate::pages::moment::day;
use crate::reports::QueryError;

/// Entries of one list page.
const PAGE: u64 = 1_000;

/// A refused report.
pub(crate) struct Refused<'a> {
    pub(crate) language: Language,
    /// What the page is called.
    pub(crate) title: &'a str,
    pub(crate) address: &'a Address,
    pub(crate) timezone: &'a str,
    pub(crate) now: Timestamp,
}

/// A way out: where it leads, and what it is called.
type Way = (String, String);

impl Refused<'_> {
    /// What stands in the page. `error` is none where the address itself can't be read.
    pub(crate) fn body(&self, error: Option<&QueryError>) -> Markup {
        let is_too_wide = matches!(
            error,
            Some(
                QueryError::RangeTooLarge { .. }
                    | QueryError::TalliesTooLarge
                    | QueryError::BeyondRetention { .. }
            )
        );
        let heading = self.language.say(if is_too_wide { words::NARROW } else { words::NOT_SO });
        let (text, ways) = match error {
            Some(QueryError::BeyondRetention { first }) => self.beyond(first),
            Some(error) if is_too_wide => (self.too_wide(error), self.narrower()),
            Some(error) => (self.wrong(error), self.without()),
            None => (self.language.say(words::NOT_READABLE).to_owned(), self.without()),
        };
        html! {
            div.head { h1 { (self.title) } }
            section.card.refused {
                (icons::alert())
                div {
                    h2 { (heading) }
                    p { (text) }
                    div.actions {
                        @for (place, (href, name)) in ways.iter().enumerate() {
                            a.button.primary[place == 0] href=(href) { (name) }
                        }
                    }
                }
            }
        }
    }

    fn too_wide(&self, error: &QueryError) -> String {
        match error {
            QueryError::RangeTooLarge { pages } => {
                words::too_many(self.language, &grouped(u64::from(*pages) * PAGE))
            }
            _ => self.language.say(words::TALLIES).to_owned(),
        }
    }

    fn narrower(&self) -> Vec<Way> {
        let week = self.zoned(self.now).date().saturating_sub(jiff::ToSpan::days(7)).to_string();
        let to_days =
            |from: Option<&str>| self.address.with(&[(FROM, from), (TO, None), (COMPARE, None)]);
        let thirty = (to_days(None), self.language.say(words::LAST_30).to_owned());
        let seven = (to_days(Some(&week)), self.language.say(words::LAST_7).to_owned());
        let before = (
            self.address.with(&[(COMPARE, None)]),
            self.language.say(words::PERIOD_BEFORE).to_owned(),
        );
        if self.address.get(COMPARE).is_some() {
            vec![thirty, before]
        } else if self.address.get(FROM).is_some() {
            vec![thirty, seven]
        } else {
            vec![seven]
        }
    }

    fn beyond(&self, first: &str) -> (String, Vec<Way>) {
        let language = self.language;
        let thirty = (
            self.address.with(&[(FROM, None), (TO, None), (COMPARE, None)]),
            language.say(words::LAST_30).to_owned(),
        );
        let Some(Instant(first)) = first.parse().ok() else {
            return (language.say(words::NOT_READABLE).to_owned(), vec![thirty]);
        };
        let first = self.zoned(first).date();
        let write = |date| day(date, self.zoned(self.now).date(), language.locale());
        if self.address.get(COMPARE).is_some() {
            let without = (
                self.address.with(&[(COMPARE, None)]),
                language.say(words::PERIOD_BEFORE).to_owned(),
            );
            return (words::comparison_beyond(language, &write(first)), vec![without, thirty]);
        }
        let asked = self.address.get(FROM).unwrap_or_default();
        let asked = asked.parse().map_or_else(|_| asked.to_owned(), write);
        let text = words::beyond(language, &write(first), &asked);
        let from_first = self.address.with(&[(FROM, Some(&first.to_string())), (TO, None)]);
        (text, vec![(from_first, words::from_day(language, &write(first))), thirty])
    }

    /// Something in the address can't be read as a value.
    fn wrong(&self, error: &QueryError) -> String {
        match error {
            QueryError::Unknown { name } => words::unknown(self.language, name),
            QueryError::Backwards { from, to, .. } => {
                let write = |text: &str| {
                    let read = text.parse().map(|Instant(time)| self.zoned(time).date());
                    read.map_or_else(
                        |_| text.to_owned(),
                        |date| day(date, self.zoned(self.now).date(), self.language.locale()),
                    )
                };
                words::backwards(self.language, &write(from), &write(to))
            }
            QueryError::Value { name, value, .. } => words::not_a_value(self.language, name, value),
            QueryError::Time { name, value } => words::not_a_value(self.language, name, value),
            QueryError::Confidence(_) => {
                let value = self.address.get(error.field()).unwrap_or_default();
                words::not_a_value(self.language, error.field(), value)
            }
            _ => self.language.say(words::NOT_READABLE).to_owned(),
        }
    }

    fn without(&self) -> Vec<Way> {
        vec![(self.address.path().to_owned(), self.language.say(words::DROP_ALL).to_owned())]
    }

    fn zoned(&self, time: Timestamp) -> Zoned {
        time.to_zoned(TimeZone::get(self.timezone).unwrap_or(TimeZone::UTC))
    }
}
