//! WebKit over WebDriver: HTTP and JSON, on a screen in memory.
//!
//! The driver and its screen serve all visits; each has a session of its own, which is a browser of
//! its own with nothing in its storage.

use super::{
    Setting,
    driver::{Driver, clicking, pressing},
    tab::point,
};
use crate::{lifeline::Lifeline, patience, scratch::Scratch};
use serde_json::{Value, json};
use std::{
    fs,
    net::TcpListener,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::OnceLock,
    time::Duration,
};
use ureq::Agent;

const DRIVER: &str = "/usr/bin/WebKitWebDriver";

/// Above what any command takes, a page that loads on a busy machine included.
const TIMEOUT: Duration = Duration::from_mins(1);

/// What one attempt to begin a session may take, and how many there are. The driver looks for a port that is
/// free, closes it again and lets its browser listen there. Now and then another process takes the port in
/// between: then the browser never calls, and the driver waits for ever. A new attempt has a new port.
const BEGIN: Duration = Duration::from_secs(20);
const ATTEMPTS: usize = 3;

/// The name of a reference to an element, as the standard has it.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The driver, and the screen it shows its browsers on.
#[derive(Debug)]
struct Station {
    agent: Agent,
    url: String,
    _programs: [(Child, Lifeline); 2],
    _scratch: Scratch,
}

/// A visit.
#[derive(Debug)]
pub(super) struct Session {
    station: &'static Station,
    path: String,
    tab: String,
}

impl Station {
    #[track_caller]
    fn shared() -> &'static Self {
        static SHARED: OnceLock<Station> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    #[track_caller]
    fn start() -> Self {
        let scratch = Scratch::new("webkit");
        let folder = scratch.path();
        let told = folder.join("display");
        let mut screen = Command::new("Xvfb");
        screen.args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]);
        screen.stdout(fs::File::create(&told).expect("a new folder is writable"));
        let screen = run(screen, folder);
        let display = patience::eventually("a screen in memory", || {
            let number = fs::read_to_string(&told).ok()?;
            number.ends_with('\n').then(|| format!(":{}", number.trim()))
        });

        // It does not say which port the system gave it, so it is told one that was free.
        let free = TcpListener::bind("127.0.0.1:0").expect("some port is free");
        let port = free.local_addr().expect("a bound socket has one").port();
        drop(free);
        let mut driver = Command::new(DRIVER);
        driver.args(["-p", &port.to_string()]).stdout(Stdio::null());
        driver.env("DISPLAY", display).env("LIBGL_ALWAYS_SOFTWARE", "1");
        driver.env("GTK_THEME", "Adwaita").env("XDG_DATA_HOME", folder);
        driver.env("XDG_CACHE_HOME", folder).env("XDG_CONFIG_HOME", folder);
        let driver = run(driver, folder);

        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(TIMEOUT))
            .max_idle_connections(0)
            .build()
            .new_agent();
        let url = format!("http://127.0.0.1:{port}");
        let station = Self { agent, url, _programs: [screen, driver], _scratch: scratch };
        patience::eventually("WebKit's driver to listen", || {
            station.agent.get(format!("{}/status", station.url)).call().ok()
        });
        station
    }

    /// The value of a reply, or the driver's reason why there is none.
    fn ask(&self, path: &str, body: &Value) -> Result<Value, String> {
        let sent = self.agent.post(format!("{}{path}", self.url)).send_json(body);
        read(sent)
    }

    /// The value of a reply to a request that may be tried anew. What the driver refuses in words is not: it
    /// would refuse it again.
    fn ask_again(&self, path: &str, body: &Value) -> Result<Value, String> {
        let mut late = String::new();
        for _ in 0..ATTEMPTS {
            let request = self.agent.post(format!("{}{path}", self.url));
            let request = request.config().timeout_global(Some(BEGIN)).build();
            match request.send_json(body) {
                Err(error @ ureq::Error::Timeout(_)) => late = error.to_string(),
                sent => return read(sent),
            }
        }
        Err(format!("{late}, {ATTEMPTS} times"))
    }

    fn delete(&self, path: &str) -> Result<Value, String> {
        read(self.agent.delete(format!("{}{path}", self.url)).call())
    }

    fn get(&self, path: &str) -> Result<Value, String> {
        read(self.agent.get(format!("{}{path}", self.url)).call())
    }
}

/// Starts a program that lives as long as this process.
#[track_caller]
fn run(mut command: Command, folder: &Path) -> (Child, Lifeline) {
    let program = command.stdin(Stdio::null()).stderr(Stdio::null()).process_group(0).spawn();
    let program = program.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let lifeline = Lifeline::of(&program, folder);
    (program, lifeline)
}

