//! The wordings of one language, flat: `ces.five_steps.0` and so on.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

/// Where the project's wordings lie.
pub(crate) const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/texts");

/// The wordings of one language.
pub(crate) struct Language {
    pub(crate) tag: &'static str,
    pub(crate) texts: BTreeMap<String, String>,
}

impl Language {
    pub(crate) fn read(tag: &'static str) -> Self {
        let file = fs::read(format!("{FOLDER}/{tag}.json")).unwrap();
        let mut texts = BTreeMap::new();
        flatten(String::new(), &serde_json::from_slice(&file).unwrap(), &mut texts);
        Self { tag, texts }
    }

    /// The text; empty where there is none, which is a complaint of its own.
    pub(crate) fn get(&self, key: &str) -> &str {
        self.texts.get(key).map_or("", String::as_str)
    }

    pub(crate) fn complaint(&self, key: &str, what: impl std::fmt::Display) -> String {
        format!("{} {key}: {what}", self.tag)
    }

    /// Whether its words follow each other without spaces, so that a line may break within them.
    pub(crate) fn breaks_anywhere(&self) -> bool {
        matches!(self.tag, "ja" | "th" | "zh" | "zh-Hant")
    }
}

fn flatten(place: String, value: &Value, texts: &mut BTreeMap<String, String>) {
    let under =
        |name: &str| if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") };
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| flatten(under(name), value, texts));
        }
        Value::Array(entries) => {
            let entries = entries.iter().enumerate();
            entries.for_each(|(n, value)| flatten(under(&n.to_string()), value, texts));
        }
        other => {
            texts.insert(place, other.as_str().unwrap().to_owned());
        }
    }
}
