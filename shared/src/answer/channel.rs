//! The ways a prompt can reach a visitor.

use serde::{Deserialize, Serialize};

/// How a prompt reached the visitor.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Channel {
    /// A prompt in a page.
    #[default]
    Web,
    /// A link to the hosted page.
    Link,
    /// The hosted page, from an e-mail.
    Email,
    /// The hosted page, from a text message.
    Sms,
    /// The hosted page, from a printed code.
    Qr,
    /// A program of the owner's.
    Api,
    /// A file of the owner's. Nobody may post it.
    Import,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 7] =
        [Self::Web, Self::Link, Self::Email, Self::Sms, Self::Qr, Self::Api, Self::Import];

    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Link => "link",
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Qr => "qr",
            Self::Api => "api",
            Self::Import => "import",
        }
    }

    /// The channel of that name, for filters and groups.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == name)
    }

    /// Whether Koe itself showed the prompt, so that it counts among the prompts shown.
    #[must_use]
    pub const fn is_shown_by_koe(self) -> bool {
        !matches!(self, Self::Api | Self::Import)
    }

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    pub(super) const fn is_web(&self) -> bool {
        matches!(self, Self::Web)
    }
}

/// The channels that may be posted: all but `import`.
#[cfg(feature = "openapi")]
pub(super) struct PostedChannel;

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for PostedChannel {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        let posted = Channel::ALL.into_iter().filter(|channel| *channel != Channel::Import);
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("How a prompt reached the visitor."))
            .enum_values(Some(posted.map(Channel::as_str)))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for PostedChannel {}
