//! `DELETE /v1/sites/{site}/imports/{batch}`: undoes an import.
//!
//! 1. 401, 403, 404: the key, the site. 2. 404 `unknown_import`: no import of that name, or none any more.
//! 3. 409 `import_settling`: another import was changed a short while ago.
//! 4. 200: how many answers this call took away, and how many rows are left for the next.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::{HeaderMap, Uri};
use koe_shared::id::SiteId;

use crate::answers::{Batch, UndoError, Undone, undo_import};
use crate::app::Edge;
use crate::http::path::Path;
use crate::http::{auth, query_string};
use crate::problem::Problem;
use crate::sites::{Scope, named_site};

/// Undoes what no other import says as well; ask again until nothing is left. It can be imported again.
#[utoipa::path(
    delete,
    operation_id = "undo_import",
    path = "/v1/sites/{site}/imports/{batch}",
    tag = "imports",
    params(
        ("site" = SiteId, Path),
        ("batch" = String, Path, description = "the import's name", pattern = "^[0-9a-z-]{1,64}$"),
    ),
    responses(
        (status = 200, body = Undone, description = "how far it has come"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site, unknown_import"),
        (status = 409, description = "import_settling"),
        (status = 422, description = "broken_query, unknown_parameter, repeated_parameter"),
    ),
    security(("key" = ["write"])),
)]
pub(in crate::routes::api::sites) async fn delete(
    State(edge): State<Arc<Edge>>,
    Path((site, batch)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Json<Undone>, Problem> {
    // 1.
    let id = named_site(&site)?;
    auth::require(&edge, &headers, &id, Scope::Write).await?;
    let site = edge.sites().get_fresh(&id).await?;
    query_string::params(&uri)?.finish()?;
    // 2.
    let batch: Batch = batch.parse().map_err(|_| UndoError::Unknown { batch })?;
    // 3, 4.
    let (ledger, settle, now) = (edge.ledger(), edge.config().import_settle, edge.now());
    Ok(Json(undo_import(ledger, &site, &batch, settle, now).await?))
}
