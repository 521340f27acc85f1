//! A Worker on this machine: workerd with local KV, run by the official tool.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::build::Assets;
use crate::paths;
use crate::process::{command, step_with};

/// How long workerd may take until it answers; it needs about 3 seconds on two cores.
const START: Duration = Duration::from_mins(1);

/// A running Worker; it stops when this is dropped.
pub(crate) struct Worker {
    process: Child,
    /// Where it listens, without a slash at the end.
    pub(crate) url: String,
}

/// Which Worker to run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Program {
    /// The product, with the demo shop.
    Koe,
    /// What benchmarks measure it against.
    Twin,
}

/// How to run it.
pub(crate) struct Options<'a> {
    pub(crate) port: u16,
    /// Where KV keeps its data.
    pub(crate) state: &'a Path,
    /// Variables and secrets, in place of those in `wrangler.toml`.
    pub(crate) vars: &'a [(&'a str, &'a str)],
    pub(crate) program: Program,
}

impl Worker {
    /// Starts workerd and waits until storage is reachable through it.
    pub(crate) fn start(options: &Options<'_>) -> Result<Self> {
        let url = format!("http://localhost:{}", options.port);
        if healthy(&url) {
            bail!("port {} is in use: name another one with --port", options.port);
        }
        let mut wrangler = command(paths::npm_bin("wrangler"));
        wrangler
            .args(["dev", "--show-interactive-dev-session=false", "--log-level=error"])
            .args(["--port", &options.port.to_string(), "--persist-to"])
            .arg(options.state)
            .env("WRANGLER_SEND_METRICS", "false")
            .env("CLOUDFLARE_CF_FETCH_ENABLED", "false")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        // The twin serves the files as well, since looking there first costs every request a little.
        wrangler.arg("--assets").arg(Assets::dev_folder());
        if options.program == Program::Twin {
            wrangler.arg("--config").arg(paths::root().join("xtask/bench/wrangler.toml"));
        }
        for (name, value) in options.vars {
            wrangler.args(["--var", &format!("{name}:{value}")]);
        }
        let mut process = wrangler.spawn()?;
        let log = collect(&mut process);
        let mut worker = Self { process, url };
        step_with("starting workerd", || worker.wait(&log))?;
        Ok(worker)
    }

    fn wait(&mut self, log: &Mutex<Vec<String>>) -> Result<()> {
        let started = Instant::now();
        while !healthy(&self.url) {
            if let Some(status) = self.process.try_wait()? {
                bail!("workerd ended with {status}:\n{}", said(log));
            }
            if started.elapsed() > START {
                bail!("workerd did not answer within {START:?}:\n{}", said(log));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    /// Waits until it ends by itself, which it does when the terminal is interrupted.
    pub(crate) fn run(mut self) -> Result<()> {
        self.process.wait()?;
        Ok(())
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // The tool stops workerd when it is asked to end, not when it is killed.
        let _ = command("kill").arg(self.process.id().to_string()).status();
        let _ = self.process.wait();
    }
}

fn healthy(url: &str) -> bool {
    ureq::get(format!("{url}/healthz"))
        .config()
        .timeout_global(Some(Duration::from_secs(2)))
        .build()
        .call()
        // Read to its end, or workerd complains of a connection that breaks off.
        .is_ok_and(|mut reply| reply.body_mut().read_to_vec().is_ok())
}

/// Passes on what the tool prints (errors of the Worker among it), and keeps the first lines.
fn collect(process: &mut Child) -> Arc<Mutex<Vec<String>>> {
    let lines = Arc::new(Mutex::new(Vec::new()));
    if let Some(stderr) = process.stderr.take() {
        let kept = Arc::clone(&lines);
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                if !line.trim().is_empty() {
                    eprintln!("  {line}");
                }
                if let Ok(mut kept) = kept.lock()
                    && kept.len() < 40
                {
                    kept.push(line);
                }
            }
        });
    }
    lines
}

fn said(log: &Mutex<Vec<String>>) -> String {
    log.lock().map(|lines| lines.join("\n")).unwrap_or_default()
}
