//! Where things are: the project's folders, seen from wherever the journeys are run.

use std::{
    env,
    path::{Path, PathBuf},
};

/// The root of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the crate lies one folder below the root")
}

/// A file or folder that `cargo xtask build` leaves under `target/koe`, or under the folder in the
/// variable `KOE_BUILT`: a copy, so that what is tested stays the same while more is built.
#[track_caller]
pub fn built(path: &str) -> PathBuf {
    let folder = env::var_os("KOE_BUILT").map_or_else(|| root().join("target/koe"), PathBuf::from);
    made_by("cargo xtask build", folder.join(path))
}

/// The year that the edge's own benchmark has let go by; see [`made_by`].
#[track_caller]
pub fn year(file: &str) -> PathBuf {
    made_by("cargo xtask test browser", root().join("target/koe/year").join(file))
}

/// A path that one of the project's own commands makes.
#[track_caller]
pub fn made_by(command: &str, path: PathBuf) -> PathBuf {
    assert!(path.exists(), "{} is missing: run `{command}` first", path.display());
    path
}
