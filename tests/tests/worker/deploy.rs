//! `cargo xtask deploy`: what it says, what it keeps, and what old pages get after the next one. The step
//! that needs an account, `wrangler deploy`, is left out, or told to send nothing.

use koe_tests::{client::Client, workerd::Workerd, workspace};
use serde_json::Value;
use std::{fs, process::Output};

use super::xtask;

/// What the tool says, given these options and nothing else.
#[track_caller]
fn deploy(options: &[&str]) -> Output {
    let mut tool = xtask();
    tool.args(["deploy", "--no-build"]).args(options);
    tool.env_remove("KOE_URL").env_remove("KOE_ADMIN_KEY");
    tool.output().expect("the tool can be started")
}

/// What it printed on success.
#[track_caller]
fn succeeds(output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Path and integrity of each file of the release.
#[track_caller]
fn files(client: &Client) -> Vec<(String, String)> {
    let release = client.get("/v1/release").send().is(200).json();
    let text = |file: &Value, name: &str| file[name].as_str().expect("it is text").to_owned();
    let files = release["files"].as_array().expect("a release lists its files");
    files.iter().map(|file| (text(file, "path"), text(file, "integrity"))).collect()
}

/// 1. The files of a release are kept: the tool prints the tag, the pinned one with its hash, and where the
///    health is.
/// 2. The next deploy has other files: the old addresses give 200 all the same, the same bytes, immutable,
///    each of its type, usable by pages of any origin.
/// 3. A file that was never kept: 404.
#[test]
fn old_files_are_served_after_the_next_deploy() {
    let worker = Workerd::alone();
    let client = worker.client();
    let said = succeeds(&deploy(&[
        "--files-only",
        "--to",
        worker.url(),
        "--admin-key",
        client.admin_key(),
    ]));
    let files = files(&client);
    let pinned = files.iter().find(|(path, _)| path.starts_with("/a/koe-")).expect("it is listed");
    let url = worker.url();
    for line in [
        &format!("<script async src=\"{url}/s/SITE.js\"></script>"),
        &format!("src=\"{url}{}\"", pinned.0),
        &format!("integrity=\"{}\" data-site=\"SITE\"", pinned.1),
        &format!("{url}/healthz"),
    ] {
        assert!(said.contains(line), "{line} in {said}");
    }

    worker.replace_assets();
    for (path, _) in files {
        let reply = client.get(&path).send();
        let built = fs::read(workspace::built("assets").join(&path[1..])).expect("it was built");
        assert!(reply.is(200).bytes() == built, "{path} has other bytes");
        let kind = match path.rsplit('.').next() {
            Some("wasm") => "application/wasm",
            Some("css") => "text/css; charset=utf-8",
            _ => "text/javascript; charset=utf-8",
        };
        reply
            .has("content-type", kind)
            .has("cache-control", "public, max-age=31536000, immutable")
            .has("access-control-allow-origin", "*")
            .has("cross-origin-resource-policy", "cross-origin");
    }
    client.get("/a/sender-0000000000.js").send().is(404);
}

/// 1. Another key than the admin's: refused, and said what to do.
/// 2. No key, no address: said before anything is done.
#[test]
fn what_is_missing_is_said() {
    let url = Workerd::shared().url();
    let fails = |options: &[&str], words: &[&str]| {
        let output = deploy(options);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success());
        for word in words {
            assert!(said.contains(word), "{word} in {said}");
        }
    };
    let mended = ["was not kept", "cargo xtask deploy --files-only", "401"];
    fails(&["--files-only", "--to", url, "--admin-key", "guessed"], &mended);
    fails(&["--files-only", "--to", url], &["--admin-key"]);
    fails(&["--files-only"], &["--to"]);
}

/// 1. `--dry-run` needs no account, no network and no key: it says what it would send and keep.
#[test]
fn a_dry_run_sends_nothing() {
    let said = succeeds(&deploy(&["--dry-run"]));
    for word in ["--dry-run: exiting now", "prompt-", ".wasm", "koe-", "page-"] {
        assert!(said.contains(word), "{word} in {said}");
    }
}
