//! What changed since another range, and how far it can be compared.

use std::collections::BTreeSet;

use koe_shared::change::Change;
use koe_shared::decomposition::{Decomposition, GroupChange};
use koe_shared::disclosure::Reported;
use koe_shared::instant::Instant;
use koe_shared::result::response_rate_changed;
use koe_shared::tally::{MixedScales, Tally};
use serde::Serialize;
use utoipa::ToSchema;

use super::count::RangeCounts;
use super::nullable::Nullable;
use super::shown::Shown;
use crate::sites::Span;

/// Another range, and what changed since.
#[derive(Serialize, ToSchema)]
pub(super) struct Comparison {
    from: Instant,
    to: Instant,
    #[serde(flatten)]
    result: Reported,
    /// Null where either side is withheld.
    #[schema(required = true)]
    change: Option<ChangeInParts>,
    /// Whether the response rate differs between the two ranges, at the confidence asked for
    /// (Newcombe): then the scores may compare different people. Null where none was shown on a side.
    #[schema(required = true)]
    response_rate_changed: Option<bool>,
}

/// A change, and with groups what it is made of: `mix` and `within` add up to `delta`.
#[derive(Serialize, ToSchema)]
struct ChangeInParts {
    #[serde(flatten)]
    change: Change,
    /// With `group_by`: how much comes from who answered (Kitagawa). Groups under `min_group` on
    /// either side are one rest; null where that has answers on one side alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>, required = false)]
    mix: Option<Nullable<f64>>,
    /// With `group_by`: how much comes from how they rate; null where `mix` is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>, required = false)]
    within: Option<Nullable<f64>>,
}

impl Comparison {
    /// Compares the range that is asked for, `now`, with the one of that span.
    pub(super) fn of(
        span: Span,
        now: &RangeCounts,
        before: &RangeCounts,
        is_grouped: bool,
        shown: &Shown,
    ) -> Result<Self, MixedScales> {
        let result = shown.whole(&before.total);
        let both = shown.whole(&now.total).result().is_some() && result.result().is_some();
        let change = ChangeInParts::of(now, before, is_grouped, shown)?;
        Ok(Self {
            from: Instant(span.from),
            to: Instant(span.to),
            result,
            change: both.then_some(change),
            response_rate_changed: response_rate_changed(
                &now.prompts,
                &before.prompts,
                shown.confidence,
            ),
        })
    }
}

impl ChangeInParts {
    fn of(
        now: &RangeCounts,
        before: &RangeCounts,
        is_grouped: bool,
        shown: &Shown,
    ) -> Result<Self, MixedScales> {
        let change = Change::between(&now.total, &before.total, shown.confidence)?;
        if !is_grouped {
            return Ok(Self { change, mix: None, within: None });
        }
        let values: BTreeSet<&String> = now.groups.keys().chain(before.groups.keys()).collect();
        let tally = |range: &RangeCounts, value: &String| {
            range.groups.get(value).copied().unwrap_or_else(|| Tally::new(range.total.scale()))
        };
        let groups: Vec<GroupChange> = values
            .into_iter()
            .map(|value| GroupChange { before: tally(before, value), after: tally(now, value) })
            .collect();
        let parts = Decomposition::of(&groups, shown.min_group)?;
        Ok(Self {
            change,
            mix: Some(Nullable(parts.map(|parts| parts.mix))),
            within: Some(Nullable(parts.map(|parts| parts.within))),
        })
    }
}
