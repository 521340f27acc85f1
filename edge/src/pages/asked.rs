//! A survey as its visitor reads it: one version, in one language.

use koe_shared::locale::Locale;
use koe_shared::metric::Scale;
use koe_shared::name::without_name;
use koe_shared::prompt_content::PromptContent;
use koe_shared::site::{SiteDocument, Survey};
use koe_shared::text::{Texts, about, in_locale};
use maud::{Markup, html};

use super::numeral::in_numerals;

/// A survey in the language of its visitor.
pub(crate) struct LocalizedSurvey {
    pub(crate) scale: Scale,
    /// What a prompt would hold, so that page and prompt never differ in a word.
    pub(crate) content: PromptContent,
    /// The words that only a page needs.
    pub(crate) texts: &'static Texts,
    /// Whom or what it is about.
    pub(crate) subject: String,
}

impl LocalizedSurvey {
    pub(crate) fn new(document: &SiteDocument, survey: &Survey, locale: &Locale) -> Self {
        let mut content = PromptContent::new(document, survey, locale);
        let texts = &mut content.texts;
        // A page without a script greets nobody.
        let spoken = [&mut texts.question, &mut texts.low, &mut texts.high];
        for text in spoken.into_iter().chain(&mut texts.statement) {
            *text = without_name(text);
        }
        let lang = &content.lang;
        let own = in_locale(&survey.subject, lang);
        let subject = own.or_else(|| in_locale(&survey.subject, &document.locale));
        Self {
            scale: survey.scale(),
            texts: Texts::or_fallback(lang, &document.locale),
            subject: subject.unwrap_or(&document.name).to_owned(),
            content,
        }
    }

    pub(crate) fn locale(&self) -> &Locale {
        &self.content.lang
    }

    /// A wording of the project's about this survey's subject.
    pub(crate) fn say(&self, wording: &str) -> String {
        about(wording, &self.subject)
    }

    /// A wording of the project's that holds a number.
    pub(crate) fn count(&self, wording: &str) -> String {
        in_numerals(wording, self.locale())
    }

    /// Who sees the answer, below the card, where that is always true.
    pub(crate) fn footer(&self) -> Markup {
        html! { @if let Some(footnote) = &self.content.texts.footnote { footer { p { (footnote) } } } }
    }

    /// The name of a score: its own, or that of the end it is.
    pub(crate) fn name(&self, score: u8) -> &str {
        let texts = &self.content.texts;
        let place = score.checked_sub(self.scale.min()).map(usize::from);
        let step = place.and_then(|place| texts.steps.get(place)).map(String::as_str);
        step.unwrap_or(match score {
            _ if score == self.scale.min() => &texts.low,
            _ if score == self.scale.max() => &texts.high,
            _ => "",
        })
    }

    /// What is said at the end, whatever the score where none is known.
    pub(crate) fn thanks(&self, score: Option<u8>) -> String {
        let texts = &self.content.texts;
        let bucket = score.and_then(|score| self.scale.bucket(score));
        let own = texts.thanks.text.as_ref().zip(bucket);
        without_name(own.map_or(&texts.small.receipt_text, |(own, bucket)| own.get(bucket)))
    }
}
