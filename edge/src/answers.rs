//! Answers: how one is accepted, changed, imported and taken back, and how answers are found again.
//!
//! | file | its job |
//! | --- | --- |
//! | `visitor` | whether a visitor may write |
//! | `accept`, `change`, `take_back`, `import` | what can be done with an answer |
//! | `revision`, `put_once` | what is stored of an answer, and how |
//! | `ledger` | what every entry goes through on its way into storage |
//! | `respondent`, `person` | whether a claim to be a person holds; who that is in storage keys |
//! | `withdrawal` | the tombstone of one answer, and erasing what it hides |
//! | `erasure` | erasing a person, and the second look at one that was erased |
//! | `scan`, `oldest_first` | the answers of a span of time, newest first or oldest first |
//! | `look_up`, `trace` | one answer, those of a person |
//!
//! Nothing here knows HTTP. What a score means, and what a legal answer is, `koe-shared` says.

mod accept;
mod change;
mod erasure;
mod import;
mod ledger;
mod look_up;
mod oldest_first;
mod person;
mod put_once;
mod respondent;
mod revision;
mod scan;
mod take_back;
mod trace;
mod visitor;
mod withdrawal;

pub(crate) use self::accept::{AcceptError, accept_answer};
pub(crate) use self::change::{ChangeError, Changed, change_answer};
pub(crate) use self::erasure::{Erasure, Pass, erase_person};
pub(crate) use self::import::{
    Batch, ImportError, ImportOptions, Imported, ImportsPage, ListedImport, MOST_BYTES, Preview,
    SettlingError, UndoError, Undone, import_answers, list_imports, outline, preview_import,
    undo_import,
};
pub(crate) use self::ledger::Ledger;
pub(crate) use self::look_up::{StoredAnswer, Visible, visible_answer};
pub(crate) use self::oldest_first::OldestFirst;
pub(crate) use self::person::{Person, RespondentId, RespondentIdError};
pub(crate) use self::revision::{Revision, Value, Watch};
pub(crate) use self::scan::{AnswerEntry, Front, Scan, ScanError, ScanPosition, newest};
pub(crate) use self::take_back::{TakeBackError, take_back, take_back_answer};
pub(crate) use self::trace::{answers_of_person, scores_of_person};
pub(crate) use self::visitor::{Page, Visitor, VisitorError};
pub(crate) use self::withdrawal::{Erased, Reason, Shown, Withdrawal};
