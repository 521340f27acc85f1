//! What a year's score and the first page of the report read, as a file of keys, values and metadata.
//!
//! All of it but the answers that are counted, and the values of the hours before the last three days: no
//! score of whole days reads those, and a million answers' are 700 MB. Of the last day's counted answers those
//! with a comment are there, since a report reads the newest comments.

use std::fs;
use std::path::Path;

use jiff::SignedDuration;
use koe_edge::store::keys::{self, Hour};
use koe_edge::store::{List, MAX_PAGE, Store};
use serde_json::{Value, json};

use crate::deployment::Deployment;
use crate::history::{ASKED, SITE};

const WHOLE: SignedDuration = SignedDuration::from_hours(72);
/// How old an answer may be whose comment a report reads.
const HEARD: SignedDuration = SignedDuration::from_hours(24);
/// The value of a prompt without a comment.
const SILENT: &str = "{}";

pub(crate) async fn write(deployment: &Deployment, file: &Path) {
    let site = SITE.parse().unwrap();
    let now = deployment.now();
    let counted_until = Hour::of(now.checked_sub(ASKED).unwrap());
    let mut hours = Vec::new();
    let mut hour = Hour::of(now);
    while hour.start() > now - HEARD {
        hours.push((keys::answers_of(&site, hour), hour < counted_until));
        hour = Hour::of(hour.start() - SignedDuration::from_secs(1));
    }
    let prefixes = [keys::site(&site), format!("tally/{SITE}/"), keys::LATE.to_owned()];
    let prefixes = prefixes.into_iter().map(|prefix| (prefix, false)).chain(hours);
    let mut entries = Vec::new();
    for (prefix, is_counted) in prefixes {
        for key in listed(deployment.store(), &prefix).await {
            let is_old = keys::parse_hour_tally(&key).is_some_and(|hour| hour.end() < now - WHOLE);
            let Some(entry) = deployment.store().get(&key).await.unwrap() else { continue };
            if is_counted && entry.value == SILENT {
                continue;
            }
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
