//! The fields of an address and of a posted form, as a page meets them.

use axum::body::Body;
use http::{HeaderMap, Uri};

use super::body::{self, BodyError};
use crate::pages::fields::Fields;

/// The fields of the address.
pub(crate) fn address_fields(uri: &Uri) -> Fields {
    Fields::parse(uri.query().unwrap_or_default().as_bytes())
}

/// The fields of a form that was posted. A body of another type, or one that is too large, is refused.
pub(crate) async fn posted_fields(headers: &HeaderMap, body: Body) -> Result<Fields, BodyError> {
    body::check_type(headers, body::URL_ENCODED)?;
    Ok(Fields::parse(&body::read(headers, body, body::FORM).await?))
}
