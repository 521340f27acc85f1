//! When a page view is a touchpoint by itself. The loader waits; this says for what.

use serde::{Deserialize, Serialize};

/// What a page view must have, all of it, to be a touchpoint. With `url` alone, arriving is enough.
///
/// Conditions are waited for in the order `dwell_ms`, `scroll`, `in_view`, `click`, `exit`,
/// `delay_ms`, whatever order the document has: each is looked at once those before it have come.
/// Time counts while the page is visible.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct When {
    /// The pages on which it can come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Patterns>,
    /// Milliseconds on the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(maximum = 86_400_000))]
    pub dwell_ms: Option<u32>,
    /// The share of the page scrolled through, 0–1, or of a scroller that fills half of the window.
    /// What nobody scrolled is not read: a page too short to be scrolled never is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1))]
    pub scroll: Option<f64>,
    /// A CSS selector: half of such an element is in view, or it fills half of the view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 256, pattern = r"\S"))]
    pub in_view: Option<String>,
    /// A CSS selector: such an element is clicked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 256, pattern = r"\S"))]
    pub click: Option<String>,
    /// The pointer leaves through the top edge; on touch, a finger flings the page downwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exit: Option<bool>,
    /// Milliseconds after all else has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(maximum = 86_400_000))]
    pub delay_ms: Option<u32>,
}

/// One pattern or several, of which any may fit and none with a leading `!` may.
///
/// A pattern is a path, in which `*` stands for anything. With `?…` or `#…` it is held against the
/// query or the fragment as well; a part that a pattern does not name is not looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "neither a pattern nor a list of patterns")]
pub enum Patterns {
    /// The only one.
    One(String),
    /// Any of these.
    Any(Vec<String>),
}

impl Patterns {
    /// All of them, in their order.
    #[must_use]
    pub fn all(&self) -> &[String] {
        match self {
            Self::One(pattern) => std::slice::from_ref(pattern),
            Self::Any(patterns) => patterns,
        }
    }
}
