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
        let page = origins["page"].as_str().expect("it serves the pages").to_owned();
        Self { process, page }
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
