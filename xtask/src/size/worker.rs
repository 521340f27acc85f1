//! What the Worker costs whoever deploys it: the bytes that are uploaded, and the processor time until a new
//! isolate has answered its first request; and the scripts of its desk, with that of the import.
//!
//! Budgets are in `edge/budgets.json`. The first two are far below the platform's own (64 MiB not compressed, and
//! a second to start): they hold what would grow by accident.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::served::Served;
use super::start::{self, Start};
use super::{brotli, gzip};
use crate::paths;

/// Their names, as the budgets have them.
const BYTES: &str = "bytes as uploaded, gzip";
const DESK: &str = "bytes of the desk's scripts, brotli";
const TIME: &str = "ms of its start and first request";

/// What the Worker is, and what it may be.
pub(super) struct Table {
    rows: Vec<Row>,
}

struct Row {
    name: &'static str,
    is: u64,
    budget: u64,
}

impl Table {
    /// Measures it, the time where the system tells it.
    pub(super) fn measured(served: &Served) -> Result<Self> {
        let budgets = budgets()?;
        let row = |name, is| {
            let budget = budgets.get(name).copied();
            let budget = budget.with_context(|| format!("edge/budgets.json has no {name:?}"))?;
            Ok::<Row, anyhow::Error>(Row { name, is, budget })
        };
        let mut scripts = 0;
        for script in &served.desk {
            scripts += brotli(script)? as u64;
        }
        let uploaded = uploaded(&paths::built().join("worker"))?;
        let mut rows = vec![row(BYTES, uploaded)?, row(DESK, scripts)?];
        match start::measured()? {
            Start::Took(time) => rows.push(row(TIME, time.as_millis().try_into()?)?),
            Start::NotTold => {
                eprintln!("! this system does not tell processor times as Linux does");
            }
        }
        Ok(Self { rows })
    }

    pub(super) fn print(&self) {
        println!("{:<42}{:>11}{:>9}", "the Worker", "is", "budget");
        for Row { name, is, budget } in &self.rows {
            println!("{name:<42}{is:>11}{budget:>9}");
        }
        println!();
    }

    /// What is over its budget.
    pub(super) fn over(&self) -> impl Iterator<Item = String> {
        self.rows.iter().filter_map(Row::over)
    }
}

impl Row {
    fn over(&self) -> Option<String> {
        let Self { name, is, budget } = self;
        (is > budget).then(|| format!("the Worker has {is} of at most {budget} {name}"))
    }
}

pub(super) fn budgets() -> Result<BTreeMap<String, u64>> {
    Ok(serde_json::from_slice(&fs::read(paths::root().join("edge/budgets.json"))?)?)
}

/// The modules, compressed one by one. The deploy tool puts the scripts among them into one, which is
/// smaller by some bytes.
fn uploaded(folder: &Path) -> Result<u64> {
    let entries = fs::read_dir(folder)
        .with_context(|| format!("{} is missing: run `cargo xtask build`", folder.display()))?;
    let mut bytes = 0;
    for entry in entries {
        let path = entry?.path();
        bytes += if path.is_dir() { uploaded(&path)? } else { gzip(&fs::read(&path)?)? as u64 };
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_its_budget_is_said_with_both() {
        let row = |is| Row { name: TIME, is, budget: 200 };
        assert_eq!(row(200).over(), None);
        let said = "the Worker has 201 of at most 200 ms of its start and first request";
        assert_eq!(row(201).over().as_deref(), Some(said));
    }

    #[test]
    fn every_budget_belongs_to_a_row() {
        assert!(budgets().unwrap().keys().eq([BYTES, DESK, TIME]));
    }
}
