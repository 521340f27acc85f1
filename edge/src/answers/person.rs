//! A person who answered: the owner's id of them, and the hash that stands for it in storage keys.
//!
//! A key shows in lists, cursors and messages of the storage, so it holds no id. The hash is an HMAC
//! under the secret of the site that never changes (see [`SiteRecord`]), so the person is found after
//! years, after the site was replaced or deleted and set up again, and under whatever admin key. The
//! same person of two sites has two hashes.

use std::fmt;
use std::str::FromStr;

use hmac::{Hmac, KeyInit, Mac};
use koe_shared::answer::{MAX_RESPONDENT_CHARS, is_respondent_id};
use koe_shared::id::{PublicId, SiteId};
use sha2::Sha256;

use crate::hex;
use crate::sites::{Site, SiteRecord};
use crate::store::keys::{self, Rank};

/// The owner's id of a person, as a call names it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct RespondentId(String);

/// A text that can't be the id of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RespondentIdError {
    /// How long it is.
    pub(crate) characters: usize,
}

impl fmt::Display for RespondentIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let characters = self.characters;
        write!(
            f,
            "an id of {characters} characters is not 1–{MAX_RESPONDENT_CHARS} printable ASCII \
             characters"
        )
    }
}

impl FromStr for RespondentId {
    type Err = RespondentIdError;

    fn from_str(text: &str) -> Result<Self, RespondentIdError> {
        let error = || RespondentIdError { characters: text.chars().count() };
        is_respondent_id(text).then(|| Self(text.to_owned())).ok_or_else(error)
    }
}

impl From<RespondentId> for String {
    fn from(id: RespondentId) -> Self {
        id.0
    }
}

impl RespondentId {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The person in the keys of a site.
    pub(crate) fn person(&self, site: &Site) -> Person {
        Person::of(&site.record, &self.0)
    }
}

/// A person as the keys of a site name them: 64 digits of hex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person(String);

impl Person {
    /// The person whose id a revision holds.
    pub(crate) fn of(site: &SiteRecord, respondent: &str) -> Self {
        let mac = Hmac::<Sha256>::new_from_slice(site.import_secret());
        let mac = mac.expect("HMAC takes a key of any length");
        // The ids of imported answers are made with the same secret: each use has a word of its own.
        let digest = mac.chain_update("respondent\n").chain_update(respondent).finalize();
        Self(hex::encode(&digest.into_bytes()))
    }

    /// The person that a listed key names.
    pub(crate) fn of_key(hash: &str) -> Self {
        Self(hash.to_owned())
    }

    /// The hash, as keys have it.
    pub(crate) fn hash(&self) -> &str {
        &self.0
    }

    /// The entry that leads to one revision.
    pub(super) fn entry(&self, site: &SiteId, id: &PublicId, revision: Rank) -> String {
        keys::person(site, &self.0, id, revision)
    }

    /// The prefix of all that lead to a revision.
    pub(super) fn entries(&self, site: &SiteId) -> String {
        keys::persons_answers(site, &self.0)
    }

    /// The mark that the person was erased.
    pub(super) fn erased(&self, site: &SiteId) -> String {
        keys::erased(site, &self.0)
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use koe_shared::site::SiteDocument;

    use super::*;

    fn record(secret: u8) -> SiteRecord {
        let document = SiteDocument::parse(
            br#"{ "name": "Kokage", "origins": ["https://shop.example"], "surveys": [{ "id": "shop-nps",
                "metric": "nps", "goal": "Back?", "touchpoints": ["bought"] }] }"#,
        );
        let import_secret = crate::hex::encode(&[secret; 32]);
        SiteRecord::new(document.unwrap(), import_secret, Timestamp::UNIX_EPOCH).unwrap()
    }

    #[test]
    fn the_hash_of_a_person_is_pinned_since_entries_live_for_years() {
        let hash = "b137816dbcbb38befe5e92de2c76f61b2c3aa9a25f7aa94d4566875d56c3f0fc";
        assert_eq!(Person::of(&record(7), "u_42"), Person(hash.to_owned()));
    }

    #[test]
    fn another_id_or_another_site_is_another_person() {
        let people = [(7, "u_42"), (7, "u_43"), (7, "U_42"), (7, "u_42 "), (8, "u_42")];
        let people = people.map(|(secret, id)| Person::of(&record(secret), id).0);
        for (place, person) in people.iter().enumerate() {
            assert_eq!(person.len(), 64);
            assert!(!people[..place].contains(person), "{place}");
        }
    }

    #[test]
    fn every_printable_character_may_stand_in_an_id() {
        let every: String = (' '..='~').collect();
        for id in [every.as_str(), "/", "%", "..", " ", &"x".repeat(128)] {
            assert_eq!(id.parse::<RespondentId>().map(|id| id.0), Ok(id.to_owned()));
        }
    }

    #[track_caller]
    fn check_refusal(id: &str, message: &str) {
        assert_eq!(
            id.parse::<RespondentId>().err().map(|error| error.to_string()).as_deref(),
            Some(message)
        );
    }

    #[test]
    fn what_can_be_no_id_is_refused_with_the_bound() {
        let bound = "is not 1–128 printable ASCII characters";
        check_refusal("", &format!("an id of 0 characters {bound}"));
        check_refusal(&"x".repeat(129), &format!("an id of 129 characters {bound}"));
        for id in ["声", "\n", "\u{7f}", "\0", "é"] {
            check_refusal(id, &format!("an id of 1 characters {bound}"));
        }
    }
}
