//! Tallies: the answers of an hour, counted once, so that a score does not read them one by one.
//!
//! Storage is eventually consistent: the one assumption is that after [`STALE`] every location shows a
//! write. The cron alone writes tallies, reads never do.
//!
//! - An hour is counted fifteen minutes after its end. What is received later than four minutes after
//!   its end leaves a late mark *before* it is stored (`answers::Ledger`), and the hour is counted again
//!   once storage is sure to show what the mark announced.
//! - A day of the site's calendar is summed from its hours, once they are settled.
//! - [`bounds`] say between which hours tallies hold: there, no tally means no answers. They pass an hour
//!   only when that was listed empty, or when its tally was begun [`Rules::settled`] ago, so that nobody
//!   sees the new bound and not yet the tally.
//! - A mark goes when the hour and the day that it asked for were begun [`Rules::marks_stay`] ago.
//!
//! A run that is cut off, overlaps another or comes late does no harm: what it leaves, the next does.
//!
//! | file | its job |
//! | --- | --- |
//! | `hour_tally`, `hour_rows`, `day_tally`, `slices`, `cells`, `totals` | the entries: as they are made, and as they are read |
//! | `bounds`, `need` | how far tallies hold, and what a late mark asks for |
//! | `stored` | lists and bulk reads of them |
//! | `count`, `budget`, `keep/` | the task of the cron |
//! | `counted`, `detail`, `read`, `covered`, `spans` | what a report reads |

mod bounds;
mod budget;
mod cells;
mod count;
mod counted;
mod covered;
mod day_tally;
mod detail;
mod hour_rows;
mod hour_tally;
mod keep;
mod listed;
mod need;
mod read;
mod slices;
mod spans;
mod stored;

use jiff::SignedDuration;

pub(crate) use self::budget::Budget;
pub(crate) use self::counted::{Counted, What};
pub(crate) use self::detail::{Detail, Dimension};
pub use self::keep::Kept;
pub(crate) use self::keep::keep_tallies;
pub(crate) use self::read::{Asked, Tallied, TalliedError};

/// How old a read of storage may be.
pub(crate) const STALE: SignedDuration = SignedDuration::from_mins(10);

/// The margins that keep tallies right on a storage that is late. [`Rules::DESIGN`] are those that hold;
/// the simulation leaves one out at a time, and then finds wrong scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// How long after its end an hour is first counted.
    pub first_count: SignedDuration,
    /// How long after a tally was begun every location shows it: the longest run of the cron, a stale
    /// read and five minutes. The bounds pass an hour only then.
    pub settled: SignedDuration,
    /// The same for late marks: one goes only when the tally that it asked for is that old.
    pub marks_stay: SignedDuration,
    /// Whether a mark waits until everything that it announced is sure to be seen.
    pub marks_wait: bool,
    /// Whether a day is summed again that does not hold what a mark asks for.
    pub days_are_compared: bool,
}

impl Rules {
    /// Those of `docs/counting.md`.
    pub const DESIGN: Self = Self {
        first_count: SignedDuration::from_mins(15),
        settled: SignedDuration::from_mins(30),
        marks_stay: SignedDuration::from_mins(30),
        marks_wait: true,
        days_are_compared: true,
    };
}
