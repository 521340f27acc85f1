//! Whether the respondent that a page claims is the one the owner signed.

use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use koe_shared::answer::{AnswerBody, Respondent};
use koe_shared::instant::Instant;
use sha2::Sha256;

use crate::hex;
use crate::sites::SiteRecord;

/// How long after its expiry a signature may arrive: a weekend without a network.
const GRACE: SignedDuration = SignedDuration::from_hours(72);

/// What became of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Claim {
    /// Nobody claimed anything.
    None,
    /// The id may be stored.
    Holds(String),
    /// A signature is missing where it is required, wrong, was expired when the prompt was shown, or
    /// came long after that.
    Unverified,
}

impl Claim {
    /// The respondent to store.
    pub(super) fn respondent(self) -> Option<String> {
        match self {
            Self::Holds(id) => Some(id),
            Self::None | Self::Unverified => None,
        }
    }
}

/// Judges the claim of an answer that is received now. Expiry is judged at the answer's own time, so
/// that an answer which waited in a browser keeps its respondent; but the sender picks that time, so
/// it has to arrive within [`GRACE`].
pub(super) fn judge_claim(site: &SiteRecord, body: &AnswerBody, now: Timestamp) -> Claim {
    let Some(claimed) = &body.respondent else { return Claim::None };
    let needs_none = !site.document.identity.require_signature && claimed.signature.is_none();
    let holds = claimed.has_legal_id() && (needs_none || is_signed(site, body, claimed, now));
    if holds { Claim::Holds(claimed.id.clone()) } else { Claim::Unverified }
}

fn is_signed(site: &SiteRecord, body: &AnswerBody, claimed: &Respondent, now: Timestamp) -> bool {
    let (Some(text), Some(signature), Some(Instant(expires_at))) =
        (claimed.signed_text(&body.site), &claimed.signature, claimed.expiry())
    else {
        return false;
    };
    let Some(signature) = hex::decode(signature) else { return false };
    expires_at > body.id.time()
        && now.duration_since(expires_at) <= GRACE
        && site.signing.valid().any(|secret| is_mac_of(secret, text.as_bytes(), &signature))
}

fn is_mac_of(secret: &[u8], text: &[u8], signature: &[u8]) -> bool {
    Hmac::<Sha256>::new_from_slice(secret)
        .is_ok_and(|mac| mac.chain_update(text).verify_slice(signature).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_vector_verifies_and_nothing_near_it() {
        let text = b"kokage.u_42.2026-12-31T00:00:00Z";
        let signature = "9ac9b6ac4b56c63d1b4061a280cd10be430eb47091290342171527b52a966ca3";
        let bytes = hex::decode(signature).unwrap();
        assert!(is_mac_of(b"koe-test-secret", text, &bytes));
        assert!(!is_mac_of(b"koe-test-secreT", text, &bytes));
        assert!(!is_mac_of(b"koe-test-secret", b"kokage.u_43.2026-12-31T00:00:00Z", &bytes));
        assert!(!is_mac_of(b"koe-test-secret", text, &bytes[..31]));
        assert_eq!(hex::decode(&signature.to_uppercase()), None);
        assert_eq!(hex::decode(&signature[1..]), None);
    }
}
