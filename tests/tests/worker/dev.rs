//! `cargo xtask dev`: the demo from what was built, and an end that leaves nothing running.

use koe_tests::{client::Client, patience, scratch::Scratch};
use std::{
    io::{BufRead, BufReader, Read},
    net::{TcpListener, TcpStream},
    os::unix::process::CommandExt,
    process::{Child, ChildStdout, Command, Stdio},
};

/// The tool at work, and all that it started. Ends with this.
struct Dev {
    tool: Child,
    /// Held open: the tool goes on printing.
    _output: BufReader<ChildStdout>,
    port: u16,
    read_key: String,
}

impl Dev {
    /// Starts it over a folder, and waits until it has printed its keys.
    #[track_caller]
    fn start(state: &Scratch) -> Self {
        let port = free_port();
        let mut tool = super::xtask()
            .args(["dev", "--no-build", "--port", &port.to_string(), "--state"])
            .arg(state.path())
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn()
            .expect("the tool can be started");
        let mut output = BufReader::new(tool.stdout.take().expect("it was asked for"));
        let mut lines = output.by_ref().lines().map_while(Result::ok);
        let line = lines.find(|line| line.trim().starts_with("Read key"));
        let read_key = line.as_deref().and_then(|line| line.split_whitespace().last());
        let read_key = read_key.unwrap_or_default().to_owned();
        Self { tool, _output: output, port, read_key }
    }

    /// Asks the tool to end, and nothing that it started.
    #[track_caller]
    fn end(&mut self) {
        kill(&self.tool.id().to_string());
        patience::eventually("the tool to end", || self.tool.try_wait().ok().flatten());
    }

    fn is_reached(&self) -> bool {
        TcpStream::connect(("127.0.0.1", self.port)).is_ok()
    }
}

impl Drop for Dev {
    fn drop(&mut self) {
        kill(&format!("-{}", self.tool.id()));
        let _ = self.tool.wait();
    }
}

/// A port that nobody listens on, below those that the system gives to connections that go out: one
/// of those could be taken before the tool listens.
fn free_port() -> u16 {
    let free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    (20_000..30_000).find(free).expect("some port is free")
}

fn kill(whom: &str) {
    let kill = Command::new("kill").args(["-s", "TERM", "--", whom]).stderr(Stdio::null()).status();
    kill.expect("there is a `kill`");
}

/// 1. Over an empty folder: the shop is served, and the printed key reads the demo's scores: 200.
/// 2. The tool is asked to end: nobody listens there any more.
/// 3. Over the same folder again: the same key.
#[test]
fn it_serves_the_demo_and_leaves_nothing_running() {
    let state = Scratch::new("dev");
    let mut first = Dev::start(&state);
    let client = Client::over_http(&format!("http://127.0.0.1:{}", first.port), "none");
    client.get("/demo/").send().is(200);
    client.get("/v1/sites/demo/scores?survey=shop-nps").key(&first.read_key).send().is(200);
    first.end();
    patience::eventually("workerd to end", || (!first.is_reached()).then_some(()));

    let second = Dev::start(&state);
    assert_eq!(second.read_key, first.read_key);
}
