//! `test`: everything that can be wrong, from formatting to a tap in a browser.

use std::env;

use anyhow::Result;
use clap::{Args as ClapArgs, ValueEnum};

use crate::process::{command, show};
use crate::python::Python;
use crate::{build, machine, openapi, paths, size};

/// Histories that are simulated. `cargo test` alone simulates a hundred.
const SEEDS: usize = 2_000;
/// Histories of alerts.
const ALERT_SEEDS: u64 = 3_000;

#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Only these parts; all of them without any
    #[arg(value_enum)]
    parts: Vec<Part>,
}

/// The parts, cheapest first: what fails early fails in seconds.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Formatting and lints, natively and for WebAssembly
    Lint,
    /// Unit tests, properties, metric cases and journeys in-process
    Rust,
    /// Two thousand histories of a deployment on a storage that is late, or as many as `KOE_SEEDS` says
    Simulation,
    /// Types and tests of the widget's scripts, of its npm package and of the demo shop
    Typescript,
    /// What a visitor pays in bytes
    Size,
    /// Journeys over HTTP against workerd with local KV
    Workerd,
    /// The API's document: valid, clients made from it, and every call held against it
    Openapi,
    /// Journeys in Chromium against workerd, host pages of every kind, and the guides
    Browser,
    /// The same visits in Firefox and in WebKit
    Engines,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let wanted = |part| args.parts.is_empty() || args.parts.contains(&part);
    machine::prepare()?;
    let browser = wanted(Part::Browser).then(machine::browser).transpose()?;
    if wanted(Part::Engines) {
        machine::engines()?;
    }
    if wanted(Part::Lint) {
        lint()?;
    }
    if wanted(Part::Rust) {
        // The simulation has a part of its own, which is faster and runs more of it.
        let mut tests = command("cargo");
        tests.args(["test", "--workspace"]).env("KOE_SEEDS", "10");
        show("unit tests and journeys in-process", &mut tests)?;
        show(
            "the generated TypeScript types",
            command("cargo").args(["test", "--package", "koe-shared", "--features", "typescript"]),
        )?;
    }
    if wanted(Part::Simulation) {
        let seeds = env::var("KOE_SEEDS").unwrap_or_else(|_| SEEDS.to_string());
        let alerts = env::var("KOE_ALERT_SEEDS").unwrap_or_else(|_| ALERT_SEEDS.to_string());
        show(
            &format!("the simulation, {seeds} histories, and {alerts} of alerts"),
            command("cargo")
                .args(["test", "--profile", "simulation", "--package", "koe-edge"])
                .args(["--test", "simulation"])
                .env("KOE_SEEDS", &seeds)
                .env("KOE_ALERT_SEEDS", &alerts),
        )?;
    }
    if wanted(Part::Typescript) {
        for script in ["check:ts", "test:ts"] {
            show(script, command("npm").args(["run", "--silent", script]))?;
        }
        for (title, folder) in
            [("the npm package", "widget/package/"), ("the demo shop", "xtask/demo/")]
        {
            show(title, command("node").args(["--test", "--test-reporter=spec", folder]))?;
        }
    }
    let built = [Part::Size, Part::Workerd, Part::Openapi, Part::Browser, Part::Engines];
    if built.into_iter().any(wanted) {
        build::run()?;
    }
    if wanted(Part::Size) {
        size::run()?;
    }
    let in_python = [Part::Workerd, Part::Openapi, Part::Browser];
    if in_python.into_iter().any(wanted) {
        Python::prepare()?;
    }
    if wanted(Part::Workerd) {
        build::with_contract()?;
        show("journeys against workerd", &mut journeys("workerd"))?;
    }
    if wanted(Part::Openapi) {
        openapi::run()?;
    }
    if let Some(browser) = browser {
        show("a year of a million answers, for the report", &mut year())?;
        for (title, target) in [
            ("the first screen of a million answers", "first_screen"),
            ("journeys in Chromium", "browser"),
            ("every page there is", "every_page"),
            ("pages that once cost an answer", "host_pages"),
            ("the guides, snippet by snippet", "guides"),
        ] {
            show(title, journeys(target).env("CHROMIUM", &browser))?;
        }
    }
    if wanted(Part::Engines) {
        show("visits in Firefox and WebKit", &mut journeys("engines"))?;
    }
    Ok(())
}

/// The journeys of one feature. Both are compiled with all features, so that the crate is built
/// once.
fn journeys(name: &str) -> std::process::Command {
    let mut cargo = command("cargo");
    cargo.args(["test", "--package", "koe-tests", "--features", "browser", "--test", name]);
    cargo
}

/// Lets a year go by natively, with as fast a build as the simulation's.
fn year() -> std::process::Command {
    let mut cargo = command("cargo");
    cargo
        .args(["bench", "--profile", "simulation", "--package", "koe-edge", "--bench", "year"])
        .args(["--", "--answers", "1000000", "--into"])
        .arg(paths::built().join("year"));
    cargo
}

fn lint() -> Result<()> {
    show("cargo fmt", command("cargo").args(["fmt", "--all", "--check"]))?;
    show(
        "cargo clippy",
        command("cargo")
            .args(["clippy", "--quiet", "--workspace", "--all-targets", "--all-features"])
            .args(["--", "-D", "warnings"]),
    )?;
    show(
        "cargo clippy, for WebAssembly",
        command("cargo")
            .args(["clippy", "--quiet", "--package", "koe-edge", "--package", "koe-widget"])
            .args(["--target", "wasm32-unknown-unknown", "--", "-D", "warnings"])
            .env("KOE_RELEASE", build::release_for_lints()?),
    )
}
