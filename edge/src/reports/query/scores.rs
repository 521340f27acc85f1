//! What a score is asked for.

use koe_shared::confidence::{Confidence, UnknownConfidence};
use koe_shared::metric::{Metric, Scale};

use super::error::QueryError;
use super::filter::{Filter, Slice};
use super::params::Params;
use super::period::Interval;
use super::subject::Subject;
use super::time::{Range, comparison, range};
use crate::sites::{Calendar, Declared, Site};

/// A query for scores, read and held against the site.
#[derive(Clone)]
pub(in crate::reports) struct ScoresQuery {
    pub(in crate::reports) subject: Subject,
    /// The one scale whose scores are pooled.
    pub(in crate::reports) scale: Scale,
    pub(in crate::reports) range: Range,
    pub(in crate::reports) filter: Filter,
    pub(in crate::reports) interval: Option<Interval>,
    pub(in crate::reports) group_by: Option<Slice>,
    /// Whether the same people asked twice are asked for.
    pub(in crate::reports) paired: bool,
    pub(in crate::reports) confidence: Confidence,
}

impl ScoresQuery {
    pub(in crate::reports) fn read(
        mut params: Params,
        site: &Site,
        declared: &Declared,
        calendar: &Calendar,
    ) -> Result<Self, QueryError> {
        let subject = Subject::of(&mut params, site)?.ok_or(QueryError::NoSubject)?;
        let filter = Filter::of(&mut params, declared)?;
        let points = params.parse("scale", "the highest score of a scale: 5, 7 or 10")?;
        let scale = one_scale(&subject, &filter, points, site)?;
        let span = range(calendar, &mut params)?;
        let compare = comparison(calendar, &mut params, span)?;
        let interval = params.parse_with("interval", Interval::NAMES, Interval::from_name)?;
        let group_by = Slice::of(&mut params, declared)?;
        let paired = params.parse("paired", "true or false")?.unwrap_or(false);
        let confidence = confidence(&mut params)?;
        params.finish()?;
        let range = Range { span, compare };
        Ok(Self { subject, scale, range, filter, interval, group_by, paired, confidence })
    }
}

/// The scale to pool on: the only one that the subject's versions were asked on, or the one that
/// `scale` picks. It depends on what was asked, not on what was answered, so a report that works
/// today does not fail tomorrow because of an answer.
fn one_scale(
    subject: &Subject,
    filter: &Filter,
    points: Option<u8>,
    site: &Site,
) -> Result<Scale, QueryError> {
    let versions = &site.record.versions;
    let mut scales = Vec::new();
    for survey in versions.surveys() {
        let asked = versions
            .versions(survey)
            .filter(|(version, _)| filter.version().is_none_or(|asked| asked == *version));
        for scale in asked.map(|(_, wording)| wording.scale()) {
            let is_meant = match subject {
                Subject::Survey(meant) => meant == survey,
                Subject::Metric(metric) => scale.metric() == *metric,
            };
            if is_meant && !scales.contains(&scale) {
                scales.push(scale);
            }
        }
    }
    let picked: Vec<Scale> = scales
        .iter()
        .copied()
        .filter(|scale| points.is_none_or(|points| points == scale.max()))
        .collect();
    match (&picked[..], points) {
        ([scale], _) => Ok(*scale),
        // Nothing was ever asked that way, so there is nothing to mix.
        ([], None) => Ok(match subject {
            Subject::Metric(Metric::Nps) => Scale::Nps,
            Subject::Metric(Metric::Ces) => Scale::Ces5,
            Subject::Metric(Metric::Csat) => Scale::Csat,
            Subject::Survey(survey) => {
                let newest = versions.newest(survey);
                newest.and_then(|newest| versions.scale(survey, newest)).unwrap_or(Scale::Nps)
            }
        }),
        ([], Some(points)) => Err(QueryError::Value {
            name: "scale".to_owned(),
            value: points.to_string(),
            expected: named(&scales),
        }),
        (several, _) => Err(QueryError::MixedScales { scales: named(several) }),
    }
}

/// `scale=5 (CES 1–5), scale=7 (CES 1–7)`
fn named(scales: &[Scale]) -> String {
    let name = |scale: &Scale| format!("scale={} (the {scale})", scale.max());
    scales.iter().map(name).collect::<Vec<_>>().join(", ")
}

pub(super) fn confidence(params: &mut Params) -> Result<Confidence, QueryError> {
    match params.take("confidence") {
        None => Ok(Confidence::default()),
        Some(level) => {
            level.parse().map_err(|error: UnknownConfidence| QueryError::Confidence(error))
        }
    }
}
