//! What only the Worker has: its variables, the addresses of its callers, its static files.

mod alerts;
mod bodies;
mod cache;
mod delighted;
mod deploy;
mod dev;
mod import;
mod mcp;
mod release;

use koe_tests::{
    fixtures::Site,
    workerd::{Limits, Workerd},
    workspace,
};
use serde_json::json;
use std::{env, process::Command};

/// The project's own tool. It lies beside the tests' own folder, wherever Cargo was told to build.
#[track_caller]
fn xtask() -> Command {
    let tests = env::current_exe().expect("a running test has a path");
    let folder = tests.ancestors().nth(2).expect("tests are built two folders deep");
    Command::new(workspace::made_by("cargo build --package xtask", folder.join("xtask")))
}

/// 1. The variables set two public writes in ten seconds: of twenty, at least one is refused with
///    429, `Retry-After` and what the bound is.
/// 2. Those that were taken are counted, no more: 200.
#[test]
fn public_writes_are_limited_by_variables() {
    let worker = Workerd::start(Limits { client: 2, site: 1_000 });
    let site = Site::shop(&worker.client(), "limited");
    let replies: Vec<_> = (0..20)
        .map(|_| site.post(&site.answer("shop-nps", &json!({ "score": 9 }))).send())
        .collect();
    let taken = replies.iter().filter(|reply| reply.status() == 202).count();
    let refused: Vec<_> = replies.iter().filter(|reply| reply.status() == 429).collect();
    assert_eq!(taken + refused.len(), 20);
    // Twenty requests may straddle windows of ten seconds, but not ten of them.
    assert!((2..20).contains(&taken), "{taken} were taken");
    let reply = refused.first().expect("at least one is refused");
    reply.refuses(429, "rate_limited", None).says("2");
    assert!(reply.header("retry-after").is_some());
    assert_eq!(site.n("shop-nps"), u64::try_from(taken).unwrap());
}

/// 1. The files that a script names: 200, immutable, usable from any page, each of its type.
#[test]
fn hashed_files_are_served_from_the_assets() {
    let client = Workerd::shared().client();
    let site = Site::shop(&client, "assets");
    let script = site.client.get("/s/assets.js").send().is(200).text().to_owned();
    let files: Vec<_> = script.split('"').filter(|word| word.starts_with("/a/")).collect();
    assert_eq!(files.len(), 3, "sender, glue and module: {files:?}");
    for file in files {
        let reply = client.get(file).send();
        let kind = reply.is(200).header("content-type").unwrap_or_default();
        let expected = match file.rsplit('.').next() {
            Some("wasm") => "application/wasm",
            _ => "text/javascript",
        };
        assert!(kind.starts_with(expected), "{file}: {kind}");
        let cache = reply.header("cache-control").unwrap_or_default();
        assert!(cache.contains("immutable") && cache.contains("max-age=31536000"), "{cache}");
        reply.has("cross-origin-resource-policy", "cross-origin");
        reply.has("timing-allow-origin", "*");
        reply.has("access-control-allow-origin", "*");
    }
}

/// 1. The suite that every store is held against, run by the Worker on its own KV: 200, and no
///    check fails.
#[test]
fn workers_kv_keeps_the_contract_of_every_store() {
    let worker = Workerd::start_with_contract();
    let checks = worker.client().post("/dev/contract").send().is(200).json();
    let checks = checks.as_array().expect("a list of checks");
    assert!(checks.len() > 10, "{checks:?}");
    let failed: Vec<_> = checks.iter().filter(|check| !check["failure"].is_null()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

/// 1. What is deployed has no such route: 404.
#[test]
fn the_release_has_no_development_route() {
    Workerd::shared().client().post("/dev/contract").send().is(404);
}
