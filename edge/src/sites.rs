//! Sites: what is stored of one, how it is found, and who may act on it.
//!
//! What a legal site document is, `koe-shared` says.

mod cache;
mod calendar;
mod content;
mod declared;
mod fingerprint;
mod form_id;
mod form_key;
mod history;
mod import_secret;
mod key_request;
mod lifecycle;
mod list;
mod owner_key;
mod record;
mod repository;
mod restore;
mod retention;
mod save;
mod scope;
mod site;
mod span;
mod versions;

pub(crate) use self::calendar::{Calendar, start_of_hour};
pub(crate) use self::content::{ContentError, content};
pub(crate) use self::declared::Declared;
pub(crate) use self::fingerprint::fingerprint;
pub(crate) use self::form_id::FormId;
pub(crate) use self::form_key::{FormKeyError, create_by_form};
pub(crate) use self::history::{Entry, Listed, MAX_HISTORY, beside, list_history};
pub(crate) use self::key_request::{KeyRequest, KeyRequestError};
pub(crate) use self::lifecycle::{delete_leftovers, delete_site};
pub(crate) use self::list::{ListedSite, list_in_turn, list_sites};
pub(crate) use self::owner_key::{OwnerKey, OwnerKeyError, hash_of_key, parse_key};
pub(crate) use self::record::SiteRecord;
pub(crate) use self::repository::{LookupError, Sites, named_site};
pub(crate) use self::restore::{EntryError, Restoring, history_entry, restore_site};
pub(crate) use self::save::{
    BasedOn, Conflict, Contents, Outcome, Reached, SaveError, Saved, Saving, save_site,
};
pub(crate) use self::scope::Scope;
pub(crate) use self::site::Site;
pub(crate) use self::span::Span;
