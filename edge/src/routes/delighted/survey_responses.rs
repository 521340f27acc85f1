//! `/delighted/{survey}/v1/survey_responses.json`: the answers to the survey, oldest first unless another order
//! is named, and the end is an empty page; and `…/survey_responses/{id}.json`: one of them.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::{HeaderMap, Uri};

use super::Call;
use super::refusal::Refusal;
use crate::app::Edge;
use crate::http::path::{Path, PathError};
use crate::reports::{SurveyResponse, find_response, list_responses};

/// One answer, by its public id, with `.json` behind it or without.
pub(super) async fn get_one(
    State(edge): State<Arc<Edge>>,
    Path((survey, id)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Json<SurveyResponse>, Refusal> {
    // 1 to 3.
    let Call { site, survey, asked } = Call::read(&edge, &survey, &uri, &headers).await?;
    // 4. What can't be an id names nothing.
    let id = id.strip_suffix(".json").unwrap_or(&id).parse().map_err(|_| PathError::NoPath)?;
    let found = find_response(edge.store(), &site, &survey, &id, asked, edge.now()).await?;
    Ok(Json(found.ok_or(PathError::NoPath)?))
}

/// A page of the answers to a survey.
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path(survey): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Json<Vec<SurveyResponse>>, Refusal> {
    // 1 to 3.
    let Call { site, survey, asked } = Call::read(&edge, &survey, &uri, &headers).await?;
    // 4.
    Ok(Json(list_responses(edge.store(), &site, &survey, asked, edge.now()).await?))
}
