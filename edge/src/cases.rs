//! Cases: answers that somebody follows up, until the matter is settled.
//!
//! | part | its job |
//! | --- | --- |
//! | `open`, `opening` | a rule or a person opens the case of an answer; what its entry says |
//! | `act`, `request`, `event`, `told` | what somebody did, as it is asked for, stored and told |
//! | `case` | all of that folded into where the case stands |
//! | `promise` | by when the person is to be reached |
//! | `stored` | cases in storage |
//!
//! The key of a case is that of its answer, so an answer has one case, whatever is repeated or revised. Events are
//! written once, each under a key of its own, and folded when they are read. No word of the visitor is in a case:
//! whoever shows it reads the answer as it is then.

mod act;
mod case;
mod error;
mod event;
mod open;
mod opening;
mod promise;
mod request;
mod stored;
mod told;

pub(crate) use self::act::act;
pub(crate) use self::case::{Case, State};
pub(crate) use self::error::CaseError;
pub(crate) use self::event::{Event, Kind};
pub(crate) use self::open::{MOST_A_DAY, OpenedToday, open_by_hand, open_by_rule};
pub(crate) use self::opening::Opener;
pub(crate) use self::promise::Promise;
pub(crate) use self::request::{
    CaseEventRequest, CaseEventRequestError, MAX_ASSIGNEE, MAX_TEXT, NOBODY,
};
pub(crate) use self::stored::{Cases, case_of, cases_with, has_cases, last_texts};
pub(crate) use self::told::CaseEventView;
