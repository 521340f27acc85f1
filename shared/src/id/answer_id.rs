//! The visitor's secret id of an answer, the public id derived from it, and the clock in both.

use std::fmt;
use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::SiteId;

/// How far an answer's own clock may run ahead of the edge's.
pub const MAX_AHEAD: SignedDuration = SignedDuration::from_mins(5);

/// How far it may lie behind: as long as an outbox keeps what it could not send.
const MAX_BEHIND: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The `UUIDv7` a browser makes when a prompt is shown. It is the visitor's secret: whoever holds it
/// may change the answer and take it back, so it stands in no key, export or log. `Debug` therefore
/// shows its time only.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "string"))]
#[cfg_attr(
    feature = "openapi",
    derive(utoipa::ToSchema),
    schema(value_type = String, format = "uuid", pattern = "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-7[0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}$")
)]
pub struct AnswerId([u8; 16]);

/// The name of an answer for everyone but its visitor: the same time, the random bits replaced by
/// the first 74 bits of SHA-256 over site and id. It orders as the answers' times do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "string"))]
#[cfg_attr(
    feature = "openapi",
    derive(utoipa::ToSchema),
    schema(value_type = String, format = "uuid", pattern = "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-7[0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}$")
)]
pub struct PublicId([u8; 16]);

/// A string that is no UUID of version 7.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidAnswerId;

impl fmt::Display for InvalidAnswerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The value is not repeated: a mistyped secret is still most of a secret.
        f.write_str("id is not a UUID of version 7")
    }
}

impl std::error::Error for InvalidAnswerId {}

/// An answer's own time lies too far from the edge's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockSkew {
    /// More than five minutes in the future.
    Ahead(SignedDuration),
    /// More than thirty days in the past.
    Behind(SignedDuration),
}

impl fmt::Display for ClockSkew {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (by, direction, max) = match self {
            Self::Ahead(by) => (by, "ahead", MAX_AHEAD),
            Self::Behind(by) => (by, "behind", MAX_BEHIND),
        };
        // Rounded up, or a skew just over the bound would read as the bound.
        let by = by.as_secs() + i64::from(by.subsec_nanos() > 0);
        let max = max.as_secs();
        write!(f, "the time in id is {by} s {direction}, more than the {max} s allowed")
    }
}

impl std::error::Error for ClockSkew {}

/// Holds an answer's own time against `now`.
///
/// # Errors
/// More than five minutes ahead, or more than thirty days behind.
pub fn check_clock(id_time: Timestamp, now: Timestamp) -> Result<(), ClockSkew> {
    let ahead = id_time.duration_since(now);
    if ahead > MAX_AHEAD {
        Err(ClockSkew::Ahead(ahead))
    } else if -ahead > MAX_BEHIND {
        Err(ClockSkew::Behind(-ahead))
    } else {
        Ok(())
    }
}

impl AnswerId {
    /// Puts an id together as a browser does: a time and 74 bits of the caller's randomness, taken
    /// from the low bits of `random`. Imports pass bits of an HMAC instead.
    #[must_use]
    pub const fn new(time_ms: u64, random: u128) -> Self {
        Self(assemble(time_ms, random))
    }

    /// When the prompt was shown, in milliseconds since 1970.
    #[must_use]
    pub const fn time_ms(&self) -> u64 {
        time_ms(&self.0)
    }

    /// When the prompt was shown.
    #[must_use]
    pub fn time(&self) -> Timestamp {
        timestamp(self.time_ms())
    }

    /// The id that keys, exports, webhooks and logs carry.
    #[must_use]
    pub fn public(&self, site: &SiteId) -> PublicId {
        // A site id holds no dot, so the two can't be cut apart differently.
        let mut hash = Sha256::new();
        hash.update(site.as_str());
        hash.update(".");
        hash.update(self.to_secret_string());
        let digest = hash.finalize();
        let mut first = [0; 16];
        first.copy_from_slice(&digest[..16]);
        PublicId(assemble(self.time_ms(), u128::from_be_bytes(first) >> (128 - 74)))
    }

    /// The id as the browser wrote it. Named for what it is, because it must not be logged.
    #[must_use]
    pub fn to_secret_string(&self) -> String {
        hyphenated(&self.0)
    }
}

impl PublicId {
    /// An id from its parts, as a key holds them.
    #[must_use]
    pub const fn new(time_ms: u64, random: u128) -> Self {
        Self(assemble(time_ms, random))
    }

    /// When the prompt was shown, in milliseconds since 1970.
    #[must_use]
    pub const fn time_ms(&self) -> u64 {
        time_ms(&self.0)
    }

    /// When the prompt was shown.
    #[must_use]
    pub fn time(&self) -> Timestamp {
        timestamp(self.time_ms())
    }

    /// The sixteen bytes, most significant first.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// 48 bits of time, the version, 12 random bits, the variant, 62 random bits.
const fn assemble(time_ms: u64, random: u128) -> [u8; 16] {
    const LOW: u128 = (1 << 62) - 1;
    let time = (time_ms as u128 & 0xffff_ffff_ffff) << 80;
    let high = ((random >> 62) & 0xfff) << 64;
    (time | (0x7 << 76) | high | (0b10 << 62) | (random & LOW)).to_be_bytes()
}

const fn time_ms(bytes: &[u8; 16]) -> u64 {
    #[allow(clippy::cast_possible_truncation, reason = "48 bits are left")]
    let time = (u128::from_be_bytes(*bytes) >> 80) as u64;
    time
}

fn timestamp(time_ms: u64) -> Timestamp {
    // 48 bits of milliseconds reach the year 10889, jiff's calendar ends with 9999.
    i64::try_from(time_ms)
        .ok()
        .and_then(|ms| Timestamp::from_millisecond(ms).ok())
        .unwrap_or(Timestamp::MAX)
}

fn hyphenated(bytes: &[u8; 16]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(36);
    for (place, byte) in bytes.iter().enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

fn parse(text: &str) -> Result<[u8; 16], InvalidAnswerId> {
    let text = text.as_bytes();
    if text.len() != 36 {
        return Err(InvalidAnswerId);
    }
    let mut value: u128 = 0;
    for (place, byte) in text.iter().enumerate() {
        match (place, byte) {
            (8 | 13 | 18 | 23, b'-') => {}
            (8 | 13 | 18 | 23, _) => return Err(InvalidAnswerId),
            (_, byte) => {
                let digit = char::from(*byte).to_digit(16).ok_or(InvalidAnswerId)?;
                value = value << 4 | u128::from(digit);
            }
        }
    }
    let version = (value >> 76) & 0xf;
    let variant = (value >> 62) & 0b11;
    if version == 7 && variant == 0b10 { Ok(value.to_be_bytes()) } else { Err(InvalidAnswerId) }
}

macro_rules! uuid_text {
    ($name:ident) => {
        impl FromStr for $name {
            type Err = InvalidAnswerId;

            fn from_str(text: &str) -> Result<Self, InvalidAnswerId> {
                parse(text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidAnswerId;

            fn try_from(text: String) -> Result<Self, InvalidAnswerId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                hyphenated(&id.0)
            }
        }
    };
}

uuid_text!(AnswerId);
uuid_text!(PublicId);

impl fmt::Debug for AnswerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AnswerId({} ms, …)", self.time_ms())
    }
}

impl fmt::Display for PublicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hyphenated(&self.0))
    }
}
