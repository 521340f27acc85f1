//! A Worker on this machine: workerd with local KV, run by the official tool.

mod processor;

use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::build::Assets;
use crate::paths;
use crate::process::{command, step_with};
pub(crate) use processor::time_of as processor_time_of;

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
            bail!("port {} is in use; `cargo xtask dev` takes another by --port", options.port);
        }
        let mut wrangler = command(paths::npm_bin("wrangler"));
        wrangler
            .args(["dev", "--show-interactive-dev-session=false", "--log-level=error"])
            // With an address that rings the cron.
            .arg("--test-scheduled")
            .args(["--port", &options.port.to_string(), "--persist-to"])
            .arg(options.state)
            .env("WRANGLER_SEND_METRICS", "false")
            .env("CLOUDFLARE_CF_FETCH_ENABLED", "false")
            // Else the tool reloads the Worker whenever another that it runs on this machine starts or ends.
            .env("WRANGLER_REGISTRY_PATH", options.state.join("registry"))
            .env("MINIFLARE_REGISTRY_PATH", options.state.join("registry"))
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        // The twin serves the files as well, since looking there first costs every request a little.
        wrangler.arg("--assets").arg(Assets::dev_folder());
        if options.program == Program::Twin {
            wrangler.arg("--config").arg(paths::root().join("xtask/bench/wrangler.toml"));
        }
        for (name, value) in options.vars {
            wrangler.args(["--var", &format!("{name}:{value}")]);
        }
        let mut signals = Signals::new([SIGINT, SIGTERM])?;
        let process = wrangler.spawn()?;
        let tool = process.id();
        // A signal ends the tool and workerd. Code that waits for them notices that, and ends, too.
        std::thread::spawn(move || signals.forever().for_each(|_| end(tool)));
        let mut worker = Self { process, url };
        step_with("starting workerd", || worker.wait())?;
        Ok(worker)
    }

    /// The processor time that workerd has taken so far, to a hundredth of a second; `None` where the system
    /// does not tell it as Linux does.
    pub(crate) fn processor_time(&self) -> Option<Duration> {
        processor_time_of("workerd", self.process.id())
    }

    fn wait(&mut self) -> Result<()> {
        let started = Instant::now();
        while !healthy(&self.url) {
            if let Some(status) = self.process.try_wait()? {
                bail!("workerd ended with {status}");
            }
            if started.elapsed() > START {
                bail!("workerd did not answer within {START:?}");
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    /// Waits until the tool ends, which it does on a signal to it or to this process; an error if
    /// it fails.
    pub(crate) fn run(mut self) -> Result<()> {
        let status = self.process.wait()?;
        ensure!(status.success(), "workerd ended with {status}");
        Ok(())
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        end(self.process.id());
        let _ = self.process.wait();
    }
}

/// Asks the tool to end: it then stops workerd, which it does not when it is killed.
fn end(tool: u32) {
    let _ = command("kill").arg(tool.to_string()).stderr(Stdio::null()).status();
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
