//! A site record without its secrets.

use jiff::Timestamp;
use koe_shared::site::SiteDocument;
use koe_shared::site::versions::SurveyVersions;
use serde::{Deserialize, Serialize};

use crate::sites::retention::Retention;
use crate::store::keys::HistoryId;

/// A site record as one save left it, in all that is no secret. Named field by field, so that no secret can
/// slip in.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct PastRecord {
    pub(crate) document: SiteDocument,
    pub(crate) versions: SurveyVersions,
    /// The HMACs of the signing secrets that were valid, newest first.
    #[serde(default)]
    pub(crate) secrets: Vec<String>,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) deleted_at: Option<Timestamp>,
    pub(crate) retention: Retention,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) zone_since: Option<Timestamp>,
    /// The entries that the record had taken in.
    #[serde(default)]
    pub(crate) seen: Vec<HistoryId>,
}
