//! What a plain form leads to: thanks, the score that was sent, the owner's link and the receipt's.

use koe_shared::id::AnswerId;
use koe_shared::prompt_content::PromptLink;
use maud::{Markup, html};

use super::asked::LocalizedSurvey;
use super::document::{Page, PageContext, Rendered};
use super::icon;
use super::numeral::numeral;
use super::site::Site;

/// The thank-you page of one answer.
pub(crate) struct Thanks<'a> {
    pub(crate) site: Site<'a>,
    pub(crate) asked: &'a LocalizedSurvey,
    pub(crate) id: AnswerId,
    pub(crate) score: Option<u8>,
    pub(crate) is_frame: bool,
}

impl Thanks<'_> {
    /// The page as markup.
    pub(crate) fn render(&self, css: &str) -> Rendered {
        let asked = self.asked;
        let small = &asked.content.texts.small;
        let body = html! {
            @if !self.is_frame { header { p.brand { (asked.subject) } } }
            main id="koe" {
                div.card data-koe="done" {
                    div.head {
                        span.mark { (icon::tick()) }
                        div { h1 { (small.receipt_title) } p { (asked.thanks(self.score)) } }
                    }
                    @if let Some(score) = self.score {
                        dl { div { dt { (small.row_score) } dd { (score_said(asked, score)) } } }
                    }
                    @if let Some(link) = &asked.content.texts.thanks.link { (offer(link)) }
                    p.again {
                        a.link data-koe="receipt" href=(receipt(self.site, self.id, asked))
                            // It stands in no frame.
                            target=[self.is_frame.then_some("_blank")] { (small.receipt_link) }
                    }
                }
            }
            @if !self.is_frame { (asked.footer()) }
        };
        Page {
            title: &small.receipt_title,
            ground: PageContext::hosted(self.site.document, asked.locale(), css),
            class: if self.is_frame { "frame" } else { "hosted" },
            head: html! {},
            body,
        }
        .render()
    }
}

/// A score in words: its step's name, or the number of how many.
pub(crate) fn score_said(asked: &LocalizedSurvey, score: u8) -> String {
    let texts = &asked.content.texts;
    if texts.steps.is_empty() {
        let number = |number| numeral(number, asked.locale());
        [number(score), texts.small.of.clone(), number(asked.scale.max())].concat()
    } else {
        asked.name(score).to_owned()
    }
}

/// The owner's link: the same for every score.
fn offer(link: &PromptLink) -> Markup {
    html! {
        p.note.offer {
            span { (link.text) }
            a.link href=(link.href) target="_blank" rel="noopener noreferrer" { (link.open) }
        }
    }
}

fn receipt(site: Site<'_>, id: AnswerId, asked: &LocalizedSurvey) -> String {
    format!("/r/{}/{}?lang={}", site.id, id.to_secret_string(), asked.locale())
}
