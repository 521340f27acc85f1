//! The same people asked twice, or why nothing is said of them.

use koe_shared::paired::Paired;
use serde::Serialize;
use utoipa::ToSchema;

use super::count::Respondents;
use super::error::ReportError;
use super::query::{QueryError, ScoresQuery};
use super::shown::Shown;
use crate::store::Store;

/// Why there are no pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PairedReason {
    /// No range to compare with was asked for.
    NoCompare,
    /// More than 20,000 answers have a respondent.
    TooMany,
    /// No respondent answered in both ranges.
    NobodyTwice,
    /// Under a filter, fewer respondents than `min_group` did.
    TooFew,
}

/// The changes of the respondents who answered in both ranges, of each the newest answer.
pub(super) async fn asked_twice(
    store: &dyn Store,
    query: &ScoresQuery,
    respondents: &Respondents,
    shown: &Shown,
) -> Result<Result<Paired, PairedReason>, ReportError> {
    if query.range.compare.is_none() {
        return Ok(Err(PairedReason::NoCompare));
    }
    if respondents.are_too_many() {
        return Ok(Err(PairedReason::TooMany));
    }
    let pairs = respondents.pairs(store).await.map_err(ReportError::Store)?;
    let paired = Paired::of(pairs, query.confidence).map_err(QueryError::from)?;
    Ok(match paired {
        None => Err(PairedReason::NobodyTwice),
        Some(paired) if !shown.allows(paired.n) => Err(PairedReason::TooFew),
        Some(paired) => Ok(paired),
    })
}
