//! `size`: what a visitor pays, measured on the very bytes that are served, and what the Worker is.
//!
//! Budgets are in `widget/budgets.json`, in bytes after brotli at quality 11. They hold for the
//! smallest prompt; a build with the plain standard library is printed beside it without a bound. Those of
//! the Worker are in `edge/budgets.json`: see [`worker`].

mod served;
mod start;
mod worker;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use koe_edge::Release;

use crate::build::{self, Assets};
use crate::{machine, paths};

/// One line of the table.
struct Measured {
    name: &'static str,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the table; an error if anything is over its budget.
pub(crate) fn run() -> Result<()> {
    let assets = Assets::read()?;
    let served = served::demo(&assets.release)?;
    let file = |path: &str| {
        let file = Assets::folder().join(&path[1..]);
        fs::read(&file).with_context(|| file.display().to_string())
    };
    let release = &assets.release;
    let text = served.content.as_slice();
    let (page_css, hosted) = (file(&release.page_css)?, file(&release.hosted)?);
    let mut rows = vec![
        // On every page: the one or the other, with the rules that its site names.
        Measured::of("loader without rules", &[&served.without_rules])?,
        Measured::of("loader with every rule", &[&served.every_rule])?,
        Measured::of("demo script", &[&served.script])?,
        Measured::of("pinned loader", &[&file(&release.pinned)?, &served.configuration])?,
        // When a prompt shows.
        Measured::of("sender", &[&file(&release.sender)?])?,
        Measured::of("prompt", &[&file(&release.prompt)?, &file(&release.wasm)?, text])?,
        // Where a page's policy asks for it, and where its owner does.
        Measured::of("frame", &[&file(late(release, "frame")?)?])?,
        Measured::of("overlay", &[&file(late(release, "overlay")?)?])?,
        // Before the prompt takes its place.
        Measured::of("hosted page", &[&served.page, &page_css, &hosted])?,
    ];
    if machine::has_rust_source() {
        let plain = build::plain_prompt()?;
        let (glue, wasm) = (fs::read(&plain.glue)?, fs::read(&plain.wasm)?);
        rows.push(Measured::of("prompt, plain std", &[&glue, &wasm, text])?);
    }
    let budgets = budgets(&paths::root().join("widget/budgets.json"))?;
    let worker = worker::Table::measured(&served)?;
    print(&rows, &budgets);
    worker.print();
    let mut over: Vec<String> = rows.iter().filter_map(|row| row.over(&budgets)).collect();
    over.extend(worker.over());
    if over.is_empty() { Ok(()) } else { bail!("over budget: {}", over.join(", ")) }
}

/// The path of a file that only another script names.
fn late<'release>(release: &'release Release, name: &str) -> Result<&'release str> {
    let start = format!("/a/{name}-");
    let path = release.integrity.keys().find(|path| path.starts_with(&start));
    path.map(String::as_str).with_context(|| format!("the release has no {name}"))
}

impl Measured {
    /// Files that are loaded together are compressed one by one and added up.
    fn of(name: &'static str, files: &[&[u8]]) -> Result<Self> {
        let mut measured = Self { name, raw: 0, gzip: 0, brotli: 0 };
        for file in files {
            measured.raw += file.len();
            measured.gzip += gzip(file)?;
            measured.brotli += brotli(file)?;
        }
        Ok(measured)
    }

    fn over(&self, budgets: &BTreeMap<String, usize>) -> Option<String> {
        let budget = *budgets.get(self.name)?;
        (self.brotli > budget)
            .then(|| format!("{} has {} bytes of at most {budget}", self.name, self.brotli))
    }
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn brotli(bytes: &[u8]) -> Result<usize> {
    let mut compressed = Vec::new();
    let parameters =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
    Ok(compressed.len())
}

fn budgets(file: &Path) -> Result<BTreeMap<String, usize>> {
    Ok(serde_json::from_slice(&fs::read(file)?)?)
}

fn print(rows: &[Measured], budgets: &BTreeMap<String, usize>) {
    println!("\n{:<24}{:>9}{:>9}{:>11}{:>9}", "bytes", "raw", "gzip", "brotli-11", "budget");
    for row in rows {
        let budget = budgets.get(row.name).map_or_else(|| "—".to_owned(), usize::to_string);
        println!("{:<24}{:>9}{:>9}{:>11}{budget:>9}", row.name, row.raw, row.gzip, row.brotli);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_over_the_budget_is_reported() {
        let budgets = BTreeMap::from([("loader".to_owned(), 2_048)]);
        let row = |brotli| Measured { name: "loader", raw: 0, gzip: 0, brotli };
        assert_eq!(row(2_048).over(&budgets), None);
        assert_eq!(
            row(2_049).over(&budgets).as_deref(),
            Some("loader has 2049 bytes of at most 2048")
        );
    }

    /// The figures change with every build; the lines and their budgets don't.
    #[test]
    fn the_readme_has_every_line_with_its_budget() {
        let readme = fs::read_to_string(paths::root().join("README.md")).unwrap();
        let block = readme.split("\n```\n").find(|block| block.starts_with("bytes   ")).unwrap();
        let visitors = budgets(&paths::root().join("widget/budgets.json")).unwrap();
        let visitors = visitors.into_iter().map(|(name, budget)| (name, budget.to_string()));
        let workers = worker::budgets().unwrap().into_iter();
        let workers = workers.map(|(name, budget)| (name, budget.to_string()));
        for (name, budget) in visitors.chain(workers) {
            let line = block.lines().find(|line| line.starts_with(&format!("{name}  ")));
            let line = line.unwrap_or_else(|| panic!("{name} in {block}"));
            assert!(line.ends_with(&format!(" {budget}")), "{budget} in {line:?}");
        }
    }

    #[test]
    fn every_budget_belongs_to_a_row() {
        let budgets = budgets(&paths::root().join("widget/budgets.json")).unwrap();
        let names: Vec<&str> = budgets.keys().map(String::as_str).collect();
        assert_eq!(
            names,
            [
                "demo script",
                "frame",
                "hosted page",
                "loader with every rule",
                "loader without rules",
                "overlay",
                "pinned loader",
                "prompt",
                "sender"
            ]
        );
    }
}
