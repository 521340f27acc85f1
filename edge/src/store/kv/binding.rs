//! Lists and bulk reads, brought over as bytes.
//!
//! A list of 1,000 keys is 1,000 objects to JavaScript. Taken over one by one, as the crate does it, each
//! costs several calls across the boundary. As JSON the page crosses once; and as bytes, since the binding
//! of a string copies it character by character. So do the values of a bulk read.

use serde::Deserialize;
use serde_json::Value;
use worker::js_sys::{Array, Function, JSON, Map, Object, Promise, Reflect, Uint8Array, global};
use worker::kv::KvError;
use worker::send::SendWrapper;
use worker::wasm_bindgen::{JsCast, JsValue};
use worker::wasm_bindgen_futures::JsFuture;

use crate::store::{List, Listed, Page};

/// The calls of a namespace. Declaring them `Send` is safe, because an isolate has one thread.
pub(super) struct Binding(SendWrapper<Calls>);

struct Calls {
    namespace: JsValue,
    list: Function,
    get: Function,
    encoder: JsValue,
    encode: Function,
}

/// What a list replies.
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

impl Binding {
    /// That of a name.
    pub(super) fn new(env: &JsValue, name: &str) -> Result<Self, KvError> {
        let namespace = Reflect::get(env, &name.into())?;
        let list = Reflect::get(&namespace, &"list".into())?.unchecked_into();
        let get = Reflect::get(&namespace, &"get".into())?.unchecked_into();
        let encoder: Function = Reflect::get(&global(), &"TextEncoder".into())?.unchecked_into();
        let encoder = Reflect::construct(&encoder, &Array::new())?;
        let encode = Reflect::get(&encoder, &"encode".into())?.unchecked_into();
        Ok(Self(SendWrapper(Calls { namespace, list, get, encoder, encode })))
    }

    /// One page.
    pub(super) async fn page(&self, list: List<'_>) -> Result<Page, KvError> {
        let options = Object::new();
        Reflect::set(&options, &"prefix".into(), &list.prefix.into())?;
        Reflect::set(&options, &"limit".into(), &(list.limit as f64).into())?;
        if let Some(cursor) = list.cursor {
            Reflect::set(&options, &"cursor".into(), &cursor.into())?;
        }
        let promise: Promise = self.0.list.call1(&self.0.namespace, &options)?.unchecked_into();
        let text = JSON::stringify(&JsFuture::from(promise).await?)?;
        let reply: Reply = serde_json::from_slice(&self.bytes(&text)?)?;
        let keys = reply.keys.into_iter().map(Listed::from).collect();
        Ok(Page { keys, cursor: reply.cursor.filter(|_| !reply.list_complete) })
    }

    /// The values under some keys, in their order. Without metadata: with it the call fails as a whole when
    /// one of the keys holds nothing (worker 0.8.7).
    pub(super) async fn values(&self, keys: &[String]) -> Result<Vec<Option<String>>, KvError> {
        let asked: Array = keys.iter().map(|key| JsValue::from_str(key)).collect();
        let promise: Promise = self.0.get.call1(&self.0.namespace, &asked)?.unchecked_into();
        let found: Map = JsFuture::from(promise).await?.unchecked_into();
        let mut values = Vec::with_capacity(keys.len());
        for key in asked.iter() {
            let value = found.get(&key);
            let is_there = !value.is_null() && !value.is_undefined();
            // What JavaScript encodes is always UTF-8.
            let text = |value| self.bytes(value).map(|bytes| String::from_utf8(bytes).ok());
            values.push(if is_there { text(&value)? } else { None });
        }
        Ok(values)
    }

    fn bytes(&self, text: &JsValue) -> Result<Vec<u8>, KvError> {
        let bytes: Uint8Array = self.0.encode.call1(&self.0.encoder, text)?.unchecked_into();
        Ok(bytes.to_vec())
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
