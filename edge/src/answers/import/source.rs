//! The source of an imported answer: what a row that has been here became.
//!
//! It is written before the answer. If the request is cut off between the two, the same row again finds the
//! source and no answer, and writes that; the other way round a row whose time is corrected meanwhile would
//! be there twice. Its life is the answer's.

use std::collections::HashMap;

use jiff::SignedDuration;
use koe_shared::id::{PublicId, SiteId, SurveyId};
use serde::{Deserialize, Serialize};

use super::batch::Batch;
use super::bounds::MOST_BATCHES;
use super::name::Name;
use crate::store::keys::{self, Rank};
use crate::store::{MAX_BULK, Put, Store, StoreError};

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Source {
    /// The answer that it is.
    pub(super) id: PublicId,
    /// Its newest revision, by an import.
    pub(super) revision: u8,
    /// The first of its revisions that may be stored, of those up to the newest.
    pub(super) since: u8,
    /// Whether that revision says that it was undone.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) is_undone: bool,
    pub(super) survey: SurveyId,
    /// The hash of all that the row said.
    pub(super) fields: String,
    /// The batches that said it so, oldest first.
    batches: Vec<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

impl Source {
    /// The source of an answer that a row of this batch becomes.
    pub(super) fn new(
        id: PublicId,
        (revision, since): (u8, u8),
        survey: SurveyId,
        fields: String,
        batch: &Batch,
    ) -> Self {
        let batches = vec![batch.to_string()];
        Self { id, revision, since, is_undone: false, survey, fields, batches }
    }

    /// Whether a batch has said what the answer says.
    pub(super) fn is_of(&self, batch: &Batch) -> bool {
        self.batches.iter().any(|known| known == batch.as_str())
    }

    /// With one more batch that says the same. Of too many the newest are remembered.
    pub(super) fn with(mut self, batch: &Batch) -> Self {
        self.batches.push(batch.to_string());
        let excess = self.batches.len().saturating_sub(MOST_BATCHES);
        self.batches.drain(..excess);
        self
    }

    /// Without a batch; `None` where no other says the same.
    pub(super) fn without(&self, batch: &Batch) -> Option<Self> {
        let others = self.batches.iter().filter(|known| *known != batch.as_str());
        let batches: Vec<String> = others.cloned().collect();
        (!batches.is_empty()).then(|| Self { batches, ..self.clone() })
    }

    /// As it is once its answer was undone by that revision; `None` where there was no revision left, and
    /// the last one is gone.
    pub(super) fn undone(self, by: Option<u8>) -> Self {
        let revision = by.unwrap_or(self.revision.saturating_sub(1));
        Self { revision, since: revision, is_undone: true, batches: Vec::new(), ..self }
    }

    /// As it is where the answer was undone by that revision, which another source did not show.
    pub(super) fn outranked(self, by: u8) -> Self {
        Self { revision: by, since: by, is_undone: true, ..self }
    }

    /// Where the answer is stored.
    pub(super) fn place(&self, site: &SiteId) -> String {
        keys::answer(site, &self.id, Rank::Revision(self.revision))
    }

    /// Stores it. Storage takes a key once a second: whoever asks twice finds there what they wrote.
    pub(super) async fn save(
        &self,
        store: &dyn Store,
        (site, name): (&SiteId, &Name),
        time_to_live: SignedDuration,
    ) -> Result<(), StoreError> {
        let key = keys::source(site, name.as_str());
        let Ok(value) = serde_json::to_string(self) else {
            return Err(StoreError::Unreadable { key });
        };
        let put = Put { value: &value, time_to_live: Some(time_to_live), ..Put::default() };
        match store.put(&key, put).await {
            Err(StoreError::Busy) => {
                let there = store.get(&key).await?.map(|entry| entry.value);
                if there.as_ref() == Some(&value) { Ok(()) } else { Err(StoreError::Busy) }
            }
            put => put,
        }
    }
}

/// The sources of these names, as far as there are any: a read for each 100.
pub(super) async fn read(
    store: &dyn Store,
    site: &SiteId,
    names: &[Name],
) -> Result<HashMap<Name, Source>, StoreError> {
    let mut sources = HashMap::new();
    for chunk in names.chunks(MAX_BULK) {
        let keys: Vec<String> =
            chunk.iter().map(|name| keys::source(site, name.as_str())).collect();
        let values = store.get_many(&keys).await?;
        for ((name, key), value) in chunk.iter().zip(keys).zip(values) {
            let Some(value) = value else { continue };
            let source =
                serde_json::from_str(&value).map_err(|_| StoreError::Unreadable { key })?;
            sources.insert(name.clone(), source);
        }
    }
    Ok(sources)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(name: &str) -> Batch {
        name.parse().unwrap()
    }

    fn source() -> Source {
        let id = PublicId::new(1_795_230_245_678, 7);
        Source::new(id, (1, 1), "shop-nps".parse().unwrap(), "0f".to_owned(), &batch("a"))
    }

    #[test]
    fn a_source_is_pinned_since_it_lives_for_years() {
        let text = "{\"id\":\"01a1fc0f-a32e-7000-8000-000000000007\",\"revision\":1,\"since\":1,\
            \"survey\":\"shop-nps\",\"fields\":\"0f\",\"batches\":[\"a\"]}";
        assert_eq!(serde_json::to_string(&source()).unwrap(), text);
        assert_eq!(serde_json::from_str::<Source>(text).unwrap(), source());
        let undone = source().undone(Some(2));
        let text = serde_json::to_string(&undone).unwrap();
        assert!(text.contains("\"since\":2,\"is_undone\":true"), "{text}");
        assert_eq!(serde_json::from_str::<Source>(&text).unwrap(), undone);
    }

    #[test]
    fn of_nine_batches_the_newest_eight_are_remembered() {
        let all = ["b", "c", "d", "e", "f", "g", "h", "i"].map(batch);
        let source = all.iter().fold(source(), Source::with);
        assert!(!source.is_of(&batch("a")));
        assert!(all.iter().all(|batch| source.is_of(batch)));
    }

    #[test]
    fn without_its_last_batch_nobody_says_the_same() {
        let both = source().with(&batch("b"));
        let one = both.without(&batch("a")).unwrap();
        assert!(!one.is_of(&batch("a")) && one.is_of(&batch("b")));
        assert_eq!(one.without(&batch("b")), None);
        assert_eq!(one.without(&batch("z")), Some(one.clone()));
    }
}
