//! A site as it is stored, and as an isolate keeps it.

mod cache;
mod past;
mod record;

use std::sync::OnceLock;

use koe_shared::id::{SiteId, SurveyId};
use koe_shared::locale::Locale;
use koe_shared::metric::Scale;
use koe_shared::prompt_content::{PromptContent, content_hash};
use koe_shared::site::{SiteDocument, Survey};

pub(crate) use cache::Sites;
pub(crate) use record::SiteRecord;

/// A site in memory: its record, and the text files of its prompts once somebody asked for one.
pub(crate) struct Site {
    pub(crate) id: SiteId,
    pub(crate) record: SiteRecord,
    contents: OnceLock<Vec<Content>>,
}

/// A text file of one survey in one language.
pub(crate) struct Content {
    survey: usize,
    locale: Locale,
    /// Names the file: changes with its bytes.
    pub(crate) hash: String,
    /// The file itself, JSON.
    pub(crate) text: Vec<u8>,
}

impl Site {
    pub(crate) fn new(id: SiteId, record: SiteRecord) -> Self {
        Self { id, record, contents: OnceLock::new() }
    }

    pub(crate) fn document(&self) -> &SiteDocument {
        &self.record.document
    }

    /// A version of a survey and its scale; without one, the version that is asked now. A survey
    /// that the document leaves out is archived: its last version is still answered.
    pub(crate) fn version(&self, survey: &SurveyId, version: Option<u32>) -> Option<(u32, Scale)> {
        let versions = &self.record.versions;
        let asked_now = || {
            let surveys = &self.document().surveys;
            let current = surveys.iter().find(|candidate| candidate.id == *survey);
            current.map(|survey| survey.version).or_else(|| versions.newest(survey))
        };
        let version = version.or_else(asked_now)?;
        Some((version, versions.scale(survey, version)?))
    }

    /// The text file of that hash.
    pub(crate) fn content(&self, hash: &str) -> Option<&Content> {
        self.contents().iter().find(|content| content.hash == hash)
    }

    /// The hash of the text file of a survey of this site's document in one of its languages.
    pub(crate) fn content_hash(&self, survey: &Survey, locale: &Locale) -> String {
        let surveys = &self.document().surveys;
        let place = surveys.iter().position(|candidate| candidate.id == survey.id);
        let found = self
            .contents()
            .iter()
            .find(|content| Some(content.survey) == place && content.locale == *locale);
        found.map(|content| content.hash.clone()).unwrap_or_default()
    }

    /// Every survey of the document in every language it offers.
    fn contents(&self) -> &[Content] {
        self.contents.get_or_init(|| {
            let document = self.document();
            let surveys = document.surveys.iter().enumerate();
            surveys
                .flat_map(|(place, survey)| {
                    document.locales.iter().map(move |locale| (place, survey, locale))
                })
                .map(|(place, survey, locale)| {
                    let text = PromptContent::new(document, survey, locale).to_json();
                    let hash = content_hash(&text);
                    Content { survey: place, locale: locale.clone(), hash, text }
                })
                .collect()
        })
    }
}
