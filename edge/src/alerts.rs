//! Alerts: the owner is told within seconds of an answer that meets a rule of theirs, and until it has arrived.
//!
//! | part | its job |
//! | --- | --- |
//! | `watch` | what meets a rule is written down before the answer is |
//! | `ring` | the bells: after the reply, by hand, and the cron for what those missed |
//! | `tell` | one try: the answer as it is now, to each destination that is left |
//! | `hold`, `quiet`, `digest` | what is held back by quiet hours or a cap, and told together |
//! | `send`, `message`, `signature` | one message to one destination |
//! | `entry`, `history` | what storage holds of an alert |
//! | `list`, `again` | the owner sees what became of it, and has it told again |
//!
//! The entry of an alert is the truth, a bell only makes it quick. An alert arrives at least once, and once unless an
//! answer is repeated, a bell rings twice or the cron runs twice within the minutes in which storage may not show a
//! write, or a run dies between sending and noting. It has the same `webhook-id` then.

mod again;
mod digest;
mod entry;
mod history;
mod hold;
mod judge;
mod list;
mod mark;
pub(crate) mod message;
mod quiet;
mod ring;
mod send;
mod signature;
mod standing;
mod tell;
mod watch;

pub(crate) use self::again::{AgainError, tell_again};
pub(crate) use self::entry::{DestinationId, Outcome, destination_id};
#[cfg(test)]
pub(crate) use self::list::AlertState;
pub(crate) use self::list::{AlertList, AlertView, list_alerts};
pub(crate) use self::mark::Announced;
pub(crate) use self::message::{
    Event, Language, Letter, Part, Writing, bucket, clean, cleaned, cut, mailto, one_line, score,
};
pub(crate) use self::send::Sender;
pub(crate) use self::tell::Teller;
pub(crate) use self::watch::Watcher;
