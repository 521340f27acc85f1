//! The layers of the scripts in `widget`, held against their `import` lines. Tests are left out.

#![allow(clippy::unwrap_used, reason = "all of it is a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// What the code of a folder may import from other folders. Types cost a visitor nothing and may come
/// from everywhere; what `import()` loads is a file of its own.
const LAYERS: [(&str, &[&str]); 8] = [
    ("loader", &[]),
    ("place", &[]),
    ("shell", &["loader", "place", "look"]),
    ("sender", &["loader"]),
    ("prompt", &["loader", "sender", "shell"]),
    ("frame", &["place"]),
    ("hosted", &["loader"]),
    ("overlay", &["loader"]),
];

/// One import of a file.
struct Import {
    /// The file that is imported, without its extension.
    target: PathBuf,
    /// Whether its code becomes part of the importing script.
    bundled: bool,
}

fn widget() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../widget")
}

/// Every script that ships, by its path in `widget` without the extension, with what it imports.
fn scripts() -> BTreeMap<PathBuf, Vec<Import>> {
    let mut scripts = BTreeMap::new();
    for (folder, _) in LAYERS {
        read(Path::new(folder), &mut scripts);
    }
    scripts
}

fn read(folder: &Path, scripts: &mut BTreeMap<PathBuf, Vec<Import>>) {
    for entry in fs::read_dir(widget().join(folder)).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        let path = folder.join(&name);
        if entry.path().is_dir() {
            read(&path, scripts);
        } else if let Some(script) = name.strip_suffix(".ts")
            && !script.contains('.')
        // a test, or a declaration
        {
            let text = fs::read_to_string(entry.path()).unwrap();
            scripts.insert(folder.join(script), imports(folder, &text));
        }
    }
}

fn imports(folder: &Path, text: &str) -> Vec<Import> {
    let relative = |quoted: &str| {
        let target = quoted.split('"').next().filter(|target| target.starts_with('.'))?;
        Some(plain(&folder.join(target)))
    };
    let mut found = Vec::new();
    for (at, start) in text.match_indices(" from \"") {
        let line = text[..at].rfind("\nimport ").max(text[..at].rfind("\nexport "));
        let names = &text[line.map_or(0, |line| line + 1)..at];
        let listed = names.split_once('{').map_or("", |(_, listed)| listed);
        let mut listed = listed.trim_end_matches('}').split(',').map(str::trim);
        let types = names.starts_with("import type ")
            || names.starts_with("import {")
                && listed.all(|name| name.is_empty() || name.starts_with("type "));
        let target = relative(&text[at + start.len()..]);
        found.extend(target.map(|target| Import { target, bundled: !types }));
    }
    for start in ["import(\"", "\nimport \""] {
        for (at, _) in text.match_indices(start) {
            let target = relative(&text[at + start.len()..]);
            found.extend(target.map(|target| Import { target, bundled: start.starts_with('\n') }));
        }
    }
    found
}

/// The path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = plain.pop(),
            part => plain.push(part),
        }
    }
    plain
}

fn folder(path: &Path) -> &str {
    path.components().next().unwrap().as_os_str().to_str().unwrap()
}

#[test]
fn a_folder_bundles_what_its_load_phase_has() {
    let mut seen = 0;
    for (script, imports) in scripts() {
        let (_, may) = LAYERS.into_iter().find(|(name, _)| *name == folder(&script)).unwrap();
        for Import { target, .. } in imports.iter().filter(|import| import.bundled) {
            let to = folder(target);
            let allowed = to == folder(&script) || may.contains(&to);
            assert!(allowed, "{} imports {}", script.display(), target.display());
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen} imports were found");
}

#[test]
fn the_scripts_import_each_other_without_a_cycle() {
    let scripts = scripts();
    let file = |target: &Path| {
        let index = target.join("index");
        [target, &index].into_iter().find(|path| scripts.contains_key(*path)).map(Path::to_path_buf)
    };
    let mut left: BTreeMap<PathBuf, BTreeSet<PathBuf>> = BTreeMap::new();
    for (script, imports) in &scripts {
        let targets = imports.iter().filter_map(|import| file(&import.target));
        left.insert(script.clone(), targets.collect());
    }
    // Scripts that import nothing any more are taken away, until none is left or all are on cycles.
    while let Some(done) = left.iter().find(|(_, to)| to.is_empty()).map(|(from, _)| from.clone()) {
        left.remove(&done);
        for to in left.values_mut() {
            to.remove(&done);
        }
    }
    assert!(left.is_empty(), "cycles among {left:#?}");
}
