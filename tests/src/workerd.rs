//! The built Worker under workerd with local KV, as Cloudflare's own tool runs it.
//!
//! Each has its own port and its own, empty storage, which goes with it.

use crate::{
    client::Client, lifeline::Lifeline, patience, patience::Deadline, scratch::Scratch, workspace,
};
use serde_json::Value;
use std::{
    fs,
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Mutex, OnceLock},
    time::Duration,
};

/// workerd needs some three seconds on two idle cores.
const START: Duration = Duration::from_secs(90);

/// The admin key of every Worker of the journeys.
pub const ADMIN_KEY: &str = "admin-key-of-the-journeys";

/// Far above what the journeys send: the public limits are a journey of their own.
const UNLIMITED: Limits = Limits { client: 1_000_000, site: 1_000_000 };

/// What stands for Cloudflare's cache in front of the Worker: the local runtime has none.
const FRONT_CACHE: &str = include_str!("front_cache.js");

/// What stands for a storage that is out of order.
const NO_STORAGE: &str = include_str!("no_storage.js");

/// What binds e-mail, in the configuration of the tool.
const MAIL: &str = "\n[[send_email]]\nname = \"EMAIL\"\n";

/// What fills storage before a journey begins.
const FILLING: &str = include_str!("filling.js");
/// Entries of one request.
const ENTRIES: usize = 200;

/// How many public writes pass in ten seconds.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// From one address to one site.
    pub client: u32,
    /// To one site.
    pub site: u32,
}

/// A running Worker. It stops when this is dropped, or when this process ends.
#[derive(Debug)]
pub struct Workerd {
    url: String,
    tool: Mutex<Child>,
    lifeline: Option<Lifeline>,
    state: Scratch,
    /// Where its static assets lie, in that folder.
    assets: &'static str,
}

impl Workerd {
    /// The one that the journeys of this process share, started by the first of them.
    #[track_caller]
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Workerd> = OnceLock::new();
        SHARED.get_or_init(|| Self::start(UNLIMITED))
    }

    /// Starts one of a journey's own.
    #[track_caller]
    pub fn alone() -> Self {
        Self::start(UNLIMITED)
    }

    /// Starts one on a free port and waits until it is healthy.
    #[track_caller]
    pub fn start(limits: Limits) -> Self {
        Self::run("worker", limits)
    }

    /// Starts the one that can run the suite of every store on its KV.
    #[track_caller]
    pub fn start_with_contract() -> Self {
        Self::run("worker-with-contract", UNLIMITED)
    }

    /// Starts one that may send alerts to these hosts, and e-mail, and whose cron can be run.
    #[track_caller]
    pub fn telling(hosts: &str) -> Self {
        let state = Scratch::new("workerd");
        snapshot(&state, "worker");
        let config = state.path().join("wrangler.toml");
        let bound = fs::read_to_string(&config).map(|config| config + MAIL);
        bound.and_then(|bound| fs::write(&config, bound)).expect("the copy is writable");
        let mut tool = tool(&state, UNLIMITED, Some(ADMIN_KEY));
        tool.arg("--test-scheduled");
        tool.args(["--var", &format!("ALERT_HOSTS:{hosts}"), "EMAIL_FROM:koe@shop.example"]);
        Self::started(tool, state, "target/koe/dev-assets")
    }

    /// Starts one with a cache in front of it, which tells what it is asked to forget.
    #[track_caller]
    pub fn behind_a_cache() -> Self {
        Self::on(before("worker", FRONT_CACHE), UNLIMITED, Some(ADMIN_KEY))
    }

    /// Starts one whose storage refuses every call, but for those that say whether it is healthy.
    #[track_caller]
    pub fn without_storage() -> Self {
        Self::on(before("worker", NO_STORAGE), UNLIMITED, Some(ADMIN_KEY))
    }

    /// Starts one in whose storage these entries are: keys with their values and metadata.
    #[track_caller]
    pub fn filled(entries: &[Value]) -> Self {
        let worker = Self::on(before("worker", FILLING), UNLIMITED, Some(ADMIN_KEY));
        let client = worker.client();
        for entries in entries.chunks(ENTRIES) {
            // The tool reloads a Worker soon after its start, and what is on its way then is lost: an entry may be put
            // twice.
            patience::eventually("entries to be put", || {
                let put = client.post("/fill").json(&Value::from(entries)).try_send()?;
                (put.status() == 200).then_some(())
            });
        }
        worker
    }

    /// Starts one with another admin key, or with none.
    #[track_caller]
    pub fn with_admin_key(key: Option<&str>) -> Self {
        let state = Scratch::new("workerd");
        snapshot(&state, "worker");
        Self::on(state, UNLIMITED, key)
    }

    #[track_caller]
    fn run(built: &str, limits: Limits) -> Self {
        let state = Scratch::new("workerd");
        snapshot(&state, built);
        Self::on(state, limits, Some(ADMIN_KEY))
    }

    #[track_caller]
    fn on(state: Scratch, limits: Limits, admin_key: Option<&str>) -> Self {
        let tool = tool(&state, limits, admin_key);
        Self::started(tool, state, "target/koe/dev-assets")
    }

    /// Starts the one of a release that lies in a folder, by a command that leads to the tool, and with a
    /// cron that can be run ([`Self::run_cron`]).
    #[track_caller]
    pub fn of_release(folder: Scratch, command: Command) -> Self {
        let mut tool = dev(command, &folder);
        tool.arg("--test-scheduled");
        Self::started(tool, folder, "assets")
    }

    #[track_caller]
    fn started(mut tool: Command, state: Scratch, assets: &'static str) -> Self {
        let tool = tool.spawn().unwrap_or_else(|error| panic!("{tool:?}: {error}"));
        let lifeline = Some(Lifeline::of(&tool, state.path()));
        let mut worker = Self { url: String::new(), tool: tool.into(), lifeline, state, assets };
        worker.wait();
        worker
    }

    /// The folder that it runs in.
    pub fn folder(&self) -> &Path {
        self.state.path()
    }

    /// Runs its cron once, to its end.
    #[track_caller]
    pub fn run_cron(&self) {
        self.client().get("/__scheduled?cron=*").send().is(200);
    }

    /// Where it listens.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A client of it.
    pub fn client(&self) -> Client {
        Client::over_http(&self.url, ADMIN_KEY)
    }

    /// Takes the hashed files out of the static assets, as the next deploy does with those of the
    /// release before it, and waits until one of them is gone from there.
    #[track_caller]
    pub fn replace_assets(&self) {
        let folder = self.state.path().join(self.assets).join("a");
        let gone = folder.join("gone-0123456789.js");
        // A file that no release has shows when the tool has seen a change.
        fs::write(&gone, "").expect("the copy of what was built is writable");
        let client = self.client();
        let answers = |status| {
            let reply = client.get("/a/gone-0123456789.js").try_send()?;
            (reply.status() == status).then_some(())
        };
        patience::eventually("a new asset to be served", || answers(200));
        fs::remove_dir_all(&folder).expect("the copy of what was built is writable");
        patience::eventually("the assets to be replaced", || answers(404));
    }

    /// Waits until the tool has told the port that it was given, and the Worker is healthy there.
    #[track_caller]
    fn wait(&mut self) {
        let deadline = Deadline::after(START);
        self.url = patience::before(deadline, "workerd to listen", || {
            let ended = self.tool.get_mut().expect("no other thread holds it").try_wait();
            if let Ok(Some(status)) = ended {
                panic!("wrangler ended with {status}:\n{}", self.log());
            }
            let log = self.log();
            let (_, ready) = log.split_once("Ready on ")?;
            Some(ready.split_once('\n')?.0.trim_end().to_owned())
        });
        let client = self.client();
        patience::before(deadline, "workerd to be healthy", || {
            client.get("/healthz").try_send().filter(|reply| reply.status() == 200)
        });
    }

    /// What the tool has printed so far.
    pub fn log(&self) -> String {
        fs::read_to_string(log(&self.state)).unwrap_or_default()
    }
}

