//! One tab: going somewhere, asking the page's own script, pictures, closing.
//!
//! What the tab sends over the network is in [`super::traffic`], mouse and keyboard in
//! [`super::input`], the prompt in [`super::prompt`], frames in [`super::frame`], what can only be
//! seen by watching from the start in [`super::watch`], what it costs in [`super::cost`].

use super::{Browser, Element, frame::Frame, protocol::Event};
use crate::{patience, workspace};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use std::{fs, path::PathBuf, sync::Arc};

/// A tab, or a frame in one. It stays open when this is dropped; [`Page::close`] closes it.
#[derive(Clone, Debug)]
pub struct Page {
    browser: Browser,
    session: String,
    target: String,
    inside: Option<Arc<Frame>>,
}

impl Page {
    /// Attaches to a tab, with everything switched on that journeys look at. Movement is reduced,
    /// so that what is clicked stands still.
    #[track_caller]
    pub(super) fn attach(browser: Browser, target: &str) -> Self {
        let page = Self::follow(browser, target, None).unwrap_or_else(|why| panic!("{why}"));
        page.ask("Emulation.setFocusEmulationEnabled", &json!({ "enabled": true }));
        page.emulate(&[("prefers-reduced-motion", "reduce")]);
        page
    }

    /// Attaches to a frame that the browser keeps apart from the page around it; none when it has
    /// just gone.
    #[track_caller]
    pub(super) fn attach_inside(browser: Browser, target: &str, frame: Frame) -> Option<Self> {
        Self::follow(browser, target, Some(Arc::new(frame))).ok()
    }

    #[track_caller]
    fn follow(browser: Browser, target: &str, inside: Option<Arc<Frame>>) -> Result<Self, String> {
        let attach = json!({ "targetId": target, "flatten": true });
        let attached = browser.try_ask(None, "Target.attachToTarget", &attach)?;
        Self::listen(browser, &attached["sessionId"], target, inside)
    }

    /// Takes a session over that is attached already, and listens to it.
    #[track_caller]
    pub(super) fn listen(
        browser: Browser,
        session: &Value,
        target: &str,
        inside: Option<Arc<Frame>>,
    ) -> Result<Self, String> {
        let page = Self { inside, ..Self::bare(browser, session, &target.into()) };
        for domain in ["Page", "Runtime", "DOM", "Network", "Log"] {
            page.try_ask(&format!("{domain}.enable"), &json!({}))?;
        }
        page.try_ask("Page.setLifecycleEventsEnabled", &json!({ "enabled": true }))?;
        Ok(page)
    }

    /// A session that is attached already, with nothing switched on.
    pub(super) fn bare(browser: Browser, session: &Value, target: &Value) -> Self {
        let text = |id: &Value| id.as_str().expect("sessions and targets have ids").to_owned();
        Self { browser, session: text(session), target: text(target), inside: None }
    }

    /// A frame that shares this page's session.
    pub(super) fn within(&self, frame: Frame) -> Self {
        Self { inside: Some(Arc::new(frame)), ..self.clone() }
    }

    pub(super) fn inside(&self) -> Option<&Frame> {
        self.inside.as_deref()
    }

    /// Goes to an address, and waits for no more than that its document has begun to come. Gives the browser's own
    /// number of that document.
    #[track_caller]
    pub fn begin(&self, url: &str) -> String {
        let gone = self.ask("Page.navigate", &json!({ "url": url }));
        assert!(gone["errorText"].is_null(), "{url}: {}", gone["errorText"]);
        gone["loaderId"]
            .as_str()
            .unwrap_or_else(|| panic!("{url} is a document of its own"))
            .to_owned()
    }

