//! `PUT /v1/releases/{file}`: keeps a released file.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::Edge;
use crate::http::path::Path;
use crate::http::{auth, body};
use crate::problem::Problem;
use crate::releases::{FileName, Kept, keep_file};
use crate::routes::visitor::Bytes;

/// A file that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(in crate::routes) struct KeptFile {
    /// Where it is served.
    #[schema(example = "/a/sender-48b5c5da2d.js")]
    path: String,
    /// How long it is.
    bytes: usize,
}

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
    // 1.
    auth::require_admin(&edge, &headers).await?;
    // 2.
    let file: FileName = file.parse()?;
    // 3.
    let bytes = body::read(&headers, body, body::RELEASED).await?;
    // 4, 5.
    let kept = keep_file(edge.store(), &file, &bytes).await?;
    let status = match kept {
        Kept::New => StatusCode::CREATED,
        Kept::Already => StatusCode::OK,
    };
    let path = format!("/a/{}", file.as_str());
    Ok((status, Json(KeptFile { path, bytes: bytes.len() })))
}