impl Drop for Workerd {
    fn drop(&mut self) {
        drop(self.lifeline.take());
        let _ = self.tool.get_mut().map(Child::wait);
    }
}

/// The tool over a copy of what was built.
fn tool(state: &Scratch, limits: Limits, admin_key: Option<&str>) -> Command {
    let wrangler =
        workspace::made_by("npm ci", workspace::root().join("node_modules/.bin/wrangler"));
    let mut tool = dev(Command::new(wrangler), state);
    tool.args(["--assets", "target/koe/dev-assets"])
        .arg("--var")
        .args(admin_key.map(|key| format!("ADMIN_KEY:{key}")))
        .arg(format!("RATE_CLIENT:{}", limits.client))
        .arg(format!("RATE_SITE:{}", limits.site))
        .arg("RATE_SIGN_IN:1000000")
        .arg("IMPORT_SETTLE:0");
    tool
}

/// It is given a port by the system as it begins to listen: one that was chosen before could be
/// taken meanwhile, by any connection that goes out.
fn dev(mut tool: Command, state: &Scratch) -> Command {
    let log = fs::File::create(log(state)).expect("a new folder is writable");
    tool.current_dir(state.path())
        .args(["dev", "--ip", "127.0.0.1", "--port", "0", "--inspector-port", "0"])
        .args(["--show-interactive-dev-session=false", "--persist-to", "kv"])
        .env("WRANGLER_SEND_METRICS", "false")
        .env("CLOUDFLARE_CF_FETCH_ENABLED", "false")
        // Each reloads its Worker whenever another that it knows of starts or ends; a request on its way is then
        // lost.
        .env("WRANGLER_REGISTRY_PATH", state.path().join("registry"))
        .env("MINIFLARE_REGISTRY_PATH", state.path().join("registry"))
        .stdin(Stdio::null())
        .stdout(log.try_clone().expect("an open file has a second handle"))
        .stderr(log)
        .process_group(0);
    tool
}

/// Copies what was built: the tool watches its files and restarts the Worker when they change, and
/// building meanwhile should not disturb a journey.
#[track_caller]
fn snapshot(state: &Scratch, worker: &str) {
    let built = state.path().join("target/koe");
    fs::create_dir_all(&built).expect("a new folder is writable");
    let copy = |name: &str, to: &str| {
        Command::new("cp").arg("-R").arg(workspace::built(name)).arg(built.join(to)).status()
    };
    let copied =
        copy(worker, "worker").and_then(|_| copy("dev-assets", "dev-assets")).and_then(|_| {
            let config = "wrangler.toml";
            fs::copy(workspace::root().join(config), state.path().join(config))
        });
    copied.unwrap_or_else(|error| panic!("the built Worker can't be copied: {error}"));
}

/// The same, with a script of ours between the runtime and the Worker.
#[track_caller]
fn before(worker: &str, script: &str) -> Scratch {
    let state = Scratch::new("workerd");
    snapshot(&state, worker);
    let worker = state.path().join("target/koe/worker");
    fs::rename(worker.join("index.js"), worker.join("worker.js"))
        .and_then(|()| fs::write(worker.join("index.js"), script))
        .expect("the copy of what was built is writable");
    state
}

fn log(state: &Scratch) -> impl AsRef<Path> {
    state.path().join("log")
}
