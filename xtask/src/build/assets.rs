//! The files that pages load, under names that hold the hash of what is in them, so that they
//! can be cached for ever.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use base64::{Engine, engine::general_purpose::STANDARD};
use koe_edge::Release;
use sha2::{Digest, Sha256, Sha384};

use super::prompt::Prompt;
use super::scripts::Scripts;
use crate::{hex, paths};

/// How assets are served: immutable, and usable by pages of any origin, isolated ones included, which may
/// also know what they weigh.
const HEADERS: &str = "\
/a/*
  Cache-Control: public, max-age=31536000, immutable
  Access-Control-Allow-Origin: *
  Cross-Origin-Resource-Policy: cross-origin
  Timing-Allow-Origin: *
";

/// What the last build made.
pub(crate) struct Assets {
    /// The release as the Worker knows it.
    pub(crate) release: Release,
    /// Its file.
    pub(crate) release_file: PathBuf,
}

impl Assets {
    /// Lays out `assets` and `dev-assets` and writes `release.json`.
    pub(super) fn write(prompt: &Prompt, scripts: &Scripts) -> Result<Self> {
        let folder = Self::folder();
        remove(&folder)?;
        fs::create_dir_all(folder.join("a"))?;
        fs::write(folder.join("_headers"), HEADERS)?;
        let mut shelf = Shelf { folder: &folder, integrity: BTreeMap::new() };
        for (name, late) in &scripts.late {
            let path = shelf.place(&late.file, name, "js")?;
            ensure!(
                path == format!("/a/{}", late.asked),
                "a script asks for {}, which lies at {path}",
                late.asked
            );
        }
        let release = Release {
            loader: fs::read_to_string(&scripts.loader)?.trim_end().to_owned(),
            watch: scripts.rules.watch.clone(),
            conditions: scripts.rules.conditions.clone(),
            sender: shelf.place(&scripts.sender, "sender", "js")?,
            prompt: shelf.place(&prompt.glue, "prompt", "js")?,
            wasm: shelf.place(&prompt.wasm, "prompt", "wasm")?,
            hosted: shelf.place(&scripts.hosted, "hosted", "js")?,
            page_css: shelf.place(&scripts.page_css, "page", "css")?,
            pinned: shelf.place(&scripts.pinned, "koe", "js")?,
            integrity: shelf.integrity,
        };
        let release_file = paths::built().join("release.json");
        write_if_changed(&release_file, &serde_json::to_string(&release)?)?;
        let dev = Self::dev_folder();
        remove(&dev)?;
        copy_folder(&folder, &dev)?;
        copy_folder(&paths::root().join("xtask/demo"), &dev.join("demo"))?;
        Ok(Self { release, release_file })
    }

    /// What an earlier build left.
    pub(crate) fn read() -> Result<Self> {
        let release_file = paths::built().join("release.json");
        let text = fs::read_to_string(&release_file)
            .context("nothing is built yet: run `cargo xtask build` first")?;
        Ok(Self { release: serde_json::from_str(&text)?, release_file })
    }

    /// The folder that is deployed.
    pub(crate) fn folder() -> PathBuf {
        paths::built().join("assets")
    }

    /// The folder that a Worker on this machine serves: with the demo shop.
    pub(crate) fn dev_folder() -> PathBuf {
        paths::built().join("dev-assets")
    }
}

/// Where hashed files are put, one by one.
struct Shelf<'folder> {
    folder: &'folder Path,
    integrity: BTreeMap<String, String>,
}

impl Shelf<'_> {
    /// Copies a file under its hashed name; returns the path that pages use.
    fn place(&mut self, file: &Path, name: &str, extension: &str) -> Result<String> {
        let bytes = fs::read(file).with_context(|| file.display().to_string())?;
        let hash = hex::encode(&Sha256::digest(&bytes)[..5]);
        let path = format!("/a/{name}-{hash}.{extension}");
        let integrity = format!("sha384-{}", STANDARD.encode(Sha384::digest(&bytes)));
        fs::write(self.folder.join(&path[1..]), bytes)?;
        self.integrity.insert(path.clone(), integrity);
        Ok(path)
    }
}

/// Leaves an equal file alone, so that the Worker is not compiled anew for nothing.
fn write_if_changed(file: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(file).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(file, text).with_context(|| file.display().to_string())
}

/// The demo's site document and its tests lie beside its pages, but are not served.
fn served(name: &std::ffi::OsStr) -> bool {
    name != "site.json" && !name.to_string_lossy().ends_with(".test.js")
}

/// Removes a folder that may be there.
pub(super) fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if !served(&entry.file_name()) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
