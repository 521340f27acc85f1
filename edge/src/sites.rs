//! Sites: what is stored of one, how it is found, and who may act on it.
//!
//! What a legal site document is, `koe-shared` says.

mod cache;
mod calendar;
mod content;
mod declared;
mod fingerprint;
mod key_request;
mod lifecycle;
mod owner_key;
mod record;
mod repository;
mod retention;
mod site;
mod span;
mod versions;

pub(crate) use self::calendar::{Calendar, start_of_hour};
pub(crate) use self::content::{ContentError, content};
pub(crate) use self::declared::Declared;
pub(crate) use self::fingerprint::fingerprint;
pub(crate) use self::key_request::{KeyRequest, KeyRequestError};
pub(crate) use self::lifecycle::{PutSiteError, Saved, delete_site, put_site};
pub(crate) use self::owner_key::{OwnerKey, OwnerKeyError, Scope, hash_of_key, parse_key};
pub(crate) use self::record::{RecordError, SiteRecord};
pub(crate) use self::repository::{LookupError, Sites, named_site};
pub(crate) use self::site::Site;
pub(crate) use self::span::Span;
