//! Lists and bulk reads, brought over as bytes.
//!
//! A list of 1,000 keys is 1,000 objects to JavaScript. Taken over one by one, as the crate does it, each
//! costs several calls across the boundary. Joined by `bytes.js`, the page crosses once; and as bytes, since
//! the binding of a string copies it character by character. So do the values of a bulk read.

use worker::js_sys::{Function, Object, Promise, Reflect, Uint8Array};
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
}

/// The length that `bytes.js` gives a key that holds nothing.
const ABSENT: u32 = u32::MAX;

#[wasm_bindgen(wasm_bindgen = worker::wasm_bindgen, module = "/src/store/kv/bytes.js")]
extern "C" {
    #[wasm_bindgen(js_name = bytesOfPage)]
    fn bytes_of_page(reply: JsValue) -> Vec<u8>;
    #[wasm_bindgen(js_name = bytesOfValues)]
    fn bytes_of_values(namespace: &JsValue, keys: &str) -> Promise;
}

impl Binding {
    /// That of a name.
    pub(super) fn new(env: &JsValue, name: &str) -> Result<Self, KvError> {
        let namespace = Reflect::get(env, &name.into())?;
        let list = Reflect::get(&namespace, &"list".into())?.unchecked_into();
        Ok(Self(SendWrapper(Calls { namespace, list })))
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
        let promise = bytes_of_values(&self.0.namespace, &keys.join("\0"));
        let bytes: Uint8Array = JsFuture::from(promise).await?.unchecked_into();
        let values = read_values(&bytes.to_vec(), keys.len());
        values.ok_or_else(|| JsValue::from("values that can't be read").into())
    }
}

/// A page as `bytes.js` writes it.
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

/// Values as `bytes.js` writes them.
fn read_values(bytes: &[u8], count: usize) -> Option<Vec<Option<String>>> {
    let (lengths, mut rest) = bytes.split_at_checked(count * size_of::<u32>())?;
    let (lengths, _) = lengths.as_chunks();
    let read = lengths.iter().map(|length| match u32::from_le_bytes(*length) {
        ABSENT => Some(None),
        length => {
            let (value, behind) = rest.split_at_checked(length as usize)?;
            rest = behind;
            // What JavaScript encodes is always UTF-8.
            std::str::from_utf8(value).ok().map(|value| Some(value.to_owned()))
        }
    });
    read.collect()
}
