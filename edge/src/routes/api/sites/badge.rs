//! `GET /v1/sites/{site}/badge.svg`: a survey's score as a small picture.
//!
//! 1. 404: the site.
//! 2. Where the site's badges are private: 404 without a key, so that a stranger learns nothing; 401, 403
//!    with one that does not fit.
//! 3. 422: the query. 404: the survey.
//! 4. 200, or 304 where a public one is still the same. A public badge is the same whoever asks, and kept
//!    for five minutes; a private one is kept by nobody.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Uri};
use koe_shared::id::{SiteId, SurveyId};
use koe_shared::site::Badge as Shown;

use crate::app::Edge;
use crate::http::path::Path;
use crate::http::{auth, caching, cors, etag, query_string};
use crate::pages::badge::{Badge, Picture};
use crate::problem::Problem;
use crate::reports::{BadgeError, badge};
use crate::sites::{Scope, named_site};

const SVG: &str = "image/svg+xml";

/// The score of a survey as a picture: score, interval and n, or that there are too few answers.
#[utoipa::path(
    get,
    operation_id = "get_badge",
    path = "/v1/sites/{site}/badge.svg",
    tag = "reports",
    params(
        ("site" = SiteId, Path),
        ("survey" = SurveyId, Query, description = "the survey"),
    ),
    responses(
        (status = 200, content_type = "image/svg+xml", body = String,
         description = "the picture, of the last 30 days and today"),
        (status = 304, description = "the copy named by If-None-Match is still the same"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site, no_public_badge, unknown_survey"),
        (status = 422, description = "broken_query, unknown_parameter, repeated_parameter, \
            missing_parameter, invalid_parameter, range_too_large"),
    ),
    security((), ("key" = ["read"])),
)]
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let mut response = match picture(&edge, &site, &uri, &headers).await {
        Ok((response, Shown::Public)) => return response,
        Ok((response, Shown::Private)) => response,
        Err(problem) => problem.into_response(),
    };
    if headers.contains_key(AUTHORIZATION) {
        caching::keep_for_the_caller(response.headers_mut());
    }
    response
}

/// The badge, and whether everybody may see it.
async fn picture(
    edge: &Edge,
    site: &str,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<(Response, Shown), Problem> {
    // 1.
    let id = named_site(site)?;
    let site = edge.sites().get(&id).await?;
    let document = site.document();
    // 2.
    if document.badge == Shown::Private {
        if !headers.contains_key(AUTHORIZATION) {
            return Err(BadgeError::Private.into());
        }
        auth::require(edge, headers, &id, Scope::Read).await?;
    }
    // 3.
    let params = query_string::params(uri)?;
    let score = badge(edge.store(), &site, params, edge.now()).await?;
    // 4.
    let badge = Badge {
        document,
        reported: &score.reported,
        metric: score.metric.to_string(),
        shown_from: score.shown_from,
        days: score.days,
    };
    let Picture { svg, headers: own } = badge.render();
    let mut response = match document.badge {
        Shown::Public => {
            let mut response = etag::tagged(headers, SVG, svg);
            caching::keep_five_minutes(response.headers_mut(), &id);
            cors::allow_everyone(response.headers_mut());
            response
        }
        Shown::Private => ([(CONTENT_TYPE, SVG)], svg).into_response(),
    };
    for (name, value) in own {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    Ok((response, document.badge))
}
