//! What the owner's one colour becomes in each scheme.

use serde::{Deserialize, Serialize};

use crate::site::HexColour;

/// The accent's roles on one surface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccentRoles {
    /// The chosen cell and the primary button.
    pub fill: HexColour,
    /// Text on the fill.
    pub on_fill: HexColour,
    /// Focus ring, and the outline of every filled part.
    pub edge: HexColour,
    /// Links, the hovered numeral and the live label.
    pub link: HexColour,
    /// The ground of hover.
    pub tint: HexColour,
}
