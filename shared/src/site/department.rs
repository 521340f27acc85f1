//! The departments of a company, each with the touchpoints that it answers for.

use serde::{Deserialize, Serialize};

use crate::id::{DepartmentId, TouchpointId};

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
}
