//! The store on Workers KV: with the shell the only place that knows the platform.
//!
//! Every future here is declared `Send` ([`SendFuture`]), which is safe, because an isolate has one
//! thread.

mod binding;

use serde::de::DeserializeOwned;
use worker::Env;
use worker::kv::{KvError, KvStore as Namespace};
use worker::send::SendFuture;

use self::binding::Binding;
use super::{Entry, List, Page, Put, Store, StoreError, StoreFuture, bounds};

/// A KV namespace.
pub(crate) struct KvStore {
    namespace: Namespace,
    binding: Binding,
}

impl KvStore {
    /// The namespace that is bound under a name.
    pub(crate) fn new(env: &Env, binding: &str) -> worker::Result<Self> {
        Ok(Self { namespace: env.kv(binding)?, binding: Binding::new(env, binding)? })
    }

    async fn read<M: DeserializeOwned>(
        &self,
        key: &str,
    ) -> Result<(Option<String>, Option<M>), StoreError> {
        self.namespace.get(key).text_with_metadata().await.map_err(|error| refused(&error))
    }
}

impl Store for KvStore {
    fn get<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<Entry>> {
        Box::pin(SendFuture::new(async move {
            bounds::key(key)?;
            let (value, metadata) = self.read(key).await?;
            Ok(value.map(|value| Entry { value, metadata }))
        }))
    }

    fn get_many<'a>(&'a self, keys: &'a [String]) -> StoreFuture<'a, Vec<Option<String>>> {
        Box::pin(SendFuture::new(async move {
            bounds::bulk(keys)?;
            if keys.is_empty() {
                return Ok(Vec::new());
            }
            self.binding.values(keys).await.map_err(|error| refused(&error))
        }))
    }

    fn put<'a>(&'a self, key: &'a str, put: Put<'a>) -> StoreFuture<'a, ()> {
        Box::pin(SendFuture::new(async move {
            bounds::put(key, &put)?;
            let stored = async {
                let mut options = self.namespace.put(key, put.value)?;
                if let Some(metadata) = put.metadata {
                    options = options.metadata(metadata)?;
                }
                if let Some(time) = put.time_to_live {
                    options = options.expiration_ttl(time.as_secs().unsigned_abs());
                }
                options.execute().await
            };
            stored.await.map_err(|error| refused(&error))
        }))
    }

    fn delete<'a>(&'a self, key: &'a str) -> StoreFuture<'a, ()> {
        Box::pin(SendFuture::new(async move {
            bounds::key(key)?;
            self.namespace.delete(key).await.map_err(|error| refused(&error))
        }))
    }

    fn list<'a>(&'a self, list: List<'a>) -> StoreFuture<'a, Page> {
        Box::pin(SendFuture::new(async move {
            bounds::page(list.limit)?;
            self.binding.page(list).await.map_err(|error| match refused(&error) {
                // All else that the call asks for is held against its bounds above.
                StoreError::Unavailable { reason }
                    if list.cursor.is_some() && reason.contains("400") =>
                {
                    StoreError::Cursor
                }
                refused => refused,
            })
        }))
    }
}

/// What KV said. It throws errors whose message ends with the status, such as
/// `KV PUT failed: 429 Too Many Requests`.
fn refused(error: &KvError) -> StoreError {
    let reason = error.to_string();
    if reason.contains("429") { StoreError::Busy } else { StoreError::Unavailable { reason } }
}
