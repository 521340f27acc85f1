//! What an owner says about a site: the document of `PUT /v1/sites/{site}`.
//!
//! [`SiteDocument::parse`] reads it, fills in every default and holds it against its bounds, so that
//! whoever has one has a legal one. [`versions`] keeps each wording a survey ever had. Where the
//! document is stored, and who may change it, is the edge's business.

mod accepted;
mod alert;
mod bounds;
mod complete;
mod department;
mod difference;
mod document;
mod error;
mod font;
mod hours;
mod json;
mod origin;
mod parse;
mod pattern;
mod preset;
mod promise;
mod read;
#[cfg(feature = "openapi")]
mod schema;
mod secret;
mod survey;
mod theme;
mod time_of_day;
mod touchpoint;
mod validate;
pub mod versions;
mod when;

pub use accepted::OwnerView;
pub use alert::{AlertRule, Channel, Condition, Destination, DestinationSecrets, Judged, Quiet};
pub use department::Department;
pub use difference::differing_fields;
pub use document::{Badge, Identity, Privacy, SiteDocument};
pub use error::{SiteError, SiteRule};
pub use font::{Font, InvalidFont};
pub use hours::{DayHours, WeekHours};
pub use preset::Preset;
pub use promise::PromiseHours;
pub use secret::{Secret, SecretUpdate, SigningSecrets};
pub use survey::{
    Buckets, Display, FollowUp, InvalidSampleRate, Labels, Placement, SampleRate, Survey,
    ThankYouLink, Thanks,
};
pub use theme::{Corner, HexColour, InvalidColour, Scheme, Theme};
pub use touchpoint::Touchpoint;
pub use when::{Patterns, When};
