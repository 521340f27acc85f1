//! Lists, brought over as one text.
//!
//! A list of 1,000 keys is 1,000 objects to JavaScript. Taken over one by one, as the crate does it,
//! each costs several calls across the boundary. As JSON the page crosses once; and as bytes, since the
//! binding of a string copies it character by character.

use serde::Deserialize;
use serde_json::Value;
use worker::js_sys::{Array, Function, JSON, Object, Promise, Reflect, Uint8Array, global};
use worker::kv::KvError;
use worker::send::SendWrapper;
use worker::wasm_bindgen::{JsCast, JsValue};
use worker::wasm_bindgen_futures::JsFuture;

use crate::store::{List, Listed, Page};

/// The list call of a namespace. Declaring it `Send` is safe, because an isolate has one thread.
pub(super) struct Lists(SendWrapper<Call>);

struct Call {
    namespace: JsValue,
    list: Function,
    encoder: JsValue,
    encode: Function,
}

/// What the call replies.
#[derive(Deserialize)]
struct Reply {
    keys: Vec<Key>,
    list_complete: bool,
    cursor: Option<String>,
}

#[derive(Deserialize)]
struct Key {
    name: String,
    metadata: Option<Value>,
}

impl Lists {
    /// Those of a binding.
    pub(super) fn new(env: &JsValue, binding: &str) -> Result<Self, KvError> {
        let namespace = Reflect::get(env, &binding.into())?;
        let list = Reflect::get(&namespace, &"list".into())?.unchecked_into();
        let encoder: Function = Reflect::get(&global(), &"TextEncoder".into())?.unchecked_into();
        let encoder = Reflect::construct(&encoder, &Array::new())?;
        let encode = Reflect::get(&encoder, &"encode".into())?.unchecked_into();
        Ok(Self(SendWrapper(Call { namespace, list, encoder, encode })))
    }

    /// One page.
    pub(super) async fn page(&self, list: List<'_>) -> Result<Page, KvError> {
        let options = Object::new();
        Reflect::set(&options, &"prefix".into(), &list.prefix.into())?;
        Reflect::set(&options, &"limit".into(), &(list.limit as f64).into())?;
        if let Some(cursor) = list.cursor {
            Reflect::set(&options, &"cursor".into(), &cursor.into())?;
        }
        let Call { namespace, list, encoder, encode } = &*self.0;
        let promise: Promise = list.call1(namespace, &options)?.unchecked_into();
        let text = JSON::stringify(&JsFuture::from(promise).await?)?;
        let bytes: Uint8Array = encode.call1(encoder, &text)?.unchecked_into();
        let reply: Reply = serde_json::from_slice(&bytes.to_vec())?;
        let keys = reply.keys.into_iter().map(Listed::from).collect();
        Ok(Page { keys, cursor: reply.cursor.filter(|_| !reply.list_complete) })
    }
}

impl From<Key> for Listed {
    fn from(Key { name, metadata }: Key) -> Self {
        let metadata = match metadata {
            Some(Value::String(metadata)) => Some(metadata),
            _ => None,
        };
        Self { key: name, metadata }
    }
}
