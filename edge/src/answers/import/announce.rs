//! The late marks of a request, before any of its entries.

use std::collections::BTreeMap;

use futures_util::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;
use koe_shared::id::{PublicId, SiteId};

use super::bounds::AT_ONCE;
use crate::answers::ledger::Ledger;
use crate::store::keys::Hour;
use crate::store::{StoreError, StoreFuture};

/// Announces the hours of these answers, each once. Entries that are written at the same time would else
/// announce their hour all at once, and storage takes a key once a second.
pub(super) async fn announce_hours(
    ledger: &Ledger,
    site: &SiteId,
    answers: Vec<PublicId>,
    received_at: Timestamp,
) -> Result<(), StoreError> {
    let hours: BTreeMap<Hour, u64> =
        answers.into_iter().map(|id| (Hour::of_ms(id.time_ms()), id.time_ms())).collect();
    let marks: Vec<StoreFuture<'_, ()>> = hours
        .into_values()
        .map(|time_ms| -> StoreFuture<'_, ()> {
            Box::pin(ledger.announce(site, time_ms, received_at))
        })
        .collect();
    stream::iter(marks).buffer_unordered(AT_ONCE).try_collect::<()>().await
}
