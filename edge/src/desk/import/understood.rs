//! What would come of a file: its rows, the score they have, and what storing them costs.

use koe_shared::import::{Dropped, Field, Rejected, Row};
use koe_shared::metric::Metric;
use koe_shared::result::MetricResult;
use koe_shared::rounding::for_people;
use maud::{Markup, html};

use crate::answers::Preview;
use crate::desk::language::Language;
use crate::desk::words::import as words;
use crate::desk::words::import_table as table_words;
use crate::pages::figures::grouped;

/// Refused rows that are named, at most.
const SHOWN: usize = 20;
/// Writes of a day on the free plan.
const FREE_WRITES: u64 = 1_000;
/// Dollars for a million writes.
const DOLLARS: f64 = 5.0;

/// What is told of a file that can be imported.
pub(super) fn understood(
    language: Language,
    (preview, times): (&Preview, &[String]),
    is_beginning: bool,
) -> Markup {
    let rejected = number(preview.rejected.len());
    let text = match &preview.counts {
        Some(counts) => words::counts(
            language,
            [
                &number(counts.accepted),
                &number(counts.replaced),
                &number(counts.duplicates),
                &rejected,
            ],
        ),
        None => words::answers(language, &number(preview.answers), &rejected),
    };
    html! {
        p { (text) }
        section.part {
            h2 { (language.say(words::SCORE)) }
            @for (survey, result) in &preview.results { (scored(language, survey.as_str(), result)) }
            @if preview.results.is_empty() { p { (language.say(words::NO_SCORE)) } }
            @else { p.hint { (language.say(words::SCORE_HINT)) } }
        }
        @if !preview.sample.is_empty() {
            section.part { h2 { (language.say(words::FIRST_ROWS)) } (sample(language, &preview.sample, times)) }
        }
        @if !preview.rejected.is_empty() {
            section.part { h2 { (language.say(words::REJECTED)) } (refused(language, &preview.rejected)) }
        }
        @if !preview.dropped.is_empty() {
            section.part { h2 { (language.say(words::DROPPED)) } (dropped(language, &preview.dropped)) }
        }
        section.part {
            h2 { (language.say(words::COST)) }
            p { (cost(language, preview.writes)) }
            @if is_beginning { p.hint { (language.say(words::LATER_ROWS)) } }
        }
    }
}

fn scored(language: Language, survey: &str, result: &MetricResult) -> Markup {
    let value = |value: f64| shown(result.metric, value);
    let Some(score) = result.score else { return html! {} };
    let interval = result.interval.map(|interval| (value(interval.low), value(interval.high)));
    let interval = interval.as_ref().map(|(low, high)| (low.as_str(), high.as_str()));
    html! {
        p.scored {
            span { (survey) " · " (result.metric.to_string().to_uppercase()) }
            b.figure { (value(score)) }
            span.what { (words::interval(language, &grouped(result.n), interval)) }
            @if result.preliminary { span.tag { (language.say(words::PRELIMINARY)) } }
        }
    }
}

/// A score as people read it: NPS in whole numbers, CES with a decimal, CSAT in whole per cent.
fn shown(metric: Metric, value: f64) -> String {
    match metric {
        Metric::Nps => format!("{:.0}", for_people(value, 0)),
        Metric::Ces => format!("{:.1}", for_people(value, 1)),
        Metric::Csat => format!("{:.0}%", for_people(value, 0)),
    }
    .replace('-', "−")
}

fn sample(language: Language, rows: &[Row], times: &[String]) -> Markup {
    html! {
        ul.sample {
            @for (row, time) in rows.iter().zip(times) {
                li {
                    p {
                        b { @match row.score { Some(score) => (score.value()), None => (row.outcome.as_str()) } }
                        span.what {
                            (words::line(language, row.line)) " · " (time) " · " (row.survey)
                            @if let Some(touchpoint) = &row.touchpoint { " · " (touchpoint.as_str()) }
                            @if let Some(respondent) = &row.respondent { " · " (respondent) }
                            @if row.test { " · " (language.say(table_words::field(Field::Test))) }
                            @for (name, value) in row.segments.iter() { " · " (name) "=" (value) }
                        }
                    }
                    @if let Some(comment) = &row.comment { p.comment { (comment) } }
                }
            }
        }
    }
}

/// Refused rows, each with its line and why.
pub(super) fn refused(language: Language, rejected: &[Rejected]) -> Markup {
    html! {
        ul.lines {
            @for row in rejected.iter().take(SHOWN) {
                li { b { (words::line(language, row.line)) } " " (why(language, row)) }
            }
            @if rejected.len() > SHOWN { li.what { (words::more_lines(language, &number(rejected.len() - SHOWN))) } }
        }
    }
}

/// Why a row is refused; with its value, where the reading repeats it.
fn why(language: Language, row: &Rejected) -> String {
    let why = language.say(table_words::row(row.code));
    match row.detail.split('"').nth(1).filter(|value| !value.is_empty()) {
        Some(value) => match language {
            Language::Japanese => format!("{why}（{value}）"),
            Language::English => format!("{why} ({value})"),
        },
        None => why.to_owned(),
    }
}

fn dropped(language: Language, dropped: &[Dropped]) -> Markup {
    html! {
        ul.lines {
            @for one in dropped {
                @let column = table_words::column(language, &one.column);
                li {
                    b { (words::dropped(language, &column, &grouped(one.rows))) } " "
                    (table_words::dropped(language, &one.column, &one.detail))
                }
            }
        }
    }
}

fn cost(language: Language, writes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a file brings no 2^53 writes")]
    let dollars = writes as f64 * DOLLARS / 1_000_000.0;
    let dollars = if dollars < 0.01 { "0.01".to_owned() } else { format!("{dollars:.2}") };
    words::cost(language, &grouped(writes), writes.div_ceil(FREE_WRITES), &dollars)
}

pub(super) fn number(n: usize) -> String {
    grouped(n as u64)
}
