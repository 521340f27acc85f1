//! Reports: what is asked for, counting the answers of a range, and the lists of answers.
//!
//! Nothing here knows HTTP. How a score, its interval and its groups are computed, `koe-shared` says.

mod asked_twice;
mod comparison;
mod count;
mod error;
mod listing;
mod nullable;
mod query;
mod recount;
mod report;
mod scores;
mod series;
mod shown;

pub(crate) use self::error::ReportError;
pub(crate) use self::listing::{
    AnswerView, Format, Listing, csv_table, list_answers, list_respondent,
};
pub(crate) use self::query::{Interval, Params, QueryError};
pub(crate) use self::recount::{Recount, recount};
pub(crate) use self::report::report;
pub(crate) use self::scores::Scores;
