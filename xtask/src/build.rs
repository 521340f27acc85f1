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

use std::fs::{self, File, TryLockError};
use std::path::PathBuf;

use anyhow::{Context, Result};

use self::prompt::{Prompt, Std};
use self::worker::Worker;
use crate::paths;
use crate::process::step_with;
pub(crate) use assets::Assets;

/// Builds everything that is deployed.
pub(crate) fn run() -> Result<()> {
    let _turn = turn()?;
    let prompt = prompt::build()?;
    let scripts = scripts::build()?;
    let assets =
        step_with("naming files after their contents", || Assets::write(&prompt, &scripts))?;
    Worker::Release.build(&assets)
}

/// Builds the Worker that a journey asks to run the suite of every store on real KV.
pub(crate) fn with_contract() -> Result<()> {
    let _turn = turn()?;
    Worker::WithContract.build(&Assets::read()?)
}

/// Builds the prompt with the standard library as it came, to be measured beside what ships.
pub(crate) fn plain_prompt() -> Result<Prompt> {
    let _turn = turn()?;
    prompt::build_with(Std::Plain, &paths::built().join("prompt-plain"))
}

/// A release for checking the Worker's source before anything is built.
pub(crate) fn release_for_lints() -> Result<PathBuf> {
    let file = paths::built().join("release-for-lints.json");
    fs::create_dir_all(paths::built())?;
    fs::write(&file, r#"{"loader":"","sender":"","prompt":"","wasm":""}"#)?;
    Ok(file)
}

/// Waits until no other build writes into `target/koe`; others wait until what this returns is
/// dropped, or the process that has it ends.
fn turn() -> Result<File> {
    let path = paths::built().join("building");
    fs::create_dir_all(paths::built())?;
    let file = File::create(&path).with_context(|| path.display().to_string())?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            step_with("waiting for another build in this tree", || Ok(file.lock()?))?;
        }
        taken => taken?,
    }
    Ok(file)
}
