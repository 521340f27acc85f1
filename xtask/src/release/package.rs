//! `package.json` of a release: the deploy tool, pinned, and what each value is for, where the deploy button
//! looks for that.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Serialize;
use serde_json::{Value, json};

use super::values::VALUES;

/// The deploy tool.
pub(super) const TOOL: &str = "wrangler";

/// The oldest Node that the tool runs on.
const NODE: &str = ">=20.3.0";

#[derive(Serialize)]
pub(super) struct Package {
    pub(super) name: &'static str,
    pub(super) version: &'static str,
    private: bool,
    description: &'static str,
    r#type: &'static str,
    engines: BTreeMap<&'static str, &'static str>,
    scripts: BTreeMap<&'static str, &'static str>,
    #[serde(rename = "devDependencies")]
    dev_dependencies: BTreeMap<&'static str, String>,
    cloudflare: Value,
}

impl Package {
    /// One that pins a version of the deploy tool.
    pub(super) fn new(tool: &str) -> Self {
        let described = |value: &super::values::Described| {
            (
                value.name,
                json!({ "description": format!("{} / {}", value.english, value.japanese) }),
            )
        };
        let bindings: BTreeMap<&str, Value> = VALUES.iter().map(described).collect();
        Self {
            name: "koe",
            version: env!("CARGO_PKG_VERSION"),
            private: true,
            description: "Koe, built: one short question at the moment that matters, in your own account",
            r#type: "module",
            engines: BTreeMap::from([("node", NODE)]),
            scripts: BTreeMap::from([("deploy", "wrangler deploy"), ("dev", "wrangler dev")]),
            dev_dependencies: BTreeMap::from([(TOOL, tool.to_owned())]),
            cloudflare: json!({ "bindings": bindings }),
        }
    }

    pub(super) fn to_json(&self) -> Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    /// What the lock says of the folder itself.
    pub(super) fn locked(&self) -> Value {
        let Self { name, version, engines, dev_dependencies, .. } = self;
        json!({
            "name": name, "version": version, "engines": engines,
            "devDependencies": dev_dependencies,
        })
    }
}
