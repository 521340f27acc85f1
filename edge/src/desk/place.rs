//! The pages that there are: their paths, and the scope that a key needs there.
//!
//! A path that comes from outside (`next` after signing in) is compared with this table and never followed as
//! it is.

use koe_shared::id::SiteId;

use crate::sites::Scope;

/// A page of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SitePage {
    /// 概要: the report's first page.
    Overview,
    /// 推移: a score over time.
    Trend,
    /// ジャーニー: the touchpoints by their stages.
    Journey,
    /// コメント: what visitors wrote.
    Comments,
    /// フォロー: answers that somebody follows up.
    Cases,
    /// What the owner changed, and whether it helped.
    Notes,
    /// The list of what can be set.
    Settings,
    /// Name, addresses, time zone, languages.
    Site,
    /// When a prompt may come.
    Touchpoints,
    /// What is asked.
    Surveys,
    /// Colour, corner, shape.
    Look,
    /// Who is asked, and how often.
    Fairness,
    /// Segments and privacy.
    Segments,
    /// Who answers for which touchpoints.
    Departments,
    /// Who is told at once of which answers.
    Notices,
    /// How soon somebody is contacted, and when the site is at work.
    Promises,
    /// Links, codes and texts to hand out.
    HandOut,
    /// The tag, and what the owner's page says of it.
    Check,
    /// Who may do what.
    Keys,
    /// Answers from elsewhere.
    Import,
    /// Earlier states of the document.
    History,
    /// The document itself.
    Document,
}

impl SitePage {
    /// Every page.
    pub(crate) const ALL: [Self; 22] = [
        Self::Overview,
        Self::Trend,
        Self::Journey,
        Self::Comments,
        Self::Cases,
        Self::Notes,
        Self::Settings,
        Self::Site,
        Self::Touchpoints,
        Self::Surveys,
        Self::Look,
        Self::Fairness,
        Self::Segments,
        Self::Departments,
        Self::Notices,
        Self::Promises,
        Self::HandOut,
        Self::Check,
        Self::Keys,
        Self::Import,
        Self::History,
        Self::Document,
    ];

    /// The last part of its path.
    const fn slug(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Trend => "trend",
            Self::Journey => "journey",
            Self::Comments => "comments",
            Self::Cases => "cases",
            Self::Notes => "notes",
            Self::Settings => "settings",
            Self::Site => "site",
            Self::Touchpoints => "touchpoints",
            Self::Surveys => "surveys",
            Self::Look => "look",
            Self::Fairness => "fairness",
            Self::Segments => "segments",
            Self::Departments => "departments",
            Self::Notices => "notices",
            Self::Promises => "promises",
            Self::HandOut => "hand-out",
            Self::Check => "check",
            Self::Keys => "keys",
            Self::Import => "import",
            Self::History => "history",
            Self::Document => "document",
        }
    }

    /// The least scope that sees it.
    pub(crate) const fn needs(self) -> Scope {
        match self {
            _ if self.is_report() => Scope::Read,
            _ => Scope::Write,
        }
    }

    /// Whether it shows answers, and sets nothing of the site's document.
    pub(crate) const fn is_report(self) -> bool {
        matches!(
            self,
            Self::Overview
                | Self::Trend
                | Self::Journey
                | Self::Comments
                | Self::Cases
                | Self::Notes
        )
    }

    /// Its path at a site.
    pub(crate) fn path(self, site: &SiteId) -> String {
        match self.slug() {
            "" => format!("/sites/{site}"),
            slug => format!("/sites/{site}/{slug}"),
        }
    }
}

/// The path of the door, which is also the list of sites.
pub(crate) const DOOR: &str = "/";
/// Where a key is sent.
pub(crate) const SIGN_IN: &str = "/sign-in";
/// Where a session is ended.
pub(crate) const SIGN_OUT: &str = "/sign-out";
/// Where a new site is set up.
pub(crate) const NEW_SITE: &str = "/new-site";

/// The page that an address of ours names, made anew: the path from the table, the query behind it. None for
/// everything else, so that signing in never leads away from the desk.
pub(crate) fn own_page(address: &str) -> Option<String> {
    let (path, query) = address.split_once('?').map_or((address, None), |(p, q)| (p, Some(q)));
    let own = match path {
        DOOR | NEW_SITE => path.to_owned(),
        _ => site_page(path)?,
    };
    // A query holds no line ends and no fragment; what a browser would not send was never one of ours.
    let is_legal = |query: &&str| query.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#');
    Some(match query.filter(is_legal) {
        Some(query) => format!("{own}?{query}"),
        None => own,
    })
}

/// The site and the page of it that a path is at or below.
pub(crate) fn at(path: &str) -> Option<(SiteId, SitePage)> {
    let mut parts = path.strip_prefix("/sites/")?.split('/');
    let site = parts.next()?.parse().ok()?;
    let slug = parts.next().unwrap_or_default();
    Some((site, SitePage::ALL.into_iter().find(|page| page.slug() == slug)?))
}

fn site_page(path: &str) -> Option<String> {
    let (site, page) = at(path)?;
    let mut parts = path.strip_prefix("/sites/")?.splitn(3, '/').skip(2);
    let Some(below) = parts.next() else { return Some(page.path(&site)) };
    // A survey, a touchpoint or an entry of the history: ids are safe in a path.
    let is_id = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (!below.is_empty() && below.len() <= 64 && below.bytes().all(is_id))
        .then(|| format!("{}/{below}", page.path(&site)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_desk_are_led_to() {
        for own in [
            "/",
            "/new-site",
            "/sites/kokage",
            "/sites/kokage/settings",
            "/sites/kokage/surveys/shop-nps",
            "/sites/kokage?from=2026-11-01&to=2026-11-08",
            "/sites/kokage/check?seen=%7B%7D",
        ] {
            assert_eq!(own_page(own).as_deref(), Some(own));
        }
        for foreign in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example/",
            "javascript:alert(1)",
            "/sites/Kokage",
            "/sites/kokage/unknown",
            "/sites/kokage/surveys/../../sign-out",
            "/sites/kokage/surveys/",
            "/sign-out",
            "/s/kokage.js",
            " /sites/kokage",
        ] {
            assert_eq!(own_page(foreign), None, "{foreign}");
        }
        assert_eq!(
            own_page("/sites/kokage?a=b\r\nSet-Cookie: c").as_deref(),
            Some("/sites/kokage")
        );
    }

    #[test]
    fn every_page_has_a_path_of_its_own() {
        let site = "kokage".parse().unwrap();
        let mut paths: Vec<String> = SitePage::ALL.iter().map(|page| page.path(&site)).collect();
        paths.sort();
        paths.dedup();
        assert_eq!(paths.len(), SitePage::ALL.len());
    }
}
