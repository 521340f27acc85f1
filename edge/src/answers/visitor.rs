//! Whether a visitor may write: which page sends, and how often its address has written.

use std::fmt;

use koe_shared::id::SiteId;

use crate::limits::{Client, Counted, RateLimitError, RateLimits};
use crate::platform::Clock;
use crate::sites::{Site, Sites};

/// Characters of an origin that a refusal repeats, at most.
const SHOWN: usize = 200;

/// Somebody who sends a public write.
pub(crate) struct Visitor<'a> {
    pub(crate) limits: &'a RateLimits,
    pub(crate) clock: &'a Clock,
    pub(crate) client: Client,
    pub(crate) page: Page,
}

/// The page that sends. A browser reports its origin, nobody else has to: the rule restrains pages, it
/// is no authentication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    /// No page: a program.
    None,
    /// A page of this deployment.
    Own,
    /// A page of this origin.
    Of(String),
}

/// Why a visitor may not write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum VisitorError {
    /// The site does not list the page's origin.
    ForeignOrigin {
        /// The origin.
        origin: String,
    },
    /// Too many calls.
    RateLimit(RateLimitError),
}

impl fmt::Display for VisitorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ForeignOrigin { origin } => {
                write!(f, "origin {origin:?} is not among the origins of this site")
            }
            Self::RateLimit(error) => write!(f, "{error}"),
        }
    }
}

impl VisitorError {
    /// Whether the request itself is to blame: a second try of the same request ends the same way.
    pub(super) fn is_callers_fault(&self) -> bool {
        matches!(self, Self::ForeignOrigin { .. })
    }
}

impl Visitor<'_> {
    /// Lets a write pass whose site this isolate keeps. Any other site has to be looked up, which is
    /// not done for a client whose writes were refused too often.
    pub(crate) fn may_look_up(&self, sites: &Sites, id: &SiteId) -> Result<(), VisitorError> {
        if sites.keeps(id) { Ok(()) } else { self.may_ask_storage() }
    }

    /// Lets pass what will ask storage, unless too many of the client's writes were refused.
    pub(super) fn may_ask_storage(&self) -> Result<(), VisitorError> {
        let now = (self.clock)();
        self.limits.check(Counted::Refusal, self.client, now).map_err(VisitorError::RateLimit)
    }

    /// Lets pass: no page, a page of this deployment, and the origins that the site lists.
    pub(crate) fn check_page(&self, site: &Site) -> Result<(), VisitorError> {
        self.page.check(&site.document().origins)
    }

    /// Counts a write against the limits of its client and its site.
    pub(crate) fn count_write(&self, site: &SiteId) -> Result<(), VisitorError> {
        let now = (self.clock)();
        self.limits.write(site, self.client, now).map_err(VisitorError::RateLimit)
    }

    /// Counts a refusal. Past the limit another refusal takes its place.
    pub(crate) fn count_refusal(&self) -> Result<(), VisitorError> {
        let now = (self.clock)();
        self.limits.call(Counted::Refusal, self.client, now).map_err(VisitorError::RateLimit)
    }
}

impl Page {
    fn check(&self, listed: &[String]) -> Result<(), VisitorError> {
        match self {
            Self::Of(origin) if !listed.contains(origin) => {
                Err(VisitorError::ForeignOrigin { origin: origin.chars().take(SHOWN).collect() })
            }
            Self::None | Self::Own | Self::Of(_) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: &Page, allowed: bool) {
        let listed = ["https://shop.example".to_owned(), "http://localhost:3000".to_owned()];
        assert_eq!(page.check(&listed).is_ok(), allowed, "{page:?}");
    }

    #[test]
    fn listed_origins_the_own_one_and_none_at_all_pass() {
        check(&Page::None, true);
        check(&Page::Own, true);
        check(&Page::Of("https://shop.example".into()), true);
        check(&Page::Of("http://localhost:3000".into()), true);
    }

    #[test]
    fn a_null_origin_and_near_misses_do_not() {
        for foreign in [
            "null",
            "",
            "https://evil.example",
            "http://shop.example",
            "https://shop.example:8443",
            "https://shop.example.evil.example",
            "https://sub.shop.example",
            "http://localhost:3001",
        ] {
            check(&Page::Of(foreign.into()), false);
        }
    }
}
