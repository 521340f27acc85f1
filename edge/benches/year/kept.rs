//! What a year's score and the first page of the report read, as a file of keys, values and metadata.
//!
//! All of it but the answers that are counted, and the values of the hours before the last three days: no
//! score of whole days reads those, and a million answers' are 700 MB. The answers of the last hours are there, counted
//! or not: a report looks for comments among the newest 5,000 keys.

use std::fs;
use std::path::Path;

use jiff::SignedDuration;
use koe_edge::store::keys::{self, Hour};
use koe_edge::store::{List, MAX_PAGE, Store};
use serde_json::{Value, json};

use crate::deployment::Deployment;
use crate::history::SITE;

const WHOLE: SignedDuration = SignedDuration::from_hours(72);
/// How old an answer may be among which a report looks for comments: a million a year are 685 keys an hour.
const HEARD: SignedDuration = SignedDuration::from_hours(9);

pub(crate) async fn write(deployment: &Deployment, file: &Path) {
    let site = SITE.parse().unwrap();
    let now = deployment.now();
    let mut hours = Vec::new();
    let mut hour = Hour::of(now);
    while hour.start() > now - HEARD {
        hours.push(keys::answers_of(&site, hour));
        hour = Hour::of(hour.start() - SignedDuration::from_secs(1));
    }
    let prefixes = [keys::site(&site), format!("tally/{SITE}/"), keys::LATE.to_owned()];
    let mut entries = Vec::new();
    for prefix in prefixes.into_iter().chain(hours) {
        for key in listed(deployment.store(), &prefix).await {
            let is_old = keys::parse_hour_tally(&key).is_some_and(|hour| hour.end() < now - WHOLE);
            let Some(entry) = deployment.store().get(&key).await.unwrap() else { continue };
            let value = if is_old { String::new() } else { entry.value };
            let mut kept = json!({ "key": key, "value": value });
            if let Some(metadata) = entry.metadata {
                kept["metadata"] = json!(metadata);
            }
            entries.push(kept);
        }
    }
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, Value::from(entries).to_string()).unwrap();
}

async fn listed(store: &dyn Store, prefix: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let list = List { prefix, limit: MAX_PAGE, cursor: cursor.as_deref() };
        let page = store.list(list).await.unwrap();
        all.extend(page.keys.into_iter().map(|listed| listed.key));
        cursor = page.cursor;
        if cursor.is_none() {
            return all;
        }
    }
}
