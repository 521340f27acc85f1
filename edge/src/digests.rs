//! Weekly digests: each Monday, every department that wants it is told of the week before.
//!
//! | part | its job |
//! | --- | --- |
//! | `week` | which week is due, in the time zone of a site |
//! | `run` | the task of the cron: whose digest is due, within its share of operations |
//! | `tell` | one try: the summary as it is now, to each destination that is left |
//! | `message` | what a digest says, for people and for programs |
//! | `entry` | what storage holds of a digest |
//! | `list`, `again` | the owner sees what came of it, and has it sent again |
//!
//! A digest is made when it is sent, by the code that makes the report, so that its figures are those of the desk and
//! no word of a visitor is kept for it. What came of it is noted after each try, and looked at before: so it arrives
//! once, unless storage does not show within ten minutes that it was sent, or a run dies between sending and noting.
//! It has the same `webhook-id` then.

mod again;
mod entry;
mod list;
mod message;
mod run;
mod spent;
mod tell;
mod week;

pub(crate) use self::again::{failed_digest, send_again};
pub(crate) use self::entry::NotMade;
pub(crate) use self::list::{DigestState, DigestView, list_digests};
pub(crate) use self::run::{Digester, send_due};
