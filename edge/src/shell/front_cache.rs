//! Cloudflare's cache in front of the Worker: what it has to forget.
//!
//! `worker` has no call for it yet, so the context's own is called by its name: `ctx.cache.purge({ tags })`.
//! Where there is none (the local runtime) there is nothing to forget.

use worker::js_sys::{Array, Function, Object, Promise, Reflect};
use worker::wasm_bindgen::{JsCast, JsValue};
use worker::wasm_bindgen_futures::JsFuture;
use worker::{Context, console_error};

use crate::platform::Purge;
use crate::problem::Failure;

/// Has the cache forget, beside the reply. A purge that is refused is a line in the log: what is kept
/// lives a minute longer, and no call fails for it.
pub(super) fn forget(context: &Context, purge: &Purge) {
    let Some(asked) = ask(context, purge) else { return };
    context.wait_until(async move {
        let told = JsFuture::from(asked).await;
        let is_done = told.as_ref().is_ok_and(is_success);
        if !is_done {
            console_error!("{}", Failure::of_purge(format!("{told:?}")));
        }
    });
}

fn ask(context: &Context, purge: &Purge) -> Option<Promise> {
    let cache = Reflect::get(context.as_ref(), &"cache".into()).ok()?;
    let call: Function = Reflect::get(&cache, &"purge".into()).ok()?.dyn_into().ok()?;
    let tags: Array = purge.tags.iter().map(|tag| JsValue::from_str(tag)).collect();
    let options = Object::new();
    Reflect::set(&options, &"tags".into(), &tags).ok()?;
    call.call1(&cache, &options).ok()?.dyn_into().ok()
}

fn is_success(told: &JsValue) -> bool {
    Reflect::get(told, &"success".into()).is_ok_and(|success| success.is_truthy())
}
