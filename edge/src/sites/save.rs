//! Saving a site: setting it up, putting another document in place of its own, bringing an earlier one back.
//!
//! 1. The record is read, and the list of the site's history. Where that shows a save which follows the
//!    record, this location is behind: the later state is what is saved upon.
//! 2. A form that was saved before is not saved again.
//! 3. The condition of the call. A document that differs in nothing meets every condition: it is what a
//!    second try of the same call finds.
//! 4. What other saves did that the record has not taken in is united with it, so that no survey version is
//!    lost; then the new document takes the place of the old one.
//! 5. The entry is written, then the record. So there is nothing that a record holds and no entry does.
//! 6. Entries beyond the newest 200 are deleted. The save does it, since only a save adds one, and has just
//!    listed them; where storage refuses, the next save does it.

mod destinations;
mod error;
mod state;
#[cfg(test)]
mod tests;
mod write;

use std::sync::Arc;

use jiff::Timestamp;
use koe_shared::id::SiteId;
use koe_shared::site::{DestinationSecrets, SiteDocument, differing_fields};

pub(crate) use self::error::SaveError;
use self::state::{State, unite_unseen};
use self::write::Save;
use super::form_id::FormId;
use super::history::{Entry, Listed};
use super::import_secret::import_secret;
use super::record::SiteRecord;
use super::repository::Sites;
use super::site::Site;
use crate::platform::Entropy;
use crate::store::keys::HistoryId;

/// How the secret is called among the fields that differ.
const SECRET: &str = "identity.secret";
/// How the deletion of a site is called there.
const DELETION: &str = "deleted";

/// A save that is asked for.
pub(crate) struct Saving<'a> {
    pub(crate) site: SiteId,
    pub(crate) contents: Contents,
    /// What the caller has seen of the site.
    pub(crate) based_on: BasedOn,
    /// Who saves: a key's name, or "admin".
    pub(crate) by: &'a str,
    /// The form that saves, if one does.
    pub(crate) form: Option<FormId>,
    /// Where the deployment is reached.
    pub(crate) reached: Reached<'a>,
}

/// Where the deployment is reached, as the call that saves tells: the origin of links to the report, and whom alerts
/// may not be sent to.
#[derive(Clone, Copy)]
pub(crate) struct Reached<'a> {
    /// Such as `https://koe.example`.
    pub(crate) origin: &'a str,
    /// Hosts that alerts may be sent to whatever they are.
    pub(crate) allowed: &'a [String],
}

impl Reached<'_> {
    fn host(&self) -> &str {
        self.origin.split_once("://").map_or(self.origin, |(_, host)| host)
    }
}

/// What a save puts in place.
pub(crate) enum Contents {
    /// A document.
    Document(Box<SiteDocument>),
    /// The document of an entry. The secrets stay those of today, and no survey goes back to a lower version:
    /// a wording that differs from today's becomes the next.
    Restored(Box<Entry>),
}

/// What the caller of a save has seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BasedOn {
    /// The caller does not say, and takes the place of whatever is there.
    Anything,
    /// Some site, whichever its state.
    AnySite,
    /// The site as one of these entries has it. Each was the site's state at some time.
    Entries(Vec<HistoryId>),
}

/// What became of a save.
pub(crate) enum Outcome {
    Saved(Saved),
    Edited(Conflict),
}

/// A site as it was saved.
pub(crate) struct Saved {
    pub(crate) site: Arc<Site>,
    /// Whether there was none before, or a deleted one.
    pub(crate) is_new: bool,
}

/// Somebody else saved meanwhile; nothing was written.
pub(crate) struct Conflict {
    /// The site as it is now; `None` where there is none, or it was deleted.
    pub(crate) current: Option<Arc<Site>>,
    /// The fields in which the document differs from it.
    pub(crate) fields: Vec<String>,
}

