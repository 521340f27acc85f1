//! `GET /sites/{site}/trend`: 推移, a score over time.
//!
//! 1. The way in, as for every report. 2. What is shown, where the address does not say it: the first metric, 26
//!    weeks, by touchpoint, beside the period before. 3. The scores; where the period before is no longer kept and
//!    nobody asked for it, without it. 4. 200: the page. 422: the query. 503: storage.

use axum::response::Response;
use http::Uri;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{ToSpan, Unit};
use koe_shared::metric::Scale;

use super::entry::Entry;
use super::report::Opened;
use crate::desk::address::{COMPARE, FROM, SURVEY, TO};
use crate::desk::report::Told;
use crate::desk::trend::{GROUP_BY, GroupBy, INTERVAL, METRIC, OWN, SCALE, Trend};
use crate::reports::{Interval, QueryError, ReportError, asked_on, report};
use crate::sites::Span;

/// Weeks that are shown where no period was chosen: this one and those before it.
const WEEKS: i64 = 26;

pub(super) async fn get(entry: Entry, uri: Uri) -> Response {
    // 1.
    let mut opened = match Opened::of(entry, &OWN, &uri).await {
        Ok(opened) => opened,
        Err(page) => return page,
    };
    // 2.
    let asked = |name: &str| opened.address.get(name).map(str::to_owned);
    let survey = asked(SURVEY).and_then(|survey| survey.parse().ok());
    let measures = asked_on(opened.site(), survey.as_ref());
    let (metric, scale) = (asked(METRIC), asked(SCALE));
    let is_meant = |measure: &&Scale| {
        metric.as_deref().is_none_or(|asked| asked == measure.metric().as_str())
            && scale.as_deref().is_none_or(|asked| asked == measure.max().to_string())
    };
    let first = measures.first().copied().unwrap_or(Scale::Nps);
    let measure = measures.iter().find(is_meant).copied();
    let group_by = asked(GROUP_BY);
    let today = today(&opened);
    let from = first_week(today).to_string();
    let days = days(&opened, today);
    let params = &mut opened.params;
    // What the site never asked stays in the query, which refuses it.
    if let Some(measure) = measure.or((metric.is_none() && scale.is_none()).then_some(first)) {
        params.take(METRIC);
        params.set(SCALE, measure.max().to_string());
        if survey.is_none() {
            params.set(METRIC, measure.metric().as_str());
        }
    }
    if asked(FROM).is_none() && asked(TO).is_none() {
        params.set(FROM, from);
    }
    let interval = asked(INTERVAL).unwrap_or_else(|| width(days).name().to_owned());
    params.set(INTERVAL, interval.as_str());
    let group_by = GroupBy::of(group_by.as_deref());
    params.set(GROUP_BY, group_by.parameter());
    let is_compare_named = asked(COMPARE).is_some();
    if !is_compare_named {
        params.set(COMPARE, "previous");
    }
    // 3.
    let mut alone = params.clone();
    let params = std::mem::take(params);
    let scores = match report(opened.store(), opened.site(), params, opened.now()).await {
        Err(ReportError::Query(QueryError::BeyondRetention { .. })) if !is_compare_named => {
            alone.take(COMPARE);
            report(opened.store(), opened.site(), alone, opened.now()).await
        }
        scores => scores,
    };
    let scores = match scores {
        Ok(scores) => scores,
        Err(error) => return opened.refuse(Some(error)),
    };
    // 4.
    let compared = scores.comparison.as_ref();
    let told = Told {
        range: Span { from: scores.from.0, to: scores.to.0 },
        compared: compared.map(|compared| Span { from: compared.from.0, to: compared.to.0 }),
        as_of: scores.as_of.0,
    };
    let ground = opened.ground(told);
    let is_measured =
        |scale: &Scale| scale.metric() == scores.metric && scale.bounds() == scores.scale;
    let told_on = Scale::ALL.into_iter().find(is_measured);
    let body = Trend {
        ground: &ground,
        scores: &scores,
        measures: &measures,
        measure: told_on.unwrap_or(first),
        interval: Interval::from_name(&interval).unwrap_or(Interval::Week),
        group_by,
    }
    .body();
    opened.show("trend", body)
}

fn today(opened: &Opened) -> Date {
    let zone = TimeZone::get(&opened.site().document().timezone).unwrap_or(TimeZone::UTC);
    opened.now().to_zoned(zone).date()
}

/// The Monday with which the default period begins.
fn first_week(today: Date) -> Date {
    let monday = if today.weekday() == Weekday::Monday {
        today
    } else {
        today.nth_weekday(-1, Weekday::Monday).unwrap_or(today)
    };
    monday.saturating_sub((WEEKS - 1).weeks())
}

/// How many days are asked for.
fn days(opened: &Opened, today: Date) -> i64 {
    let date =
        |name| opened.address.get(name).and_then(|text| text.get(..10)?.parse::<Date>().ok());
    let to = date(TO).unwrap_or(today);
    let from = match (date(FROM), opened.address.get(TO)) {
        (Some(from), _) => from,
        (None, Some(_)) => to.saturating_sub(30.days()),
        (None, None) => first_week(today),
    };
    from.until((Unit::Day, to)).map_or(0, |days| i64::from(days.get_days()))
}

/// Buckets as wide as a chart of so many days can show.
const fn width(days: i64) -> Interval {
    match days {
        ..=2 => Interval::Hour,
        3..=45 => Interval::Day,
        46..=400 => Interval::Week,
        _ => Interval::Month,
    }
}
