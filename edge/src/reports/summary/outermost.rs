//! The touchpoints that stand out most, below and above the other answers of their metric.

use koe_shared::confidence::Confidence;
use koe_shared::extremes::{Standing, extremes, standings};
use koe_shared::groups::{self, Group, GroupResult};
use koe_shared::metric::{Bounds, Metric, Scale};
use koe_shared::result::MetricResult;
use koe_shared::tally::{MixedScales, Tally};
use serde::Serialize;
use utoipa::ToSchema;

/// A touchpoint that stands out. It is told with how easily chance does that, also where that is easy.
#[derive(Serialize, ToSchema)]
#[schema(as = OutermostGroup)]
pub(crate) struct OutermostView {
    pub(crate) metric: Metric,
    pub(crate) scale: Bounds,
    pub(crate) touchpoint: String,
    pub(crate) result: MetricResult,
    /// As among the groups of its metric.
    #[schema(required = true)]
    pub(crate) adjusted_p: Option<f64>,
}

/// The touchpoint farthest below, and the one farthest above, of all metrics.
/// Each metric comes with its groups.
pub(in crate::reports) fn outermost(
    measured: &[(Scale, Vec<(String, Tally)>)],
    min_group: u32,
    confidence: Confidence,
) -> Result<(Option<OutermostView>, Option<OutermostView>), MixedScales> {
    let min_group = u64::from(min_group);
    // Of each standing, which metric it belongs to.
    let mut of: Vec<(usize, Standing)> = Vec::new();
    for (metric, (_, groups)) in measured.iter().enumerate() {
        of.extend(standings(groups, min_group)?.into_iter().map(|s| (metric, s)));
    }
    let all: Vec<Standing> = of.iter().map(|(_, standing)| *standing).collect();
    let view = |place: Option<usize>| -> Result<Option<OutermostView>, MixedScales> {
        let Some((metric, standing)) = place.and_then(|place| of.get(place)) else {
            return Ok(None);
        };
        let (scale, groups) = &measured[*metric];
        let groups = groups::compare(groups.clone(), min_group, confidence)?;
        Ok(groups.into_iter().nth(standing.place).and_then(|Group { value, result }| {
            let GroupResult::Shown { result, adjusted_p } = result else { return None };
            let (metric, scale) = (scale.metric(), scale.bounds());
            Some(OutermostView { metric, scale, touchpoint: value, result, adjusted_p })
        }))
    };
    let (worst, best) = extremes(&all);
    Ok((view(worst)?, view(best)?))
}
