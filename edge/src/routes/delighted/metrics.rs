//! `/delighted/{survey}/v1/metrics.json`: the score of the survey, in whole numbers.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::{HeaderMap, Uri};

use super::Call;
use super::refusal::Refusal;
use crate::app::Edge;
use crate::http::path::Path;
use crate::reports::{Metrics, metrics};

/// The score of a survey.
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path(survey): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Json<Metrics>, Refusal> {
    // 1 to 3.
    let Call { site, survey, asked } = Call::read(&edge, &survey, &uri, &headers).await?;
    // 4.
    Ok(Json(metrics(edge.store(), &site, &survey, asked, edge.now()).await?))
}
