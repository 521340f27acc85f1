//! 設定: a list of rows, a page each.

use koe_shared::id::SiteId;
use maud::{Markup, html};

use super::icons;
use super::language::{Bilingual, Language};
use super::place::SitePage;
use super::words::frame::{self, SETTINGS};
use super::words::promises::FOLLOW_UP;
use super::words::settings as words;

/// What is set, in a few words, of each page.
pub(crate) struct Settings<'a> {
    pub(crate) site: &'a SiteId,
    pub(crate) rows: &'a [Row],
}

/// A row of the list.
pub(crate) struct Row {
    pub(crate) page: SitePage,
    /// What is set.
    pub(crate) set: String,
    /// Whether something is missing there.
    pub(crate) needs: bool,
}

/// The name of a page, as the list and the page itself have it.
pub(crate) const fn name(page: SitePage) -> Bilingual {
    match page {
        SitePage::Overview => frame::OVERVIEW,
        SitePage::Trend => frame::TREND,
        SitePage::Journey => frame::JOURNEY,
        SitePage::Comments => frame::COMMENTS,
        SitePage::Cases => frame::CASES,
        SitePage::Notes => frame::NOTES,
        SitePage::Settings => SETTINGS,
        SitePage::Site => words::SITE,
        SitePage::Touchpoints => words::TOUCHPOINTS,
        SitePage::Surveys => words::SURVEYS,
        SitePage::Look => words::LOOK,
        SitePage::Fairness => words::FAIRNESS,
        SitePage::Segments => words::SEGMENTS,
        SitePage::Departments => words::DEPARTMENTS,
        SitePage::Notices => words::NOTICES,
        SitePage::Promises => FOLLOW_UP,
        SitePage::HandOut => words::HAND_OUT,
        SitePage::Check => words::CHECK,
        SitePage::Keys => words::KEYS,
        SitePage::Import => words::IMPORT,
        SitePage::History => words::HISTORY,
        SitePage::Document => words::DOCUMENT,
    }
}

impl Settings<'_> {
    /// What stands in the page.
    pub(crate) fn body(&self, language: Language) -> Markup {
        html! {
            div.head { h1 { (language.say(SETTINGS)) } }
            ul.card.rows {
                @for row in self.rows {
                    li {
                        a href=(row.page.path(self.site)) {
                            span.row-name { (language.say(name(row.page))) }
                            span.row-set.needs[row.needs] { (row.set) }
                            (icons::onward())
                        }
                    }
                }
            }
        }
    }
}
