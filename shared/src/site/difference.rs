//! Which fields of two site documents differ, by their paths.

use std::collections::BTreeSet;

use serde_json::Value;

use super::SiteDocument;

/// The paths of the fields that differ, each once, in order: `theme.accent`, `surveys.shop-nps.question.ja`.
/// Of lists whose entries have an `id` (surveys, touchpoints) it is the id that stands in a path; one that is
/// in one document only, and a list in another order, is named as a whole. So is any other list.
///
/// The secret is in no serialised document, so it is not among them.
#[must_use]
pub fn differing_fields(one: &SiteDocument, other: &SiteDocument) -> Vec<String> {
    let mut paths = BTreeSet::new();
    compare(&written(one), &written(other), "", &mut paths);
    paths.into_iter().collect()
}

/// A document as it is written. All that a document holds can be.
fn written(document: &SiteDocument) -> Value {
    serde_json::to_value(document).unwrap_or_default()
}

fn compare(one: &Value, other: &Value, path: &str, paths: &mut BTreeSet<String>) {
    if one == other {
        return;
    }
    match (named(one), named(other)) {
        (Some(one), Some(other)) => {
            let is_list = one.iter().chain(&other).any(|named| named.is_entry);
            if is_list && common(&one, &other) != common(&other, &one) {
                paths.insert(path.to_owned());
            }
            let names: BTreeSet<&str> = one.iter().chain(&other).map(|named| named.name).collect();
            for name in names {
                let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
                match (value(&one, name), value(&other, name)) {
                    (Some(one), Some(other)) => compare(one, other, &path, paths),
                    _ => _ = paths.insert(path),
                }
            }
        }
        _ => _ = paths.insert(path.to_owned()),
    }
}

/// A field of an object, or an entry of a list by its id.
struct Named<'v> {
    name: &'v str,
    value: &'v Value,
    is_entry: bool,
}

/// What has names in a value; `None` for a list of entries without ids, and for all that is whole.
fn named(value: &Value) -> Option<Vec<Named<'_>>> {
    match value {
        Value::Object(fields) => {
            let named = |(name, value)| Named { name, value, is_entry: false };
            Some(fields.iter().map(|(name, value)| named((name.as_str(), value))).collect())
        }
        Value::Array(entries) => {
            let named = |value| Named { name: "", value, is_entry: true };
            let entries = entries.iter().map(named);
            entries
                .map(|entry| Some(Named { name: entry.value["id"].as_str()?, ..entry }))
                .collect()
        }
        _ => None,
    }
}

fn value<'v>(among: &[Named<'v>], name: &str) -> Option<&'v Value> {
    among.iter().find(|named| named.name == name).map(|named| named.value)
}

/// The names that both have, in the order of the first.
fn common<'v>(one: &[Named<'v>], other: &[Named<'_>]) -> Vec<&'v str> {
    let names = one.iter().map(|named| named.name);
    names.filter(|name| value(other, name).is_some()).collect()
}
