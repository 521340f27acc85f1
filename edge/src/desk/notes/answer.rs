//! What the answers before and after a day say: in words first, then in figures.

use jiff::civil::Date;
use koe_shared::disclosure::Reported;
use koe_shared::metric::Metric;
use koe_shared::paired::Paired;
use koe_shared::result::{MetricResult, ResponseRate};
use maud::{Markup, html};

use crate::desk::charts::strip::Strip;
use crate::desk::figures::{days, first_and_last, headline, interval, range, rate};
use crate::desk::language::Language;
use crate::desk::report::verdict;
use crate::desk::words::charts::{ANSWERS, INTERVAL, NO_INTERVAL};
use crate::desk::words::notes::{self as words, Twice};
use crate::desk::words::overview as of_metric;
use crate::pages::figures::{Figures, decimal, grouped, n};
use crate::pages::moment::day;
use crate::reports::{Around, BeforeAfter, PairedReason, Told};
use crate::sites::Span;

/// The answer to whether a change helped.
pub(crate) struct Answer {
    pub(crate) told: Result<BeforeAfter, Untold>,
    /// The time zone of the days.
    pub(crate) timezone: String,
    /// From how many answers on a filtered result is shown.
    pub(crate) min_group: u32,
    /// Other changes on the same days, with their days.
    pub(crate) others: Vec<(Date, String)>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Untold {
    /// The days before are behind the lives of the answers.
    BeyondRetention,
    /// There is more to read than a page may.
    TooLarge,
}

impl Answer {
    pub(super) fn render(&self, language: Language, today: Date) -> Markup {
        let say = |text| language.say(text);
        let when = |date| day(date, today, language.locale());
        html! {
            @match &self.told {
                Err(Untold::BeyondRetention) => p.quiet { (say(words::BEYOND_RETENTION)) },
                Err(Untold::TooLarge) => p.quiet { (say(words::TOO_LARGE)) },
                Ok(BeforeAfter::TooEarly { from }) => {
                    p.quiet { (words::too_early(language, &when(*from))) }
                },
                Ok(BeforeAfter::Told(all)) => {
                    @if all.is_empty() { p.quiet { (say(words::NO_ANSWERS)) } }
                    @for around in all { (self.around(around, language, today)) }
                    @if !all.is_empty() && !self.others.is_empty() { (self.others(language, today)) }
                },
            }
        }
    }

    fn around(&self, around: &Around, language: Language, today: Date) -> Markup {
        let reworded = around.reworded.map(|date| day(date, today, language.locale()));
        html! {
            section.around {
                h4 { (name(around, language)) }
                @match &around.told {
                    None => {
                        p { b { (language.say(words::NOT_COMPARED)) } }
                        @if let Some(day) = reworded { p.quiet { (words::reworded_here(language, &day)) } }
                    },
                    Some(told) => {
                        (self.told(told, around.metric, language, today))
                        @if let Some(day) = reworded { p.quiet { (words::reworded(language, &day)) } }
                    },
                }
            }
        }
    }

    fn told(&self, told: &Told, metric: Metric, language: Language, today: Date) -> Markup {
        let before = &told.comparison.result;
        let span = Span { from: told.comparison.from.0, to: told.comparison.to.0 };
        let [after_rate, before_rate] = &told.response_rates;
        html! {
            @if let Some(result) = told.result.result() {
                (verdict(result, Some(&told.comparison), language))
                @if result.score.is_some() {
                    (Strip { now: result, before: before.result(), has_ticks: true }
                        .named(language, [words::AFTER, words::BEFORE]))
                }
            } @else {
                p { b { (language.say(of_metric::TOO_FEW)) } }
            }
            div.sides-of-day {
                (self.side(language, words::BEFORE, (span, before, before_rate.as_ref()), today))
                (self.side(language, words::AFTER, (told.after, &told.result, after_rate.as_ref()), today))
            }
            p.quiet { (words::days_each(language, told.days)) }
            @if let Some(text) = parts(told, metric, language) { p { (text) } }
            p { (paired(&told.paired, metric, language)) }
        }
    }

