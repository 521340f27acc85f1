//! Firefox over WebDriver BiDi: one web socket, no driver in between.
//!
//! One browser serves all visits of a setting; each has a container of its own (`userContext`), which
//! shares no storage with the others, and a window in it.

use super::{
    Setting,
    driver::{Driver, clicking, pressing},
    socket,
};
use crate::{browser::protocol::Connection, lifeline::Lifeline, patience, scratch::Scratch};
use serde_json::{Value, json};
use std::{
    fs,
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
    sync::OnceLock,
};

const PROGRAM: &str = "/usr/bin/firefox-esr";

/// A mouse, which a browser without a window has not; and nothing that moves or calls home.
const PREFERENCES: [(&str, &str); 8] = [
    ("ui.primaryPointerCapabilities", "6"),
    ("ui.allPointerCapabilities", "6"),
    ("ui.prefersReducedMotion", "1"),
    ("nimbus.rollouts.enabled", "false"),
    ("app.normandy.enabled", "false"),
    ("services.settings.server", "\"data:,#remote-settings-dummy/v1\""),
    ("browser.shell.checkDefaultBrowser", "false"),
    ("datareporting.policy.dataSubmissionEnabled", "false"),
];

/// A running browser.
#[derive(Debug)]
struct Firefox {
    connection: Connection,
    _child: Child,
    _lifeline: Lifeline,
    _profile: Scratch,
}

/// The window of a visit.
#[derive(Debug)]
pub(super) struct Window {
    browser: &'static Firefox,
    container: String,
    tab: String,
    mark: usize,
}

impl Firefox {
    /// The one whose visitors have set something, started by the first of them.
    #[track_caller]
    fn shared(setting: Setting) -> &'static Self {
        static USUAL: OnceLock<Firefox> = OnceLock::new();
        static NO_SCRIPT: OnceLock<Firefox> = OnceLock::new();
        static FORCED_COLOURS: OnceLock<Firefox> = OnceLock::new();
        match setting {
            Setting::Usual => USUAL.get_or_init(|| Self::start(&[])),
            Setting::NoScript => {
                NO_SCRIPT.get_or_init(|| Self::start(&[("javascript.enabled", "false")]))
            }
            Setting::ForcedColours => FORCED_COLOURS
                .get_or_init(|| Self::start(&[("browser.display.document_color_use", "2")])),
        }
    }

    #[track_caller]
    fn start(more: &[(&str, &str)]) -> Self {
        let profile = Scratch::new("firefox");
        let preferences = PREFERENCES.iter().chain(more);
        let lines = preferences.map(|(name, value)| format!("user_pref(\"{name}\", {value});\n"));
        fs::write(profile.path().join("user.js"), lines.collect::<String>())
            .expect("a new folder is writable");
        let log = profile.path().join("log");
        let output = fs::File::create(&log).expect("a new folder is writable");
        let child = Command::new(PROGRAM)
            .args(["--headless", "--no-remote", "--remote-debugging-port", "0", "--profile"])
            .arg(profile.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(output)
            .process_group(0)
            .spawn()
            .unwrap_or_else(|error| panic!("{PROGRAM}: {error}"));
        let lifeline = Lifeline::of(&child, profile.path());
        let port = patience::eventually("Firefox to listen", || {
            let log = fs::read_to_string(&log).ok()?;
            let (_, address) = log.split_once("BiDi listening on ws://")?;
            address.split_once('\n')?.0.rsplit(':').next()?.trim().parse().ok()
        });
        let (mut sender, receiver) =
            socket::open(port, "/session").expect("a browser that listens takes a connection");
        let connection = Connection::new(Box::new(move |message| sender.text(message)), receiver);
        let browser = Self { connection, _child: child, _lifeline: lifeline, _profile: profile };
        browser.ask("session.new", &json!({ "capabilities": {} }));
        browser.ask("session.subscribe", &json!({ "events": ["log.entryAdded"] }));
        browser
    }

    #[track_caller]
    fn ask(&self, method: &str, params: &Value) -> Value {
        self.try_ask(method, params).unwrap_or_else(|why| panic!("{method}: {why}"))
    }

    #[track_caller]
    fn try_ask(&self, method: &str, params: &Value) -> Result<Value, String> {
        self.connection.ask(None, method, params)
    }

    #[track_caller]
    fn create(&self, kind: &str, container: &str) -> String {
        let how = json!({ "type": kind, "userContext": container });
        let made = self.ask("browsingContext.create", &how);
        let tab = made["context"].as_str().expect("a tab has a name").to_owned();
        let size = json!({ "width": 1280, "height": 1000 });
        self.ask("browsingContext.setViewport", &json!({ "context": tab, "viewport": size }));
        tab
    }
}

