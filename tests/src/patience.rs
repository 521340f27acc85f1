//! Waiting for a condition, never for a time.
//!
//! Every wait of the journeys ends as soon as what it waits for is true, and fails loudly, naming
//! it, when [`PATIENCE`] is over. This is the only module that reads a clock or pauses.

use std::time::{Duration, Instant};

/// How long a condition may take to come true. A browser under load on two cores starts in some
/// seconds, so this is far above what any step needs, and is only ever waited out by a failure.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// The pace at which a condition outside this process is asked again.
const PACE: Duration = Duration::from_millis(20);

/// The instant at which patience ends.
#[derive(Clone, Copy, Debug)]
pub struct Deadline(Instant);

impl Deadline {
    /// The deadline of a wait that begins now.
    pub fn new() -> Self {
        Self::after(PATIENCE)
    }

    /// A deadline of another length, for what is known to take longer, like a first start.
    #[expect(clippy::disallowed_methods, reason = "the journeys' own process is never WebAssembly")]
    pub fn after(patience: Duration) -> Self {
        Self(Instant::now() + patience)
    }

    /// What is left of it; zero when it has passed.
    #[expect(clippy::disallowed_methods, reason = "the journeys' own process is never WebAssembly")]
    pub fn left(self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }

    /// Whether it has passed.
    pub fn passed(self) -> bool {
        self.left().is_zero()
    }
}

impl Default for Deadline {
    fn default() -> Self {
        Self::new()
    }
}

/// Asks again and again until `condition` gives a value.
#[track_caller]
pub fn eventually<T>(what: &str, condition: impl FnMut() -> Option<T>) -> T {
    before(Deadline::new(), what, condition)
}

/// [`eventually`], with a deadline of its own.
#[track_caller]
pub fn before<T>(deadline: Deadline, what: &str, mut condition: impl FnMut() -> Option<T>) -> T {
    loop {
        if let Some(value) = condition() {
            return value;
        }
        assert!(!deadline.passed(), "waited in vain for {what}");
        std::thread::sleep(PACE);
    }
}

/// Takes time, where a host's server or a visitor's hand takes it: what is tested then waits for a
/// condition all the same.
pub fn late(time: Duration) {
    std::thread::sleep(time);
}
