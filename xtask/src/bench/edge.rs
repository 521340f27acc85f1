//! The edge in workerd: a page of answers and an answer on its way in, each beside a twin in TypeScript; the
//! pages of the desk; and a year's score, from ten thousand answers to a million.
//!
//! The two are asked in turn, round by round, so that whatever else the machine does falls on both alike;
//! the load generator stays on one processor. The medians of the rounds are printed beside what they may
//! be. A busy machine makes all of them slower, so nothing fails.

mod comments;
mod desk;
mod ingest;
mod load;
mod page;
mod year;

use std::fs;

use anyhow::Result;
use clap::{Args as ClapArgs, ValueEnum};

use self::load::ADMIN_KEY;
use crate::worker::{Options, Program, Worker};
use crate::{build, machine, paths};

/// How often each is asked in turn.
const ROUNDS: usize = 5;

#[derive(ClapArgs)]
#[command(next_help_heading = "Of the edge only")]
pub(super) struct EdgeArgs {
    /// Only these of its measurements; all of them without it
    #[arg(long, value_enum, value_delimiter = ',')]
    edge: Vec<Measured>,
    /// Ask for the score of the years that the last native run left
    #[arg(long)]
    kept: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Measured {
    /// A page of 1,000 answers, beside the twin
    Page,
    /// Answers on their way in, beside the twin
    Ingest,
    /// The pages of the desk
    Desk,
    /// A year's score, natively and in workerd
    Year,
    /// The desk's page of 2,000 comments, beside the twin
    Comments,
}

pub(super) fn run(args: &EdgeArgs) -> Result<()> {
    let wanted = |part| args.edge.is_empty() || args.edge.contains(&part);
    machine::prepare()?;
    build::run()?;
    // Compiled and run before the load generator is pinned.
    let years = if wanted(Measured::Year) { year::natively(args.kept)? } else { Vec::new() };
    let with_twin = [Measured::Page, Measured::Ingest, Measured::Comments].into_iter().any(wanted);
    if with_twin || wanted(Measured::Desk) {
        let state = paths::built().join("bench-state");
        let _ = fs::remove_dir_all(&state);
        let vars = [("ADMIN_KEY", ADMIN_KEY), ("RATE_CLIENT", "1000000"), ("RATE_SITE", "1000000")];
        let start =
            |port, program| Worker::start(&Options { port, state: &state, vars: &vars, program });
        let worker = start(8797, Program::Koe)?;
        let twin = if with_twin { Some(start(8798, Program::Twin)?) } else { None };
        load::pin();
        if wanted(Measured::Page) || wanted(Measured::Desk) {
            page::fill(&worker.url)?;
        }
        if wanted(Measured::Desk) {
            desk::run(&worker.url)?;
        }
        if let Some(twin) = twin {
            if wanted(Measured::Page) {
                page::run(&worker.url, &twin.url)?;
            }
            if wanted(Measured::Ingest) {
                ingest::run(&worker.url, &twin.url)?;
            }
            if wanted(Measured::Comments) {
                comments::run(&worker, &twin)?;
            }
        }
    }
    for year in years {
        year::in_workerd(year)?;
    }
    Ok(())
}
