//! Loader and sender: TypeScript, bundled and minified.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

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
    Ok(Scripts { loader: bundle("loader", "iife")?, sender: bundle("sender", "esm")? })
}

fn bundle(name: &str, format: &str) -> Result<PathBuf> {
    let source = paths::root().join("widget").join(name).join("main.ts");
    let output = paths::built().join("scripts").join(format!("{name}.js"));
    step(
        &format!("bundling the {name}"),
        esbuild()
            .arg(source)
            .args(["--bundle", "--minify", "--target=es2020"])
            .arg(format!("--format={format}"))
            .arg(format!("--outfile={}", output.display())),
    )?;
    Ok(output)
}

/// Minifies an ES module as it is.
pub(super) fn minify(source: &Path, output: &Path) -> Result<PathBuf> {
    step(
        "minifying the prompt's glue",
        esbuild()
            .arg(source)
            .args(["--minify", "--target=es2020", "--format=esm"])
            .arg(format!("--outfile={}", output.display())),
    )?;
    Ok(output.to_owned())
}

fn esbuild() -> Command {
    let mut esbuild = command(paths::npm_bin("esbuild"));
    esbuild.args(["--charset=utf8", "--log-level=warning"]);
    esbuild
}
