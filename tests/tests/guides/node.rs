//! Snippets for the owner's server, run by Node.

use koe_tests::{scratch::Scratch, workspace};
use serde_json::Value;
use std::{fs, process::Command};

/// The value of an expression after a module, whose exports it may use.
#[track_caller]
pub(crate) fn value(module: &str, expression: &str) -> Value {
    let folder = Scratch::new("snippet");
    let file = folder.path().join("snippet.mjs");
    let script = format!("{module}\nconsole.log(JSON.stringify({expression}))");
    fs::write(&file, script).expect("a new folder is writable");
    let output = Command::new("node").arg(&file).current_dir(workspace::root()).output();
    let output = output.expect("Node is installed");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("the snippet's value is JSON")
}
