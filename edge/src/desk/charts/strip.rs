//! The interval strip: a score and its interval on the whole scale, now and before.

use koe_shared::metric::{Bounds, Metric};
use koe_shared::result::MetricResult;
use maud::{Markup, html};

use super::{at, percent};
use crate::desk::figures::{headline, interval};
use crate::desk::language::{Bilingual, Language};
use crate::desk::words::charts as words;
use crate::pages::figures::{Figures, n};

/// Where the lines of now, of before and of the ticks lie, from the top.
const NOW: f64 = 10.0;
const BEFORE: f64 = 30.0;

/// A score and its interval.
#[derive(Clone, Copy)]
struct Mark<'a>(&'a MetricResult);

/// One or two scores on one scale.
pub(crate) struct Strip<'a> {
    pub(crate) now: &'a MetricResult,
    pub(crate) before: Option<&'a MetricResult>,
    /// Whether the ends and the middle of the scale are named.
    pub(crate) has_ticks: bool,
}

impl Strip<'_> {
    /// The strips, their names, and the table.
    pub(crate) fn render(&self, language: Language) -> Markup {
        self.named(language, [words::NOW, words::BEFORE])
    }

    /// The same with other names than those of now and before.
    pub(crate) fn named(&self, language: Language, names: [Bilingual; 2]) -> Markup {
        let Self { now, before, has_ticks } = *self;
        let before = before.filter(|before| before.score.is_some());
        html! {
            div.strips {
                @if before.is_some() {
                    span.strip-name aria-hidden="true" { (language.say(names[0])) }
                    span.strip-name aria-hidden="true" { (language.say(names[1])) }
                }
                (Self { now, before, has_ticks }.drawing())
            }
            (self.table(language, names))
        }
    }

    /// The strips alone, where the page has their figures beside them.
    pub(crate) fn drawing(&self) -> Markup {
        let Self { now, before, has_ticks } = *self;
        let ends = Figures::of(now.metric).ends(now.scale);
        let ticks_at = if before.is_some() { BEFORE + 7.0 } else { NOW + 9.0 };
        let height = if has_ticks { ticks_at + 21.0 } else { 20.0 };
        html! {
            svg.strip height=(height) aria-hidden="true" {
                (Mark(now).now(ends))
                @if let Some(before) = before { (Mark(before).before(ends)) }
                @if has_ticks { (ticks(now.metric, now.scale, ticks_at)) }
            }
        }
    }

    fn table(&self, language: Language, [now, before]: [Bilingual; 2]) -> Markup {
        let rows = [(now, Some(self.now)), (before, self.before)];
        let rows = rows.into_iter().filter_map(|(name, result)| {
            let result = result?;
            Some((name, result, result.score?))
        });
        html! {
            div.aloud {
                table {
                    caption { (language.say(words::SCORES)) }
                    tr {
                        th { (language.say(words::PERIOD)) }
                        th { (language.say(words::SCORE)) }
                        th { (language.say(words::INTERVAL)) }
                        th { "n" }
                    }
                    @for (name, result, score) in rows {
                        tr {
                            th { (language.say(name)) }
                            td { (headline(language, result.metric, result.scale, score)) }
                            td {
                                @match &result.interval {
                                    Some(told) => (interval(language, result.metric, told)),
                                    None => (language.say(words::NO_INTERVAL)),
                                }
                            }
                            td { (n(result.n)) }
                        }
                    }
                }
            }
        }
    }
}

/// The whole scale under a result that is withheld, hatched from end to end.
pub(crate) fn withheld(metric: Metric, scale: Bounds) -> Markup {
    let ticks_at = NOW + 9.0;
    html! {
        div.strips {
            svg.strip height=(ticks_at + 21.0) aria-hidden="true" {
                rect x="0" y="1" width="100%" height="18" fill="url(#hatch-faint)" {}
                line.axis x1="0" x2="100%" y1=(NOW) y2=(NOW) {}
                (ticks(metric, scale, ticks_at))
            }
        }
    }
}

impl Mark<'_> {
    fn now(self, ends: (f64, f64)) -> Markup {
        let (top, bottom) = (NOW - 6.0, NOW + 6.0);
        let fill = self.0.preliminary.then_some("url(#hatch)");
        html! {
            line.axis x1="0" x2="100%" y1=(NOW) y2=(NOW) {}
            @if let Some(interval) = &self.0.interval {
                @let (low, high) = (at(interval.low, ends), at(interval.high, ends));
                rect.band x=(percent(low)) y=(top) width=(percent(high - low)) height="12" fill=[fill] {}
                @for end in [low, high] {
                    line.end x1=(percent(end)) x2=(percent(end)) y1=(top) y2=(bottom) {}
                }
            }
            @if let Some(score) = self.0.score {
                rect.mark x=(percent(at(score, ends))) y=(NOW - 9.0) width="3" height="18" rx="1"
                    transform="translate(-1.5 0)" {}
            }
        }
    }

    fn before(self, ends: (f64, f64)) -> Markup {
        html! {
            line.axis x1="0" x2="100%" y1=(BEFORE) y2=(BEFORE) {}
            @if let Some(interval) = &self.0.interval {
                @let (low, high) = (at(interval.low, ends), at(interval.high, ends));
                rect.outline x=(percent(low)) y=(BEFORE - 5.0) width=(percent(high - low)) height="10" rx="1" {}
            }
            @if let Some(score) = self.0.score {
                rect.mark.of-before x=(percent(at(score, ends))) y=(BEFORE - 7.0) width="2" height="14"
                    transform="translate(-1 0)" {}
            }
        }
    }
}

