//! The series: its title, its legend, the chart and the table with the same figures.

use jiff::civil::Date;
use koe_shared::disclosure::Reported;
use koe_shared::instant::Instant;
use koe_shared::result::MetricResult;
use maud::{Markup, html};

use super::Trend;
use crate::desk::address::SURVEY;
use crate::desk::charts::series::{Bucket, LevelShift, SeriesChart, Words, tick};
use crate::desk::figures::{headline, interval, level, range};
use crate::desk::words::charts::{INTERVAL, NO_INTERVAL, PERIOD, SCORE};
use crate::desk::words::overview::COMMA;
use crate::desk::words::report::{PRELIMINARY, WITHHELD_HERE};
use crate::desk::words::trend as words;
use crate::pages::figures::{Figures, n};
use crate::pages::moment::day;
use crate::reports::{Interval, Point};

/// Names below the plot, at most.
const MOST_LABELS: usize = 9;

impl Trend<'_> {
    pub(super) fn series_head(&self) -> Markup {
        let ground = self.ground;
        html! {
            div.series-head {
                div {
                    h2 id="series" { (words::title(ground.language, &self.name_of(self.measure), self.interval)) }
                    @if let Some(goal) = self.goal() { p.quiet { (goal) } }
                }
                ul.legend aria-hidden="true" {
                    li { svg.key width="20" height="12" { rect.series-band width="20" height="12" {}
                         path.series-line d="M0 6h20" {} }
                         (words::score_and_interval(ground.language, &level(ground.confidence()))) }
                    li { svg.key width="12" height="12" { circle.point.hollow cx="6" cy="6" r="3.5" {} }
                         (ground.say(PRELIMINARY)) " (n < 30)" }
                    @if !self.shifts().is_empty() {
                        li { svg.key width="20" height="12" { path.level d="M0 6h20" {} } (ground.say(words::LEVEL)) }
                    }
                }
            }
        }
    }

    pub(super) fn series(&self) -> Markup {
        let language = self.ground.language;
        let points = self.points();
        let buckets = self.buckets(points);
        let (shifts, noted) = (self.shifts(), self.noted_places());
        let said = words::said(language, &self.name_of(self.measure), points.len());
        let chart = SeriesChart {
            language,
            metric: self.measure.metric(),
            scale: self.measure.bounds(),
            buckets: &buckets,
            shifts: &shifts,
            noted: &noted,
            said: &said,
            words: Words {
                wording_changed: language.say(words::WORDING_CHANGED),
                shifted: language.say(words::SHIFTED),
                no_value: language.say(words::NO_VALUE),
            },
        };
        let axis = chart.axis();
        let metric = self.measure.metric();
        let (least, most) = Figures::of(metric).ends(self.measure.bounds());
        let from_to = |low, high| range(language, &tick(metric, low), &tick(metric, high));
        html! {
            (chart.render())
            p.quiet.caption {
                @if axis.is_zoomed {
                    (words::zoomed(language, &from_to(axis.low, axis.high), &from_to(least, most)))
                }
                @if points.iter().any(|point| point.wording_changed) { (language.say(words::NOT_JOINED)) }
            }
            (self.table(points))
        }
    }

    fn table(&self, points: &[Point]) -> Markup {
        let language = self.ground.language;
        html! {
            details.as-table {
                summary { (language.say(words::AS_TABLE)) }
                div.scrolls {
                    table.list {
                        thead {
                            tr {
                                th { (language.say(PERIOD)) }
                                th.number { (language.say(SCORE)) }
                                th.number { (language.say(INTERVAL)) }
                                th.number { "n" }
                                th { (language.say(words::REMARKS)) }
                            }
                        }
                        tbody {
                            @for point in points { (self.row(point)) }
                        }
                    }
                }
            }
        }
    }

    fn row(&self, point: &Point) -> Markup {
        let language = self.ground.language;
        let result = point.result.result();
        let figures = |result: &MetricResult| {
            let told = result.interval.as_ref().map(|told| interval(language, result.metric, told));
            let score =
                result.score.map(|score| headline(language, result.metric, result.scale, score));
            (score, told)
        };
        let (score, told) = result.map_or((None, None), figures);
        let is_small = result.is_some_and(|result| result.preliminary && result.n > 0);
        let remarks = [
            (point.clipped, words::CLIPPED),
            (is_small, PRELIMINARY),
            (result.is_none(), WITHHELD_HERE),
            (score.is_some() && told.is_none(), NO_INTERVAL),
            (point.wording_changed, words::WORDING_CHANGED),
        ];
        let remarks: Vec<&str> =
            remarks.iter().filter(|(is, _)| *is).map(|(_, text)| language.say(*text)).collect();
        html! {
            tr {
                th scope="row" { (self.period(point)) }
                td.number { (score.as_deref().unwrap_or("—")) }
                td.number { (told.as_deref().unwrap_or("—")) }
                td.number { (n(answers(point))) }
                td { (remarks.join(language.say(COMMA))) }
            }
        }
    }

    fn buckets<'p>(&self, points: &'p [Point]) -> Vec<Bucket<'p>> {
        let labels = self.labels(points);
        let valued =
            |point: &'p Point| point.result.result().filter(|result| result.score.is_some());
        let bucket = |(point, label): (&'p Point, Option<String>)| Bucket {
            result: valued(point),
            n: answers(point),
            wording_changed: point.wording_changed,
            label,
        };
        points.iter().zip(labels).map(bucket).collect()
    }

    /// The names below the plot: months where they begin. A range of less than three months has days or hours instead.
    fn labels(&self, points: &[Point]) -> Vec<Option<String>> {
        let language = self.ground.language;
        let dates: Vec<Date> = points.iter().map(|point| self.date(point)).collect();
        let begins_month = |place: usize| {
            place > 0 && dates[place].first_of_month() != dates[place - 1].first_of_month()
        };
        let months: Vec<usize> = (1..points.len()).filter(|place| begins_month(*place)).collect();
        let (places, by_month): (Vec<usize>, bool) = match self.interval {
            Interval::Month => ((0..points.len()).collect(), true),
            _ if months.len() >= 3 => (months, true),
            Interval::Hour => {
                let new_day = |place: &usize| *place == 0 || dates[*place] != dates[*place - 1];
                ((0..points.len()).filter(new_day).collect(), false)
            }
            Interval::Day | Interval::Week => ((0..points.len()).collect(), false),
        };
        let every = places.len().div_ceil(MOST_LABELS).max(1);
        let mut labels = vec![None; points.len()];
        for place in places.into_iter().step_by(every) {
            let date = dates[place];
            labels[place] = Some(if by_month {
                words::month(language, date.month())
            } else {
                day(date, self.ground.today(), language.locale())
            });
        }
        labels
    }

    pub(super) fn shifts(&self) -> Vec<LevelShift> {
        let points = self.points();
        let place = |time: Instant| points.iter().position(|point| point.from == time);
        let shifts = self.scores.shifts.iter().flatten();
        let shifts = shifts.filter_map(|shift| {
            let (at, marked) = (place(shift.at)?, place(shift.marked)?);
            Some(LevelShift { at, marked, before: shift.before, after: shift.after })
        });
        shifts.collect()
    }

    pub(super) fn points(&self) -> &[Point] {
        self.scores.series.as_deref().unwrap_or_default()
    }

    /// The day that a bucket begins on.
    pub(super) fn date(&self, point: &Point) -> Date {
        point.from.0.to_zoned(self.ground.zone()).date()
    }

    /// What a bucket is called: `10月5日の週`.
    pub(super) fn period(&self, point: &Point) -> String {
        let (ground, language) = (self.ground, self.ground.language);
        let begins = point.from.0.to_zoned(ground.zone());
        let date = day(begins.date(), ground.today(), language.locale());
        match self.interval {
            Interval::Hour => words::hour(language, &date, begins.hour()),
            Interval::Day => date,
            Interval::Week => words::week(language, &date),
            Interval::Month => words::month_of(language, begins.date()),
        }
    }

    /// The goal of the survey, where there is one alone.
    fn goal(&self) -> Option<&str> {
        let asked = self.ground.address.get(SURVEY);
        let mut surveys = self.ground.document.surveys.iter().filter(|survey| {
            survey.scale() == self.measure && asked.is_none_or(|asked| asked == survey.id.as_str())
        });
        let only = surveys.next()?;
        surveys.next().is_none().then_some(only.goal.as_str())
    }
}

/// How many answers a bucket has.
pub(super) fn answers(point: &Point) -> u64 {
    match &point.result {
        Reported::Shown { result } => result.n,
        Reported::Withheld(few) => few.n(),
    }
}
