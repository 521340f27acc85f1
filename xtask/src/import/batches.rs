//! Batches that were imported: listed, and taken back.

use anyhow::{Result, bail};
use indicatif::HumanCount;
use koe_shared::id::SiteId;
use koe_shared::instant::Instant;
use serde::Deserialize;
use serde_json::Value;

use super::bar;
use crate::owner::Owner;

/// Calls in a row that may undo nothing though something is left.
const PATIENCE: u32 = 5;

/// What the edge says of a step of undoing.
#[derive(Deserialize)]
struct Undone {
    undone: u64,
    left: u64,
}

/// Takes a batch back, step by step, until nothing of it is left.
pub(super) fn undo(owner: &Owner, site: &SiteId, batch: &str) -> Result<()> {
    let path = format!("/v1/sites/{site}/imports/{batch}");
    let (mut sum, mut in_vain) = (0, 0);
    let bar = bar(0, "taking back")?;
    loop {
        let reply = owner.json("DELETE", &path, &Value::Null)?;
        let Undone { undone, left } = serde_json::from_value(reply)?;
        sum += undone;
        if left == 0 {
            bar.finish_and_clear();
            println!("{} rows of batch {batch} were taken back", HumanCount(sum));
            return Ok(());
        }
        in_vain = if undone == 0 { in_vain + 1 } else { 0 };
        if in_vain == PATIENCE {
            bail!("{left} rows are left and none is taken back; try again in a minute");
        }
        bar.set_length(sum + left);
        bar.set_position(sum);
    }
}

/// A page of the list of imports.
#[derive(Deserialize)]
struct Page {
    imports: Vec<Batch>,
    cursor: Option<String>,
}

/// What the edge says of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Batch {
    #[serde(rename = "batch")]
    name: String,
    rows: u64,
    first_at: Instant,
    last_at: Instant,
}

/// Prints the batches of a site, the newest first.
pub(super) fn list(owner: &Owner, site: &SiteId) -> Result<()> {
    let batches = all(owner, site)?;
    if batches.is_empty() {
        println!("no batch was imported into {site}");
    }
    for Batch { name, rows, first_at, last_at } in batches {
        println!("{name}  {} rows  {first_at} to {last_at}", HumanCount(rows));
    }
    Ok(())
}

fn all(owner: &Owner, site: &SiteId) -> Result<Vec<Batch>> {
    let (mut all, mut at) = (Vec::new(), String::new());
    loop {
        let path = format!("/v1/sites/{site}/imports{at}");
        let reply = owner.get(&path)?.body_mut().read_to_string()?;
        let page: Page = serde_json::from_str(&reply)?;
        page.imports.into_iter().for_each(|batch| join(&mut all, batch));
        let Some(cursor) = page.cursor else { break };
        let mut query = form_urlencoded::Serializer::new(String::new());
        at = format!("?{}", query.append_pair("cursor", &cursor).finish());
    }
    all.sort_by_key(|batch| std::cmp::Reverse(batch.last_at));
    Ok(all)
}

/// Adds a batch. One that a page cuts in two is on both.
fn join(all: &mut Vec<Batch>, batch: Batch) {
    match all.iter_mut().find(|known| known.name == batch.name) {
        Some(known) => {
            known.rows += batch.rows;
            known.first_at = known.first_at.min(batch.first_at);
            known.last_at = known.last_at.max(batch.last_at);
        }
        None => all.push(batch),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Name and rows of each batch of a site.
    pub(in crate::import) fn named(owner: &Owner, site: &str) -> Vec<(String, u64)> {
        let batches = all(owner, &site.parse().unwrap()).unwrap();
        batches.into_iter().map(|batch| (batch.name, batch.rows)).collect()
    }

    #[test]
    fn a_batch_that_two_pages_hold_is_one() {
        let batch = |name: &str, rows, first: &str, last: &str| Batch {
            name: name.to_owned(),
            rows,
            first_at: first.parse().unwrap(),
            last_at: last.parse().unwrap(),
        };
        let mut all = vec![batch("a", 120, "2026-11-02T00:00:00Z", "2026-11-02T00:00:01Z")];
        join(&mut all, batch("b", 7, "2026-11-03T00:00:00Z", "2026-11-03T00:00:00Z"));
        join(&mut all, batch("a", 60, "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z"));
        assert_eq!(
            all,
            [
                batch("a", 180, "2026-11-01T00:00:00Z", "2026-11-02T00:00:01Z"),
                batch("b", 7, "2026-11-03T00:00:00Z", "2026-11-03T00:00:00Z")
            ]
        );
    }
}
