//! Bringing back an earlier state of a site.

use std::fmt;

use jiff::Timestamp;
use koe_shared::id::SiteId;

use super::form_id::FormId;
use super::history::Entry;
use super::repository::{LookupError, Sites};
use super::save::{BasedOn, Contents, Outcome, Reached, SaveError, Saving, save_site};
use crate::platform::Entropy;
use crate::store::StoreError;
use crate::store::keys::HistoryId;

/// Characters of an entry's id that a refusal repeats, at most: one more than a legal id has.
const SHOWN: usize = 31;

/// Why there is no such entry.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum EntryError {
    /// The site can't be found, or was deleted.
    Site(LookupError),
    /// The site's history has no entry of that id, or has it no more.
    Unknown {
        /// The id, cut to what a refusal can bear.
        entry: String,
    },
    /// Storage refused.
    Store(StoreError),
}

impl fmt::Display for EntryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Site(error) => write!(f, "{error}"),
            Self::Unknown { entry } => write!(f, "the history of this site has no entry {entry:?}"),
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

/// An entry of a site's history, by the name that a call gives it.
pub(crate) async fn history_entry(
    sites: &Sites,
    site: &SiteId,
    name: &str,
) -> Result<(HistoryId, Entry), EntryError> {
    sites.get(site).await.map_err(EntryError::Site)?;
    let unknown = || EntryError::Unknown { entry: name.chars().take(SHOWN).collect() };
    let id: HistoryId = name.parse().map_err(|_| unknown())?;
    let entry = Entry::load(sites.store(), site, &id).await.map_err(EntryError::Store)?;
    Ok((id, entry.ok_or_else(unknown)?))
}

/// A restoring that is asked for.
pub(crate) struct Restoring<'a> {
    pub(crate) site: SiteId,
    /// The entry whose document comes back.
    pub(crate) entry: Entry,
    pub(crate) based_on: BasedOn,
    /// Who restores: a key's name, or "admin".
    pub(crate) by: &'a str,
    pub(crate) form: Option<FormId>,
    pub(crate) reached: Reached<'a>,
}

/// Puts the document of an entry in place of the site's, as an entry of its own.
pub(crate) async fn restore_site(
    sites: &Sites,
    restoring: Restoring<'_>,
    entropy: &Entropy,
    now: Timestamp,
) -> Result<Outcome, SaveError> {
    let Restoring { site, entry, based_on, by, form, reached } = restoring;
    let contents = Contents::Restored(Box::new(entry));
    save_site(sites, Saving { site, contents, based_on, by, form, reached }, entropy, now).await
}
