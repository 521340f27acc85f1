//! The pages that write the site document. Every one of them: 1. The way in, as everywhere. 2. 422: a rule of the
//! document, at its field. 3. 409: other words under the same version. 4. 412: somebody else has saved meanwhile;
//! both states side by side. 5. 503: storage. What was typed stays in all of them. 6. 303 to the page itself.

mod document;
mod form;
mod history;
mod list;
mod new_site;
mod notices;
mod preview;
mod write;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

pub(super) use self::write::lead_to;
use crate::app::Edge;
use crate::desk::place::NEW_SITE;

/// Their paths.
pub(super) fn router() -> Router<Arc<Edge>> {
    Router::new()
        .route(NEW_SITE, get(new_site::get).post(new_site::post))
        .route("/sites/{site}/site", get(form::site).post(form::save_site))
        .route("/sites/{site}/look", get(form::look).post(form::save_look))
        .route("/sites/{site}/fairness", get(form::fairness).post(form::save_fairness))
        .route("/sites/{site}/segments", get(form::segments).post(form::save_segments))
        .route("/sites/{site}/promises", get(form::promises).post(form::save_promises))
        .route("/sites/{site}/surveys", get(list::surveys).post(list::change_surveys))
        .route("/sites/{site}/surveys/{survey}", get(form::survey).post(form::save_survey))
        .route("/sites/{site}/touchpoints", get(list::touchpoints).post(list::change_touchpoints))
        .route(
            "/sites/{site}/touchpoints/{touchpoint}",
            get(form::touchpoint).post(form::save_touchpoint),
        )
        .route("/sites/{site}/departments", get(list::departments).post(list::change_departments))
        .route(
            "/sites/{site}/departments/{department}",
            get(form::department).post(form::save_department),
        )
        .route("/sites/{site}/notices", get(notices::get).post(notices::post))
        .route("/sites/{site}/notices/{rule}", get(form::alert).post(form::save_alert))
        .route("/sites/{site}/document", get(document::get))
        .route("/sites/{site}/history", get(history::get).post(history::post))
        .route("/sites/{site}/history/{entry}", get(history::entry))
        .route("/sites/{site}/look/preview", post(preview::post))
}
