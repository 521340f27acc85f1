//! The addresses that are handed out: a hosted page, and how its visitor came there.

use koe_shared::answer::Channel;
use koe_shared::id::{SiteId, SurveyId, TouchpointId};
use koe_shared::locale::Locale;

/// A hosted page, without the way to it.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    /// Where this deployment is reached.
    pub(crate) deployment: &'a str,
    pub(crate) site: &'a SiteId,
    pub(crate) survey: &'a SurveyId,
    pub(crate) touchpoint: &'a TouchpointId,
    /// The language, where the site has several.
    pub(crate) locale: Option<&'a Locale>,
}

impl Place<'_> {
    /// The address for a channel. Ids and tags need no escape.
    pub(crate) fn link(&self, channel: Channel) -> String {
        let Self { deployment, site, survey, touchpoint, locale } = self;
        let mut link = format!(
            "{deployment}/p/{site}/{survey}?channel={}&touchpoint={touchpoint}",
            channel.as_str()
        );
        if let Some(locale) = locale {
            link.push_str("&lang=");
            link.push_str(locale.as_str());
        }
        link
    }

    /// The address that chooses a score beforehand.
    pub(crate) fn scored(&self, channel: Channel, score: u8) -> String {
        format!("{}&score={score}", self.link(channel))
    }

    /// What a person types from a card: no scheme, and a link's channel and the browser's language, which need
    /// no word.
    pub(crate) fn typed(&self) -> String {
        let Self { deployment, site, survey, touchpoint, .. } = self;
        let host = deployment.split_once("://").map_or(*deployment, |(_, host)| host);
        format!("{host}/p/{site}/{survey}?touchpoint={touchpoint}")
    }
}
