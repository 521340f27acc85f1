//! The processor time of the Worker's start and first request, in the runtime itself, without the tools around
//! it.
//!
//! A new process of workerd with the Worker in it, and one with a Worker of a line in its place, are each asked
//! once. What the first takes more is the Worker's: reading its scripts, compiling and making its WebAssembly
//! module, putting the application together, and answering. Threads that compile beside the first are in it as
//! well. It is the middle one of five pairs. The request is `GET /healthz`, which reads storage; a Worker of a
//! line stands for storage in both, and has no entry.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::paths;
use crate::process::{command, read, step_with};
use crate::worker::processor_time_of;

const ROUNDS: usize = 5;

/// What answers in place of the Worker, and what answers for storage.
const NOTHING: &str = "export default { fetch: () => new Response() }";
const EMPTY: &str = "export default { fetch: () => new Response(null, { status: 404 }) }";

/// What was measured.
pub(super) enum Start {
    Took(Duration),
    /// The system does not tell it.
    NotTold,
}

/// Measures it.
pub(super) fn measured() -> Result<Start> {
    // Beside the Worker, since it names files by where it lies itself.
    let config = paths::built().join("start.capnp");
    let runtime = read(command("node").args(["-p", "require('workerd').default"]))
        .context("npm's package `workerd` is missing: run `npm ci`")?;
    let date = compatibility_date()?;
    let (worker, nothing) = (modules("worker")?, module("index.js", NOTHING));
    step_with("starting the Worker five times", || {
        let mut more = Vec::new();
        for _ in 0..ROUNDS {
            let took = |modules: &str| {
                fs::write(&config, written(modules, &date))?;
                Process::start(&runtime, &config)?.first_request()
            };
            let (Some(with), Some(without)) = (took(&worker)?, took(&nothing)?) else {
                return Ok(Start::NotTold);
            };
            more.push(with.saturating_sub(without));
        }
        more.sort_unstable();
        Ok(Start::Took(more[ROUNDS / 2]))
    })
}

/// A running workerd. It ends when this is dropped.
struct Process {
    child: Child,
    url: String,
}

/// What it tells on its control line once it listens.
#[derive(Deserialize)]
struct Listening {
    port: u16,
}

impl Process {
    fn start(runtime: &str, config: &Path) -> Result<Self> {
        let mut child = Command::new(runtime)
            .args(["serve", "--control-fd=1"])
            .arg(config)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("workerd can't be started")?;
        let output = child.stdout.take().context("it was asked for")?;
        let mut process = Self { child, url: String::new() };
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let told: Listening =
            serde_json::from_str(&line).context("workerd did not begin to listen")?;
        process.url = format!("http://127.0.0.1:{}/healthz", told.port);
        Ok(process)
    }

    /// All the processor time that it has taken once it has answered; `None` where it can't be told.
    fn first_request(self) -> Result<Option<Duration>> {
        let mut reply = ureq::get(&self.url).call().context("the first request")?;
        reply.body_mut().read_to_vec()?;
        Ok(processor_time_of("workerd", self.child.id()))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The date that the Worker is deployed with.
fn compatibility_date() -> Result<String> {
    let config = fs::read_to_string(paths::root().join("wrangler.toml"))?;
    let date = config.lines().find_map(|line| line.strip_prefix("compatibility_date = "));
    Ok(date.context("wrangler.toml has no compatibility_date")?.trim_matches('"').to_owned())
}

/// The configuration of a process: the modules of what is asked, and storage without an entry.
fn written(modules: &str, date: &str) -> String {
    let storage = module("index.js", EMPTY);
    format!(
        "using Workerd = import \"/workerd/workerd.capnp\";\n\
         const config :Workerd.Config = (\n\
           services = [\n\
             (name = \"asked\", worker = (modules = [{modules}], compatibilityDate = \"{date}\",\n\
               bindings = [(name = \"KOE\", kvNamespace = \"storage\")])),\n\
             (name = \"storage\", worker = (modules = [{storage}], compatibilityDate = \"{date}\")),\n\
           ],\n\
           sockets = [(name = \"http\", address = \"127.0.0.1:0\", http = (), service = \"asked\")],\n\
         );\n"
    )
}

fn module(name: &str, script: &str) -> String {
    format!("(name = \"{name}\", esModule = \"{script}\")")
}

/// The modules of the Worker that was built into a folder, the one that is called first.
fn modules(built: &str) -> Result<String> {
    let folder = paths::built().join(built);
    let mut files = Vec::new();
    collect(&folder, &mut files)?;
    files.sort_by_key(|file| *file != folder.join("index.js"));
    let mut modules = String::new();
    for file in files {
        let name = file.strip_prefix(&folder)?.display();
        let kind = match file.extension().and_then(|extension| extension.to_str()) {
            Some("js") => "esModule",
            Some("wasm") => "wasm",
            _ => continue,
        };
        write!(modules, "(name = \"{name}\", {kind} = embed \"{built}/{name}\"), ")?;
    }
    ensure!(!modules.is_empty(), "{} has no module", folder.display());
    Ok(modules)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).context("nothing is built yet: run `cargo xtask build`")? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
