//! Answers: how one is accepted, changed, imported and taken back, and how answers are found again.
//!
//! | file | its job |
//! | --- | --- |
//! | `visitor` | whether a visitor may write |
//! | `accept`, `change`, `take_back`, `import` | what can be done with an answer |
//! | `revision`, `respondent` | what is stored of an answer, and of the person who gave it |
//! | `ledger` | what every entry goes through on its way into storage |
//! | `withdrawal` | the tombstone of one answer, and erasing what it hides |
//! | `scan`, `look_up` | the answers of a span of time, and one answer |
//!
//! Nothing here knows HTTP. What a score means, and what a legal answer is, `koe-shared` says.

mod accept;
mod change;
mod import;
mod ledger;
mod look_up;
mod respondent;
mod revision;
mod scan;
mod span;
mod take_back;
mod visitor;
mod withdrawal;

pub(crate) use self::accept::{AcceptError, accept_answer};
pub(crate) use self::change::{ChangeError, Changed, change_answer};
pub(crate) use self::import::{ImportError, ImportOptions, Imported, MOST_BYTES, import_answers};
pub(crate) use self::ledger::Ledger;
pub(crate) use self::look_up::{StoredAnswer, Visible, visible_answer};
pub(crate) use self::revision::{Value, time_to_live};
pub(crate) use self::scan::{AnswerEntry, Scan, ScanError, ScanPosition};
pub(crate) use self::span::Span;
pub(crate) use self::take_back::{TakeBackError, take_back, take_back_answer};
pub(crate) use self::visitor::{Page, Visitor, VisitorError};
pub(crate) use self::withdrawal::what_it_hid;
