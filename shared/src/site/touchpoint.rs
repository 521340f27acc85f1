//! The moments that may prompt.

use serde::{Deserialize, Serialize};

use super::preset::Preset;
use super::when::When;
use crate::id::{Stage, TouchpointId};

/// What is known about a touchpoint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Touchpoint {
    /// Its name.
    pub id: TouchpointId,
    /// The usual touchpoint that it is: fills in the two below where they are absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preset: Option<Preset>,
    /// Where in the customer's journey it lies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// When a page view is this touchpoint without being told so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
}

impl Touchpoint {
    /// Fills in what its preset knows.
    pub(super) fn complete(&mut self) {
        let Some(preset) = self.preset else { return };
        self.stage.get_or_insert_with(|| preset.stage());
        self.when = self.when.take().or_else(|| preset.when());
    }
}
