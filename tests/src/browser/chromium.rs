//! A browser of its own for each journey: a new profile, no window, nothing shared.

use super::{
    Page,
    protocol::{Connection, Event},
};
use crate::scratch::Scratch;
use serde_json::{Value, json};
use std::{
    env, fs,
    os::unix::process::CommandExt,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::Arc,
};

/// Named in the order tried, after what the variable `CHROMIUM` says.
const NAMES: [&str; 4] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/snap/bin/chromium",
];

/// No sandbox, since containers run as root; the rest keeps the browser from calling home or
/// asking for anything.
const FLAGS: [&str; 17] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
    "--password-store=basic",
    "--hide-scrollbars",
    // A mouse, which a browser without a window has not: 2 hovers, 4 is fine.
    "--blink-settings=availableHoverTypes=2,primaryHoverType=2,availablePointerTypes=4,primaryPointerType=4",
    "--window-size=1280,900",
    "--remote-debugging-pipe",
];

/// What a visitor set in the browser before coming.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Habits {
    /// Nothing.
    #[default]
    Usual,
    /// All site data is blocked: every access to storage throws.
    BlocksStorage,
}

/// A running browser. Dropping it ends it and removes its profile.
#[derive(Clone, Debug)]
pub struct Browser(Arc<Running>);

#[derive(Debug)]
struct Running {
    connection: Connection,
    child: std::sync::Mutex<Child>,
    _profile: Scratch,
}

impl Browser {
    /// Starts one as most visitors have it.
    #[track_caller]
    pub fn start() -> Self {
        Self::with(Habits::Usual)
    }

    /// Starts one whose visitor has set something.
    #[track_caller]
    pub fn with(habits: Habits) -> Self {
        let profile = Scratch::new("profile");
        prefer(&profile, habits);
        let log = fs::File::create(profile.path().join("log")).expect("a new folder is writable");
        // The browser reads commands from descriptor 3 and answers on 4.
        let mut child = Command::new("sh")
            .args(["-c", r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null"#])
            .arg(installed())
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            .process_group(0)
            .spawn()
            .expect("a shell can be started");
        let pipe = child.stdin.take().expect("it was asked for");
        let output = child.stdout.take().expect("it was asked for");
        let connection = Connection::piped(pipe, output);
        let browser =
            Self(Arc::new(Running { connection, child: child.into(), _profile: profile }));
        browser.ask("Browser.getVersion", &json!({}));
        browser
    }

    /// Opens a tab with nothing in it yet.
    #[track_caller]
    pub fn tab(&self) -> Page {
        let target = self.ask("Target.createTarget", &json!({ "url": "about:blank" }));
        Page::attach(self.clone(), target["targetId"].as_str().expect("a target has an id"))
    }

    /// Opens a tab at an address and waits until it has loaded.
    #[track_caller]
    pub fn open(&self, url: &str) -> Page {
        let page = self.tab();
        page.goto(url);
        page
    }

    /// A service worker, as far as it is like a tab: it has a network.
    #[track_caller]
    pub(super) fn worker(&self, target: &Value) -> Page {
        let attach = json!({ "targetId": target, "flatten": true });
        let attached = self.ask("Target.attachToTarget", &attach);
        let worker = Page::bare(self.clone(), &attached["sessionId"], target);
        worker.ask("Network.enable", &json!({}));
        worker
    }

    /// Sends a command to the browser itself.
    #[track_caller]
    pub(super) fn ask(&self, method: &str, params: &Value) -> Value {
        self.try_ask(None, method, params).unwrap_or_else(|why| panic!("{method}: {why}"))
    }

    /// Sends a command that may be refused.
    #[track_caller]
    pub(super) fn try_ask(
        &self,
        session: Option<&str>,
        method: &str,
        params: &Value,
    ) -> Result<Value, String> {
        self.0.connection.ask(session, method, params)
    }

    pub(super) fn mark(&self) -> usize {
        self.0.connection.mark()
    }

    pub(super) fn events<T>(&self, mark: usize, wanted: impl FnMut(&Event) -> Option<T>) -> Vec<T> {
        self.0.connection.events(mark, wanted)
    }

    #[track_caller]
    pub(super) fn event<T>(
        &self,
        what: &str,
        mark: usize,
        wanted: impl FnMut(&Event) -> Option<T>,
    ) -> T {
        self.0.connection.event(what, mark, wanted)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let child = self.child.get_mut().expect("no thread panics while it holds the child");
        // The group holds the browser's own children: none may write to the profile any more.
        let group = format!("-{}", child.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = child.wait();
    }
}

#[track_caller]
fn installed() -> PathBuf {
    let named = env::var_os("CHROMIUM").map(PathBuf::from);
    let usual = NAMES.into_iter().map(PathBuf::from).find(|path| path.exists());
    named.or(usual).expect(
        "no browser found: run `apt-get install chromium`, or name one in the variable CHROMIUM",
    )
}

fn prefer(profile: &Scratch, habits: Habits) {
    let folder = profile.path().join("Default");
    fs::create_dir_all(&folder).expect("a new folder is writable");
    let preferences = match habits {
        Habits::Usual => json!({}),
        Habits::BlocksStorage => {
            json!({ "profile": { "default_content_setting_values": { "cookies": 2 } } })
        }
    };
    fs::write(folder.join("Preferences"), preferences.to_string())
        .expect("a new folder is writable");
}
