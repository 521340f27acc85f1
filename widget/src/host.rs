//! The sender's side of the prompt: the host object and the calls to it.
//!
//! The sender keeps what it is given before it tries the network, so whatever it throws counts as
//! kept but not taken.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::content::JsObject;
use crate::draft::Revision;
use crate::state::{Delivery, Departure};

#[wasm_bindgen]
extern "C" {
    /// The object that the sender makes for one prompt.
    #[wasm_bindgen(extends = JsObject)]
    #[derive(Clone)]
    pub type Host;

    #[wasm_bindgen(method, structural, catch)]
    fn answer(this: &Host, revision: &Object) -> Result<JsObject, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn take_back(this: &Host) -> Result<JsObject, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn then(this: &JsObject, stored: &JsValue, failed: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn closed(this: &Host, how: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn received_at(this: &Host) -> Result<JsValue, JsValue>;

    /// One line on the console.
    #[wasm_bindgen(js_namespace = console, js_name = warn)]
    pub(crate) fn log(what: &JsValue);
}

impl Host {
    /// Sends a revision, and reports what became of it.
    pub(crate) fn send(&self, revision: &Revision<'_>, report: impl FnOnce(Delivery) + 'static) {
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
        await_fate(self.answer(&object), Box::new(report));
    }

    /// What became of the score that was answered before the page had this prompt's frame loaded anew.
    pub(crate) fn fate(&self) -> Delivery {
        delivery(self.text("fate").as_deref())
    }

    /// Takes the answer back, and reports whether that went through. A later revision is of another
    /// answer.
    pub(crate) fn erase(&self, report: impl FnOnce(Delivery) + 'static) {
        await_fate(self.take_back(), Box::new(report));
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

/// Reports the result of the sender's promise. It uses no future, because nothing else here would
/// need one.
fn await_fate(promised: Result<JsObject, JsValue>, report: Box<dyn FnOnce(Delivery)>) {
    let report = Closure::once_into_js(move |fate: JsValue| {
        report(delivery(fate.as_string().as_deref()));
    });
    if let Err(error) = promised.and_then(|promised| promised.then(&report, &report)) {
        log(&error);
        // Without a promise there is no result. The attempt counts as failed, because the sender
        // keeps a revision before it sends it.
        _ = report.unchecked_ref::<js_sys::Function>().call1(&JsValue::UNDEFINED, &error);
    }
}

fn delivery(fate: Option<&str>) -> Delivery {
    match fate {
        Some("stored") => Delivery::Stored,
        Some("saved") => Delivery::Saved,
        Some("unkept") => Delivery::Unkept,
        Some("refused") => Delivery::Refused,
        _ => Delivery::Failed,
    }
}
