//! The files of a release: as they were built, and as a deployment names them.

use std::fs;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::build::Assets;

/// A built file that pages load.
pub(super) struct File {
    /// Its hashed name, without a folder.
    pub(super) name: String,
    /// The path under which it is served.
    path: String,
    /// What a tag's `integrity` says of it.
    integrity: String,
    /// Its content type.
    pub(super) kind: &'static str,
    pub(super) bytes: Vec<u8>,
}

/// What `GET /v1/release` says.
#[derive(Deserialize)]
pub(super) struct Deployed {
    pub(super) version: String,
    files: Vec<Named>,
    /// Path of the loader that a tag can pin.
    pub(super) pinned: String,
}

#[derive(Deserialize)]
struct Named {
    path: String,
    integrity: String,
}

impl Deployed {
    /// Whether it names each of these files, with the same hash.
    pub(super) fn serves(&self, files: &[File]) -> bool {
        files.iter().all(|file| self.integrity_of(&file.path) == Some(&file.integrity))
    }

    /// What a tag says of one of its files.
    pub(super) fn integrity_of(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|file| file.path == path).map(|file| file.integrity.as_str())
    }
}

/// The files of the last build.
pub(super) fn built() -> Result<Vec<File>> {
    let assets = Assets::read()?;
    assets.release.integrity.into_iter().map(|(path, integrity)| read(path, integrity)).collect()
}

fn read(path: String, integrity: String) -> Result<File> {
    let file = Assets::folder().join(path.trim_start_matches('/'));
    let bytes = fs::read(&file)
        .with_context(|| format!("{} is missing: run `cargo xtask build`", file.display()))?;
    let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
    let kind = kind(&name)?;
    Ok(File { name, path, integrity, kind, bytes })
}

fn kind(name: &str) -> Result<&'static str> {
    Ok(match name.rsplit('.').next() {
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        _ => bail!("{name} is neither a script nor a stylesheet nor a module"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, integrity: &str) -> File {
        let (path, integrity) = (path.to_owned(), integrity.to_owned());
        File { name: String::new(), path, integrity, kind: "text/css", bytes: Vec::new() }
    }

    #[test]
    fn a_deployment_serves_a_release_when_it_names_each_file_with_its_hash() {
        let deployed: Deployed = serde_json::from_str(
            r#"{ "version": "0.1.0", "pinned": "/a/koe-1.js", "files": [
                { "path": "/a/koe-1.js", "integrity": "sha384-a" },
                { "path": "/a/page-2.css", "integrity": "sha384-b" } ] }"#,
        )
        .unwrap();
        let koe = || file("/a/koe-1.js", "sha384-a");
        assert!(deployed.serves(&[koe()]));
        assert!(deployed.serves(&[koe(), file("/a/page-2.css", "sha384-b")]));
        assert!(!deployed.serves(&[koe(), file("/a/page-2.css", "sha384-c")]));
        assert!(!deployed.serves(&[file("/a/koe-3.js", "sha384-a")]));
    }

    #[test]
    fn each_file_has_its_type_and_nothing_else_is_kept() {
        assert_eq!(kind("sender-0123456789.js").unwrap(), "text/javascript");
        assert_eq!(kind("prompt-0123456789.wasm").unwrap(), "application/wasm");
        assert_eq!(kind("page-0123456789.css").unwrap(), "text/css");
        assert!(kind("_headers").is_err());
    }
}
