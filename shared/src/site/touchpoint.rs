//! The moments that may prompt, and when the page itself is one.

use serde::{Deserialize, Serialize};

use crate::id::{Stage, TouchpointId};

/// What is known about a touchpoint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Touchpoint {
    /// Its name.
    pub id: TouchpointId,
    /// Where in the customer's journey it lies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// When a page view is this touchpoint without being told so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
}

/// What a page view must have, all of it, to be a touchpoint.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct When {
    /// A path, in which `*` stands for anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Milliseconds on the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dwell_ms: Option<u32>,
    /// The share of the page scrolled through, 0–1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scroll: Option<f64>,
}
