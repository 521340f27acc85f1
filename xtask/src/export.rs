//! `export`: every answer of a site, page by page, without holding them.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args as ClapArgs, ValueEnum};
use indicatif::ProgressBar;
use koe_shared::id::SiteId;

use crate::owner::{Owner, origin};

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
    /// More of the query, such as `survey=shop-nps&from=2026-10-01&outcome=answered`
    #[arg(long, default_value = "")]
    query: String,
    /// Where to write; without it, to standard output
    #[arg(long)]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
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
    let output: Box<dyn Write> = match &args.output {
        Some(file) => Box::new(File::create(file).with_context(|| file.display().to_string())?),
        None => Box::new(io::stdout().lock()),
    };
    let mut output = BufWriter::new(output);
    let owner = Owner::new(&args.url, &args.key);
    let bar = ProgressBar::new_spinner();
    let mut cursor: Option<String> = None;
    loop {
        let at = cursor.as_ref().map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        let more = if args.query.is_empty() { String::new() } else { format!("&{}", args.query) };
        let path = format!(
            "/v1/sites/{}/answers?format={}&limit=1000{more}{at}",
            args.site,
            args.format.name()
        );
        let mut reply = owner.get(&path)?;
        let next = reply
            .headers()
            .get("Koe-Cursor")
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        let mut page = String::new();
        reply.body_mut().as_reader().read_to_string(&mut page)?;
        output
            .write_all(without_repeated_header(&page, args.format, cursor.is_none()).as_bytes())?;
        bar.inc(1);
        bar.set_message(format!("{} pages", bar.position()));
        cursor = next.filter(|next| !next.is_empty());
        if cursor.is_none() {
            break;
        }
    }
    bar.finish_and_clear();
    output.flush()?;
    Ok(())
}

/// A page as it continues those before it: only the first CSV page keeps its header line.
fn without_repeated_header(page: &str, format: Format, first: bool) -> &str {
    if first || format == Format::Ndjson {
        return page;
    }
    page.split_once('\n').map_or("", |(_, rows)| rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_page_has_a_header() {
        assert_eq!(without_repeated_header("id\r\na\r\n", Format::Csv, true), "id\r\na\r\n");
        assert_eq!(without_repeated_header("id\r\nb\r\n", Format::Csv, false), "b\r\n");
        assert_eq!(without_repeated_header("{}\n", Format::Ndjson, false), "{}\n");
    }
}
