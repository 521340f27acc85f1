//! What changed since another range, and how far it can be compared.

use std::collections::BTreeSet;

use koe_shared::change::Change;
use koe_shared::confidence::Confidence;
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
pub(crate) struct Comparison {
    pub(crate) from: Instant,
    pub(crate) to: Instant,
    #[serde(flatten)]
    pub(crate) result: Reported,
    /// Null where either side is withheld.
    #[schema(required = true)]
    pub(crate) change: Option<ChangeInParts>,
    /// Whether the response rate differs between the two ranges, at the confidence asked for
    /// (Newcombe): then the scores may compare different people. Null where none was shown on a side.
    #[schema(required = true)]
    pub(crate) response_rate_changed: Option<bool>,
}

/// A change, and with groups what it is made of: `mix` and `within` add up to `delta`.
#[derive(Serialize, ToSchema)]
pub(crate) struct ChangeInParts {
    #[serde(flatten)]
    pub(crate) change: Change,
    /// With `group_by`: how much comes from who answered (Kitagawa). Groups under `min_group` on
    /// either side are one rest; null where that has answers on one side alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>, required = false)]
    pub(crate) mix: Option<Nullable<f64>>,
    /// With `group_by`: how much comes from how they rate; null where `mix` is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>, required = false)]
    pub(crate) within: Option<Nullable<f64>>,
    /// With `group_by`: the group that moved the score farthest in the direction of the change; null where
    /// `mix` is, where the score did not change, and where small groups together did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<MovedMost>, required = false)]
    pub(crate) moved_most: Option<Nullable<MovedMost>>,
}

/// The group that moved a score most. Its parts are some of `mix` and of `within`, in the unit of the score.
#[derive(Serialize, ToSchema)]
pub(crate) struct MovedMost {
    /// What its answers have in common.
    pub(crate) value: String,
    /// How far the score moved since its share of the answers changed.
    pub(crate) mix: f64,
    /// How far it moved since its own score did.
    pub(crate) within: f64,
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

    /// Compares a part of the range that is asked for with the same part of another span, where both may be shown.
    pub(super) fn of_part(
        span: Span,
        (now, told): (&RangeCounts, &Reported),
        (before, result): (&RangeCounts, Reported),
        confidence: Confidence,
    ) -> Result<Self, MixedScales> {
        let both = told.result().is_some() && result.result().is_some();
        let change = Change::between(&now.total, &before.total, confidence)?;
        let change = ChangeInParts { change, mix: None, within: None, moved_most: None };
        Ok(Self {
            from: Instant(span.from),
            to: Instant(span.to),
            result,
            change: both.then_some(change),
            response_rate_changed: response_rate_changed(&now.prompts, &before.prompts, confidence),
        })
    }
}

impl ChangeInParts {
    /// How much of the change comes from who answered, and how much from how they rate.
    pub(crate) fn parts(&self) -> Option<(f64, f64)> {
        let value = |part: &Option<Nullable<f64>>| part.as_ref().and_then(|part| part.0);
        value(&self.mix).zip(value(&self.within))
    }

    fn of(
        now: &RangeCounts,
        before: &RangeCounts,
        is_grouped: bool,
        shown: &Shown,
    ) -> Result<Self, MixedScales> {
        let change = Change::between(&now.total, &before.total, shown.confidence)?;
        if !is_grouped {
            return Ok(Self { change, mix: None, within: None, moved_most: None });
        }
        let values: BTreeSet<&String> = now.groups.keys().chain(before.groups.keys()).collect();
        let tally = |range: &RangeCounts, value: &String| {
            let group = range.groups.get(value).map(|group| group.tally);
            group.unwrap_or_else(|| Tally::new(range.total.scale()))
        };
        let groups: Vec<GroupChange> = values
            .iter()
            .map(|value| GroupChange { before: tally(before, value), after: tally(now, value) })
            .collect();
        let parts = Decomposition::of(&groups, shown.min_group)?;
        let moved_most = parts.and_then(|parts| parts.moved_most).and_then(|moved| {
            let value = values.iter().nth(moved.place)?;
            Some(MovedMost { value: (*value).clone(), mix: moved.mix, within: moved.within })
        });
        Ok(Self {
            change,
            mix: Some(Nullable(parts.map(|parts| parts.mix))),
            within: Some(Nullable(parts.map(|parts| parts.within))),
            moved_most: Some(Nullable(moved_most)),
        })
    }
}
