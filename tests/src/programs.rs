//! Programs in other languages that a journey runs, with the packages that the project pins.

use crate::workspace;
use std::process::Command;

/// Node, which finds npm's packages beside a program of the workspace.
pub fn node() -> Command {
    let mut node = Command::new("node");
    node.current_dir(workspace::root());
    node
}

/// Python with the packages of `tests/openapi/requirements.txt`.
#[track_caller]
pub fn python() -> Command {
    let home = workspace::root().join("target/python");
    let mut python = Command::new(workspace::made_by("cargo xtask test", home.join("bin/python")));
    python.current_dir(workspace::root());
    python
}

/// What a program prints, which has to end well.
#[track_caller]
pub fn printed(program: &mut Command) -> String {
    let output = program.output().unwrap_or_else(|error| panic!("{program:?}: {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{program:?}:\n{printed}\n{said}");
    printed.into_owned()
}
