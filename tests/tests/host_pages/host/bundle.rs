//! Scripts made of npm packages.

use koe_tests::workspace;
use std::{
    io::Write,
    process::{Command, Stdio},
};

/// Bundles a script that imports packages by their names.
#[track_caller]
pub(super) fn bundle(source: &str) -> String {
    esbuild(&[], source)
}

/// Bundles a file of the workspace. It has React 18, beside which the workspace has a newer one.
#[track_caller]
pub(crate) fn bundle_file(path: &str) -> String {
    esbuild(&[path, "--alias:react=react-18", "--alias:react-dom=react-dom-18"], "")
}

#[track_caller]
fn esbuild(of: &[&str], source: &str) -> String {
    let esbuild = workspace::root().join("node_modules/.bin/esbuild");
    let mut made = Command::new(workspace::made_by("npm ci", esbuild))
        .current_dir(workspace::root())
        .args(of)
        .args(["--bundle", "--minify"])
        .arg(r#"--define:process.env.NODE_ENV="production""#)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("esbuild can be started");
    made.stdin.take().unwrap().write_all(source.as_bytes()).unwrap();
    let made = made.wait_with_output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    String::from_utf8(made.stdout).unwrap()
}
