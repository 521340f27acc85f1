//! What a visitor would see of a survey: every step, one below the other, in each language, light and dark. The
//! prompt's own trees and stylesheet, without a script; the settings of the desk show it in a frame.

use koe_shared::locale::Direction;
use koe_shared::metric::Bucket;
use koe_shared::site::{Scheme, SiteDocument, Survey};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::asked::LocalizedSurvey;
use super::document::Rendered;
use super::icon;
use super::policy::Policy;
use super::question::question;
use super::theme;

/// A preview of one survey.
pub(crate) struct Preview<'a> {
    pub(crate) document: &'a SiteDocument,
    pub(crate) survey: &'a Survey,
    /// What both schemes are called, light first.
    pub(crate) schemes: [&'a str; 2],
    /// Paths of the stylesheets: that of all prompts, and the page's own.
    pub(crate) css: [&'a str; 2],
}

/// What stands instead, as long as the form can't be shown.
pub(crate) struct NoPreview<'a> {
    /// What is wrong, in the words of the form.
    pub(crate) text: &'a str,
    pub(crate) css: [&'a str; 2],
}

impl Preview<'_> {
    /// The page as markup.
    pub(crate) fn render(&self) -> Rendered {
        let own = self.document.theme.scheme;
        let schemes =
            [(Scheme::Light, "light", self.schemes[0]), (Scheme::Dark, "dark", self.schemes[1])];
        let shown =
            schemes.into_iter().filter(|(scheme, ..)| own == Scheme::Auto || own == *scheme);
        let body = html! {
            @for (_, class, name) in shown {
                @for locale in &self.document.locales {
                    @let asked = LocalizedSurvey::new(self.document, self.survey, locale);
                    @let direction = match asked.locale().direction() { Direction::Ltr => "ltr", Direction::Rtl => "rtl" };
                    section class=(class) lang=(asked.locale()) dir=(direction) {
                        p.told { (name) " · " (asked.texts.pages.language) }
                        (steps(&asked))
                    }
                }
            }
        };
        page(&theme::stylesheet(&self.document.theme), self.css, &body)
    }
}

impl NoPreview<'_> {
    /// The page as markup.
    pub(crate) fn render(&self) -> Rendered {
        let style = theme::stylesheet(&koe_shared::site::Theme::default());
        let body = html! {
            section { div.card { p.note.warns role="alert" { (icon::alert()) span { (self.text) } } } }
        };
        page(&style, self.css, &body)
    }
}

fn page(style: &str, css: [&str; 2], body: &Markup) -> Rendered {
    let html = html! {
        (DOCTYPE)
        html {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                link rel="icon" href="data:,";
                @for path in css { link rel="stylesheet" href=(path); }
                style { (PreEscaped(style)) }
            }
            body.steps { (body) }
        }
    };
    let locale = "en".parse().expect("a tag of two letters is legal");
    Rendered { html: html.into_string(), headers: Policy::Preview.headers(style, &locale) }
}

/// The question, the comment after each bucket, and the thanks.
fn steps(asked: &LocalizedSurvey) -> Markup {
    let texts = &asked.content.texts;
    html! {
        form.card inert {
            (question(asked, None, None))
            @if let Some(footnote) = &texts.footnote { p.footnote { (footnote) } }
        }
        @for bucket in Bucket::ALL { (comment(asked, bucket)) }
        div.card {
            div.head {
                span.mark { (icon::tick()) }
                div { h1 { (texts.small.receipt_title) } p { (asked.thanks(None)) } }
            }
            @if let Some(link) = &texts.thanks.link {
                p.note.offer { span { (link.text) } a.link { (link.open) } }
            }
        }
    }
}

fn comment(asked: &LocalizedSurvey, bucket: Bucket) -> Markup {
    let texts = &asked.content.texts;
    let tick = |text: &str| html! { label.tick { input type="checkbox"; span { (text) } } };
    html! {
        div.card inert {
            label.asked { span { (texts.follow_up.get(bucket)) } small { (texts.small.optional) } }
            textarea rows="3" {}
            @if let Some(wanted) = texts.reply_wanted.as_deref().filter(|_| asked.content.ask_contact.contains(&bucket)) {
                (tick(wanted))
            }
            @if let Some(publish) = texts.publish.as_deref().filter(|_| asked.content.ask_publish.contains(&bucket)) {
                (tick(publish))
            }
            div.actions { button.primary type="button" { (texts.small.send) } }
        }
    }
}
