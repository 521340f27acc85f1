//! The cases of a site as its owner reads them: what is to be done first, first.

mod answers;
mod figures;
mod list;
mod one;
mod order;
mod query;
mod recovery;
mod view;

pub(crate) use self::list::{CaseList, list_cases, open_and_late};
pub(crate) use self::one::one_case;
pub(crate) use self::query::{ASSIGNEE, LATE, PERSON, STATE, TEXT};
pub(crate) use self::recovery::{CaseReport, case_report};
pub(crate) use self::view::CaseView;