/// Saves a site: steps 1 to 6.
pub(crate) async fn save_site(
    sites: &Sites,
    saving: Saving<'_>,
    entropy: &Entropy,
    now: Timestamp,
) -> Result<Outcome, SaveError> {
    let Saving { site: id, contents, based_on, by, form, reached } = saving;
    // 1.
    let State { mut base, listed } = State::load(sites, &id, now).await?;
    let is_new = base.as_ref().is_none_or(SiteRecord::is_deleted);
    // 2.
    if let (Some(form), Some(record)) = (form, &base)
        && saved_by(form, record, &listed)
    {
        let site = sites.settle(&id, record).await?;
        return Ok(Outcome::Saved(Saved { site, is_new: false }));
    }
    // 3.
    let known = base.as_ref().map(|record| record.destinations().clone()).unwrap_or_default();
    let is_sent = matches!(contents, Contents::Document(_));
    let mut document = contents.document(base.as_ref());
    let before = base.as_ref().map(|record| &record.document);
    let secrets = if is_sent {
        destinations::settle(&mut document, before, &known, reached).map_err(SaveError::Document)?
    } else {
        document.known_secrets(&known)
    };
    if !based_on.holds_for(base.as_ref()) {
        let fields =
            base.as_ref().map_or_else(Vec::new, |record| changed(record, &document, &secrets));
        if is_new || !fields.is_empty() {
            let current = base.filter(|record| !record.is_deleted());
            let current = current.map(|record| Arc::new(Site::new(id, record)));
            return Ok(Outcome::Edited(Conflict { current, fields }));
        }
    }
    // 4.
    if let Some(base) = &mut base {
        unite_unseen(sites.store(), &id, base, &listed, now).await?;
    }
    let save = Save { sites, id, by, form, listed };
    let changed =
        base.as_ref().map_or_else(Vec::new, |record| changed(record, &document, &secrets));
    let replaced = match base.clone() {
        None => {
            // Only who has the admin key sets up a site. Any other key is of a site that is there, and this
            // location does not show it yet.
            let admin = sites.admin_key().ok_or(SaveError::NotVisible)?;
            SiteRecord::new(document, import_secret(&save.id, admin), now)
        }
        Some(record) => record.with_entry().replaced(document, now),
    };
    let record = replaced.map_err(SaveError::Version)?.saved_at(reached.origin, secrets);
    // 5, 6.
    let site = save.write(base, record, changed, entropy).await?;
    Ok(Outcome::Saved(Saved { site, is_new }))
}

/// Marks a site as deleted, as an entry of its history as well.
pub(super) async fn save_deletion(
    sites: &Sites,
    id: &SiteId,
    by: &str,
    entropy: &Entropy,
    now: Timestamp,
) -> Result<(), SaveError> {
    let State { base, listed } = State::load(sites, id, now).await?;
    let Some(base) = base else { return Ok(()) };
    let deleted = base.clone().with_entry().deleted(now);
    let save = Save { sites, id: id.clone(), by, form: None, listed };
    save.write(Some(base), deleted, vec![DELETION.to_owned()], entropy).await?;
    Ok(())
}

/// Whether a form was saved before: the random part of its id is that of an entry.
fn saved_by(form: FormId, record: &SiteRecord, listed: &[Listed]) -> bool {
    let is_its = |id: &HistoryId| id.random() == form.random();
    let own = record.entry();
    let known = std::iter::once(&own).chain(record.seen());
    known.chain(listed.iter().map(|listed| &listed.id)).any(is_its)
}

/// The fields in which a document differs from a record's.
fn changed(
    record: &SiteRecord,
    document: &SiteDocument,
    destinations: &DestinationSecrets,
) -> Vec<String> {
    let mut fields = differing_fields(&record.document, document);
    if record.signing.clone().updated(&document.identity.secret) != record.signing {
        fields.push(SECRET.to_owned());
    }
    // A secret of a destination is in no document: the whole field stands for it.
    for list in record.destinations().differing_fields(destinations) {
        if !fields.iter().any(|field| field.split('.').next() == Some(list)) {
            fields.push(list.to_owned());
        }
    }
    fields.sort_unstable();
    fields
}

impl Contents {
    fn document(self, today: Option<&SiteRecord>) -> SiteDocument {
        match self {
            Self::Document(document) => *document,
            Self::Restored(entry) => {
                let mut document = entry.record.document;
                if let Some(today) = today {
                    for survey in &mut document.surveys {
                        let asked = today.document.surveys.iter();
                        let asked = asked.map(|survey| (&survey.id, survey.version));
                        let asked = asked.filter(|(id, _)| **id == survey.id);
                        let asked = asked.map(|(_, version)| version).next();
                        survey.version = today.versions.coming_back(survey, asked);
                    }
                }
                document
            }
        }
    }
}

impl BasedOn {
    /// Whether the caller has seen the site as it is.
    fn holds_for(&self, record: Option<&SiteRecord>) -> bool {
        let record = record.filter(|record| !record.is_deleted());
        match self {
            Self::Anything => true,
            Self::AnySite => record.is_some(),
            Self::Entries(seen) => record.is_some_and(|record| seen.contains(&record.entry())),
        }
    }
}
