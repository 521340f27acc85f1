//! Writing an entry that says all it has to say in its key and its metadata.

use jiff::SignedDuration;

use crate::store::{Put, Store, StoreError};

/// Writes an entry without a value. Storage takes a key once a second: whoever clicks twice finds there
/// what they wrote. What says something else is no reason to leave it.
pub(super) async fn put_once(
    store: &dyn Store,
    key: &str,
    metadata: &str,
    left: SignedDuration,
) -> Result<(), StoreError> {
    let put = Put { value: "", metadata: Some(metadata), time_to_live: Some(left) };
    match store.put(key, put).await {
        Err(StoreError::Busy) => {
            let there = store.get(key).await?.and_then(|entry| entry.metadata);
            if there.as_deref() == Some(metadata) { Ok(()) } else { Err(StoreError::Busy) }
        }
        put => put,
    }
}
