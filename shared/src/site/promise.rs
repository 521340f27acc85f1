//! How soon a case is answered: the hours until somebody contacts the visitor.

use serde::{Deserialize, Serialize};

/// Hours from the opening of a case to the first contact. With working hours, only those count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PromiseHours {
    /// Where the answer is urgent.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 8760))]
    pub urgent: u32,
    /// Else.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 8760))]
    pub other: u32,
}

impl Default for PromiseHours {
    fn default() -> Self {
        Self { urgent: 8, other: 72 }
    }
}
