//! `/v1/sites/{site}/keys`: the keys that colleagues and programs call with.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use http::{HeaderMap, StatusCode};
use koe_shared::id::SiteId;
use koe_shared::instant::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::Edge;
use crate::http::path::Path;
use crate::http::{auth, body};
use crate::problem::Problem;
use crate::sites::{KeyRequest, OwnerKey, Scope, named_site};

/// A key as its owner reads it back.
#[derive(Serialize, ToSchema)]
#[schema(as = Key)]
pub(super) struct KeyView {
    /// Names the key, to revoke it.
    #[schema(example = "0123456789abcdef")]
    id: String,
    /// What it is for.
    name: String,
    scope: Scope,
    /// The departments that its pages open on; none: all.
    departments: Vec<String>,
    created_at: Instant,
}

/// A new key, the only time it is shown.
#[derive(Serialize, ToSchema)]
#[schema(as = NewKey)]
pub(super) struct NewKeyView {
    #[serde(flatten)]
    view: KeyView,
    /// What stands behind `Bearer`.
    #[schema(example = "koe_kokage_0123456789abcdef_…")]
    key: String,
}

/// The keys of a site, oldest first.
#[derive(Serialize, ToSchema)]
pub(super) struct KeyList {
    keys: Vec<KeyView>,
}

impl From<OwnerKey> for KeyView {
    fn from(key: OwnerKey) -> Self {
        let OwnerKey { id, name, scope, departments, created_at, .. } = key;
        Self { id, name, scope, departments, created_at: Instant(created_at) }
    }
}

/// Makes a key. It is shown this once and kept as a hash.
#[utoipa::path(
    post,
    operation_id = "create_key",
    path = "/v1/sites/{site}/keys",
    tag = "keys",
    params(("site" = SiteId, Path)),
    request_body = KeyRequest,
    responses(
        (status = 201, body = NewKeyView, description = "the key, shown this once", links(
            ("revoke" = (operation_id = "revoke_key", parameters(
                ("site" = "$request.path.site"), ("id" = "$response.body#/id"),
            ))),
        )),
        (status = 400, description = "broken_json"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site"),
        (status = 415, description = "unsupported_media_type"),
        (status = 422, description = "missing_field, wrong_type, key_name_length, unknown_scope, \
            invalid_id, too_many"),
        (status = 503, description = "entropy_unavailable"),
    ),
    security(("key" = ["write"])),
)]
pub(super) async fn post(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<NewKeyView>), Problem> {
    let site = named_site(&site)?;
    auth::require(&edge, &headers, &site, Scope::Write).await?;
    body::check_type(&headers, body::JSON)?;
    let body = body::read(&headers, body, body::ANSWER).await?;
    let request = KeyRequest::read(&body::object(&body)?)?;
    edge.sites().get_fresh(&site).await?;
    let (store, entropy, now) = (edge.store(), edge.entropy(), edge.now());
    let (stored, key) = OwnerKey::create(store, &site, request, entropy, now).await?;
    Ok((StatusCode::CREATED, Json(NewKeyView { view: stored.into(), key })))
}

/// The keys of a site, without what they are.
#[utoipa::path(
    get,
    operation_id = "list_keys",
    path = "/v1/sites/{site}/keys",
    tag = "keys",
    params(("site" = SiteId, Path)),
    responses(
        (status = 200, body = KeyList, description = "the keys, oldest first"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site"),
    ),
    security(("key" = ["write"])),
)]
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    headers: HeaderMap,
) -> Result<Json<KeyList>, Problem> {
    let site = named_site(&site)?;
    auth::require(&edge, &headers, &site, Scope::Write).await?;
    edge.sites().get(&site).await?;
    let keys = OwnerKey::list_by_age(edge.store(), &site).await?;
    Ok(Json(KeyList { keys: keys.into_iter().map(KeyView::from).collect() }))
}

/// Revokes a key. Other locations follow within a minute.
#[utoipa::path(
    delete,
    operation_id = "revoke_key",
    path = "/v1/sites/{site}/keys/{id}",
    tag = "keys",
    params(
        ("site" = SiteId, Path),
        ("id" = String, Path, description = "the key's id, not the key"),
    ),
    responses(
        (status = 204, description = "revoked"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site, unknown_key"),
    ),
    security(("key" = ["write"])),
)]
pub(super) async fn delete(
    State(edge): State<Arc<Edge>>,
    Path((site, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    let site = named_site(&site)?;
    auth::require(&edge, &headers, &site, Scope::Write).await?;
    edge.sites().get(&site).await?;
    OwnerKey::revoke_known(edge.store(), &site, &id, edge.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
