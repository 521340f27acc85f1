//! `bench`: how fast it is. The widget's figures have bounds and fail beyond them; the others are
//! printed only, since no timed figure of a machine holds for another.

mod edge;
mod widget;

use anyhow::Result;
use clap::{Args as ClapArgs, ValueEnum};

use crate::process::{command, show};

#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Only this part; all of them without it
    #[arg(value_enum)]
    part: Option<Part>,
    #[command(flatten)]
    edge: edge::EdgeArgs,
    #[command(flatten)]
    widget: widget::WidgetArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Tally and scoring, natively
    Shared,
    /// In workerd, beside a TypeScript twin: a page of 1,000 answers, answers on their way in; and a year
    Edge,
    /// The prompt in Chromium on a slow line and processor, beside posthog-js
    Widget,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let wanted = |part| args.part.is_none_or(|only| only == part);
    if wanted(Part::Shared) {
        show("tally and scoring", command("cargo").args(["bench", "--package", "koe-shared"]))?;
    }
    if wanted(Part::Edge) {
        edge::run(&args.edge)?;
    }
    if wanted(Part::Widget) {
        widget::run(&args.widget)?;
    }
    Ok(())
}
