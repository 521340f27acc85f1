//! `/delighted/{survey}/v1/…`: Delighted's read API, so that its own clients work when pointed here.
//!
//! | path | what |
//! | --- | --- |
//! | `metrics.json` | the score of the survey, in whole numbers |
//! | `survey_responses.json`, `survey_responses/{id}.json` | its answers, and one of them |
//! | `people.json` | the persons who gave them |
//!
//! Each with `.json` and without: Delighted documents the one, and its clients ask for the other. Each call:
//!
//! 1. 401, 403: a key of scope `read`, as the user of Basic authentication; the site is the key's.
//! 2. 404: the site, the survey. 3. 422: a parameter that Koe can't honour, by name.
//! 4. 200. Refusals carry what Delighted's clients read beside what a problem document has.
//!
//! The description of the API leaves these paths out: Delighted documents them, and whoever makes a client
//! from the description wants the API of this deployment. `docs/switching.md` says what differs.

mod metrics;
mod people;
mod refusal;
mod survey_responses;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use http::{HeaderMap, Uri};
use koe_shared::id::SurveyId;

use self::refusal::Refusal;
use crate::app::Edge;
use crate::http::auth;
use crate::http::path::PathError;
use crate::http::query_string::{Lists, params_and_lists};
use crate::reports::{DelightedError, LISTS, Params, shown};
use crate::sites::{Scope, Site};

/// Every path below `/delighted`.
pub(super) fn router() -> Router<Arc<Edge>> {
    Router::new()
        .route("/delighted/{survey}/v1/metrics", get(metrics::get))
        .route("/delighted/{survey}/v1/metrics.json", get(metrics::get))
        .route("/delighted/{survey}/v1/survey_responses", get(survey_responses::get))
        .route("/delighted/{survey}/v1/survey_responses.json", get(survey_responses::get))
        .route("/delighted/{survey}/v1/survey_responses/{id}", get(survey_responses::get_one))
        .route("/delighted/{survey}/v1/people", get(people::get))
        .route("/delighted/{survey}/v1/people.json", get(people::get))
        .method_not_allowed_fallback(no_method)
}

/// A call, as far as all of them are alike.
struct Call {
    site: Arc<Site>,
    survey: SurveyId,
    asked: (Params, Lists),
}

impl Call {
    async fn read(
        edge: &Edge,
        survey: &str,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Result<Self, Refusal> {
        // 1.
        let site = auth::require_user(edge, headers, Scope::Read).await?;
        // 2.
        let (site, known) = edge.sites().get_with_survey(&site, survey).await?;
        let unknown = || DelightedError::UnknownSurvey { survey: shown(survey) };
        let survey = known.ok_or_else(unknown)?;
        // 3.
        let asked = params_and_lists(uri, &LISTS)?;
        Ok(Self { site, survey, asked })
    }
}

async fn no_method() -> Refusal {
    PathError::NoMethod.into()
}
