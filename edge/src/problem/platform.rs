//! Refusals for now: limits, storage, randomness.

use http::StatusCode;

use super::{Problem, UNAVAILABLE};
use crate::limits::RateLimitError;
use crate::platform::EntropyError;
use crate::store::StoreError;

/// How long a caller should wait when storage refuses: KV counts writes to a key by the second, and
/// a location that lost its way is back within a few.
const STORAGE_RETRY: u64 = 5;

impl From<RateLimitError> for Problem {
    fn from(error: RateLimitError) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", &error).after(error.retry_after)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let detail = &"storage refuses for now; try again";
        let cause = Some(error.to_string().into());
        let problem = Self::new(UNAVAILABLE, "storage_unavailable", detail).after(STORAGE_RETRY);
        Self { cause, ..problem }
    }
}

impl From<EntropyError> for Problem {
    fn from(error: EntropyError) -> Self {
        let detail = &"the platform gave no randomness; try again";
        let cause = Some(error.to_string().into());
        let problem = Self::new(UNAVAILABLE, "entropy_unavailable", detail).after(STORAGE_RETRY);
        Self { cause, ..problem }
    }
}
