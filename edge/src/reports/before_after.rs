//! Did it help? What the answers say before and after a day, on every scale that a site asks on.
//!
//! As many whole days after the day as before it, at most [`MOST_DAYS`]. The day itself is in neither: it was changed
//! at some hour of it. Nor is today, which is not over. Where a survey was first answered in another wording, the days
//! beyond are left out on both sides, since what was asked there is not the same.

mod days;
mod window;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan, Unit};
use koe_shared::confidence::Confidence;
use koe_shared::disclosure::Reported;
use koe_shared::metric::{Bounds, Metric, Scale};
use koe_shared::paired::Paired;
use koe_shared::result::ResponseRate;

use self::days::{Days, Sides};
use self::window::Window;
use super::asked_twice::{PairedReason, asked_twice};
use super::comparison::Comparison;
use super::count::Counter;
use super::error::ReportError;
use super::pass::{Newest, Wanted, read_once};
use super::query::{Filter, QueryError, Range, ScoresQuery, Slice, Subject};
use super::shown::Shown;
use super::summary::scales;
use crate::answers::{Scan, ScanError};
use crate::sites::{Calendar, Declared, Site, Span};
use crate::store::Store;

/// Days on either side, at most.
const MOST_DAYS: i64 = 90;
/// List pages of answers that no tally holds, at most.
const PAGES: u32 = 40;
/// List pages that are looked through for people who were asked twice, at most: 16,000 keys. A scan of days long ago
/// begins with some short ones.
const PAIR_PAGES: u32 = 16;
/// How long ago the days may have ended for their scan to begin at the front of the site, which takes no short pages.
const NEAR: SignedDuration = SignedDuration::from_hours(48);
/// Answers of a scale with a respondent that are read, at most: in bulk reads they are two operations.
const MOST_PAIRED: usize = 200;

/// What the days around one tell.
pub(crate) enum BeforeAfter {
    /// No whole day after it is over yet.
    TooEarly {
        /// The day from which there is something to compare.
        from: Date,
    },
    /// Metric by metric, as far as there were prompts or answers on these days.
    Told(Vec<Around>),
}

/// A metric on one scale, around the day.
pub(crate) struct Around {
    pub(crate) metric: Metric,
    pub(crate) scale: Bounds,
    /// The day nearest to the one that is asked about on which a survey was first answered in another wording.
    pub(crate) reworded: Option<Date>,
    /// `None` where another wording leaves no day to compare.
    pub(crate) told: Option<Told>,
}

/// What as many days before and after tell.
pub(crate) struct Told {
    /// How many, on either side.
    pub(crate) days: usize,
    /// The days after.
    pub(crate) after: Span,
    pub(crate) result: Reported,
    /// The days before, and what changed.
    pub(crate) comparison: Comparison,
    /// After and before.
    pub(crate) response_rates: [Option<ResponseRate>; 2],
    pub(crate) paired: Result<Paired, PairedReason>,
}

/// Judges a day, at one touchpoint or at all.
///
/// 1. How many days there are. 2. All of them are read once, for every scale; where they reach behind the lives of the
///    answers, fewer. 3. Of each scale, so many as were asked in the same words. 4. The people who answered on both
///    sides. 5. What it comes to.
pub(crate) async fn before_after(
    store: &dyn Store,
    site: &Site,
    (at, touchpoint): (Date, Option<&str>),
    now: Timestamp,
) -> Result<BeforeAfter, ReportError> {
    // 1.
    let document = site.document();
    let declared = Declared::of(document);
    let calendar = Calendar::new(&document.timezone, now);
    let today = calendar.zoned(now).date();
    let since = at.until((Unit::Day, today)).map_or(0, |days| i64::from(days.get_days()));
    let days = MOST_DAYS.min(since - 1);
    let too_early = BeforeAfter::TooEarly { from: at.saturating_add(2.days()) };
    let Some(window) = Window::of(&calendar, at, days) else { return Ok(too_early) };
    // 2.
    let asked = Asked { store, site, declared: &declared, calendar: &calendar, touchpoint };
    let queries = asked.queries(window.span());
    let (window, counted) = match asked.read(&queries, &window).await {
        Err(ReportError::Query(QueryError::BeyondRetention { first })) => {
            let first = first.parse().map_or(now, |koe_shared::instant::Instant(first)| first);
            let Some(window) = window.since(&calendar, first) else {
                return Err(QueryError::BeyondRetention { first: first.to_string() }.into());
            };
            let counted = asked.read(&queries, &window).await?;
            (window, counted)
        }
        read => (window, read?),
    };
    // 3.
    let sides: Vec<Sides> = counted.into_iter().map(|days| days.sides(&window)).collect();
    // 4.
    let mut paired = asked.pairs(&sides, now).await?.into_iter();
    // 5.
    let mut told = Vec::new();
    for sides in sides {
        let paired = if sides.days > 0 { paired.next() } else { None };
        if sides.is_told() {
            told.push(asked.around(sides, paired, &window).map_err(QueryError::from)?);
        }
    }
    Ok(BeforeAfter::Told(told))
}

/// What is asked for.
struct Asked<'a> {
    store: &'a dyn Store,
    site: &'a Site,
    declared: &'a Declared,
    calendar: &'a Calendar,
    touchpoint: Option<&'a str>,
}