impl Window {
    /// Opens one, with empty storage.
    #[track_caller]
    pub(super) fn open(setting: Setting) -> Self {
        let browser = Firefox::shared(setting);
        let mark = browser.connection.mark();
        let container = browser.ask("browser.createUserContext", &json!({}));
        let container = container["userContext"].as_str().expect("it has a name").to_owned();
        let tab = browser.create("window", &container);
        Self { browser, container, tab, mark }
    }

    /// The page in a tab, or the frame of the prompt, which is the first in it.
    fn context(&self, tab: &str, inside: bool) -> Result<String, String> {
        if !inside {
            return Ok(tab.to_owned());
        }
        let tree = self.browser.try_ask("browsingContext.getTree", &json!({ "root": tab }))?;
        let frame = &tree["contexts"][0]["children"][0]["context"];
        frame.as_str().map(str::to_owned).ok_or_else(|| "there is no frame".to_owned())
    }

    #[track_caller]
    fn act(&self, tab: &str, inside: bool, actions: &Value) {
        let context = self.context(tab, inside).unwrap_or_else(|why| panic!("{why}"));
        let how = json!({ "context": context, "actions": actions });
        self.browser.ask("input.performActions", &how);
    }
}

impl Driver for Window {
    fn first(&self) -> String {
        self.tab.clone()
    }

    fn another(&self) -> String {
        self.browser.create("tab", &self.container)
    }

    fn goto(&self, tab: &str, url: &str) {
        let how = json!({ "context": tab, "url": url, "wait": "complete" });
        self.browser.ask("browsingContext.navigate", &how);
    }

    fn back(&self, tab: &str) {
        self.browser
            .ask("browsingContext.traverseHistory", &json!({ "context": tab, "delta": -1 }));
    }

    fn eval(&self, tab: &str, inside: bool, expression: &str) -> Result<Value, String> {
        let context = self.context(tab, inside)?;
        let how = json!({
            "expression": format!("(async () => JSON.stringify(await ({expression})))()"),
            "target": { "context": context },
            "awaitPromise": true,
        });
        let reply = self.browser.try_ask("script.evaluate", &how)?;
        if reply["type"] == "exception" {
            return Err(reply["exceptionDetails"]["text"].to_string());
        }
        let json = reply["result"]["value"].as_str().unwrap_or("null");
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    fn find(&self, tab: &str, selector: &str) -> Option<Value> {
        let how = json!({
            "context": tab, "locator": { "type": "css", "value": selector }, "maxNodeCount": 1,
        });
        let found = self.browser.try_ask("browsingContext.locateNodes", &how).ok()?;
        let name = found["nodes"][0]["sharedId"].as_str()?;
        Some(json!({ "type": "element", "element": { "sharedId": name } }))
    }

    fn click(&self, tab: &str, inside: bool, origin: &Value, point: (f64, f64)) {
        self.act(tab, inside, &clicking(origin, point));
    }

    fn press(&self, tab: &str, inside: bool, keys: &str) {
        self.act(tab, inside, &pressing(keys));
    }

    fn close(&self, tab: &str) {
        self.browser.ask("browsingContext.close", &json!({ "context": tab }));
    }

    fn picture(&self, tab: &str) -> String {
        let picture =
            self.browser.ask("browsingContext.captureScreenshot", &json!({ "context": tab }));
        picture["data"].as_str().unwrap_or_default().to_owned()
    }

    fn console(&self) -> Vec<String> {
        self.browser.connection.events(self.mark, |event| {
            let text = || event.params["text"].as_str().unwrap_or_default().to_owned();
            (event.method == "log.entryAdded").then(text)
        })
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        let container = json!({ "userContext": self.container });
        let _ = self.browser.try_ask("browser.removeUserContext", &container);
    }
}
