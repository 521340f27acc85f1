//! Loader and sender: TypeScript, bundled and minified.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use crate::paths;
use crate::process::{command, step};

/// The two scripts of the widget.
pub(crate) struct Scripts {
    /// On every page. Still with the one free name that the edge replaces by the configuration.
    pub(crate) loader: PathBuf,
    /// Beside a prompt, or when an answer waits to be sent.
    pub(crate) sender: PathBuf,
}

pub(super) fn build() -> Result<Scripts> {
    let folder = paths::built().join("scripts");
    step("bundling loader and sender", command("node").arg("widget/bundle.mjs").arg(&folder))?;
    let loader = folder.join("loader.js");
    let places = fs::read_to_string(&loader)?.matches("__KOE__").count();
    ensure!(places == 1, "the loader names __KOE__ {places} times, and the edge replaces one");
    Ok(Scripts { loader, sender: folder.join("sender.js") })
}

/// Minifies an ES module as it is.
pub(super) fn minify(source: &Path, output: &Path) -> Result<PathBuf> {
    step(
        "minifying the prompt's glue",
        command(paths::npm_bin("esbuild"))
            .arg(source)
            .args([
                "--minify",
                "--tree-shaking=true",
                "--target=es2020",
                "--format=esm",
                "--charset=utf8",
            ])
            .arg("--log-level=warning")
            .arg(format!("--outfile={}", output.display())),
    )?;
    Ok(output.to_owned())
}