impl Asked<'_> {
    /// A query for each scale. Its groups say who answered: by touchpoint, and at one touchpoint by survey.
    fn queries(&self, span: Span) -> Vec<ScoresQuery> {
        let query = |scale: Scale| ScoresQuery {
            subject: Subject::Metric(scale.metric()),
            scale,
            range: Range { span, compare: None },
            filter: Filter::at(self.touchpoint),
            interval: None,
            group_by: Some(match self.touchpoint {
                None => Slice::Touchpoint,
                Some(_) => Slice::Survey,
            }),
            paired: false,
            confidence: Confidence::default(),
        };
        scales(self.site).into_iter().map(query).collect()
    }

    /// Counts the answers of each day of a window, on every scale.
    async fn read<'q>(
        &self,
        queries: &'q [ScoresQuery],
        window: &Window,
    ) -> Result<Vec<Days<'q>>, ReportError> {
        let Self { store, site, declared, calendar, .. } = *self;
        let detail = Filter::at(self.touchpoint).detail(Some(&Slice::Touchpoint));
        let wanted = Wanted {
            range: &Range { span: window.span(), compare: None },
            begins: &[],
            detail: &detail,
            is_plain: false,
            newest: Newest::All,
            pages: PAGES,
        };
        let mut counters: Vec<Counter<'_>> =
            queries.iter().map(|query| Counter::new(query, site, declared, &[])).collect();
        let mut days: Vec<Days<'q>> =
            queries.iter().map(|query| Days::new(query, window.len())).collect();
        read_once(store, site, (declared, calendar), wanted, &mut |counted| {
            let Some(place) = window.place(counted.time_ms) else { return };
            for (counter, days) in counters.iter_mut().zip(&mut days) {
                if let Some(metadata) = counter.takes(counted) {
                    days.count(place, declared, metadata, counted.count);
                }
            }
        })
        .await?;
        Ok(days)
    }

    /// The people who answered on both sides, of each scale that has days to compare.
    async fn pairs(
        &self,
        sides: &[Sides],
        now: Timestamp,
    ) -> Result<Vec<Result<Paired, PairedReason>>, ReportError> {
        let queries: Vec<ScoresQuery> =
            sides.iter().filter(|sides| sides.days > 0).map(Sides::query).collect();
        let mut counters: Vec<Counter<'_>> = queries
            .iter()
            .map(|query| Counter::new(query, self.site, self.declared, &[]))
            .collect();
        let spans = queries.iter().flat_map(|query| [Some(query.range.span), query.range.compare]);
        let spans: Vec<Span> = spans.flatten().collect();
        let (from, to) = (spans.iter().map(|s| s.from).min(), spans.iter().map(|s| s.to).max());
        let Some(span) = from.zip(to).map(|(from, to)| Span { from, to }) else {
            return Ok(Vec::new());
        };
        let oldest = self.site.record.retention().oldest(now);
        let to = if now.duration_since(span.to) < NEAR { now } else { span.to };
        let living = Span { from: span.from.max(oldest), to };
        let mut walk = Scan::new(self.store, &self.site.id, living, now, PAIR_PAGES);
        loop {
            match walk.next().await {
                Ok(Some(entries)) => {
                    for counter in &mut counters {
                        for entry in &entries {
                            counter.note(entry);
                        }
                    }
                }
                Ok(None) => break,
                Err(ScanError::TooManyPages) => {
                    counters.iter_mut().for_each(Counter::notes_too_many);
                    break;
                }
                Err(ScanError::Store(error)) => return Err(error.into()),
            }
        }
        let mut paired = Vec::new();
        for (query, counter) in queries.iter().zip(counters) {
            let respondents = counter.finish().respondents;
            let shown = self.shown(query);
            paired.push(if respondents.number() > MOST_PAIRED {
                Err(PairedReason::TooMany)
            } else {
                asked_twice(self.store, query, &respondents, &shown).await?
            });
        }
        Ok(paired)
    }

    fn around(
        &self,
        sides: Sides,
        paired: Option<Result<Paired, PairedReason>>,
        window: &Window,
    ) -> Result<Around, koe_shared::tally::MixedScales> {
        let query = sides.query();
        let shown = self.shown(&query);
        let Sides { days, before, after, reworded, .. } = sides;
        let (metric, scale) = (query.scale.metric(), query.scale.bounds());
        let reworded = reworded.map(|place| window.date(place));
        let Some((compare, paired)) = query.range.compare.zip(paired).filter(|_| days > 0) else {
            return Ok(Around { metric, scale, reworded, told: None });
        };
        let rate = |prompts| ResponseRate::of(prompts, query.confidence);
        let response_rates = [rate(&after.prompts), rate(&before.prompts)];
        let told = Told {
            days,
            after: query.range.span,
            result: shown.whole(&after.total),
            comparison: Comparison::of(compare, &after, &before, true, &shown)?,
            response_rates,
            paired,
        };
        Ok(Around { metric, scale, reworded, told: Some(told) })
    }

    fn shown(&self, query: &ScoresQuery) -> Shown {
        Shown::of(query, u64::from(self.site.document().privacy.min_group))
    }
}
