//! `export`: every answer of a site as one file, newest first, in memory that does not grow with it.
//!
//! The range is cut into smaller ones (`ranges`), of which several are fetched at once, each into a file of
//! its own beside the target. In their order they are added to `TARGET.part`, and `TARGET.progress` notes
//! how far that is (`target`): an export that was cut off goes on there. At the end the part is renamed.

mod filters;
#[cfg(test)]
mod journeys;
mod page;
mod ranges;
mod target;

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{self, ScopedJoinHandle};

use anyhow::{Context, Result, anyhow, bail, ensure};
use clap::{Args as ClapArgs, ValueEnum};
use indicatif::{HumanBytes, HumanCount, ProgressBar};
use koe_shared::id::SiteId;

use self::filters::Filters;
use self::ranges::{Bound, Range, Ranges};
use self::target::{Position, Target};
use crate::owner::{Owner, origin};

/// Ranges that are fetched at once.
const AT_ONCE: usize = 4;

#[derive(ClapArgs)]
pub(crate) struct Args {
    /// The deployment's address
    #[arg(long, env = "KOE_URL", value_parser = origin, default_value = "http://localhost:8787")]
    url: String,
    /// A key with the scope `read` of this site, or the admin key
    #[arg(long, env = "KOE_KEY", hide_env_values = true)]
    key: String,
    /// The site whose answers to fetch
    #[arg(long)]
    site: SiteId,
    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
    /// The first day of the site's time zone, or the first instant, such as 2026-10-01
    #[arg(long)]
    from: Option<Bound>,
    /// The day or instant after the last
    #[arg(long)]
    to: Option<Bound>,
    #[command(flatten)]
    filters: Filters,
    /// Where to write; without it, to standard output
    #[arg(long)]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// A table for spreadsheets, in UTF-8 with a byte order mark
    Csv,
    /// A JSON object a line
    Ndjson,
}

impl Format {
    fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
        }
    }
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let owner = Owner::new(&args.url, &args.key);
    let path = format!("/v1/sites/{}/answers", args.site);
    let question = args.filters.encode(args.format.name());
    let whole = format!("{}{path}?{question} {:?} {:?}", args.url, args.from, args.to);
    let target = Target::new(args.output.as_deref(), &whole);
    let source = Source { owner: &owner, path, question, format: args.format };

    let (mut writing, mut position) = if let Some(resumed) = target.resume()? {
        let rows = HumanCount(resumed.1.rows);
        eprintln!("going on after {rows} answers that an earlier run wrote");
        resumed
    } else {
        let from = args.from.clone().map_or_else(ranges::oldest, Ok)?;
        let to = args.to.clone().map_or_else(ranges::newest, Ok)?;
        (target.begin()?, Position::start(from, to))
    };
    let before = position.rows;
    let bar = ProgressBar::new_spinner();
    let fetched = Fetched::default();
    let ranges = Ranges::new(position.from.clone(), position.to.clone(), position.hours);
    let fetching = fetch_all(&source, &target, ranges, &fetched, |part, ranges| {
        writing.add(&mut position, part)?;
        position.to = part.range.from.clone();
        position.hours = ranges.hours();
        target.note(&position)?;
        bar.set_message(format!("{} answers", HumanCount(position.rows)));
        bar.tick();
        Ok(())
    });
    bar.finish_and_clear();
    for slot in 0..AT_ONCE {
        // Those of ranges that were not added.
        let _ = fs::remove_file(target.beside(slot));
    }
    fetching.with_context(|| match args.output {
        Some(_) => {
            let rows = HumanCount(position.rows);
            format!("stopped after {rows} answers; the same command goes on there")
        }
        None => "stopped".to_owned(),
    })?;
    let bytes = writing.finish()?;
    target.finish()?;
    eprintln!(
        "{} answers, {} ({} in this run, {} pages){}",
        HumanCount(position.rows),
        HumanBytes(bytes),
        HumanCount(position.rows - before),
        HumanCount(fetched.pages.load(Ordering::Relaxed)),
        args.output.as_ref().map(|file| format!(": {}", file.display())).unwrap_or_default(),
    );
    Ok(())
}