    /// Goes to an address and waits until its document has loaded. The document before it may be loading still: when
    /// that one has loaded says nothing of this one.
    #[track_caller]
    pub fn goto(&self, url: &str) {
        let mark = self.mark();
        let loader = self.begin(url);
        self.event(&format!("{url} to load"), mark, |event| {
            (event.params["name"] == "load" && event.params["loaderId"] == loader.as_str())
                .then_some(())
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
        self.try_eval(expression).unwrap_or_else(|why| panic!("{expression}: {why}"))
    }

    /// [`Page::eval`], with what was thrown, or why there is nothing to ask.
    #[track_caller]
    pub(super) fn try_eval(&self, expression: &str) -> Result<Value, String> {
        value(self.evaluate(expression, by_value())?)
    }

    /// An element of the page itself, once it is there. Asked for in one go: the page may be on its way
    /// to the next.
    #[track_caller]
    pub fn element(&self, selector: &str) -> Element<'_> {
        let found = format!("document.querySelector({})", json!(selector));
        patience::eventually(selector, || {
            let reply = self.evaluate(&found, json!({})).ok()?;
            Some(Element::new(self, reply["result"]["objectId"].as_str()?.to_owned()))
        })
    }

    #[track_caller]
    fn evaluate(&self, expression: &str, mut params: Value) -> Result<Value, String> {
        params["expression"] = expression.into();
        if self.frame_id().is_some() {
            params["uniqueContextId"] = self.context().ok_or("a frame without a context")?.into();
        }
        self.try_ask("Runtime.evaluate", &params)
    }

    /// Waits until an expression in the page is true.
    #[track_caller]
    pub fn until(&self, expression: &str) {
        patience::eventually(expression, || {
            let reply = self.evaluate(expression, by_value()).ok()?; // on its way to the next page
            (value(reply).unwrap_or_else(|why| panic!("{expression}: {why}")) == true).then_some(())
        });
    }

    /// Has the visitor look at the page for so long, by its own clock. For what must not come: that it
    /// does not can only be told once it would have.
    #[track_caller]
    pub fn stay(&self, milliseconds: u32) {
        let now = self.eval("performance.now()");
        self.until(&format!("performance.now() > {now} + {milliseconds}"));
    }

    /// Has the visitor prefer something, by names of media features:
    /// `("prefers-color-scheme", "dark")`.
    #[track_caller]
    pub fn emulate(&self, features: &[(&str, &str)]) {
        self.ask("Emulation.setEmulatedMedia", &media("", features));
    }

    /// Runs no script of any page that the tab shows from now on.
    #[track_caller]
    pub fn without_scripts(&self) {
        self.ask("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    }

    /// Shows the page as it is printed, or on the screen again.
    #[track_caller]
    pub fn print(&self, print: bool) {
        let medium = if print { "print" } else { "" };
        self.ask("Emulation.setEmulatedMedia", &json!({ "media": medium }));
    }

    /// Shows the page as it is printed for a visitor who prefers something, as [`Page::emulate`] has it.
    #[track_caller]
    pub fn on_paper(&self, features: &[(&str, &str)]) {
        self.ask("Emulation.setEmulatedMedia", &media("print", features));
    }

    /// Gives the tab a size, in CSS pixels, and waits until its page has it: what is clicked after
    /// that does not move away under the pointer.
    #[track_caller]
    pub fn resize(&self, width: u32, height: u32) {
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false
        });
        self.ask("Emulation.setDeviceMetricsOverride", &size);
        self.until(&format!("innerWidth == {width} && innerHeight == {height}"));
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

/// A medium, `print` or the screen's own, and what its visitor prefers.
fn media(medium: &str, features: &[(&str, &str)]) -> Value {
    let features = features.iter().map(|(name, value)| json!({ "name": name, "value": value }));
    json!({ "media": medium, "features": features.collect::<Vec<_>>() })
}

/// How the value of an expression is asked for, and not a handle of it.
fn by_value() -> Value {
    json!({ "awaitPromise": true, "returnByValue": true })
}

/// The value in the browser's reply, or what was thrown.
fn value(mut reply: Value) -> Result<Value, String> {
    let thrown = &reply["exceptionDetails"];
    if thrown.is_null() { Ok(reply["result"]["value"].take()) } else { Err(thrown.to_string()) }
}
