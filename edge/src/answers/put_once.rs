//! Writing an entry that says all it has to say in its key and its metadata.

use jiff::SignedDuration;

use crate::store::{Put, Store, StoreError};

/// Writes an entry without a value. Storage takes a key once a second: whoever clicks twice finds the
/// entry there.
pub(super) async fn put_once(
    store: &dyn Store,
    key: &str,
    metadata: &str,
    left: SignedDuration,
) -> Result<(), StoreError> {
    let put = Put { value: "", metadata: Some(metadata), time_to_live: Some(left) };
    match store.put(key, put).await {
        Err(StoreError::Busy) if store.get(key).await?.is_some() => Ok(()),
        put => put,
    }
}