/// Both ends of the scale and its middle.
fn ticks(metric: Metric, scale: Bounds, y: f64) -> Markup {
    let figures = Figures::of(metric);
    let (from, to) = figures.ends(scale);
    let middle = f64::midpoint(from, to);
    let name = |value: f64| match metric {
        Metric::Ces => format!("{value:.0}"),
        Metric::Nps | Metric::Csat => format!("{}{}", figures.figure(value), figures.sign()),
    };
    let ticks =
        [("0", "start", from, 0.5), ("50%", "middle", middle, 0.0), ("100%", "end", to, -0.5)];
    html! {
        @for (x, anchor, value, inside) in ticks {
            line.tick-line x1=(x) x2=(x) y1=(y) y2=(y + 5.0) transform=(format!("translate({inside} 0)")) {}
            text.tick-name x=(x) y=(y + 17.0) text-anchor=(anchor) { (name(value)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use koe_shared::confidence::Confidence;
    use koe_shared::metric::Scale;
    use koe_shared::tally::Tally;

    use super::*;

    fn result(scale: Scale, counts: &[(u8, u64)]) -> MetricResult {
        let tally = Tally::from_counts(scale, counts.iter().copied()).unwrap();
        MetricResult::of(&tally, Confidence::P95)
    }

    fn strip(now: &MetricResult, before: Option<&MetricResult>) -> String {
        Strip { now, before, has_ticks: true }.render(Language::English).into_string()
    }

    /// The value of an attribute of the first element of a class, in per cent.
    fn place(svg: &str, class: &str, name: &str) -> f64 {
        let element = svg.split(&format!("class=\"{class}\"")).nth(1).unwrap();
        let value = element.split(&format!(" {name}=\"")).nth(1).unwrap();
        value.split('%').next().unwrap().parse().unwrap()
    }

    #[test]
    fn a_strip_is_the_whole_scale() {
        for scale in Scale::ALL {
            let (low, high) = (scale.min(), scale.max());
            let of = |counts: &[(u8, u64)]| strip(&result(scale, counts), None);
            assert!(place(&of(&[(low, 40)]), "mark", "x").abs() < 0.01, "{scale}");
            assert!((place(&of(&[(high, 40)]), "mark", "x") - 100.0).abs() < 0.01, "{scale}");
            let middle = of(&[(low, 40), (high, 40)]);
            assert!((place(&middle, "mark", "x") - 50.0).abs() < 0.01, "{scale}");
            let (from, width) = (place(&middle, "band", "x"), place(&middle, "band", "width"));
            assert!(0.0 < from && from < 50.0 && 50.0 < from + width && from + width < 100.0);
        }
    }

    #[test]
    fn below_thirty_answers_the_band_is_hatched() {
        let hatched =
            |n| strip(&result(Scale::Nps, &[(10, n), (0, 10)]), None).contains("url(#hatch)");
        assert!(hatched(19) && !hatched(20));
    }

    #[test]
    fn the_table_says_what_the_strip_shows() {
        let (now, before) = (
            result(Scale::Nps, &[(10, 32), (8, 13), (3, 6)]),
            result(Scale::Nps, &[(10, 9), (3, 6)]),
        );
        let told = strip(&now, Some(&before));
        for figure in [
            "<td>51</td>",
            "<td>29 to 67</td>",
            "<td>n = 51</td>",
            "<td>20</td>",
            "<td>n = 15</td>",
        ] {
            assert!(told.contains(figure), "{figure}: {told}");
        }
        assert!(
            told.contains(">−100</text>")
                && told.contains(">0</text>")
                && told.contains(">100</text>")
        );
        let alone = strip(&now, None);
        assert!(!alone.contains("Before"), "{alone}");
        let none = result(Scale::Nps, &[]);
        assert!(!strip(&now, Some(&none)).contains("Before"));
    }

    #[test]
    fn equal_answers_have_a_mark_and_no_band() {
        let told = strip(&result(Scale::Ces5, &[(5, 40)]), None);
        assert!(told.contains("class=\"mark\"") && !told.contains("class=\"band\""), "{told}");
        assert!(told.contains("all answers alike"), "{told}");
    }
}
