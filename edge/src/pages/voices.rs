//! The comments that are published, as a page to stand in a page of the site.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use koe_shared::locale::Locale;
use koe_shared::site::SiteDocument;
use koe_shared::text::Texts;
use maud::{Markup, html};

use super::document::{Page, PageContext, Rendered};
use super::moment::day;

const LOOK: &str = include_str!("look/voices.css");

/// The page.
pub(crate) struct VoicesPage<'a> {
    pub(crate) document: &'a SiteDocument,
    pub(crate) locale: &'a Locale,
    pub(crate) now: Timestamp,
    /// The newest first.
    pub(crate) voices: &'a [Quoted<'a>],
}

/// A comment with the name that its visitor gave.
pub(crate) struct Quoted<'a> {
    pub(crate) text: &'a str,
    pub(crate) name: Option<&'a str>,
    /// The language in which the visitor was asked.
    pub(crate) locale: Option<&'a str>,
    pub(crate) at: Timestamp,
}

impl VoicesPage<'_> {
    /// The page as markup.
    pub(crate) fn render(&self, css: &str) -> Rendered {
        let words = &Texts::or_fallback(self.locale, self.locale).pages;
        let about = if self.voices.is_empty() { &words.voices_none } else { &words.voices_chosen };
        let body = html! {
            main {
                h1 { (words.voices_title) }
                p.about { (about) }
                @for voice in self.voices { (self.quoted(voice)) }
            }
        };
        Page {
            title: &format!("{} · {}", words.voices_title, self.document.name),
            ground: PageContext::embedded(self.document, self.locale, (css, LOOK)),
            class: "voices",
            head: html! {},
            body,
        }
        .render()
    }

    /// What a visitor wrote, whatever it is: text of a direction of its own.
    fn quoted(&self, voice: &Quoted<'_>) -> Markup {
        let zone = TimeZone::get(&self.document.timezone).unwrap_or(TimeZone::UTC);
        let date = |at: Timestamp| at.to_zoned(zone.clone()).date();
        let (at, today) = (date(voice.at), date(self.now));
        html! {
            figure lang=[voice.locale] {
                blockquote { bdi { (voice.text.trim()) } }
                figcaption lang=(self.locale) {
                    @if let Some(name) = voice.name { bdi { (name) } " · " }
                    time datetime=(at) { (day(at, today, self.locale)) }
                }
            }
        }
    }
}
