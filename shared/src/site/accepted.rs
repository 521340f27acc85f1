//! A document as its owner reads it back.

use serde::Serialize;

use super::SiteDocument;
use crate::instant::Instant;

/// The reply of a PUT or GET: the document with its defaults filled in and without its secret, the
/// tag to paste, and when it was last replaced. It may be sent back as it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Site))]
pub struct OwnerView {
    /// The document.
    #[serde(flatten)]
    pub document: SiteDocument,
    /// The tag to paste.
    pub script: String,
    /// When it was last replaced.
    pub updated_at: Instant,
}
