//! `/v1/sites/{site}/alerts`: what was told, is due, failed, and why.

use std::sync::Arc;

use axum::extract::State;
use axum::{Extension, Json};
use http::{HeaderMap, StatusCode};
use koe_shared::id::SiteId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::alerts::{AlertList, list_alerts, tell_again};
use crate::app::Edge;
use crate::http::auth;
use crate::http::path::Path;
use crate::platform::Afterwards;
use crate::problem::Problem;
use crate::sites::{Scope, named_site};

/// The newest alerts, with every try to tell them.
///
/// 1. 401, 403: the key. 2. 404: the site. 3. 200.
#[utoipa::path(
    get,
    operation_id = "list_alerts",
    path = "/v1/sites/{site}/alerts",
    tag = "alerts",
    params(("site" = SiteId, Path)),
    responses(
        (status = 200, body = AlertList, description = "the alerts, those of the newest answers first"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site"),
    ),
    security(("key" = ["read"])),
)]
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    headers: HeaderMap,
) -> Result<Json<AlertList>, Problem> {
    // 1.
    let id = named_site(&site)?;
    auth::require(&edge, &headers, &id, Scope::Read).await?;
    // 2.
    let site = edge.sites().get(&id).await?;
    // 3.
    Ok(Json(list_alerts(edge.store(), &site).await?))
}

/// An alert that is told again.
#[derive(Serialize, ToSchema)]
pub(super) struct AlertDue {
    /// The `webhook-id`, as before.
    id: String,
    /// `due`.
    state: &'static str,
}

/// Tells an alert again that failed, at once after the reply. One that is due already stays as it is.
///
/// 1. 401, 403: the key. 2. 404: the site. 3. 404: no such alert. 409: it did not fail. 4. 202.
#[utoipa::path(
    post,
    operation_id = "retry_alert",
    path = "/v1/sites/{site}/alerts/{id}/retry",
    tag = "alerts",
    params(("site" = SiteId, Path), ("id" = String, Path, description = "the `webhook-id`")),
    responses(
        (status = 202, body = AlertDue, description = "it is due"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site, unknown_alert"),
        (status = 409, description = "alert_not_failed"),
    ),
    security(("key" = ["care"])),
)]
pub(super) async fn retry(
    State(edge): State<Arc<Edge>>,
    Path((site, alert)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<(StatusCode, Option<Extension<Afterwards>>, Json<AlertDue>), Problem> {
    // 1.
    let id = named_site(&site)?;
    auth::require(&edge, &headers, &id, Scope::Care).await?;
    // 2.
    let site = edge.sites().get(&id).await?;
    // 3.
    let teller = edge.teller();
    let again = tell_again(&teller, &site, &alert).await?;
    // 4.
    let afterwards = again.map(|again| {
        Extension(Afterwards::new(async move { teller.ring_again(&site, &again).await }))
    });
    Ok((StatusCode::ACCEPTED, afterwards, Json(AlertDue { id: alert, state: "due" })))
}
