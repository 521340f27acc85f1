//! The prompt in Chromium, beside posthog-js. What is measured, and how, is in
//! `tests/benches/widget`, next to the browser that the journeys use.

use anyhow::Result;
use clap::Args as ClapArgs;

use crate::process::{command, show};
use crate::{build, machine};

#[derive(ClapArgs)]
#[command(next_help_heading = "Of the widget only")]
pub(super) struct WidgetArgs {
    /// How often each is visited, in turn
    #[arg(long, default_value_t = 9, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Print the figures, and do not fail where one is beyond its bound
    #[arg(long)]
    no_bounds: bool,
    /// Measure what the last build left
    #[arg(long)]
    built: bool,
}

pub(super) fn run(args: &WidgetArgs) -> Result<()> {
    machine::prepare()?;
    let browser = machine::browser()?;
    if !args.built {
        build::run()?;
    }
    // Unoptimised: what is timed is timed by the browser.
    let mut bench = command("cargo");
    bench
        .args(["bench", "--quiet", "--profile", "dev", "--package", "koe-tests"])
        .args(["--features", "browser", "--bench", "widget", "--"])
        .args(["--rounds", &args.rounds.to_string()])
        .env("CHROMIUM", browser);
    if args.no_bounds {
        bench.arg("--no-bounds");
    }
    show("the prompt on screen, beside posthog-js", &mut bench)
}