    /// One side of the day: its days, and what was answered on them.
    fn side(
        &self,
        language: Language,
        name: crate::desk::language::Bilingual,
        (span, reported, answered): (Span, &Reported, Option<&ResponseRate>),
        today: Date,
    ) -> Markup {
        let say = |text| language.say(text);
        let shown = reported.result().and_then(|result| Some((result, result.score?)));
        let number = match reported {
            Reported::Shown { result } => result.n,
            Reported::Withheld(too_few) => too_few.n(),
        };
        html! {
            dl.facts {
                div { dt { b { (say(name)) } } dd { (days(language, first_and_last(span, &self.timezone), today)) } }
                div {
                    dt { (say(words::SCORE)) }
                    dd {
                        @match shown {
                            Some((result, score)) => b { (headline(language, result.metric, result.scale, score)) },
                            None => "—",
                        }
                    }
                }
                @match shown {
                    Some((result, _)) => { (interval_row(language, result)) },
                    None if number > 0 => {
                        div {
                            dt { (say(INTERVAL)) }
                            dd { (of_metric::shown_from(language, &grouped(self.min_group.into()))) }
                        }
                    },
                    None => {},
                }
                div { dt { (say(ANSWERS)) } dd { (n(number)) } }
                div {
                    dt { (say(words::RATE)) }
                    dd { (answered.map_or_else(|| "—".to_owned(), |told| rate(told.value))) }
                }
            }
        }
    }

    fn others(&self, language: Language, today: Date) -> Markup {
        let texts = self
            .others
            .iter()
            .map(|(at, text)| format!("{} {text}", day(*at, today, language.locale())));
        let texts: Vec<String> = texts.collect();
        let comma = language.say(crate::desk::language::both("、", "; "));
        html! { p.quiet { bdi { (words::others(language, &texts.join(comma))) } } }
    }
}

fn interval_row(language: Language, result: &MetricResult) -> Markup {
    html! {
        div {
            dt { (language.say(INTERVAL)) }
            dd {
                @match &result.interval {
                    Some(told) => (interval(language, result.metric, told)),
                    None => (language.say(NO_INTERVAL)),
                }
            }
        }
    }
}

/// The metric; of one with two scales with that.
fn name(around: &Around, language: Language) -> String {
    match around.metric {
        Metric::Ces => crate::desk::words::journey::ces(language, around.scale.max),
        metric => metric.to_string(),
    }
}

/// Where the change comes from, where several touchpoints answered.
fn parts(told: &Told, metric: Metric, language: Language) -> Option<String> {
    let change = told.comparison.change.as_ref()?;
    let (mix, within) = change.parts()?;
    // Of one group there is no mix, and nothing to tell apart.
    if mix == 0.0 {
        return None;
    }
    let figures = Figures::of(metric);
    let delta = figures.change(change.change.delta?);
    Some(words::parts(language, &delta, &figures.change(mix), &figures.change(within)))
}

/// The same people asked twice, in a sentence.
fn paired(told: &Result<Paired, PairedReason>, metric: Metric, language: Language) -> String {
    let told = match told {
        Ok(told) => told,
        Err(PairedReason::NobodyTwice | PairedReason::NoCompare) => {
            return language.say(words::NOBODY_TWICE).to_owned();
        }
        Err(PairedReason::TooMany) => return language.say(words::TOO_MANY_TWICE).to_owned(),
        Err(PairedReason::TooFew) => return language.say(words::TOO_FEW_TWICE).to_owned(),
    };
    let signed = |value: f64| {
        let figure = decimal(value, 1);
        if decimal(value.abs(), 1) != "0.0" && value > 0.0 { format!("+{figure}") } else { figure }
    };
    let ends = told.low.zip(told.high);
    let twice = Twice {
        n: told.n,
        up: told.up,
        same: told.same,
        down: told.down,
        mean: &signed(told.mean_change),
        ends: ends.map(|(low, high)| range(language, &signed(low), &signed(high))),
        is_of_bucket: metric == Metric::Nps,
    };
    words::twice(language, &twice)
}
