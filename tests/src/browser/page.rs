//! One tab: going somewhere, asking the page's own script, pictures, closing.
//!
//! What the tab sends over the network is in [`super::traffic`], mouse and keyboard in
//! [`super::input`], the prompt in [`super::prompt`].

use super::{Browser, protocol::Event};
use crate::{patience, workspace};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use std::{fs, path::PathBuf};

/// A tab. It stays open when this is dropped; [`Page::close`] closes it.
#[derive(Clone, Debug)]
pub struct Page {
    browser: Browser,
    session: String,
    target: String,
}

impl Page {
    /// Attaches to a tab, with everything switched on that journeys look at. Movement is reduced,
    /// so that what is clicked stands still.
    #[track_caller]
    pub(super) fn attach(browser: Browser, target: &str) -> Self {
        let attached =
            browser.ask("Target.attachToTarget", &json!({ "targetId": target, "flatten": true }));
        let session = attached["sessionId"].as_str().expect("a session has an id").to_owned();
        let page = Self { browser, session, target: target.to_owned() };
        for domain in ["Page", "Runtime", "DOM", "Network", "Log"] {
            page.ask(&format!("{domain}.enable"), &json!({}));
        }
        page.ask("Page.setLifecycleEventsEnabled", &json!({ "enabled": true }));
        page.ask("Emulation.setFocusEmulationEnabled", &json!({ "enabled": true }));
        page.emulate(&[("prefers-reduced-motion", "reduce")]);
        page
    }

    /// Goes to an address and waits until the page has loaded.
    #[track_caller]
    pub fn goto(&self, url: &str) {
        let mark = self.mark();
        let gone = self.ask("Page.navigate", &json!({ "url": url }));
        assert!(gone["errorText"].is_null(), "{url}: {}", gone["errorText"]);
        self.event(&format!("{url} to load"), mark, |event| {
            (event.method == "Page.loadEventFired").then_some(())
        });
    }

    /// Waits until nothing has come over the network for half a second, by the browser's own
    /// reckoning: what a page starts by itself has then been started.
    #[track_caller]
    pub fn rest(&self) {
        let loader = self.loader();
        self.event("the network to rest", 0, |event| {
            (event.params["name"] == "networkIdle" && event.params["loaderId"] == loader.as_str())
                .then_some(())
        });
    }

    /// The browser's own number of the document that the tab shows.
    #[track_caller]
    pub(super) fn loader(&self) -> String {
        let tree = self.ask("Page.getFrameTree", &json!({}));
        tree["frameTree"]["frame"]["loaderId"].as_str().expect("a document has one").to_owned()
    }

    /// The value of an expression in the page; a promise is awaited.
    #[track_caller]
    pub fn eval(&self, expression: &str) -> Value {
        let params =
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let mut reply = self.ask("Runtime.evaluate", &params);
        let thrown = &reply["exceptionDetails"];
        assert!(thrown.is_null(), "{expression}: {thrown}");
        reply["result"]["value"].take()
    }

    /// Waits until an expression in the page is true.
    #[track_caller]
    pub fn until(&self, expression: &str) {
        patience::eventually(expression, || (self.eval(expression) == true).then_some(()));
    }

    /// Has the visitor prefer something, by names of media features:
    /// `("prefers-color-scheme", "dark")`.
    #[track_caller]
    pub fn emulate(&self, features: &[(&str, &str)]) {
        let features: Vec<_> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.ask("Emulation.setEmulatedMedia", &json!({ "features": features }));
    }

    /// Gives the tab a size, in CSS pixels.
    #[track_caller]
    pub fn resize(&self, width: u32, height: u32) {
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false
        });
        self.ask("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Lines on the console written by scripts: level and text, oldest first. What the browser
    /// itself says about failed requests is not among them.
    pub fn console(&self) -> Vec<(String, String)> {
        self.events(|event| {
            let params = &event.params;
            match event.method.as_str() {
                "Runtime.consoleAPICalled" => {
                    let words = params["args"].as_array().into_iter().flatten();
                    let words = words.map(|word| match &word["value"] {
                        Value::Null => word["description"].as_str().unwrap_or("").to_owned(),
                        Value::String(text) => text.clone(),
                        other => other.to_string(),
                    });
                    let text = words.collect::<Vec<_>>().join(" ");
                    Some((params["type"].as_str().unwrap_or("").to_owned(), text))
                }
                "Runtime.exceptionThrown" => {
                    Some(("uncaught".to_owned(), params["exceptionDetails"].to_string()))
                }
                _ => None,
            }
        })
    }

    /// What the browser itself wrote on the console: requests that failed, with their address.
    pub fn browser_log(&self) -> Vec<(String, String)> {
        self.events(|event| {
            let entry = &event.params["entry"];
            let text = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
            (event.method == "Log.entryAdded").then(|| (text("text"), text("url")))
        })
    }

    /// Takes a picture of what the visitor sees and keeps it under `target/koe/screenshots`.
    #[track_caller]
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let folder = workspace::root().join("target/koe/screenshots");
        let path = folder.join(format!("{name}.png"));
        let shot = self.ask("Page.captureScreenshot", &json!({ "format": "png" }));
        let picture = STANDARD
            .decode(shot["data"].as_str().unwrap_or_default())
            .expect("the browser sends base64");
        fs::create_dir_all(&folder)
            .and_then(|()| fs::write(&path, picture))
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        path
    }

    /// Closes the tab at once, as a visitor does, and waits until it has gone.
    #[track_caller]
    pub fn close(self) {
        let mark = self.mark();
        self.browser.ask("Target.closeTarget", &json!({ "targetId": self.target }));
        self.browser.event("the tab to close", mark, |event| {
            (event.method == "Target.detachedFromTarget"
                && event.params["sessionId"] == self.session.as_str())
            .then_some(())
        });
    }

    /// The browser it is open in.
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    #[track_caller]
    pub(super) fn ask(&self, method: &str, params: &Value) -> Value {
        self.try_ask(method, params).unwrap_or_else(|why| panic!("{method}: {why}"))
    }

    #[track_caller]
    pub(super) fn try_ask(&self, method: &str, params: &Value) -> Result<Value, String> {
        self.browser.try_ask(Some(&self.session), method, params)
    }

    pub(super) fn mark(&self) -> usize {
        self.browser.mark()
    }

    /// What the tab told so far, picked by `wanted`.
    pub(super) fn events<T>(&self, wanted: impl FnMut(&Event) -> Option<T>) -> Vec<T> {
        self.events_since(0, wanted)
    }

    pub(super) fn events_since<T>(
        &self,
        mark: usize,
        mut wanted: impl FnMut(&Event) -> Option<T>,
    ) -> Vec<T> {
        self.browser.events(mark, |event| self.owns(event).then(|| wanted(event)).flatten())
    }

    #[track_caller]
    pub(super) fn event<T>(
        &self,
        what: &str,
        mark: usize,
        mut wanted: impl FnMut(&Event) -> Option<T>,
    ) -> T {
        self.browser.event(what, mark, |event| self.owns(event).then(|| wanted(event)).flatten())
    }

    fn owns(&self, event: &Event) -> bool {
        event.session.as_deref() == Some(&self.session)
    }
}
