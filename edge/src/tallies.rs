//! Tallies: the answers of an hour, counted once, so that a score does not read them one by one.
//!
//! Storage is eventually consistent: the one assumption is that after [`STALE`] every location shows a
//! write. The cron alone writes tallies, reads never do.
//!
//! - An hour is counted fifteen minutes after its end. What is received later than four minutes after
//!   its end leaves a late mark *before* it is stored (`answers::Ledger`), and the hour is counted again
//!   once storage is sure to show what the mark announced.
//! - [`Bounds`] say between which hours tallies hold: there, no tally means no answers. They pass an
//!   hour only when that was listed empty, or when its tally was begun [`SETTLED`] ago, so that nobody
//!   sees the new bound and not yet the tally.
//! - A mark goes when the tally that it asked for was begun [`SETTLED`] ago.
//!
//! A run that is cut off, overlaps another or comes late does no harm: what it leaves, the next does.

mod bounds;
mod budget;
mod count;
mod hour_tally;
mod keep;
mod need;
mod read;

use jiff::SignedDuration;

pub(crate) use self::budget::Budget;
pub use self::keep::Kept;
pub(crate) use self::keep::keep_tallies;
pub(crate) use self::read::{Counted, Tallied, TalliedError};

/// How old a read of storage may be.
const STALE: SignedDuration = SignedDuration::from_mins(10);
/// How long after its end an hour is first counted.
const FIRST_COUNT: SignedDuration = SignedDuration::from_mins(15);
/// How long after a tally was begun every location shows it: the longest run of the cron, a stale
/// read and five minutes.
const SETTLED: SignedDuration = SignedDuration::from_mins(30);
