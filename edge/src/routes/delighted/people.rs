//! `/delighted/{survey}/v1/people.json`: the persons who answered the survey. `Link` leads to the next page;
//! the end is a page without one.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use form_urlencoded::{Serializer, parse};
use http::header::LINK;
use http::{HeaderMap, HeaderValue, Uri};

use super::Call;
use super::refusal::Refusal;
use crate::app::Edge;
use crate::http::origin::request_origin;
use crate::http::path::Path;
use crate::reports::{PEOPLE_CURSOR, People, list_people};

/// A page of the persons who answered a survey.
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path(survey): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    // 1 to 3.
    let Call { site, survey, asked } = Call::read(&edge, &survey, &uri, &headers).await?;
    // 4.
    let page = list_people(edge.store(), &site, &survey, asked, edge.now()).await?;
    let People { people, cursor } = page;
    let mut response = Json(people).into_response();
    if let Some(cursor) = cursor
        && let Ok(link) = HeaderValue::from_str(&next(&uri, &headers, &cursor))
    {
        response.headers_mut().insert(LINK, link);
    }
    Ok(response)
}

/// The address of the next page, which is asked for as this one was. Clients divide the header at commas, so
/// none may be in it: whatever is no letter or digit is percent-encoded.
fn next(uri: &Uri, headers: &HeaderMap, cursor: &str) -> String {
    let asked = parse(uri.query().unwrap_or_default().as_bytes());
    let asked = asked.filter(|(name, _)| name != PEOPLE_CURSOR);
    let mut query = Serializer::new(String::new());
    let query = query.extend_pairs(asked).append_pair(PEOPLE_CURSOR, cursor).finish();
    format!("<{}{}?{query}>; rel=\"next\"", request_origin(headers, uri), uri.path())
}
