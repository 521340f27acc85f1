//! The touchpoints that most sites have, ready to be used.

use serde::{Deserialize, Serialize};

use super::when::{Patterns, When};
use crate::id::Stage;

/// A touchpoint known in advance: it fills in `stage` and `when` where the owner has neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Preset {
    /// On the page that says thank you for an order, once it has been read.
    PostPurchase,
    /// In the middle of looking around, never in a cart or at a checkout.
    WhileBrowsing,
    /// On the page that confirms that a request was sent or solved.
    AfterSupport,
    /// After a call: asked by a link to the hosted page, so no page view is this touchpoint.
    AfterSalesCall,
}

/// Where the usual shop systems say thank you.
const THANKS: &[&str] = &[
    "*/thank-you*",
    "*/thank_you*",
    "*/thanks*",
    "*/order-received*",
    "*/order-confirmation*",
    "*/order/confirmed*",
    "*/checkout/success*",
    "*/checkout/complete*",
];

/// Where a question would stand in the way.
const BUSY: &[&str] = &["!*/cart*", "!*/basket*", "!*/checkout*", "!*/login*", "!*/account*"];

/// Where a request for help ends.
const HELPED: &[&str] =
    &["*/contact/sent*", "*/contact/success*", "*/contact/thank*", "*/support/*/solved*"];

impl Preset {
    /// Where in the customer's journey it lies.
    ///
    /// # Panics
    /// Never: each name is a legal stage, as a test shows.
    #[must_use]
    pub fn stage(self) -> Stage {
        let name = match self {
            Self::PostPurchase => "purchase",
            Self::WhileBrowsing => "visit",
            Self::AfterSupport => "support",
            Self::AfterSalesCall => "sales",
        };
        name.parse().expect("a word of small letters is a legal stage")
    }

    /// When a page view is this touchpoint; `None` where none is.
    #[must_use]
    pub fn when(self) -> Option<When> {
        let on = |pages: &[&str]| {
            Some(Patterns::Any(pages.iter().map(|&pattern| pattern.to_owned()).collect()))
        };
        match self {
            Self::PostPurchase => {
                Some(When { url: on(THANKS), dwell_ms: Some(3_000), ..When::default() })
            }
            Self::WhileBrowsing => Some(When {
                url: on(BUSY),
                dwell_ms: Some(30_000),
                scroll: Some(0.5),
                ..When::default()
            }),
            Self::AfterSupport => {
                Some(When { url: on(HELPED), dwell_ms: Some(3_000), ..When::default() })
            }
            Self::AfterSalesCall => None,
        }
    }
}
