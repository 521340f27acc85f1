//! `PUT /v1/releases/{file}` keeps a released file, `GET /a/{file}` serves it.
//!
//! The runtime looks into the static assets first, so the latter is asked only for what they do not
//! have any more. Values in storage are text: a file is stored in base64, whatever is in it.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use base64::{Engine, engine::general_purpose::STANDARD};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::file::FileName;
use crate::auth;
use crate::body;
use crate::edge::Edge;
use crate::hex;
use crate::keys;
use crate::problem::Problem;
use crate::routes::path::Path;
use crate::store::{Put, StoreError};

/// A file that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(in crate::routes) struct KeptFile {
    /// Where it is served.
    #[schema(example = "/a/sender-48b5c5da2d.js")]
    path: String,
    /// How long it is.
    bytes: usize,
}

/// The contents of a file, as the description of the API calls them.
pub(in crate::routes) struct Bytes;

impl PartialSchema for Bytes {
    fn schema() -> RefOr<Schema> {
        let binary = SchemaFormat::KnownFormat(KnownFormat::Binary);
        ObjectBuilder::new().schema_type(Type::String).format(Some(binary)).into()
    }
}

impl ToSchema for Bytes {}

/// Keeps a released file, so that pages can go on naming it after the next deploy.
///
/// 1. 401, 403: the admin key. 2. 422: a name that no released file has. 3. 413: over 1 MiB.
///    4. 422: contents that hash to something else. 5. 201 new; 200 there already, nothing written.
#[utoipa::path(
    put,
    operation_id = "keep_released_file",
    path = "/v1/releases/{file}",
    tag = "deployment",
    params(("file" = FileName, Path)),
    request_body(content_type = "application/octet-stream", content = Bytes,
        description = "the file's contents"),
    responses(
        (status = 200, body = KeptFile, description = "it was kept already"),
        (status = 201, body = KeptFile, description = "new"),
        (status = 422, description = "invalid_file_name, file_hash_differs"),
    ),
    security(("key" = ["admin"])),
)]
pub(in crate::routes) async fn put(
    State(edge): State<Arc<Edge>>,
    Path(file): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<KeptFile>), Problem> {
    auth::require_admin(&edge, &headers).await?;
    let file: FileName = file.parse().map_err(Problem::FileName)?;
    let bytes = body::read(&headers, body, body::RELEASED).await?;
    let digest = hex::encode(&Sha256::digest(&bytes));
    if !digest.starts_with(file.hash()) {
        let (named, found) = (file.hash().to_owned(), digest[..file.hash().len()].to_owned());
        return Err(Problem::FileHash { named, found });
    }
    let kept = KeptFile { path: format!("/a/{}", file.as_str()), bytes: bytes.len() };
    let key = keys::released(file.hash(), file.as_str());
    if edge.store().get(&key).await?.is_some() {
        return Ok((StatusCode::OK, Json(kept)));
    }
    let value = STANDARD.encode(&bytes);
    edge.store().put(&key, Put { value: &value, ..Put::default() }).await?;
    Ok((StatusCode::CREATED, Json(kept)))
}

/// A file of this release or of an earlier one.
#[utoipa::path(
    get,
    operation_id = "get_released_file",
    path = "/a/{file}",
    tag = "for pages",
    params(("file" = FileName, Path)),
    responses(
        (status = 200, description = "immutable", content(
            (String = "text/javascript"),
            (String = "text/css"),
            (Bytes = "application/wasm"),
        )),
        (status = 404, description = "unknown_file"),
    ),
)]
pub(in crate::routes) async fn get(
    State(edge): State<Arc<Edge>>,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let unknown = || Problem::UnknownFile { file: file.chars().take(64).collect() };
    let file: FileName = file.parse().map_err(|_| unknown())?;
    let key = keys::released(file.hash(), file.as_str());
    let entry = edge.store().get(&key).await?.ok_or_else(unknown)?;
    let bytes = STANDARD.decode(entry.value).map_err(|_| StoreError::Unreadable { key })?;
    let headers = [
        (CONTENT_TYPE, file.content_type()),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, bytes).into_response())
}
