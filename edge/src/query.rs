//! What a report is asked for: the parameters that `scores` and `answers` share, read once into
//! types. An unknown parameter is refused, because one that is misspelt would silently answer
//! another question.

mod error;
mod filter;
mod params;
mod schema;
mod subject;
mod time;

pub(crate) use error::QueryError;
pub(crate) use filter::{Declared, Filter, Slice};
pub(crate) use params::Params;
pub(crate) use schema::{
    Compare, ConfidenceLevel, Day, GroupBy, HighestScore, ReportParams, SegmentFilter,
};
pub(crate) use subject::Subject;
pub(crate) use time::{Bucket, Calendar, Interval, Range};
