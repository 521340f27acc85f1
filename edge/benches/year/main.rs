//! A year's score, and the summary of its last month, from ten thousand answers to a million: natively, on the store in memory, which holds
//! every answer, with the tallies that the cron made hour by hour as the year went by.
//!
//! `cargo bench -p koe-edge --bench year`. To each answer come five other prompts, all spread evenly.
//! The score is asked 80 minutes after the last counted hour ended, when most is left to be read raw: the
//! curve is flat if neither operations nor time grow with the answers. A million takes a minute or two
//! and 4 GB of memory.
//!
//! | option | |
//! | --- | --- |
//! | `--answers N` | only this size; may be repeated |
//! | `--into FOLDER` | leaves what the score reads in `{N}.json`, and the query beside it: `cargo xtask bench edge` asks for the same score in workerd |

#![allow(clippy::unwrap_used, reason = "a benchmark ends where it fails")]
#![allow(clippy::disallowed_methods, reason = "it runs natively, and asks for the time")]

mod counting;
mod deployment;
mod history;
mod kept;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::deployment::Deployment;

const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];
/// Requests that are timed; the median counts.
const ROUNDS: usize = 31;
/// What a year's score may cost.
const OPERATIONS: usize = 45;

struct Args {
    sizes: Vec<usize>,
    into: Option<PathBuf>,
}

impl Args {
    fn read(mut given: impl Iterator<Item = String>) -> Self {
        let mut args = Self { sizes: Vec::new(), into: None };
        while let Some(option) = given.next() {
            match option.as_str() {
                // Cargo's own.
                "--bench" => {}
                "--answers" => args.sizes.push(given.next().unwrap().parse().unwrap()),
                "--into" => args.into = given.next().map(PathBuf::from),
                other => panic!("{other} is none of --answers N, --into FOLDER"),
            }
        }
        if args.sizes.is_empty() {
            args.sizes.extend(SIZES);
        }
        args
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let args = Args::read(std::env::args().skip(1));
    println!(
        "\na year's score, natively, with five other prompts to each answer; medians of {ROUNDS}"
    );
    println!(
        "{:>10} answers{:>12} operations{:>9} ms{:>20} operations{:>9} ms{:>16} operations{:>9} ms{:>14} s",
        "", "whole", "", "by touchpoint", "", "summary", "", "counting"
    );
    for answers in args.sizes {
        let mut deployment = Deployment::new();
        deployment.put_site().await;
        let begun = Instant::now();
        history::live(&mut deployment, answers).await;
        let lived = begun.elapsed();
        let year = history::query(&deployment);
        let of_year = |score: &Value| score["result"]["n"] == deployment.told();
        let score = format!("scores?survey=shop-nps&{year}");
        let whole = asked(&deployment, &score, of_year).await;
        let grouped = asked(&deployment, &format!("{score}&group_by=touchpoint"), of_year).await;
        let has_read = |summary: &Value| summary["read_comments"].as_u64() > Some(500);
        let summary = asked(&deployment, "summary", has_read).await;
        println!(
            "{:>10} answers{:>12} operations{:>9.2} ms{:>20} operations{:>9.2} ms{:>16} operations{:>9.2} ms{:>14.0} s",
            answers,
            whole.operations,
            whole.time.as_secs_f64() * 1e3,
            grouped.operations,
            grouped.time.as_secs_f64() * 1e3,
            summary.operations,
            summary.time.as_secs_f64() * 1e3,
            lived.as_secs_f64(),
        );
        if whole.operations.max(grouped.operations).max(summary.operations) > OPERATIONS {
            println!("{:>10} more than {OPERATIONS} operations", "");
        }
        if let Some(folder) = &args.into {
            kept::write(&deployment, &folder.join(format!("{answers}.json"))).await;
            std::fs::write(folder.join(format!("{answers}.query")), &year).unwrap();
        }
    }
}

struct Asked {
    operations: usize,
    time: Duration,
}

/// Asks for a report again and again. Every time it tells the same, which has to be right.
async fn asked(deployment: &Deployment, report: &str, is_right: impl Fn(&Value) -> bool) -> Asked {
    let app = deployment.app();
    let path = format!("/v1/sites/{}/{report}", history::SITE);
    let first = deployment.get(&app, &path).await;
    assert!(is_right(&first), "{first}");
    let mut times = Vec::new();
    let mut operations = 0;
    for _ in 0..ROUNDS {
        deployment.counting.since();
        let started = Instant::now();
        let reply: Value = deployment.get(&app, &path).await;
        times.push(started.elapsed());
        operations = deployment.counting.since();
        assert_eq!(reply, first);
    }
    times.sort();
    Asked { operations, time: times[ROUNDS / 2] }
}
