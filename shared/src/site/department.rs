//! The departments of a company, each with the touchpoints that it answers for, and who gets its weekly digest.

use serde::{Deserialize, Serialize};

use crate::id::{DepartmentId, TouchpointId};
use crate::locale::Locale;
use crate::site::Destination;

/// Who answers for some touchpoints: reports can be of theirs alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Department {
    /// Names it in queries.
    pub id: DepartmentId,
    /// What people call it, 1–60 characters.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60, pattern = r"\S"))]
    pub name: String,
    /// The touchpoints that it answers for. Another department may answer for one as well.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeSet<TouchpointId>, max_items = 100))]
    pub touchpoints: Vec<TouchpointId>,
    /// The language of its weekly digest. Absent: that of the site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    /// Who gets its digest, every Monday. Nobody where it is empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 5))]
    pub to: Vec<Destination>,
}
