//! Where things lie.

use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace")
}

/// What builds leave behind and running things keep; never committed.
pub(crate) fn built() -> PathBuf {
    root().join("target/koe")
}

/// A program that npm installed.
pub(crate) fn npm_bin(name: &str) -> PathBuf {
    root().join("node_modules/.bin").join(name)
}
