//! `GET /a/{file}`: a file of this release or of an earlier one.
//!
//! The runtime looks into the static assets first, so this is asked only for what they do not have any
//! more.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::app::Edge;
use crate::http::caching::keep_for_ever;
use crate::http::path::Path;
use crate::problem::Problem;
use crate::releases::{ArchiveError, FileName, kept_file};

/// The contents of a file, as the description of the API calls them.
pub(in crate::routes) struct Bytes;

impl PartialSchema for Bytes {
    fn schema() -> RefOr<Schema> {
        let binary = SchemaFormat::KnownFormat(KnownFormat::Binary);
        ObjectBuilder::new().schema_type(Type::String).format(Some(binary)).into()
    }
}

impl ToSchema for Bytes {}

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
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let unknown = |_| ArchiveError::UnknownFile { file: file.chars().take(64).collect() };
    let file: FileName = file.parse().map_err(unknown)?;
    let contents = kept_file(edge.store(), &file).await?;
    let mut response = ([(CONTENT_TYPE, file.content_type())], contents).into_response();
    keep_for_ever(response.headers_mut());
    Ok(response)
}
