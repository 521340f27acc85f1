//! The keys that lead from a person to their answers, and the marks that a person was erased.

use koe_shared::id::{PublicId, SiteId};

use super::{Rank, slot};

/// The prefix of every mark that a person was erased.
pub const ERASED: &str = "erased/";
/// Until when the cron has looked at erased persons again.
pub const ERASED_LOOKED_AT: &str = "cron/erased";

/// The entry that leads from a person to one revision of an answer.
#[must_use]
pub fn person(site: &SiteId, person: &str, id: &PublicId, revision: Rank) -> String {
    let mut key = persons_answers(site, person) + &slot(id);
    revision.write(&mut key);
    key
}

/// The prefix of every entry of one person.
#[must_use]
pub fn persons_answers(site: &SiteId, person: &str) -> String {
    format!("{}{person}/", persons(site))
}

/// The prefix of every entry of every person of a site.
#[must_use]
pub fn persons(site: &SiteId) -> String {
    format!("person/{site}/")
}

/// The person that an entry below that prefix leads from.
#[must_use]
pub fn person_of<'k>(prefix: &str, key: &'k str) -> Option<&'k str> {
    key.strip_prefix(prefix)?.split_once('/').map(|(person, _)| person)
}

/// The mark that a person was erased.
#[must_use]
pub fn erased(site: &SiteId, person: &str) -> String {
    format!("{ERASED}{site}/{person}")
}

/// The site and the person that a mark of an erasure names.
#[must_use]
pub fn parse_erased(key: &str) -> Option<(SiteId, &str)> {
    let (site, person) = key.strip_prefix(ERASED)?.split_once('/')?;
    Some((site.parse().ok()?, person))
}
