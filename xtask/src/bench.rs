//! `bench`: how fast it is. Figures are printed, never judged by a timed test.

mod edge;

use anyhow::Result;
use clap::{Args as ClapArgs, ValueEnum};

use crate::process::{command, show};

#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Only this part; both without it
    #[arg(value_enum)]
    part: Option<Part>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Tally and scoring, natively
    Shared,
    /// A page of 1,000 answers listed, tallied and scored in workerd, beside a TypeScript twin
    Edge,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    if args.part != Some(Part::Edge) {
        show("tally and scoring", command("cargo").args(["bench", "--package", "koe-shared"]))?;
    }
    if args.part != Some(Part::Shared) {
        edge::run()?;
    }
    Ok(())
}
