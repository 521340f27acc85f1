//! A drawing of the prompt on a page: the words are the survey's, the rest is a sketch.

use koe_shared::prompt_content::PromptContent;
use maud::{Markup, html};

use super::{Check, Seen, host};
use crate::desk::words::check as words;

impl Check<'_> {
    pub(super) fn preview(&self) -> Markup {
        let document = self.document;
        let survey = document.surveys.iter().find(|survey| survey.active);
        let Some(survey) = survey.or(document.surveys.first()) else { return html! {} };
        // In the language of the person at the desk, where the site has it.
        let own = document.locales.iter().find(|locale| locale.language() == self.language.tag());
        let content = PromptContent::new(document, survey, own.unwrap_or(&document.locale));
        let texts = &content.texts;
        let page = self.seen().map(Seen::host);
        let page = page.or(document.origins.first().map(|origin| host(origin))).unwrap_or_default();
        html! {
            h2 { (self.language.say(words::LOOK)) }
            div.sketch {
                div.sketch-bar aria-hidden="true" { i {} i {} i {} span { (page) } }
                div.sketch-page lang=(content.lang) {
                    div.sketch-lines aria-hidden="true" { i {} i {} i {} }
                    div.sketch-prompt {
                        p.asked { (texts.question) }
                        @if let Some(statement) = &texts.statement { p { (statement) } }
                        div.sketch-scale aria-hidden="true" {
                            @for score in content.scale.min..=content.scale.max { span { (score) } }
                        }
                        div.sketch-ends { small { (texts.low) } small { (texts.high) } }
                        @if let Some(footnote) = &texts.footnote { small { (footnote) } }
                    }
                }
            }
        }
    }
}
