//! What a report is asked for: the parameters that scores and lists share, read once into types. An
//! unknown parameter is refused, because one that is misspelt would silently answer another question.

mod error;
mod filter;
mod params;
mod period;
mod scores;
mod subject;
mod time;

pub(crate) use self::error::QueryError;
pub(super) use self::filter::Filter;
pub(crate) use self::params::Params;
pub(crate) use self::period::Interval;
pub(super) use self::period::{Period, periods};
pub(super) use self::scores::ScoresQuery;
pub(super) use self::subject::Subject;
pub(super) use self::time::open_range;
