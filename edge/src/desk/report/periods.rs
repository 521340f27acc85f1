//! The choices of the period and of what it is compared with.

use jiff::civil::Date;
use jiff::{ToSpan, Unit};
use koe_shared::confidence::Confidence;
use maud::{Markup, html};

use super::ground::Ground;
use super::menus::link;
use crate::desk::address::{COMPARE, CONFIDENCE, FROM, TO};
use crate::desk::figures::{days, first_and_last, level};
use crate::desk::language::Bilingual;
use crate::desk::words::report as words;

/// The first and the last day of a period that is typed in, both of it.
pub(crate) const OWN_DAYS: [&str; 2] = ["first", "last"];
/// The same of a comparison.
pub(crate) const OWN_COMPARISON: [&str; 2] = ["compare_first", "compare_last"];

/// The period of a page where none was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unchosen {
    /// The last 30 whole days, and today.
    Days,
    /// The last 26 weeks, this one among them.
    Weeks,
}

impl Ground<'_> {
    /// The menu of periods.
    pub(crate) fn periods(&self, unchosen: Unchosen) -> Markup {
        let today = self.today();
        let ago = |days: i64| today.saturating_sub(days.days()).to_string();
        let month = today.first_of_month();
        let last_month = month.saturating_sub(1.month());
        let thirty = (unchosen == Unchosen::Weeks).then(|| ago(30));
        let mut presets: Vec<(Bilingual, Option<String>, Option<String>)> = vec![
            (words::LAST_7, Some(ago(7)), None),
            (words::LAST_30, thirty, None),
            (words::LAST_90, Some(ago(90)), None),
            (words::THIS_MONTH, Some(month.to_string()), None),
            (words::LAST_MONTH, Some(last_month.to_string()), Some(month.to_string())),
            (words::LAST_12_MONTHS, Some(today.saturating_sub(12.months()).to_string()), None),
        ];
        if unchosen == Unchosen::Weeks {
            presets.insert(3, (words::LAST_26_WEEKS, None, None));
        }
        let (from, last) = self.range();
        let links = html! {
            @for (name, from, to) in &presets {
                @let (from, to) = (from.as_deref(), to.as_deref());
                @let is_chosen = self.address.get(FROM) == from && self.address.get(TO) == to;
                (link(&self.address.with(&[(FROM, from), (TO, to)]), self.say(*name), is_chosen))
            }
            (self.own_days(OWN_DAYS, (from, last), &[FROM, TO]))
        };
        self.menu(words::THE_PERIOD, &days(self.language, (from, last), today), &links)
    }

    /// The menu of what the period is compared with, and of the confidence that this takes.
    pub(crate) fn comparisons(&self) -> Markup {
        let compared = self.told.compared;
        let label = match compared {
            None => self.say(words::NOT_COMPARED).to_owned(),
            Some(span) => {
                let (first, last) = first_and_last(span, &self.document.timezone);
                let number = first.until((Unit::Day, last)).map_or(0, |days| days.get_days() + 1);
                if span.to == self.told.range.from {
                    words::compared_with_days_before(self.language, number.into())
                } else {
                    let days = days(self.language, (first, last), self.today());
                    words::compared_with(self.language, &days)
                }
            }
        };
        let (from, last) = self.range();
        let a_year_before = |date: Date| date.saturating_sub(1.year());
        let to = last.saturating_add(1.day());
        let year = format!("{}..{}", a_year_before(from), a_year_before(to));
        let asked = self.address.get(COMPARE);
        let days = compared.map(|span| first_and_last(span, &self.document.timezone));
        let links = html! {
            (link(&self.address.with(&[(COMPARE, None)]), self.say(words::PREVIOUS), asked.is_none()))
            (link(
                &self.address.with(&[(COMPARE, Some(&year))]), self.say(words::A_YEAR_BEFORE),
                asked == Some(&year),
            ))
            (self.own_days(OWN_COMPARISON, days.unwrap_or((from, last)), &[COMPARE]))
            p.choice-name { (self.say(words::CONFIDENCE)) }
            div.choice-row {
                @for confidence in Confidence::ALL {
                    @let value = confidence.level().to_string();
                    @let value = Some(&*value).filter(|_| confidence != Confidence::default());
                    (link(
                        &self.address.with(&[(CONFIDENCE, value)]), &level(confidence),
                        self.address.get(CONFIDENCE) == value,
                    ))
                }
            }
        };
        self.menu(words::THE_COMPARISON, &label, &links)
    }

    /// Two days to be typed in. Both are of the period, so the handler makes the API's half-open one of them.
    fn own_days(&self, names: [&str; 2], (first, last): (Date, Date), besides: &[&str]) -> Markup {
        let labels = [words::FIRST_DAY, words::LAST_DAY];
        html! {
            form.own-days method="get" action=(self.address.path()) {
                @for (name, value) in self.address.carried(besides) {
                    input type="hidden" name=(name) value=(value);
                }
                @for ((name, label), date) in names.into_iter().zip(labels).zip([first, last]) {
                    label {
                        span { (self.say(label)) }
                        input.text type="date" name=(name) value=(date) required;
                    }
                }
                button.primary { (self.say(words::SHOW)) }
            }
        }
    }
}
