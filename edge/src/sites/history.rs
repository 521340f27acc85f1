//! The history of a site: what each save left, who saved, and from which entry.
//!
//! A save writes its entry first and the site's record after it, so whatever a record was ever made from is
//! here. Storage shows both a minute late or more, so two owners may save without seeing each other: their
//! entries then have the same parent, and neither is lost (see [`save_site`](super::save_site)).
//!
//! An entry holds the record but for its secrets. The signing secrets are there as HMACs, by which a save
//! tells whether they changed; the secret of imports, which never changes, keys those HMACs and is in no
//! entry, so that nobody can guess a short secret from the history alone.

mod entry;
mod listed;
mod note;
mod past;

pub(crate) use self::entry::{Entry, load_entries};
pub(crate) use self::listed::{Listed, MAX_HISTORY, UNITED, beside, list_history};
pub(crate) use self::past::PastRecord;
