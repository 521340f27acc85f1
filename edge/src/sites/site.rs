//! A site as an isolate keeps it, with the names of the text files of its prompts and where its tallies end.

use std::sync::OnceLock;

use koe_shared::id::SiteId;
use koe_shared::locale::Locale;
use koe_shared::prompt_content::PromptContent;
use koe_shared::site::{SiteDocument, Survey};

use super::record::SiteRecord;
use crate::store::{Store, StoreError, keys};

/// A site in memory: its record, and what names the text files of its prompts once somebody asked.
pub(crate) struct Site {
    pub(crate) id: SiteId,
    pub(crate) record: SiteRecord,
    content_hashes: OnceLock<Vec<String>>,
    bounds: OnceLock<Option<String>>,
}

impl Site {
    pub(crate) fn new(id: SiteId, record: SiteRecord) -> Self {
        Self { id, record, content_hashes: OnceLock::new(), bounds: OnceLock::new() }
    }

    /// The entry of its tallies' bounds, as it was read for this site first; `None` for no entry. Older bounds
    /// do no harm: what lies outside them is read from the answers themselves.
    pub(crate) async fn bounds(&self, store: &dyn Store) -> Result<Option<&str>, StoreError> {
        if self.bounds.get().is_none() {
            let read = store.get(&keys::bounds(&self.id)).await?.map(|entry| entry.value);
            let _ = self.bounds.set(read);
        }
        Ok(self.bounds.get().and_then(Option::as_deref))
    }

    pub(crate) fn document(&self) -> &SiteDocument {
        &self.record.document
    }

    /// The text file of that name.
    pub(crate) fn content(&self, name: &str) -> Option<PromptContent> {
        let (hash, locale) = name.split_once('-')?;
        let document = self.document();
        let place = self.content_hashes().iter().position(|known| known == hash)?;
        let locale = document.locales.iter().find(|offered| offered.as_str() == locale)?;
        Some(PromptContent::new(document, document.surveys.get(place)?, locale))
    }

    /// The name of the text file of a survey of this site's document in one of its languages.
    pub(crate) fn content_name(&self, survey: &Survey, locale: &Locale) -> String {
        format!("{}-{locale}", self.content_hash(survey))
    }

    /// What names the text files of a survey of this site's document: changes with any of them.
    pub(crate) fn content_hash(&self, survey: &Survey) -> String {
        let mut surveys = self.document().surveys.iter();
        let place = surveys.position(|candidate| candidate.id == survey.id);
        place.and_then(|place| self.content_hashes().get(place)).cloned().unwrap_or_default()
    }

    /// A hash for each survey of the document, over its texts in every language.
    fn content_hashes(&self) -> &[String] {
        self.content_hashes.get_or_init(|| {
            let document = self.document();
            let hash = |survey| PromptContent::hash_of_all(document, survey);
            document.surveys.iter().map(hash).collect()
        })
    }
}
