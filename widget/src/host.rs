//! The sender's side of the prompt: the host object and the calls to it.
//!
//! The sender keeps what it is given before it tries the network, so whatever it throws counts as
//! kept but not taken.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::content::Bag;
use crate::draft::Revision;
use crate::state::{Delivery, Departure};

#[wasm_bindgen]
extern "C" {
    /// The object that the sender makes for one prompt.
    #[wasm_bindgen(extends = Bag)]
    #[derive(Clone)]
    pub type Host;

    #[wasm_bindgen(method, structural, catch)]
    fn answer(this: &Host, revision: &Object) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn take_back(this: &Host) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn closed(this: &Host, how: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn received_at(this: &Host) -> Result<JsValue, JsValue>;

    /// One line on the console.
    #[wasm_bindgen(js_namespace = console, js_name = warn)]
    pub(crate) fn log(what: &JsValue);
}

/// What the sender promised; an error stands for a promise it could not even make.
pub(crate) type Sent = Result<Promise, JsValue>;

impl Host {
    /// Sends a revision.
    pub(crate) fn send(&self, revision: &Revision<'_>) -> Sent {
        let object = Object::new();
        // A plain object takes every property.
        let set = |key: &str, value: &JsValue| _ = Reflect::set(&object, &key.into(), value);
        set("score", &revision.score.into());
        let texts =
            [("comment", revision.comment), ("email", revision.email), ("name", revision.name)];
        for (key, text) in texts {
            if let Some(text) = text {
                set(key, &text.into());
            }
        }
        if revision.publish {
            set("publish", &JsValue::TRUE);
        }
        self.answer(&object)
    }

    /// Takes the answer back. What is sent after that is another answer.
    pub(crate) fn erase(&self) -> Sent {
        self.take_back()
    }

    /// Tells the sender that the prompt has gone from the page.
    pub(crate) fn left(&self, departure: Departure) {
        let told = self.closed(match departure {
            Departure::Dismissed => "dismissed",
            Departure::Done => "done",
        });
        if let Err(error) = told {
            log(&error);
        }
    }

    /// When the server received the newest revision; undefined while it has not.
    pub(crate) fn received(&self) -> JsValue {
        self.received_at().unwrap_or(JsValue::UNDEFINED)
    }
}

/// Waits for what the sender promised.
pub(crate) async fn fate(sent: Sent) -> Delivery {
    let fate = match sent {
        Ok(promise) => JsFuture::from(promise).await,
        Err(error) => Err(error),
    };
    match fate.ok().and_then(|fate| fate.as_string()).as_deref() {
        Some("stored") => Delivery::Stored,
        Some("saved") => Delivery::Saved,
        _ => Delivery::Failed,
    }
}
