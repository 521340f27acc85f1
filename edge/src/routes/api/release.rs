//! `GET /v1/release`: the files of the release that this deployment serves.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::Edge;

/// The release that a deployment serves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Release)]
pub(super) struct ReleaseView {
    /// The version of Koe.
    #[schema(example = "0.1.0")]
    version: String,
    /// Every hashed file, by path.
    files: Vec<ReleaseFile>,
    /// Path of the loader that a tag can pin by its hash.
    #[schema(example = "/a/koe-8669f048a0.js")]
    pinned: String,
}

/// A file of a release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
struct ReleaseFile {
    /// Where it lies, on every deployment that ever served it.
    #[schema(example = "/a/sender-48b5c5da2d.js")]
    path: String,
    /// What a tag's `integrity` says of it.
    #[schema(example = "sha384-…")]
    integrity: String,
}

/// The files of the release that is served, with their hashes.
#[utoipa::path(
    get,
    operation_id = "get_release",
    path = "/v1/release",
    tag = "deployment",
    responses((status = 200, body = ReleaseView, description = "the release")),
)]
pub(super) async fn get(State(edge): State<Arc<Edge>>) -> Json<ReleaseView> {
    let release = &edge.config().release;
    let file = |(path, integrity): (&String, &String)| ReleaseFile {
        path: path.clone(),
        integrity: integrity.clone(),
    };
    Json(ReleaseView {
        version: edge.config().version.clone(),
        files: release.integrity.iter().map(file).collect(),
        pinned: release.pinned.clone(),
    })
}
