//! Figures in the words of both languages: ranges, intervals, shares, days. How a figure is rounded is in
//! `pages::figures`; nothing is rounded here that was rounded before.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use koe_shared::confidence::Confidence;
use koe_shared::metric::{Bounds, Metric};
use koe_shared::result::Interval;

use super::language::{Language, both};
use crate::pages::figures::{Figures, decimal, grouped};
use crate::pages::moment::day;
use crate::sites::Span;

/// From one end to the other: `28〜42`, `28 to 42`, never with a dash.
pub(crate) fn range(language: Language, low: &str, high: &str) -> String {
    format!("{low}{}{high}", language.say(both("〜", " to ")))
}

/// The ends of an interval in the unit of its metric: `28〜42`, `63〜93%`.
pub(crate) fn interval(language: Language, metric: Metric, interval: &Interval) -> String {
    let figures = Figures::of(metric);
    let (low, high) = (figures.figure(interval.low), figures.figure(interval.high));
    format!("{}{}", range(language, &low, &high), figures.sign())
}

/// What an interval is called where it stands first: `95%信頼区間`.
pub(crate) fn interval_name(language: Language, confidence: Confidence) -> String {
    format!("{}{}", level(confidence), language.say(both("信頼区間", " interval")))
}

/// The same from the second time on: `95%区間`.
pub(crate) fn short_interval_name(language: Language, confidence: Confidence) -> String {
    format!("{}{}", level(confidence), language.say(both("区間", " interval")))
}

/// A level of confidence: `95%`.
pub(crate) fn level(confidence: Confidence) -> String {
    format!("{}%", decimal(confidence.level() * 100.0, 0))
}

/// What stands small behind a headline: a mean is one of so many points.
pub(crate) fn unit(language: Language, metric: Metric, scale: Bounds) -> String {
    match metric {
        Metric::Ces => format!("{} {}", language.say(both("/", "of")), scale.max),
        Metric::Nps | Metric::Csat => Figures::of(metric).sign().to_owned(),
    }
}

/// A headline in a sentence: `35`, `4.0 / 5`, `83%`.
pub(crate) fn headline(language: Language, metric: Metric, scale: Bounds, score: f64) -> String {
    let (figure, unit) = (Figures::of(metric).figure(score), unit(language, metric, scale));
    let gap = if metric == Metric::Ces { " " } else { "" };
    format!("{figure}{gap}{unit}")
}

/// A fraction as a rate, to one decimal: `21.6%`.
pub(crate) fn rate(fraction: f64) -> String {
    format!("{}%", decimal(fraction * 100.0, 1))
}

/// The ends of a rate's interval: `19.8〜23.5`.
pub(crate) fn rates(language: Language, low: f64, high: f64) -> String {
    range(language, &decimal(low * 100.0, 1), &decimal(high * 100.0, 1))
}

/// A p-value: `p = 0.04`, and what is smaller than can be read as `p < 0.001`.
pub(crate) fn p_value(p: f64) -> String {
    match p {
        ..0.001 => "p < 0.001".to_owned(),
        ..0.1 => format!("p = {p:.3}"),
        _ => format!("p = {p:.2}"),
    }
}

/// A part of a whole, in whole per cent; nothing of nothing.
pub(crate) fn share(part: u64, whole: u64) -> Option<String> {
    (whole > 0).then(|| format!("{}%", decimal(100.0 * part as f64 / whole as f64, 0)))
}

/// A number that is only about right, with two digits of it, rounded up: as many answers are enough.
pub(crate) fn about(n: u64) -> String {
    let mut unit = 1;
    while n.div_ceil(unit) >= 100 {
        unit *= 10;
    }
    grouped(n.div_ceil(unit) * unit)
}

/// The days of a span: `10月23日〜11月21日`, `23 Oct to 21 Nov`; one day alone.
pub(crate) fn days(language: Language, (from, last): (Date, Date), today: Date) -> String {
    let write = |date| day(date, today, language.locale());
    if from == last { write(from) } else { range(language, &write(from), &write(last)) }
}

