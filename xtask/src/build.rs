//! `build`: from sources to what is deployed.
//!
//! In order, since each needs the one before: the prompt (WebAssembly), the scripts (TypeScript),
//! the release (what the Worker knows of them), the Worker itself. All of it lands under
//! `target/koe`:
//!
//! ```text
//! assets/a/{name}-{hash}.{js,…}      immutable files that pages load
//! assets/_headers                    how they are served
//! dev-assets/                        the same, and the demo shop
//! release.json                       the loader and the names of the rest, compiled into the Worker
//! worker/                            what `wrangler deploy` uploads
//! worker-with-contract/              the same with one more route, for a journey
//! ```

mod assets;
mod bindgen;
mod prompt;
mod scripts;
mod short_names;
mod worker;

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

pub(crate) use assets::Assets;
pub(crate) use prompt::{Std, build_with as build_prompt};

use self::worker::Worker;
use crate::paths;
use crate::process::step_with;

/// Builds everything that is deployed.
pub(crate) fn run() -> Result<()> {
    let prompt = prompt::build()?;
    let scripts = scripts::build()?;
    let assets =
        step_with("naming files after their contents", || Assets::write(&prompt, &scripts))?;
    Worker::Release.build(&assets)
}

/// Builds the Worker that a journey asks to run the suite of every store on real KV.
pub(crate) fn with_contract() -> Result<()> {
    Worker::WithContract.build(&Assets::read()?)
}

/// A release for checking the Worker's source before anything is built.
pub(crate) fn release_for_lints() -> Result<PathBuf> {
    let file = paths::built().join("release-for-lints.json");
    fs::create_dir_all(paths::built())?;
    fs::write(&file, r#"{"loader":"","sender":"","prompt":"","wasm":""}"#)?;
    Ok(file)
}
