//! `import`: a file of answers, read and checked as a whole, then sent in pieces that the edge accepts.
//!
//! The file is read by the code that the edge reads with, as often as it is needed and never held: two passes
//! find its encoding and what its columns and dates mean (`table`), one looks at every row (`check`), and one
//! sends them (`send`). Sending is safe to repeat, so being cut off costs nothing: where the last run
//! stopped is noted beside the file (`progress`), and the next one goes on from there.

mod batches;
mod check;
mod counts;
mod facts;
#[cfg(test)]
mod journeys;
mod names;
mod pieces;
mod progress;
mod send;
mod sum;
mod table;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args as ClapArgs;
use indicatif::{ProgressBar, ProgressStyle};
use koe_shared::id::SiteId;
use koe_shared::import::{DateOrder, Options};

use self::check::Check;
use self::facts::Facts;
use self::send::Sending;
use self::table::Table;
use crate::owner::{Owner, origin};

/// Characters of a batch's name, at most.
const BATCH_CHARACTERS: usize = 64;

#[derive(ClapArgs)]
pub(crate) struct Args {
    /// The file: a table with a header line, as a spreadsheet or another product writes it
    #[arg(required_unless_present_any = ["undo", "list"])]
    file: Option<PathBuf>,
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
    /// The time of all rows, if the file has no column `answered_at`: a day, or an instant such as
    /// 2026-11-01T09:00:00Z
    #[arg(long)]
    answered_at: Option<String>,
    /// Columns under other names, such as score:nps,comment:explication; may be repeated, one column
    /// each, for headers with commas
    #[arg(long, value_name = "OURS:THEIRS")]
    map: Vec<String>,
    /// What the first number of dates such as 3/11/2026 is: dmy or mdy
    #[arg(long)]
    date_order: Option<String>,
    /// What times that are bare numbers count: excel or unix
    #[arg(long)]
    date_format: Option<String>,
    /// The file's encoding, such as shift-jis; found by itself in most files
    #[arg(long)]
    charset: Option<String>,
    /// The name of the batch, by which it can be taken back; SHA-256 of the file without it
    #[arg(long, value_parser = batch)]
    batch: Option<String>,
    /// Show what is understood of the file and what it would score, and send nothing
    #[arg(long)]
    dry_run: bool,
    /// Take a batch back, as a whole
    #[arg(long, value_name = "BATCH", value_parser = batch, conflicts_with_all = ["file", "list"])]
    undo: Option<String>,
    /// List the batches that were imported
    #[arg(long, conflicts_with = "file")]
    list: bool,
}

fn batch(name: &str) -> Result<String, String> {
    let is_legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if (1..=BATCH_CHARACTERS).contains(&name.len()) && name.bytes().all(is_legal) {
        return Ok(name.to_owned());
    }
    Err(format!("a batch's name is 1 to {BATCH_CHARACTERS} of a–z, 0–9 and hyphens, not {name:?}"))
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let owner = Owner::new(&args.url, &args.key);
    match (&args.undo, args.list, &args.file) {
        (Some(batch), ..) => batches::undo(&owner, &args.site, batch),
        (None, true, _) => batches::list(&owner, &args.site),
        (None, false, Some(file)) => import(&owner, args, file),
        (None, false, None) => unreachable!("clap asks for one of them"),
    }
}

fn import(owner: &Owner, args: &Args, file: &Path) -> Result<()> {
    let facts = Facts::fetch(owner, &args.site)?;
    let table = Table::open(file, &args.options(), &facts)?;
    let bar = bar(table.plan.row_count(), "checking")?;
    let check = Check::of(&table, &facts, &bar).context("nothing was imported")?;
    bar.finish_and_clear();
    if args.dry_run {
        println!("{}", file.display());
        check.lines(&table, &facts).iter().for_each(|line| println!("{line}"));
        println!("nothing was sent");
        return Ok(());
    }
    let batch = args.batch.as_deref().unwrap_or(&table.sha256);
    let sending = Sending {
        owner,
        url: &args.url,
        site: &args.site,
        batch,
        query: args.query(&table, batch),
        table: &table,
        facts: &facts,
    };
    let bar = self::bar(table.plan.row_count(), "sending")?;
    let sent = sending.send(file, check, &bar);
    bar.finish_and_clear();
    sent
}

fn bar(rows: u64, what: &str) -> Result<ProgressBar> {
    let style = "{msg} {bar:32} {human_pos} of {human_len} rows · {per_sec} · {eta} left";
    let style = ProgressStyle::with_template(style).context("the template of the progress bar")?;
    Ok(ProgressBar::new(rows).with_style(style).with_message(what.to_owned()))
}

impl Args {
    fn options(&self) -> Options {
        Options {
            survey: self.survey.clone(),
            answered_at: self.answered_at.clone(),
            map: self.map.clone(),
            date_order: self.date_order.clone(),
            date_format: self.date_format.clone(),
            charset: self.charset.clone(),
            ..Options::default()
        }
    }

    /// The query that all pieces share. What the file as a whole decided is said, since a piece may read
    /// both ways.
    fn query(&self, table: &Table, batch: &str) -> String {
        let order = table.plan.date_order().map(DateOrder::as_str);
        let mut pairs = vec![("batch", batch)];
        pairs.extend(self.survey.as_deref().map(|survey| ("survey", survey)));
        pairs.extend(self.answered_at.as_deref().map(|at| ("answered_at", at)));
        pairs.extend(self.map.iter().map(|map| ("map", map.as_str())));
        pairs.extend(order.map(|order| ("date_order", order)));
        pairs.extend(self.date_format.as_deref().map(|format| ("date_format", format)));
        form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_has_a_name_that_stands_in_a_path() {
        for name in ["2026-11", "a", &"f".repeat(64)] {
            assert!(batch(name).is_ok(), "{name}");
        }
        for name in ["", "November", "a/b", "a b", &"f".repeat(65)] {
            assert!(batch(name).is_err(), "{name}");
        }
    }
}
