//! The id of a form of the desk, made when the form is shown. What the form writes is keyed by it, so that a
//! form that is sent twice writes once.

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::{MAX_AHEAD, PublicId};

/// How long a form of a new key may be sent, and its reply be shown again.
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// A `UUIDv7` of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FormId(PublicId);

impl FormId {
    /// An id for a form that is shown now, of 74 bits of the caller's randomness.
    pub(crate) fn new(now: Timestamp, random: u128) -> Self {
        let ms = u64::try_from(now.as_millisecond()).unwrap_or_default();
        Self(PublicId::new(ms, random))
    }

    /// Reads the id that a form sends; `None` for what is no `UUIDv7`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }

    /// When the form was shown.
    pub(crate) fn time(&self) -> Timestamp {
        self.0.time()
    }

    /// Whether the form was shown within the last hour.
    pub(super) fn is_of_this_hour(&self, now: Timestamp) -> bool {
        let age = now.duration_since(self.time());
        -MAX_AHEAD <= age && age <= HOUR
    }

    /// Its last 64 bits, of which all but two are random.
    pub(crate) fn random(&self) -> u64 {
        u64::from_be_bytes(*self.as_bytes().last_chunk().unwrap_or(&[0; 8]))
    }

    /// The sixteen bytes.
    pub(super) fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }
}

impl std::fmt::Display for FormId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_of_this_hour_for_an_hour() {
        let shown = Timestamp::from_second(1_795_230_000).unwrap();
        let form = FormId::new(shown, 5);
        for (seconds, is) in [(-301, false), (-300, true), (0, true), (3_600, true), (3_601, false)]
        {
            let now = shown + SignedDuration::from_secs(seconds);
            assert_eq!(form.is_of_this_hour(now), is, "{seconds}");
        }
        assert_eq!(form.random(), 0x8000_0000_0000_0005);
        assert_eq!(FormId::parse("019a0000-0000-4000-8000-000000000000"), None);
    }
}
