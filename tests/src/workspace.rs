//! Where things are: the project's folders, seen from wherever the journeys are run.

use std::path::{Path, PathBuf};

/// The root of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the crate lies one folder below the root")
}

/// A file or folder that `cargo xtask build` leaves under `target/koe`.
#[track_caller]
pub fn built(path: &str) -> PathBuf {
    made_by("cargo xtask build", root().join("target/koe").join(path))
}

/// A path that one of the project's own commands makes.
#[track_caller]
pub fn made_by(command: &str, path: PathBuf) -> PathBuf {
    assert!(path.exists(), "{} is missing: run `{command}` first", path.display());
    path
}
