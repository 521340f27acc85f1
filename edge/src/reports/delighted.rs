//! Delighted's read API: what its own clients ask and expect, told from the answers of one survey.
//!
//! | file | its job |
//! | --- | --- |
//! | `metrics` | the score, by the same counting as every report, in whole numbers |
//! | `query` | the parameters as Delighted names them; what has no counterpart is refused by name |
//! | `responses` | a page of answers, in four orders |
//! | `people` | the persons who answered, page by page |
//! | `view` | an answer and a person in Delighted's form |
//!
//! Numbers of pages count from the end at which a list begins, so the further a page lies behind it, the
//! more is listed for it. Every call lists at most 200 pages of 1,000 keys and makes at most 600 bulk reads,
//! which leaves 200 of the 1,000 operations of an invocation; past that the refusal says what to narrow.

mod error;
mod metrics;
mod people;
mod query;
mod responses;
mod view;

pub(crate) use self::error::DelightedError;
pub(crate) use self::metrics::{Metrics, metrics};
pub(crate) use self::people::{PEOPLE_CURSOR, People, list_people};
pub(crate) use self::query::LISTS;
pub(crate) use self::responses::{find_response, list_responses};
pub(crate) use self::view::SurveyResponse;

/// List pages of one call, at most.
const PAGES: u32 = 200;
/// Bulk reads of one call, at most: of 60,000 answers.
const READS: u32 = 600;
