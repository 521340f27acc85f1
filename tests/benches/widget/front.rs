//! The front in Node that both sides stand behind; see `front.mjs`.

use koe_tests::workspace;
use serde_json::Value;
use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

/// A running front. It ends with this, since its input closes.
pub(crate) struct Front {
    process: Child,
    /// The owner's site.
    pub(crate) page: String,
    /// Where Koe's scripts come from.
    pub(crate) koe: String,
}

impl Front {
    /// Starts one before a Worker.
    pub(crate) fn start(worker: &str) -> Self {
        let mut process = Command::new("node")
            .arg(workspace::root().join("tests/benches/widget/front.mjs"))
            .arg(worker)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Node is installed");
        let mut line = String::new();
        let output = process.stdout.take().expect("it was asked for");
        BufReader::new(output).read_line(&mut line).expect("the front says where it is");
        let origins: Value = serde_json::from_str(&line).expect("the front says it in JSON");
        let origin = |name: &str| origins[name].as_str().expect("it serves all three").to_owned();
        Self { process, page: origin("page"), koe: origin("koe") }
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
