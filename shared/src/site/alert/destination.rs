//! Where an alert goes, and a digest.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::site::document::{never_told, told_as_nothing};
use crate::site::secret::SecretUpdate;

/// One place that is told: exactly one of the four addresses stands in it.
///
/// The addresses of Slack and Teams are secrets. Whoever reads the document sees `…` and the last four characters
/// of one; sent back like that, it stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Destination {
    /// An `https:` address that takes Standard Webhooks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 2048, format = "uri"))]
    pub webhook: Option<String>,
    /// Signs what goes to the webhook: `whsec_` and 24 to 64 bytes in base64. Write only; absent it is kept.
    #[serde(default, skip_serializing_if = "never_told", serialize_with = "told_as_nothing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, write_only))]
    pub secret: SecretUpdate,
    /// The address of an incoming webhook of Slack, or of what understands the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 2048))]
    pub slack: Option<String>,
    /// The address of a workflow of Teams.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 2048))]
    pub teams: Option<String>,
    /// An e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 254))]
    pub email: Option<String>,
}

/// By what a destination is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// A signed request.
    Webhook,
    /// A message to Slack.
    Slack,
    /// A card to Teams.
    Teams,
    /// An e-mail.
    Email,
}

impl Channel {
    /// Each of them.
    pub const ALL: [Self; 4] = [Self::Webhook, Self::Slack, Self::Teams, Self::Email];

    /// The field of the document that holds its address.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Webhook => "webhook",
            Self::Slack => "slack",
            Self::Teams => "teams",
            Self::Email => "email",
        }
    }

    /// Whether its address is a secret.
    #[must_use]
    pub const fn is_secret(self) -> bool {
        matches!(self, Self::Slack | Self::Teams)
    }
}

impl Destination {
    /// One by a channel.
    #[must_use]
    pub fn of(channel: Channel, address: String) -> Self {
        let mut destination = Self::default();
        *destination.field(channel) = Some(address);
        destination
    }

    /// The channel and the address; `None` where not exactly one stands there.
    #[must_use]
    pub fn address(&self) -> Option<(Channel, &str)> {
        let mut given = Channel::ALL.into_iter().filter_map(|channel| {
            let address = match channel {
                Channel::Webhook => &self.webhook,
                Channel::Slack => &self.slack,
                Channel::Teams => &self.teams,
                Channel::Email => &self.email,
            };
            Some((channel, address.as_deref()?))
        });
        given.next().filter(|_| given.next().is_none())
    }

    pub(super) fn field(&mut self, channel: Channel) -> &mut Option<String> {
        match channel {
            Channel::Webhook => &mut self.webhook,
            Channel::Slack => &mut self.slack,
            Channel::Teams => &mut self.teams,
            Channel::Email => &mut self.email,
        }
    }
}

/// What a secret address is shown as.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hidden(String);

impl Hidden {
    /// What begins every such text. No address begins with it.
    const MARK: char = '…';

    /// What stands for an address.
    pub(super) fn of(address: &str) -> Self {
        let last = address.char_indices().rev().nth(3).map_or(address, |(at, _)| &address[at..]);
        Self(format!("{}{last}", Self::MARK))
    }

    /// A text that stands for an address already.
    pub(super) fn parse(text: &str) -> Option<Self> {
        text.starts_with(Self::MARK).then(|| Self(text.to_owned()))
    }
}

impl fmt::Display for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
