//! The load generator: connections that are kept, on a processor of their own.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use ureq::Agent;

use crate::process::command;

pub(super) const ADMIN_KEY: &str = "admin-key-of-the-bench";

/// How often an answer is sent again.
const RETRIES: u32 = 3;

/// Keeps this process, and not the Workers that it has started, to the last processor. Where the tool for
/// that is missing, the figures are noisier.
pub(super) fn pin() {
    let last = thread::available_parallelism().map_or(0, |count| count.get() - 1);
    let process = std::process::id().to_string();
    let mut taskset = command("taskset");
    taskset.args(["--all-tasks", "--cpu-list", "--pid", &last.to_string(), &process]);
    if !taskset.output().is_ok_and(|output| output.status.success()) {
        eprintln!("! the load generator is not pinned: no `taskset`");
    }
}

/// One client with a connection that is kept.
pub(super) struct Client {
    agent: Agent,
}

impl Client {
    pub(super) fn new() -> Self {
        Self { agent: Agent::config_builder().http_status_as_error(false).build().into() }
    }

    /// A request of the owner, timed until its body is read.
    pub(super) fn get(&self, url: &str) -> Result<(Duration, String)> {
        let started = Instant::now();
        let mut reply = self
            .agent
            .get(url)
            .header("Authorization", format!("Bearer {ADMIN_KEY}"))
            .call()
            .with_context(|| url.to_owned())?;
        let text = reply.body_mut().read_to_string()?;
        ensure!(reply.status() == 200, "{url} replied {}: {text}", reply.status());
        Ok((started.elapsed(), text))
    }

    /// The same, read as JSON.
    pub(super) fn json(&self, url: &str) -> Result<Value> {
        Ok(serde_json::from_str(&self.get(url)?.1)?)
    }

    /// A page of the desk, as a person opens it whose session has this cookie, timed until its body is read.
    pub(super) fn page(&self, url: &str, cookie: &str) -> Result<Duration> {
        let started = Instant::now();
        let asked =
            self.agent.get(url).header("Cookie", cookie).header("Sec-Fetch-Dest", "document");
        let mut reply = asked.call().with_context(|| url.to_owned())?;
        let text = reply.body_mut().read_to_string()?;
        ensure!(reply.status() == 200, "{url} replied {}: {text}", reply.status());
        Ok(started.elapsed())
    }

    /// Stores entries by the twin.
    pub(super) fn put(&self, url: &str, body: &str) -> Result<()> {
        let mut reply = self.agent.put(url).send(body).with_context(|| url.to_owned())?;
        let text = reply.body_mut().read_to_string()?;
        ensure!(reply.status() == 200, "{url} replied {}: {text}", reply.status());
        Ok(())
    }

    /// A visitor's answer, timed until its receipt is read. The local runtime's proxy replies 503 where a
    /// connection to the Worker had been idle for too long; then it is sent again, in the same time.
    pub(super) fn post(&self, url: &str, body: &str) -> Result<Duration> {
        let started = Instant::now();
        for attempt in 0.. {
            let mut reply = self
                .agent
                .post(url)
                .header("Content-Type", "text/plain;charset=UTF-8")
                .header("Origin", "https://shop.example")
                .send(body)
                .with_context(|| url.to_owned())?;
            reply.body_mut().read_to_vec()?;
            match reply.status().as_u16() {
                202 => return Ok(started.elapsed()),
                503 if attempt < RETRIES => {}
                status => bail!("{url} replied {status}"),
            }
        }
        unreachable!("the last attempt returns")
    }
}

/// The middle one, the upper of two.
pub(super) fn median<T: PartialOrd + Copy>(mut values: Vec<T>) -> T {
    part(&mut values, 50)
}

/// What so many percent of the values do not exceed.
pub(super) fn part<T: PartialOrd + Copy>(values: &mut [T], percent: usize) -> T {
    values.sort_by(|one, other| one.partial_cmp(other).expect("times and rates are comparable"));
    values[(values.len() * percent / 100).min(values.len() - 1)]
}

pub(super) fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
