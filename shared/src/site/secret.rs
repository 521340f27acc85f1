//! The site's signing secrets: how a document changes them, and how they are kept.

use std::fmt;
use std::ops::RangeInclusive;

use serde::{Deserialize, Deserializer, Serialize};

/// The bounds of a secret, in bytes. Under eight nothing is secret; HMAC gains nothing over 256.
pub(super) const SECRET_BYTES: RangeInclusive<usize> = 8..=256;

/// A secret in a document. It is not serialisable and its `Debug` does not tell it.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The text itself, for where secrets are kept.
    pub(super) fn into_text(self) -> String {
        self.0
    }

    /// The bytes that key the HMAC.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl From<String> for Secret {
    fn from(secret: String) -> Self {
        Self(secret)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What a document asks for its secret.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SecretUpdate {
    /// The field is absent: nothing changes.
    #[default]
    Keep,
    /// The field is null: every secret goes.
    Remove,
    /// A secret that signs from now on.
    Set(Secret),
}

impl<'de> Deserialize<'de> for SecretUpdate {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Option::<Secret>::deserialize(from)?.map_or(Self::Remove, Self::Set))
    }
}

/// The secrets that verify at this moment, newest first. Two may be valid at once, so that an owner
/// can change the secret while pages signed with the old one are still open.
///
/// This is the stored form, the only one that tells a secret. Never put it into a reply.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SigningSecrets {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    current: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    previous: Option<String>,
}

impl SigningSecrets {
    /// The secrets after a document was accepted. A new secret makes the current one the previous;
    /// the one before that goes. Setting the current one again changes nothing, so that a document
    /// may be sent twice.
    #[must_use]
    pub fn updated(self, update: &SecretUpdate) -> Self {
        match update {
            SecretUpdate::Keep => self,
            SecretUpdate::Remove => Self::default(),
            SecretUpdate::Set(secret) if self.current.as_ref() == Some(&secret.0) => self,
            SecretUpdate::Set(secret) => {
                Self { current: Some(secret.0.clone()), previous: self.current }
            }
        }
    }

    /// The newest secret: the one that signs and that derives ids.
    #[must_use]
    pub fn current(&self) -> Option<&[u8]> {
        self.current.as_deref().map(str::as_bytes)
    }

    /// Every secret that still verifies, newest first.
    pub fn valid(&self) -> impl Iterator<Item = &[u8]> {
        self.current.iter().chain(&self.previous).map(String::as_bytes)
    }
}

impl fmt::Debug for SigningSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningSecrets({} valid)", self.valid().count())
    }
}

#[cfg(test)]
mod tests {
    use super::{Secret, SecretUpdate, SigningSecrets};

    fn set(secret: &str) -> SecretUpdate {
        SecretUpdate::Set(Secret::from(secret.to_owned()))
    }

    #[track_caller]
    fn check(updates: &[SecretUpdate], valid: &[&str]) {
        let none = SigningSecrets::default();
        let secrets = updates.iter().fold(none, SigningSecrets::updated);
        let expected: Vec<_> = valid.iter().map(|secret| secret.as_bytes()).collect();
        assert_eq!(secrets.valid().collect::<Vec<_>>(), expected);
        assert_eq!(secrets.current(), expected.first().copied());
        let stored = serde_json::to_string(&secrets).unwrap();
        assert_eq!(serde_json::from_str::<SigningSecrets>(&stored).unwrap(), secrets);
    }

    #[test]
    fn the_newest_signs_and_the_one_before_still_verifies() {
        check(&[], &[]);
        check(&[set("first")], &["first"]);
        check(&[set("first"), set("second")], &["second", "first"]);
        check(&[set("first"), set("second"), set("third")], &["third", "second"]);
    }

    #[test]
    fn the_same_document_twice_changes_nothing() {
        check(&[set("first"), set("second"), set("second")], &["second", "first"]);
    }

    #[test]
    fn absent_keeps_and_null_removes_every_secret() {
        check(&[set("first"), SecretUpdate::Keep], &["first"]);
        check(&[set("first"), set("second"), SecretUpdate::Remove], &[]);
    }

    #[test]
    fn no_debug_output_tells_a_secret() {
        let secrets = SigningSecrets::default().updated(&set("first"));
        assert_eq!(
            format!("{secrets:?} {:?}", set("first")),
            "SigningSecrets(1 valid) Set(Secret(…))"
        );
    }
}