fn read(reply: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Value, String> {
    let mut reply = reply.map_err(|error| error.to_string())?;
    let mut body: Value = reply.body_mut().read_json().map_err(|error| error.to_string())?;
    match body["value"]["error"].as_str() {
        Some(error) => Err(format!("{error}: {}", body["value"]["message"])),
        None => Ok(body["value"].take()),
    }
}

/// The browser that comes with the library.
#[track_caller]
fn browser() -> PathBuf {
    let folders = fs::read_dir("/usr/lib").into_iter().flatten().flatten();
    let found = folders.map(|folder| folder.path().join("webkit2gtk-4.1/MiniBrowser"));
    found
        .into_iter()
        .find(|path| path.exists())
        .expect("no WebKit found: run `apt-get install webkit2gtk-driver xvfb xauth`")
}

impl Session {
    /// Begins one, with empty storage.
    #[track_caller]
    pub(super) fn begin(setting: Setting) -> Self {
        let station = Station::shared();
        let mut args = vec!["--automation"];
        match setting {
            Setting::Usual => {}
            // Forbids only the pages' own scripts: the driver itself needs scripts to ask.
            Setting::NoScript => args.push("--enable-javascript-markup=false"),
            Setting::ForcedColours => panic!("WebKit has no forced colours"),
        }
        let options = json!({ "binary": browser(), "args": args });
        let wanted = json!({ "browserName": "MiniBrowser", "webkitgtk:browserOptions": options });
        let made =
            station.ask_again("/session", &json!({ "capabilities": { "alwaysMatch": wanted } }));
        let made = made.unwrap_or_else(|why| panic!("a session of WebKit: {why}"));
        let path = format!("/session/{}", made["sessionId"].as_str().expect("it has an id"));
        let tab = station.get(&format!("{path}/window"));
        let tab = tab.unwrap_or_else(|why| panic!("its window: {why}"));
        let tab = tab.as_str().expect("a window has a name").to_owned();
        Self { station, path, tab }
    }

    #[track_caller]
    fn ask(&self, tab: &str, path: &str, body: &Value) -> Value {
        self.try_ask(tab, path, body).unwrap_or_else(|why| panic!("{path}: {why}"))
    }

    fn try_ask(&self, tab: &str, path: &str, body: &Value) -> Result<Value, String> {
        self.station.ask(&format!("{}/window", self.path), &json!({ "handle": tab }))?;
        self.station.ask(&format!("{}{path}", self.path), body)
    }

    /// Goes into a tab, or into the frame of the prompt in it, which takes the focus there, too.
    fn enter(&self, tab: &str, inside: bool) -> Result<(), String> {
        self.try_ask(tab, "/frame", &json!({ "id": null }))?;
        if inside {
            let frame = self.script("arguments[0](eye.find('iframe'))")?;
            let frame = frame.get(ELEMENT).ok_or("there is no frame")?;
            let id = json!({ "id": { ELEMENT: frame } });
            self.station.ask(&format!("{}/frame", self.path), &id)?;
        }
        Ok(())
    }

    /// Where the frame of the prompt begins in the window.
    #[track_caller]
    fn corner(&self, tab: &str) -> (f64, f64) {
        let of = "(({ left, top }) => [left, top])(eye.find('iframe').getBoundingClientRect())";
        let corner = self.eval(tab, false, of).ok().as_ref().and_then(point);
        corner.expect("a frame that is clicked has a place")
    }

    #[track_caller]
    fn act(&self, actions: &Value) {
        let path = format!("{}/actions", self.path);
        let done = self.station.ask(&path, &json!({ "actions": actions }));
        done.unwrap_or_else(|why| panic!("{actions}: {why}"));
    }

    fn script(&self, script: &str) -> Result<Value, String> {
        self.station
            .ask(&format!("{}/execute/async", self.path), &json!({ "script": script, "args": [] }))
    }
}

impl Driver for Session {
    fn first(&self) -> String {
        self.tab.clone()
    }

    fn another(&self) -> String {
        // A window: of tabs it shows the first, whichever is used.
        let made = self.ask(&self.tab, "/window/new", &json!({ "type": "window" }));
        made["handle"].as_str().expect("a window has a name").to_owned()
    }

    fn goto(&self, tab: &str, url: &str) {
        self.ask(tab, "/url", &json!({ "url": url }));
    }

    fn back(&self, tab: &str) {
        self.ask(tab, "/back", &json!({}));
    }

    fn eval(&self, tab: &str, inside: bool, expression: &str) -> Result<Value, String> {
        self.enter(tab, inside)?;
        let told = self.script(&format!(
            "(async () => JSON.stringify(await ({expression})))()\
             .then(json => arguments[0]([json]), error => arguments[0](`${{error}}`))"
        ))?;
        let json = match &told {
            Value::String(error) => return Err(error.clone()),
            told => told[0].as_str().unwrap_or("null"),
        };
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    fn find(&self, tab: &str, selector: &str) -> Option<Value> {
        let how = json!({ "using": "css selector", "value": selector });
        self.try_ask(tab, "/element", &how).ok()
    }

    fn click(&self, tab: &str, inside: bool, origin: &Value, (x, y): (f64, f64)) {
        // Its mouse knows the window alone.
        let (left, top) = if inside { self.corner(tab) } else { (0.0, 0.0) };
        self.enter(tab, false).unwrap_or_else(|why| panic!("{why}"));
        self.act(&clicking(origin, (left + x, top + y)));
    }

    fn press(&self, tab: &str, inside: bool, keys: &str) {
        self.enter(tab, inside).unwrap_or_else(|why| panic!("{why}"));
        self.act(&pressing(keys));
    }

    fn close(&self, tab: &str) {
        let switched =
            self.station.ask(&format!("{}/window", self.path), &json!({ "handle": tab }));
        let closed = switched.and_then(|_| self.station.delete(&format!("{}/window", self.path)));
        closed.unwrap_or_else(|why| panic!("a tab to close: {why}"));
    }

    fn picture(&self, tab: &str) -> String {
        let _ = self.station.ask(&format!("{}/window", self.path), &json!({ "handle": tab }));
        let picture = self.station.get(&format!("{}/screenshot", self.path));
        picture.ok().and_then(|picture| Some(picture.as_str()?.to_owned())).unwrap_or_default()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.station.delete(&self.path);
    }
}
