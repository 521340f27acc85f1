//! Puts a prompt's content together from the site document and the project's own words.

use sha2::{Digest, Sha256};

use super::{PromptContent, PromptLink, PromptTexts, PromptThanks, PromptTheme};
use crate::accent::{self, Surface};
use crate::locale::{Locale, Localized};
use crate::numeral::digits;
use crate::question::{Question, Shown};
use crate::sentence;
use crate::site::{Buckets, SiteDocument, Survey, Theme};
use crate::text::{StandardWording, Texts, about, in_locale};

/// A name for bytes: the first 16 hex digits of SHA-256 over them.
#[must_use]
pub fn content_hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let first = digest[..8].iter().fold(0_u64, |first, byte| first << 8 | u64::from(*byte));
    format!("{first:016x}")
}

impl PromptContent {
    /// What a prompt of `survey` holds in `locale`. A text that is missing in that language is
    /// taken from the site's own, else from the project's; where there is no question in it, the
    /// prompt says that it speaks the site's.
    #[must_use]
    pub fn new(document: &SiteDocument, survey: &Survey, locale: &Locale) -> Self {
        Self::themed(document, survey, locale, theme(&document.theme))
    }

    /// What names the text files of `survey`, with a hyphen and a language after it: changes with
    /// any of them.
    #[must_use]
    pub fn hash_of_all(document: &SiteDocument, survey: &Survey) -> String {
        let theme = theme(&document.theme);
        let file = |locale| Self::themed(document, survey, locale, theme.clone()).to_json();
        content_hash(&document.locales.iter().flat_map(file).collect::<Vec<u8>>())
    }

    fn themed(
        document: &SiteDocument,
        survey: &Survey,
        locale: &Locale,
        theme: PromptTheme,
    ) -> Self {
        let scale = survey.scale();
        let asked = in_locale(&survey.question, locale).is_some();
        let locale = if asked { locale } else { &document.locale };
        let words = Words::new(document, survey, locale);
        let texts = words.prompt(survey, &words.texts.standard(scale));
        let question = Question { scale, display: survey.display, locale, texts: &texts };
        Self {
            survey: survey.id.clone(),
            survey_version: survey.version,
            metric: survey.metric,
            scale: scale.into(),
            display: survey.display,
            ask_contact: survey.ask_contact.clone(),
            ask_publish: survey.ask_publish.clone(),
            lang: locale.clone(),
            dir: locale.direction(),
            digits: digits(locale.as_str()),
            theme,
            question: question.tree(Shown::ByScript),
            texts,
        }
    }

    /// The bytes of the text file.
    ///
    /// # Panics
    /// Never: the content holds nothing that JSON can't.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("strings, numbers and lists of them are JSON")
    }
}

fn theme(theme: &Theme) -> PromptTheme {
    PromptTheme {
        scheme: theme.scheme,
        radius: theme.radius,
        position: theme.position,
        font: theme.font.css().map(str::to_owned),
        light: accent::roles(theme.accent, Surface::Light),
        dark: accent::roles(theme.accent, Surface::Dark),
    }
}

/// The words of one survey in one language.
struct Words<'a> {
    texts: &'static Texts,
    locale: &'a Locale,
    fallback: &'a Locale,
    subject: &'a str,
}

impl<'a> Words<'a> {
    fn new(document: &'a SiteDocument, survey: &'a Survey, locale: &'a Locale) -> Self {
        let fallback = &document.locale;
        let texts = Texts::or_fallback(locale, fallback);
        let mut words = Self { texts, locale, fallback, subject: &document.name };
        words.subject = words.find(&survey.subject).unwrap_or(&document.name);
        words
    }

    /// The owner's text in this language or the site's.
    fn find<'t>(&self, owners: &'t Localized) -> Option<&'t str> {
        in_locale(owners, self.locale).or_else(|| in_locale(owners, self.fallback))
    }

    /// The owner's text, else the project's, about the subject.
    fn or(&self, owners: &Localized, standard: &str) -> String {
        about(self.find(owners).unwrap_or(standard), self.subject)
    }

    fn buckets(&self, owners: &Buckets<Localized>, standard: &Buckets<String>) -> Buckets<String> {
        Buckets::from_fn(|bucket| self.or(owners.get(bucket), standard.get(bucket)))
    }

    fn prompt(&self, survey: &Survey, standard: &StandardWording) -> PromptTexts {
        let low = self.or(&survey.labels.low, standard.low);
        let high = self.or(&survey.labels.high, standard.high);
        // Ends that the owner named make another scale: the standard steps between them, and the
        // line that asks for agreement, would no longer fit.
        let standard_ends = low == standard.low && high == standard.high;
        let question = self.or(&survey.question, standard.question);
        let (question, statement) = match standard.intro.filter(|_| standard_ends) {
            Some(intro) => (intro.to_owned(), Some(question)),
            None => (question, None),
        };
        let contact = (!survey.ask_contact.is_empty()).then_some(&self.texts.contact);
        let publishing = (!survey.ask_publish.is_empty()).then_some(&self.texts.publishing);
        PromptTexts {
            stop: sentence::stop_of(self.locale.as_str()),
            question,
            statement,
            low,
            high,
            steps: if standard_ends { standard.steps.to_vec() } else { Vec::new() },
            follow_up: self.buckets(&survey.follow_up, &self.texts.follow_up),
            anything_else: self.texts.anything_else.clone(),
            thanks: self.thanks(survey),
            small: self.texts.words.small.map(|word| about(word, self.subject)),
            footnote: publishing.is_none().then(|| about(&self.texts.words.footnote, self.subject)),
            reply_wanted: contact.map(|words| words.reply_wanted.clone()),
            reply_purpose: contact.map(|words| words.reply_purpose.clone()),
            email: contact.map(|words| words.email.clone()),
            email_invalid: contact.map(|words| words.email_invalid.clone()),
            publish: publishing.map(|words| words.publish.clone()),
            publish_name: publishing.map(|words| words.publish_name.clone()),
        }
    }

    fn thanks(&self, survey: &Survey) -> PromptThanks {
        let standard = Buckets::from_fn(|_| self.texts.words.small.receipt_text.clone());
        let text = self.buckets(&survey.thanks.text, &standard);
        PromptThanks {
            text: (text != standard).then_some(text),
            link: survey.thanks.link.as_ref().map(|link| PromptLink {
                href: link.href.clone(),
                text: self.or(&link.text, &link.href),
                open: self.texts.open_link.clone(),
            }),
        }
    }
}
