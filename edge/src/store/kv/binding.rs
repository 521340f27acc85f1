//! Lists and bulk reads, brought over as bytes.
//!
//! A list of 1,000 keys is 1,000 objects to JavaScript. Taken over one by one, as the crate does it, each
//! costs several calls across the boundary. Joined by `page.js`, the page crosses once; and as bytes, since
//! the binding of a string copies it character by character. So do the values of a bulk read.

use worker::js_sys::{Array, Function, Map, Object, Promise, Reflect, Uint8Array, global};
use worker::kv::KvError;
use worker::send::SendWrapper;
use worker::wasm_bindgen::prelude::wasm_bindgen;
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

#[wasm_bindgen(wasm_bindgen = worker::wasm_bindgen, module = "/src/store/kv/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = bytesOfPage)]
    fn bytes_of_page(reply: JsValue) -> Vec<u8>;
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
        let page = bytes_of_page(JsFuture::from(promise).await?);
        read_page(&page).ok_or_else(|| JsValue::from("a list that can't be read").into())
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

/// A page as `page.js` writes it.
fn read_page(bytes: &[u8]) -> Option<Page> {
    let mut parts = std::str::from_utf8(bytes).ok()?.split('\0');
    let count = parts.next()?.parse().ok()?;
    let cursor = Some(parts.next()?.to_owned()).filter(|cursor| !cursor.is_empty());
    let mut keys = Vec::with_capacity(count);
    while let Some(key) = parts.next() {
        let metadata = parts.next()?.strip_prefix('=').map(str::to_owned);
        keys.push(Listed { key: key.to_owned(), metadata });
    }
    (keys.len() == count).then_some(Page { keys, cursor })
}
