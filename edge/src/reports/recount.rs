//! Having hours counted again: for a storage that was slower than tallies assume.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::error::ReportError;
use super::query::{Params, QueryError, open_range};
use crate::answers::Ledger;
use crate::sites::Span;
use crate::sites::{Calendar, Site};
use crate::store::keys::Hour;

/// Hours of one call, at most: a write each, of the 1,000 operations an invocation is planned for.
const MOST_HOURS: i64 = 800;
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// What will be counted again.
#[derive(Serialize, ToSchema)]
pub(crate) struct Recount {
    /// How many hours.
    hours: usize,
}

/// Leaves a late mark for each hour of a range that is over and still kept. The cron counts them again
/// some twenty minutes later.
pub(crate) async fn recount(
    ledger: &Ledger,
    site: &Site,
    mut params: Params,
    now: Timestamp,
) -> Result<Recount, ReportError> {
    let document = site.document();
    let calendar = Calendar::new(&document.timezone, now);
    let asked = open_range(&calendar, &mut params)?;
    params.finish()?;
    let oldest = site.record.retention().oldest(now);
    let span = Span { from: asked.from.max(oldest), to: asked.to.min(Hour::of(now).start()) };
    let length = span.to.duration_since(span.from);
    if length > HOUR * i32::try_from(MOST_HOURS).unwrap_or(i32::MAX) {
        let hours = length.as_hours();
        return Err(QueryError::TooManyHours { hours, most: MOST_HOURS }.into());
    }
    let mut hours = 0;
    let mut hour = Hour::of(span.from);
    while hour.start() < span.to {
        ledger.mark(&site.id, hour, now).await?;
        hours += 1;
        hour = hour.next();
    }
    Ok(Recount { hours })
}
