//! Writing a save: its entry, the record, and the end of what is too old.

use std::sync::Arc;

use jiff::Timestamp;
use koe_shared::id::SiteId;

use super::error::SaveError;
use crate::platform::Entropy;
use crate::sites::form_id::FormId;
use crate::sites::history::{Entry, Listed, MAX_HISTORY};
use crate::sites::record::SiteRecord;
use crate::sites::repository::Sites;
use crate::sites::site::Site;
use crate::store::keys::{self, HistoryId};

/// A save that nothing stands against.
pub(super) struct Save<'a> {
    pub(super) sites: &'a Sites,
    pub(super) id: SiteId,
    pub(super) by: &'a str,
    pub(super) form: Option<FormId>,
    pub(super) listed: Vec<Listed>,
}

impl Save<'_> {
    /// Writes the entry and the record, and deletes entries that are too many.
    pub(super) async fn write(
        self,
        base: Option<SiteRecord>,
        record: SiteRecord,
        changed: Vec<String>,
        entropy: &Entropy,
    ) -> Result<Arc<Site>, SaveError> {
        let store = self.sites.store();
        if let Some(base) = base.as_ref().filter(|base| base.is_before_history()) {
            let (record, changed) = (base.past(), Vec::new());
            let earlier = Entry { record, by: None, parent: None, changed };
            earlier.save(store, &self.id, &base.entry()).await?;
        }
        let parent = base.map(|base| base.entry());
        let id = self.entry_id(parent.as_ref(), &record, entropy)?;
        let entry = Entry { record: record.past(), by: Some(self.by.to_owned()), parent, changed };
        entry.save(store, &self.id, &id).await?;
        let site = Arc::new(Site::new(self.id, record.saved_as(id)));
        self.sites.save(Arc::clone(&site)).await?;
        // The site is saved, whatever becomes of this.
        for old in self.listed.iter().skip(MAX_HISTORY - 1) {
            let _ = store.delete(&keys::history_entry(&site.id, &old.id)).await;
        }
        Ok(site)
    }

    /// The id of the entry: later than its parent's. That of a form follows from the form and the parent, so
    /// that the same form lands on the same entry, wherever it is sent.
    fn entry_id(
        &self,
        parent: Option<&HistoryId>,
        record: &SiteRecord,
        entropy: &Entropy,
    ) -> Result<HistoryId, SaveError> {
        let after = |time: Timestamp| match parent.map(HistoryId::after) {
            Some(after) => time.max(after),
            None => time,
        };
        if let Some(form) = self.form {
            // A form's time is its browser's to tell.
            let time = form.time().min(record.updated_at);
            return Ok(HistoryId::new(after(time), form.random()));
        }
        let mut random = [0; 8];
        entropy(&mut random).map_err(SaveError::Entropy)?;
        Ok(HistoryId::new(after(record.updated_at), u64::from_be_bytes(random)))
    }
}
