//! `metrics.json`: the score of a survey and what it is made of, in whole numbers.
//!
//! Counted as every report is; only the rounding is Delighted's, which shows no decimals. Delighted
//! documents the fields of NPS; those of CSAT and CES follow their pattern. A mean in whole numbers says
//! nothing, so that of CES has one decimal.

use jiff::Timestamp;
use koe_shared::id::SurveyId;
use koe_shared::instant::Instant;
use koe_shared::metric::Metric;
use koe_shared::result::MetricResult;
use koe_shared::rounding::for_people;
use serde::Serialize;

use super::error::DelightedError;
use super::query::{Lists, finish, has_only, refuse_foreign, span};
use crate::reports::query::{Params, QueryError};
use crate::reports::report::report;
use crate::sites::{Site, Span};
use crate::store::Store;

/// The metrics of a survey. Without answers a score and a share are null, never 0.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub(crate) enum Metrics {
    Nps {
        nps: Option<i64>,
        promoter_count: u64,
        promoter_percent: Option<i64>,
        passive_count: u64,
        passive_percent: Option<i64>,
        detractor_count: u64,
        detractor_percent: Option<i64>,
        response_count: u64,
    },
    Csat {
        csat: Option<i64>,
        satisfied_count: u64,
        satisfied_percent: Option<i64>,
        neutral_count: u64,
        neutral_percent: Option<i64>,
        dissatisfied_count: u64,
        dissatisfied_percent: Option<i64>,
        response_count: u64,
    },
    Ces {
        ces: Option<f64>,
        agree_count: u64,
        agree_percent: Option<i64>,
        neutral_count: u64,
        neutral_percent: Option<i64>,
        disagree_count: u64,
        disagree_percent: Option<i64>,
        response_count: u64,
    },
}

/// The metrics of a survey.
///
/// 1. The query: `since`, `until`; `groups[]=core` is what there is; `scale`, where the survey was asked on
///    two.
/// 2. The report of that range. All there is goes as far back as whole days tell.
pub(crate) async fn metrics(
    store: &dyn Store,
    site: &Site,
    survey: &SurveyId,
    (mut params, mut lists): (Params, Lists),
    now: Timestamp,
) -> Result<Metrics, DelightedError> {
    // 1.
    refuse_foreign(&mut params, &["trend"])?;
    let range = span(&mut params, ("since", "until"), now)?;
    let scale = params.take("scale");
    has_only(&mut lists, "groups", "core")?;
    finish(params, lists)?;
    // 2.
    let asked = |range| asked(survey, scale.as_deref(), range);
    let told = match report(store, site, asked(range), now).await.map_err(DelightedError::from) {
        Err(DelightedError::BeyondRetention { first }) if range.from == Timestamp::UNIX_EPOCH => {
            let first: Instant = first.parse().map_err(|_| QueryError::Cursor)?;
            report(store, site, asked(Span { from: first.0, ..range }), now).await?
        }
        told => told?,
    };
    told.result().map(Metrics::of).ok_or(QueryError::NoSubject.into())
}

fn asked(survey: &SurveyId, scale: Option<&str>, range: Span) -> Params {
    let mut asked = vec![
        ("survey", survey.to_string()),
        ("from", range.from.to_string()),
        ("to", range.to.to_string()),
    ];
    asked.extend(scale.map(|scale| ("scale", scale.to_owned())));
    Params::new(asked.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

impl Metrics {
    fn of(result: &MetricResult) -> Self {
        let MetricResult { n, promoters: high, passives: middle, detractors: low, .. } = *result;
        let percent = |count: u64| whole((n > 0).then(|| 100.0 * count as f64 / n as f64));
        match result.metric {
            Metric::Nps => Self::Nps {
                nps: whole(result.score),
                promoter_count: high,
                promoter_percent: percent(high),
                passive_count: middle,
                passive_percent: percent(middle),
                detractor_count: low,
                detractor_percent: percent(low),
                response_count: n,
            },
            Metric::Csat => Self::Csat {
                csat: whole(result.score),
                satisfied_count: high,
                satisfied_percent: percent(high),
                neutral_count: middle,
                neutral_percent: percent(middle),
                dissatisfied_count: low,
                dissatisfied_percent: percent(low),
                response_count: n,
            },
            Metric::Ces => Self::Ces {
                ces: result.score.map(|score| for_people(score, 1)),
                agree_count: high,
                agree_percent: percent(high),
                neutral_count: middle,
                neutral_percent: percent(middle),
                disagree_count: low,
                disagree_percent: percent(low),
                response_count: n,
            },
        }
    }
}

/// A number for people, without decimals.
fn whole(value: Option<f64>) -> Option<i64> {
    value.and_then(|value| for_people(value, 0).to_string().parse().ok())
}

#[cfg(test)]
mod tests {
    use koe_shared::confidence::Confidence;
    use koe_shared::metric::Scale;
    use koe_shared::score::Score;
    use koe_shared::tally::Tally;
    use serde_json::{Value, json};

    use super::*;

    #[track_caller]
    fn check(scale: Scale, counts: &[(i64, u64)], expected: &Value) {
        let mut tally = Tally::new(scale);
        for (score, count) in counts {
            tally.record_times(Score::new(scale, *score).unwrap(), *count).unwrap();
        }
        let metrics = Metrics::of(&MetricResult::of(&tally, Confidence::default()));
        assert_eq!(serde_json::to_value(metrics).unwrap(), *expected);
    }

    /// The example of Delighted's own documentation.
    #[test]
    fn an_nps_reads_as_delighted_writes_it() {
        check(
            Scale::Nps,
            &[(10, 20), (9, 12), (8, 13), (3, 6)],
            &json!({
                "nps": 51, "promoter_count": 32, "promoter_percent": 63, "passive_count": 13,
                "passive_percent": 25, "detractor_count": 6, "detractor_percent": 12,
                "response_count": 51,
            }),
        );
    }

    /// 2 promoters and 1 detractor of 3: 67 less 33 is 34, and the score is 33.
    #[test]
    fn the_score_is_rounded_after_the_subtraction() {
        check(
            Scale::Nps,
            &[(9, 2), (0, 1)],
            &json!({
                "nps": 33, "promoter_count": 2, "promoter_percent": 67, "passive_count": 0,
                "passive_percent": 0, "detractor_count": 1, "detractor_percent": 33,
                "response_count": 3,
            }),
        );
    }

    #[test]
    fn no_answers_are_no_score() {
        check(
            Scale::Nps,
            &[],
            &json!({
                "nps": null, "promoter_count": 0, "promoter_percent": null, "passive_count": 0,
                "passive_percent": null, "detractor_count": 0, "detractor_percent": null,
                "response_count": 0,
            }),
        );
    }

    #[test]
    fn csat_is_a_share_and_ces_a_mean() {
        check(
            Scale::Csat,
            &[(5, 3), (3, 1), (1, 2)],
            &json!({
                "csat": 50, "satisfied_count": 3, "satisfied_percent": 50, "neutral_count": 1,
                "neutral_percent": 17, "dissatisfied_count": 2, "dissatisfied_percent": 33,
                "response_count": 6,
            }),
        );
        check(
            Scale::Ces7,
            &[(7, 2), (4, 1)],
            &json!({
                "ces": 6.0, "agree_count": 2, "agree_percent": 67, "neutral_count": 1,
                "neutral_percent": 33, "disagree_count": 0, "disagree_percent": 0,
                "response_count": 3,
            }),
        );
    }
}