/// The first and the last day of a span in a time zone. A span that ends at midnight ends with the day before.
pub(crate) fn first_and_last(span: Span, timezone: &str) -> (Date, Date) {
    let zone = TimeZone::get(timezone).unwrap_or(TimeZone::UTC);
    let date = |time: jiff::Timestamp| time.to_zoned(zone.clone()).date();
    let just_before = span.to.checked_sub(jiff::SignedDuration::from_millis(1)).unwrap_or(span.to);
    let from = date(span.from);
    (from, date(just_before).max(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    const JA: Language = Language::Japanese;
    const EN: Language = Language::English;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_range_has_a_word_and_never_a_dash() {
        assert_eq!(range(JA, "−8", "73"), "−8〜73");
        assert_eq!(range(EN, "−8", "73"), "−8 to 73");
        assert_eq!(rates(JA, 0.198, 0.235), "19.8〜23.5");
        assert_eq!(rates(EN, 0.0, 1.0), "0.0 to 100.0");
    }

    #[test]
    fn an_interval_is_named_after_its_confidence() {
        assert_eq!(interval_name(JA, Confidence::P95), "95%信頼区間");
        assert_eq!(short_interval_name(JA, Confidence::P99), "99%区間");
        assert_eq!(interval_name(EN, Confidence::P90), "90% interval");
    }

    #[test]
    fn a_headline_has_the_unit_of_its_metric() {
        let five = Bounds { min: 1, max: 5 };
        assert_eq!(headline(JA, Metric::Ces, five, 4.04), "4.0 / 5");
        assert_eq!(headline(EN, Metric::Ces, Bounds { min: 1, max: 7 }, 5.0), "5.0 of 7");
        assert_eq!(headline(EN, Metric::Csat, five, 82.6), "83%");
        assert_eq!(headline(JA, Metric::Nps, Bounds { min: 0, max: 10 }, -12.5), "−13");
    }

    #[test]
    fn shares_are_whole_and_rates_have_a_decimal() {
        assert_eq!(share(1, 3).as_deref(), Some("33%"));
        assert_eq!(share(1, 8).as_deref(), Some("13%"));
        assert_eq!(share(0, 0), None);
        assert_eq!(rate(0.216_15), "21.6%");
    }

    #[test]
    fn a_small_p_value_keeps_its_digits() {
        let all = [0.0, 0.000_9, 0.001, 0.0434, 0.12, 1.0].map(p_value);
        assert_eq!(
            all,
            ["p < 0.001", "p < 0.001", "p = 0.001", "p = 0.043", "p = 0.12", "p = 1.00"]
        );
    }

    #[test]
    fn what_is_needed_is_told_in_two_digits_rounded_up() {
        let all = [0, 7, 99, 100, 101, 456, 1_893, 12_345].map(about);
        assert_eq!(all, ["0", "7", "99", "100", "110", "460", "1,900", "13,000"]);
    }

    #[test]
    fn days_are_told_by_their_first_and_last() {
        let (from, last, today) = (date("2026-10-23"), date("2026-11-21"), date("2026-11-22"));
        assert_eq!(days(JA, (from, last), today), "10月23日〜11月21日");
        assert_eq!(days(EN, (from, last), today), "23 Oct to 21 Nov");
        assert_eq!(days(EN, (last, last), today), "21 Nov");
        assert_eq!(days(JA, (date("2025-12-01"), last), today), "2025年12月1日〜11月21日");
    }

    #[test]
    fn a_span_that_ends_at_midnight_ends_with_the_day_before() {
        let span =
            |from: &str, to: &str| Span { from: from.parse().unwrap(), to: to.parse().unwrap() };
        let whole = span("2026-10-22T15:00:00Z", "2026-11-21T15:00:00Z");
        assert_eq!(first_and_last(whole, "Asia/Tokyo"), (date("2026-10-23"), date("2026-11-21")));
        let open = span("2026-10-22T15:00:00Z", "2026-11-22T05:32:00Z");
        assert_eq!(first_and_last(open, "Asia/Tokyo").1, date("2026-11-22"));
    }
}
