//! `wrangler.toml` of a release: the project's own, with the paths of the folder.

use anyhow::{Result, ensure};

/// What changes: each stands in the project's file once.
const CHANGED: [(&str, &str); 3] = [
    (
        "# The Worker and what it is bound to. `cargo xtask build` makes what `main` and `assets` name.\n",
        "# The Worker and what it is bound to.\n",
    ),
    ("main = \"target/koe/worker/index.js\"", "main = \"worker/index.js\""),
    ("directory = \"target/koe/assets\"", "directory = \"assets\""),
];

/// The text of the release's file. What a deployment may do without stands commented out in it.
pub(super) fn released(project: &str) -> Result<String> {
    let mut text = project.to_owned();
    for (here, there) in CHANGED {
        let times = text.matches(here).count();
        ensure!(times == 1, "wrangler.toml has {here:?} {times} times, not once");
        text = text.replace(here, there);
    }
    for line in settings(&text) {
        let names_id = ["id", "preview_id", "account_id"].contains(&key(line));
        ensure!(!names_id, "wrangler.toml names an id, which is of one account: {line:?}");
        ensure!(
            !line.starts_with("[[queues"),
            "wrangler.toml names a queue, which a deploy does not make: comment it out"
        );
        ensure!(!line.contains("target/"), "the release has no such folder: {line:?}");
    }
    Ok(text)
}

/// The lines that are no comments.
fn settings(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn key(line: &str) -> &str {
    line.split('=').next().unwrap_or(line).trim()
}

/// The names that the file gives to values: variables and bindings.
#[cfg(test)]
pub(super) fn names(text: &str) -> Vec<String> {
    let (mut names, mut section) = (Vec::new(), "");
    for line in settings(text) {
        let Some((_, told)) = line.split_once('=') else {
            section = line;
            continue;
        };
        if section == "[vars]" {
            names.push(key(line).to_owned());
        } else if key(line) == "binding" {
            names.push(told.trim().trim_matches('"').to_owned());
        }
    }
    names
}

/// The sections that are commented out, by their headings: `[cache]`.
#[cfg(test)]
pub(super) fn optional(text: &str) -> Vec<&str> {
    let headings = text.lines().filter_map(|line| line.strip_prefix("# "));
    headings.filter(|line| line.starts_with('[') && line.ends_with(']')).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::paths;

    fn project() -> String {
        fs::read_to_string(paths::root().join("wrangler.toml")).unwrap()
    }

    #[test]
    fn the_release_has_the_folders_paths_and_the_assets_binding() {
        let text = released(&project()).unwrap();
        let lines: Vec<&str> = settings(&text).collect();
        for line in ["main = \"worker/index.js\"", "directory = \"assets\"", "binding = \"ASSETS\""]
        {
            assert!(lines.contains(&line), "{line} in {text}");
        }
        assert!(!text.contains("cargo") && !text.contains("target/"), "{text}");
    }

    #[test]
    fn what_belongs_to_one_account_is_refused() {
        for (added, why) in [
            ("id = \"0123\"\n", "names an id"),
            ("[[queues.producers]]\n", "names a queue"),
            ("x = \"target/y\"\n", "no such folder"),
        ] {
            let refused = released(&(project() + added)).unwrap_err().to_string();
            assert!(refused.contains(why), "{refused}");
        }
    }
}
