//! A year's score. Natively the store in memory holds all answers, and the cron made their tallies: that
//! is the benchmark `year` of the edge. What it leaves behind is put into local KV, and the same score is
//! asked for in workerd.
//!
//! The runtime does not tell how much processor time a request takes. So what is printed is more than
//! that: the processor time of the whole workerd process, in which local KV runs, too, less what it takes
//! for a request that only looks up one key.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::ROUNDS;
use super::load::{ADMIN_KEY, Client, median, ms};
use crate::paths;
use crate::process::{command, show, step_with};
use crate::worker::{Options, Program, Worker};

const SITE: &str = "year";
/// Entries that are put at once.
const ENTRIES: usize = 100;
const WARM_UP: usize = 30;
/// Requests of each kind in a round. The system counts processor time in hundredths of a second.
const REQUESTS: u32 = 50;
/// What a request may take, in milliseconds of processor time.
const BOUND: f64 = 15.0;

/// What the native benchmark left of a year with so many answers.
pub(super) struct Year {
    answers: u64,
    file: PathBuf,
}

/// Lets the years go by, natively, or takes those of the last run.
pub(super) fn natively(kept: bool) -> Result<Vec<Year>> {
    let folder = paths::built().join("year");
    if !kept {
        let _ = fs::remove_dir_all(&folder);
        live(&folder)?;
    }
    let mut years = Vec::new();
    for entry in fs::read_dir(&folder).context("no native run has left anything")? {
        let file = entry?.path();
        if file.extension().is_some_and(|extension| extension == "json") {
            let answers = file.file_stem().and_then(|name| name.to_str()?.parse().ok());
            years.extend(answers.map(|answers| Year { answers, file }));
        }
    }
    years.sort_by_key(|year| year.answers);
    Ok(years)
}

fn live(folder: &Path) -> Result<()> {
    let mut bench = command("cargo");
    bench
        .args(["bench", "--quiet", "--package", "koe-edge", "--bench", "year", "--", "--into"])
        .arg(folder);
    show("a year's score, natively", &mut bench)
}

/// Puts what the native benchmark left into local KV.
fn fill(file: &Path, state: &Path) -> Result<()> {
    let twin = Worker::start(&Options { port: 8798, state, vars: &[], program: Program::Twin })?;
    let entries: Vec<Value> = serde_json::from_slice(&fs::read(file)?)?;
    let client = Client::new();
    for chunk in entries.chunks(ENTRIES) {
        client.put(&twin.url, &serde_json::to_string(chunk)?)?;
    }
    Ok(())
}

/// Asks for the score in workerd.
pub(super) fn in_workerd(Year { answers, file }: Year) -> Result<()> {
    let state = paths::built().join("year-state");
    let _ = fs::remove_dir_all(&state);
    step_with(
        &format!("putting the tallies of a year of {answers} answers into local KV"),
        || fill(&file, &state),
    )?;
    let vars = [("ADMIN_KEY", ADMIN_KEY)];
    let worker =
        Worker::start(&Options { port: 8799, state: &state, vars: &vars, program: Program::Koe })?;
    let whole = format!(
        "{}/v1/sites/{SITE}/scores?survey=shop-nps&{}",
        worker.url,
        fs::read_to_string(file.with_extension("query"))?
    );
    let urls =
        [format!("{}/healthz", worker.url), whole.clone(), format!("{whole}&group_by=touchpoint")];
    let client = Client::new();
    let told = &client.json(&whole)?["result"]["n"];
    ensure!(*told == answers, "the edge tells {told} of {answers} answers");
    let mut rounds = urls.each_ref().map(|_| Vec::new());
    step_with(&format!("asking {ROUNDS} × {REQUESTS} times, round by round"), || {
        for _ in 0..WARM_UP {
            urls.iter().try_for_each(|url| client.get(url).map(drop))?;
        }
        for _ in 0..ROUNDS {
            for (url, rounds) in urls.iter().zip(&mut rounds) {
                let before = worker.processor_time();
                let times = (0..REQUESTS).map(|_| Ok(client.get(url)?.0));
                let time = median(times.collect::<Result<Vec<_>>>()?);
                let spent = worker
                    .processor_time()
                    .zip(before)
                    .map(|(after, before)| after.saturating_sub(before));
                rounds.push((ms(time), spent.map_or(f64::NAN, |spent| ms(spent / REQUESTS))));
            }
        }
        Ok(())
    })?;
    let [trivial, whole, grouped] = rounds.map(|rounds| {
        let (times, spent): (Vec<f64>, Vec<f64>) = rounds.into_iter().unzip();
        (median(times), median(spent))
    });
    println!("\na year of {answers} answers in workerd, medians of {ROUNDS} rounds, milliseconds");
    println!(
        "  {:<28}{:>9}{:>24}{:>32}",
        "", "latency", "processor, workerd", "less that of /healthz"
    );
    for (name, (time, spent)) in
        [("/healthz", trivial), ("whole", whole), ("by touchpoint", grouped)]
    {
        let more = spent - trivial.1;
        println!("  {name:<28}{time:>9.2}{spent:>24.2}{more:>32.2}  (at most {BOUND})");
    }
    Ok(())
}
