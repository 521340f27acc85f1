//! `cargo xtask`: everything one does with this project, in one place.
//!
//! A file per command; what several of them need lies in `machine` (what must be installed),
//! `process` (running other programs), `paths` and `worker` (a local Worker under workerd).

mod bench;
mod build;
mod deploy;
mod dev;
mod export;
mod hex;
mod import;
#[cfg(test)]
mod local_edge;
mod machine;
#[cfg(test)]
mod moving;
mod openapi;
mod owner;
mod paths;
mod process;
mod python;
mod recount;
mod release;
#[cfg(test)]
mod scratch;
mod size;
mod test;
mod worker;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Build, run, test, deploy and feed Koe")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything and run the demo shop on this machine
    Dev(dev::Args),
    /// Run every test: Rust, TypeScript, journeys against workerd and in a browser
    Test(test::Args),
    /// Build the widget and the Worker into target/koe
    Build,
    /// Build, deploy to Cloudflare, and keep the release's files for pages that go on naming them
    Deploy(deploy::Args),
    /// Make a folder that anybody can deploy with Node alone, ready to be a public repository
    Release(release::Args),
    /// Print what a visitor pays in bytes, and fail over the budgets
    Size,
    /// Measure tally, scoring and a page of 1,000 answers in workerd
    Bench(bench::Args),
    /// Send a CSV file of answers to a site, in pieces, continuing where it stopped
    Import(import::Args),
    /// Fetch every answer of a site as CSV or NDJSON
    Export(export::Args),
    /// Have the hours of a range counted again
    Recount(recount::Args),
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Dev(args) => dev::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Build => {
            machine::prepare()?;
            build::run()
        }
        Command::Deploy(args) => deploy::run(&args),
        Command::Release(args) => release::run(&args),
        Command::Size => size::run(),
        Command::Bench(args) => bench::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Recount(args) => recount::run(&args),
    }
}
