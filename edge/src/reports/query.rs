//! What a report is asked for: the parameters that scores and lists share, read once into types. An
//! unknown parameter is refused, because one that is misspelt would silently answer another question.

mod badge;
mod comments;
mod error;
mod filter;
mod params;
mod period;
mod scores;
mod subject;
mod summary;
mod time;
mod voices;

pub(super) use self::badge::badge_query;
pub(super) use self::comments::{CommentsQuery, Narrowing};
pub(crate) use self::comments::{Only, Order};
pub(crate) use self::error::QueryError;
pub(super) use self::filter::{Filter, Slice};
pub(crate) use self::params::Params;
pub(crate) use self::params::shown;
pub(crate) use self::period::Interval;
pub(super) use self::period::{Period, periods};
pub(super) use self::scores::ScoresQuery;
pub(super) use self::subject::Subject;
pub(super) use self::summary::SummaryQuery;
pub(super) use self::time::{DEFAULT_DAYS, Range, open_range};
pub(super) use self::voices::VoicesQuery;
