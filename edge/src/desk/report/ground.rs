//! What is shown, and what all parts of a report need of it.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use koe_shared::confidence::Confidence;
use koe_shared::id::{SiteId, TouchpointId};
use koe_shared::site::SiteDocument;
use maud::{Markup, html};

use crate::desk::address::{Address, CONFIDENCE, SAMPLE};
use crate::desk::figures::first_and_last;
use crate::desk::language::{Bilingual, Language};
use crate::desk::words::report as words;
use crate::desk::words::touchpoints;
use crate::pages::moment::moment;
use crate::sites::Span;

/// A page of the report: whose it is, what was chosen, and of when its figures are.
pub(crate) struct Ground<'a> {
    pub(crate) language: Language,
    pub(crate) site: &'a SiteId,
    pub(crate) document: &'a SiteDocument,
    pub(crate) title: Bilingual,
    pub(crate) address: &'a Address,
    pub(crate) now: Timestamp,
    /// Whether the person may see the settings.
    pub(crate) may_set: bool,
    pub(crate) told: Told,
}

/// Of when the figures of a page are.
#[derive(Clone, Copy)]
pub(crate) struct Told {
    pub(crate) range: Span,
    /// What the range is compared with.
    pub(crate) compared: Option<Span>,
    /// What was received before it is counted.
    pub(crate) as_of: Timestamp,
}

impl Ground<'_> {
    /// The title with the menus of this page, and what was chosen.
    pub(crate) fn head(&self, menus: &Markup) -> Markup {
        let locale = self.language.locale();
        let time = moment(self.told.as_of, self.now, &self.document.timezone, locale);
        html! {
            div.head.choices {
                h1 { (self.say(self.title)) }
                (menus)
                span.space {}
                p.as-of { (words::as_of(self.language, &time)) }
            }
            (self.chosen())
        }
    }

    /// Whether the answers are those that nobody gave.
    pub(crate) fn is_sample(&self) -> bool {
        self.address.get(SAMPLE).is_some()
    }

    /// The tag of a result of fewer than 30 answers.
    pub(crate) fn preliminary(&self) -> Markup {
        html! {
            span.tag.preliminary title=(self.say(words::READ_WITH_CARE)) { (self.say(words::PRELIMINARY)) }
        }
    }

    /// What a touchpoint is called.
    pub(crate) fn touchpoint(&self, id: &str) -> String {
        touchpoints::name(self.language, id)
    }

    /// The touchpoints that the site declares, in the order of its document.
    pub(crate) fn touchpoints(&self) -> Vec<&str> {
        let own = self.document.touchpoints.iter().map(|touchpoint| &touchpoint.id);
        let named = self.document.surveys.iter().flat_map(|survey| &survey.touchpoints);
        let mut all: Vec<&str> = Vec::new();
        for id in own.chain(named).map(TouchpointId::as_str) {
            if !all.contains(&id) {
                all.push(id);
            }
        }
        all
    }

    /// The first and the last day of the range.
    pub(crate) fn range(&self) -> (Date, Date) {
        first_and_last(self.told.range, &self.document.timezone)
    }

    /// Today, where the site is.
    pub(crate) fn today(&self) -> Date {
        self.now.to_zoned(self.zone()).date()
    }

    /// The time zone of the site.
    pub(crate) fn zone(&self) -> TimeZone {
        TimeZone::get(&self.document.timezone).unwrap_or(TimeZone::UTC)
    }

    /// The confidence that was asked for.
    pub(crate) fn confidence(&self) -> Confidence {
        let asked = self.address.get(CONFIDENCE).and_then(|level| level.parse().ok());
        asked.unwrap_or_default()
    }

    pub(crate) fn say(&self, text: Bilingual) -> &'static str {
        self.language.say(text)
    }
}
