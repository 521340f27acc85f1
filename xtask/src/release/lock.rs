//! `package-lock.json` of a release: what the deploy tool needs, in the versions that the project pins.
//!
//! It is cut out of the project's own lock, so that the two can't differ, and making it needs no network. An
//! entry keeps its hash and loses the address it came from (`resolved`): npm then asks whichever registry a
//! machine is set to, and what comes has to match the hash all the same.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use super::package::{Package, TOOL};

/// The packages of the project's lock, by the folders they lie in.
pub(super) struct Locked(BTreeMap<String, Value>);

impl Locked {
    pub(super) fn read(text: &str) -> Result<Self> {
        let mut lock: Value = serde_json::from_str(text).context("package-lock.json")?;
        Ok(Self(serde_json::from_value(lock["packages"].take()).context("its packages")?))
    }

    /// The pinned version of the deploy tool.
    pub(super) fn version(&self) -> Result<&str> {
        let tool = self.0.get(&format!("node_modules/{TOOL}"));
        tool.and_then(|tool| tool["version"].as_str())
            .with_context(|| format!("no {TOOL} is locked"))
    }

    /// The release's lock.
    pub(super) fn released(&self, package: &Package) -> Result<String> {
        let mut packages = Map::new();
        packages.insert(String::new(), package.locked());
        for folder in self.needed(&format!("node_modules/{TOOL}")) {
            let mut entry = self.0[&folder].clone();
            if let Some(fields) = entry.as_object_mut() {
                fields.remove("resolved");
            }
            packages.insert(folder, entry);
        }
        let lock = json!({
            "name": package.name,
            "version": package.version,
            "lockfileVersion": 3,
            "requires": true,
            "packages": packages,
        });
        Ok(serde_json::to_string_pretty(&lock)? + "\n")
    }

    /// The folders of a package and of all that it needs, those of other systems included.
    fn needed(&self, root: &str) -> BTreeSet<String> {
        let (mut needed, mut open) = (BTreeSet::new(), vec![root.to_owned()]);
        while let Some(folder) = open.pop() {
            let entry = &self.0[&folder];
            for kind in ["dependencies", "optionalDependencies", "peerDependencies"] {
                let names = entry[kind].as_object().into_iter().flat_map(Map::keys);
                open.extend(names.filter_map(|name| self.found(&folder, name)));
            }
            open.retain(|folder| !needed.contains(folder));
            needed.insert(folder);
        }
        needed
    }

    /// The folder in which Node finds a package, asked from another: the innermost that there is. A peer
    /// that nobody asked for has none.
    fn found(&self, from: &str, name: &str) -> Option<String> {
        let mut at = Some(from);
        while let Some(folder) = at {
            let inside = format!("{folder}/node_modules/{name}");
            if self.0.contains_key(&inside) {
                return Some(inside);
            }
            at = folder.rsplit_once("/node_modules/").map(|(outer, _)| outer);
        }
        Some(format!("node_modules/{name}")).filter(|folder| self.0.contains_key(folder))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::paths;

    #[test]
    fn only_what_the_tool_needs_is_locked_and_nested_packages_come_first() {
        let lock = json!({ "packages": {
            "": { "devDependencies": { "wrangler": "1.0.0", "vue": "3.0.0" } },
            "node_modules/wrangler": { "version": "1.0.0", "resolved": "https://registry.example/w.tgz",
                "integrity": "sha512-w", "dependencies": { "esbuild": "2", "ws": "8" },
                "peerDependencies": { "types": "*" } },
            "node_modules/wrangler/node_modules/esbuild": { "version": "2.0.0",
                "optionalDependencies": { "@esbuild/linux": "2.0.0" } },
            "node_modules/wrangler/node_modules/@esbuild/linux": { "version": "2.0.0", "optional": true },
            "node_modules/esbuild": { "version": "3.0.0" },
            "node_modules/ws": { "version": "8.0.0" },
            "node_modules/vue": { "version": "3.0.0" },
        } });
        let locked = Locked::read(&lock.to_string()).unwrap();
        let package = Package::new(locked.version().unwrap());
        let text = locked.released(&package).unwrap();
        assert!(!text.contains("resolved") && !text.contains("http"), "{text}");
        let released: Value = serde_json::from_str(&text).unwrap();
        let folders: Vec<&String> = released["packages"].as_object().unwrap().keys().collect();
        let expected = [
            "",
            "node_modules/wrangler",
            "node_modules/wrangler/node_modules/@esbuild/linux",
            "node_modules/wrangler/node_modules/esbuild",
            "node_modules/ws",
        ];
        assert_eq!(folders, expected);
        assert_eq!(released["packages"]["node_modules/wrangler"]["integrity"], "sha512-w");
    }

    #[test]
    fn the_tool_is_pinned_to_the_projects_own_version_and_every_package_has_its_hash() {
        let read = |file: &str| fs::read_to_string(paths::root().join(file)).unwrap();
        let project: Value = serde_json::from_str(&read("package.json")).unwrap();
        let locked = Locked::read(&read("package-lock.json")).unwrap();
        let package = Package::new(locked.version().unwrap());
        assert_eq!(locked.version().unwrap(), project["devDependencies"][TOOL]);
        let released: Value = serde_json::from_str(&locked.released(&package).unwrap()).unwrap();
        for (folder, entry) in released["packages"].as_object().unwrap() {
            assert!(folder.is_empty() || entry["integrity"].is_string(), "{folder}");
        }
    }
}