/// Where answers come from.
struct Source<'a> {
    owner: &'a Owner,
    path: String,
    /// The query that all pages share, encoded.
    question: String,
    format: Format,
}

/// What was fetched so far, for the last line.
#[derive(Default)]
struct Fetched {
    pages: AtomicU64,
    is_over: AtomicBool,
}

/// The answers of a range, in a file of their own.
struct Part {
    range: Range,
    rows: u64,
    /// The byte order mark and the header of its pages; empty for NDJSON.
    header: Vec<u8>,
    file: PathBuf,
}

/// Fetches all ranges, [`AT_ONCE`] of them at a time, and passes each on in its order.
fn fetch_all(
    source: &Source<'_>,
    target: &Target,
    mut ranges: Ranges,
    fetched: &Fetched,
    mut add: impl FnMut(&Part, &Ranges) -> Result<()>,
) -> Result<()> {
    thread::scope(|scope| {
        let mut running: VecDeque<ScopedJoinHandle<'_, Result<Part>>> = VecDeque::new();
        let mut number = 0;
        let mut advance = || -> Result<()> {
            loop {
                while running.len() < AT_ONCE
                    && let Some(range) = ranges.next()
                {
                    // The one that had this file before was added, or none of the next would be begun.
                    let file = target.beside(number % AT_ONCE);
                    number += 1;
                    running.push_back(scope.spawn(move || source.fetch(range, file, fetched)));
                }
                let Some(first) = running.pop_front() else { return Ok(()) };
                let part = first.join().map_err(|_| anyhow!("a thread panicked"))??;
                ranges.brought(&part.range, part.rows);
                add(&part, &ranges)?;
            }
        };
        let advanced = advance();
        // Whoever fetches meanwhile ends with the page it is at.
        fetched.is_over.store(true, Ordering::Relaxed);
        advanced
    })
}

impl Source<'_> {
    fn fetch(&self, range: Range, file: PathBuf, fetched: &Fetched) -> Result<Part> {
        let mut rows_to = BufWriter::new(File::create(&file).with_context(|| shown(&file))?);
        let (mut rows, mut header) = (0, None);
        let mut cursor: Option<String> = None;
        loop {
            if fetched.is_over.load(Ordering::Relaxed) {
                bail!("another range failed");
            }
            let mut query = form_urlencoded::Serializer::new(self.question.clone());
            query.append_pair("from", range.from.text()).append_pair("to", range.to.text());
            query.extend_pairs(cursor.iter().map(|cursor| ("cursor", cursor)));
            let mut reply = self.owner.get(&format!("{}?{}", self.path, query.finish()))?;
            let next = reply.headers().get("Koe-Cursor").and_then(|next| next.to_str().ok());
            cursor = next.filter(|next| !next.is_empty()).map(str::to_owned);
            let body = BufReader::new(reply.body_mut().as_reader());
            let page = page::copy_rows(body, self.format, &mut rows_to)?;
            rows += page.rows;
            ensure!(
                *header.get_or_insert_with(|| page.header.clone()) == page.header,
                target::COLUMNS_CHANGED
            );
            fetched.pages.fetch_add(1, Ordering::Relaxed);
            if cursor.is_none() {
                break;
            }
        }
        rows_to.flush()?;
        Ok(Part { range, rows, header: header.unwrap_or_default(), file })
    }
}

impl Part {
    /// Adds the rows to a file.
    fn copy_to(&self, file: &mut dyn Write) -> Result<u64> {
        let mut own = File::open(&self.file).with_context(|| shown(&self.file))?;
        Ok(io::copy(&mut own, file)?)
    }
}

fn shown(file: &Path) -> String {
    file.display().to_string()
}
