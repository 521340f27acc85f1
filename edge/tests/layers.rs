//! The layers of the crate, held against the `use` lines and the inline `crate::` paths of its files.
//!
//! Tests are left out: they may reach everywhere. `mod` and a `pub use` of a file's own children are no
//! imports.

#![allow(clippy::unwrap_used, reason = "all of it is a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// What a file imports: paths such as `crate::store::Store`, or `axum::Json` from another crate.
type Imports = BTreeMap<String, BTreeSet<String>>;

/// The imports of every file, by its module path: `crate::store::keys`.
fn imports() -> Imports {
    let mut imports = Imports::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "crate", &mut imports);
    imports
}

fn read(folder: &Path, module: &str, imports: &mut Imports) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            read(&entry.path(), &format!("{module}::{name}"), imports);
        } else if let Some(name) = name.strip_suffix(".rs").filter(|name| *name != "tests") {
            let module =
                if name == "lib" { module.to_owned() } else { format!("{module}::{name}") };
            let found = paths(&module, &fs::read_to_string(entry.path()).unwrap());
            imports.insert(module, found);
        }
    }
    imports.retain(|module, _| !module.contains("::tests"));
}

/// The paths that a file imports, absolute.
fn paths(module: &str, text: &str) -> BTreeSet<String> {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    let code = lines.collect::<Vec<_>>().join(" ");
    let mut found = Vec::new();
    for (at, _) in code.match_indices("use ") {
        let before = code[..at].trim_end();
        let is_word = code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let Some((tree, _)) = code[at + 4..].split_once(';') else { continue };
        let is_public = before.ends_with("pub") || before.ends_with(')');
        let is_own_child = tree.starts_with("self::");
        if is_public && is_own_child {
            let mut exported = Vec::new();
            expand("", tree.trim(), &mut exported);
            found.extend(exported.into_iter().map(|path| format!("pub {path}")));
        } else if !is_word {
            expand("", tree.trim(), &mut found);
        }
    }
    for (at, _) in code.match_indices("crate::").filter(|(at, _)| !code[..*at].ends_with("(in ")) {
        let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        let path = code[at..].split(|c| !is_path(c)).next().unwrap();
        // `crate::a::{b, c}` is a tree, which was read above.
        found.extend((!path.ends_with(':')).then(|| path.to_owned()));
    }
    let absolute = |path: &String| match path.strip_prefix("pub ") {
        Some(exported) => format!("pub {}", absolute(module, exported)),
        None => absolute(module, path),
    };
    found.iter().map(absolute).collect()
}

/// `a::{b, c::{d, e}}` becomes `a::b`, `a::c::d`, `a::c::e`.
fn expand(prefix: &str, tree: &str, found: &mut Vec<String>) {
    let Some((path, rest)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap().trim();
        return found.push(format!("{prefix}{path}"));
    };
    let (mut depth, mut part) = (0, String::new());
    for c in rest[..rest.rfind('}').unwrap()].chars().chain([',']) {
        match c {
            ',' if depth == 0 => {
                let part = std::mem::take(&mut part);
                if !part.trim().is_empty() {
                    expand(&format!("{prefix}{path}"), part.trim(), found);
                }
                continue;
            }
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        part.push(c);
    }
}

/// A path from the root of the crate.
fn absolute(module: &str, path: &str) -> String {
    let (mut module, mut rest) = (module, path);
    if let Some(own) = rest.strip_prefix("self::") {
        return format!("{module}::{own}");
    }
    let is_relative = rest.starts_with("super::");
    while let Some(outer) = rest.strip_prefix("super::") {
        (module, rest) = (module.rsplit_once("::").map_or("crate", |(outer, _)| outer), outer);
    }
    if is_relative { format!("{module}::{rest}") } else { rest.to_owned() }
}

/// Whether a path lies in a module.
fn lies_in(path: &str, module: &str) -> bool {
    path.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// No file below one of `modules` imports a path that `forbidden` tells of.
#[track_caller]
fn check(modules: &[&str], forbidden: impl Fn(&str) -> bool) {
    for (file, paths) in imports() {
        if modules.iter().any(|module| lies_in(&file, module)) {
            let broken: Vec<_> = paths.into_iter().filter(|path| forbidden(path)).collect();
            assert!(broken.is_empty(), "{file} imports {broken:?}");
        }
    }
}

#[test]
fn only_the_root_mounts_the_routes() {
    for (file, paths) in imports() {
        let may = file == "crate" || lies_in(&file, "crate::routes");
        assert!(may || !paths.iter().any(|path| lies_in(path, "crate::routes")), "{file}");
    }
}

#[test]
fn pages_know_their_own_files_and_the_shared_crate() {
    const MAY: [&str; 9] = [
        "crate::pages",
        "koe_shared",
        "std",
        "maud",
        "serde",
        "serde_json",
        "jiff",
        "base64",
        "sha2",
    ];
    check(&["crate::pages"], |path| !MAY.iter().any(|may| lies_in(path, may)));
}

#[test]
fn problems_know_nothing_of_the_crate_but_errors() {
    check(&["crate::problem"], |path| {
        let is_ours = lies_in(path, "crate") && !lies_in(path, "crate::problem");
        is_ours && !path.ends_with("Error")
    });
}

#[test]
fn the_domain_knows_no_http() {
    const NO: [&str; 5] = ["axum", "http", "crate::http", "crate::problem", "crate::routes"];
    let domain = [
        "crate::answers",
        "crate::sites",
        "crate::tallies",
        "crate::reports",
        "crate::releases",
        "crate::digests",
    ];
    check(&domain, |path| NO.iter().any(|no| lies_in(path, no)));
}

#[test]
fn the_files_import_each_other_without_a_cycle() {
    let imports = imports();
    // `pub use self::child::Name`: who imports the parent's `Name` imports the child.
    let mut exports = BTreeMap::new();
    for (file, paths) in &imports {
        for exported in paths.iter().filter_map(|path| path.strip_prefix("pub ")) {
            let name = exported.rsplit("::").next().unwrap();
            exports.insert(format!("{file}::{name}"), exported.to_owned());
        }
    }
    // The file of a path is the longest part of it that names one.
    let file = |path: &String| {
        let mut path = path;
        while let Some(child) = exports.get(path) {
            path = child;
        }
        let mut part = path.as_str();
        while !imports.contains_key(part) {
            part = part.rsplit_once("::")?.0;
        }
        Some(part.to_owned())
    };
    let mut left: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (from, paths) in &imports {
        let to = paths.iter().filter_map(file).filter(|to| to != from);
        left.insert(from.clone(), to.collect());
    }
    // Files that import nothing any more are taken away, until none is left or all are on cycles.
    while let Some(done) = left.iter().find(|(_, to)| to.is_empty()).map(|(from, _)| from.clone()) {
        left.remove(&done);
        for to in left.values_mut() {
            to.remove(&done);
        }
    }
    assert!(left.is_empty(), "cycles among {left:#?}");
}
