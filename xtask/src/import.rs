//! `import`: a CSV file of answers, sent in pieces that the edge accepts.
//!
//! Sending is safe to repeat (a row's id depends on the file and its line, or on its own
//! `external_id`), so being cut off costs nothing: where the last run stopped is noted beside the
//! file, and the next one goes on from there.

mod pieces;
mod progress;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args as ClapArgs;
use indicatif::{ProgressBar, ProgressStyle};
use koe_shared::id::SiteId;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use self::pieces::Pieces;
use self::progress::Progress;
use crate::hex;
use crate::owner::{Owner, origin};

/// How many rejected rows are printed one by one.
const SHOWN: usize = 5;

#[derive(ClapArgs)]
pub(crate) struct Args {
    /// The file: CSV with a header line, UTF-8
    file: PathBuf,
    /// The deployment's address
    #[arg(long, env = "KOE_URL", value_parser = origin, default_value = "http://localhost:8787")]
    url: String,
    /// A key with the scope `write` of this site, or the admin key
    #[arg(long, env = "KOE_KEY", hide_env_values = true)]
    key: String,
    /// The site that the answers belong to
    #[arg(long)]
    site: SiteId,
    /// The survey of all rows, if the file has no column `survey`
    #[arg(long)]
    survey: Option<String>,
    /// The time of all rows, if the file has no column `answered_at`: an instant such as 2026-11-01T09:00:00Z
    #[arg(long)]
    answered_at: Option<String>,
    /// Columns under other names, such as score:nps,comment:explication
    #[arg(long)]
    map: Option<String>,
}

/// What the edge says of one piece.
#[derive(Deserialize)]
struct Reply {
    accepted: u64,
    duplicates: u64,
    rejected: Vec<Rejected>,
}

#[derive(Deserialize)]
struct Rejected {
    line: u64,
    code: String,
    detail: String,
}

/// What came of all pieces.
#[derive(Default)]
struct Sum {
    accepted: u64,
    duplicates: u64,
    rejected: BTreeMap<String, u64>,
    examples: Vec<Rejected>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let bytes = fs::read(&args.file).with_context(|| args.file.display().to_string())?;
    let batch = hex::encode(&Sha256::digest(&bytes));
    let pieces = Pieces::split(&bytes)?;
    if pieces.rows() == 0 {
        bail!("{} has no row below its header", args.file.display());
    }
    let owner = Owner::new(&args.url, &args.key);
    let query = query(args, &batch);
    let progress = Progress::of(&args.file, &format!("{} {} {query}", args.url, args.site));
    let done = progress.read();

    let bar = ProgressBar::new(pieces.rows()).with_style(
        ProgressStyle::with_template(
            "{bar:32} {human_pos} of {human_len} rows · {per_sec} · {eta} left",
        )
        .context("the template of the progress bar")?,
    );
    if done > 0 {
        eprintln!("going on at row {}, where the last run stopped", done + 1);
        bar.set_position(done);
    }
    let mut sum = Sum::default();
    for piece in pieces.iter().filter(|piece| piece.first_row >= done) {
        let path =
            format!("/v1/sites/{}/imports?{query}&first_line={}", args.site, piece.first_line);
        let reply = owner.csv(&path, &piece.body).with_context(|| match piece.first_row {
            0 => "nothing was imported".to_owned(),
            _ => format!("stopped at line {}; the same command goes on there", piece.first_line),
        })?;
        sum.add(serde_json::from_value(reply)?);
        progress.write(piece.first_row + piece.rows)?;
        bar.inc(piece.rows);
    }
    bar.finish_and_clear();
    progress.remove();
    sum.print(&args.site);
    Ok(())
}

/// The query that all pieces share.
fn query(args: &Args, batch: &str) -> String {
    let mut pairs = vec![("batch", batch)];
    pairs.extend(args.survey.as_deref().map(|survey| ("survey", survey)));
    pairs.extend(args.answered_at.as_deref().map(|at| ("answered_at", at)));
    pairs.extend(args.map.as_deref().map(|map| ("map", map)));
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

impl Sum {
    fn add(&mut self, reply: Reply) {
        self.accepted += reply.accepted;
        self.duplicates += reply.duplicates;
        for row in reply.rejected {
            *self.rejected.entry(row.code.clone()).or_default() += 1;
            if self.examples.len() < SHOWN {
                self.examples.push(row);
            }
        }
    }

    fn print(&self, site: &SiteId) {
        println!("accepted    {:>8}", self.accepted);
        println!("duplicates  {:>8}", self.duplicates);
        println!("rejected    {:>8}", self.rejected.values().sum::<u64>());
        for (code, count) in &self.rejected {
            println!("  {code}  {count}");
        }
        for row in &self.examples {
            println!("  line {}: {}", row.line, row.detail);
        }
        if self.rejected.values().sum::<u64>() > SHOWN as u64 {
            println!("  … (the first {SHOWN} are shown)");
        }
        if self.accepted > 0 {
            println!("the scores of {site} hold them now; elsewhere they may lag a minute behind");
        }
    }
}
