//! Keeping the files of the release that is live, while the static assets still have them: so no deploy can
//! lose them, whoever makes it and by whatever tool.
//!
//! An entry says of which release every file is kept. A run that finds its own there reads nothing else. A
//! run that was cut off goes on where it stopped, since a file that is kept is not fetched again.

use std::fmt;

use sha2::{Digest, Sha256};

use super::archive::{self, ArchiveError};
use super::file_name::{FileName, FileNameError};
use crate::config::Release;
use crate::hex;
use crate::platform::{AssetError, Assets};
use crate::store::{Put, Store, StoreError, keys};

/// Why the release is not kept, or not all of it. The next run tries again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReleaseError {
    /// These files are not kept; all others are.
    Files(Vec<FileNotKept>),
    /// Storage refused.
    Store(StoreError),
}

/// A file of the release that is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileNotKept {
    path: String,
    why: NotKept,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum NotKept {
    Name(FileNameError),
    Asset(AssetError),
    Contents(ArchiveError),
}

impl fmt::Display for ReleaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Files(files) => {
                for (place, FileNotKept { path, why }) in files.iter().enumerate() {
                    let separator = if place == 0 { "" } else { "; " };
                    write!(f, "{separator}{path} is not kept: {why}")?;
                }
                Ok(())
            }
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for ReleaseError {}

impl fmt::Display for NotKept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(error) => write!(f, "{error}"),
            Self::Asset(error) => write!(f, "{error}"),
            Self::Contents(error) => write!(f, "{error}"),
        }
    }
}

impl From<StoreError> for ReleaseError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Keeps what is not kept yet of the files of this release; tells how many it stored.
///
/// 1. Nothing, where a run before has kept all. 2. Each file that storage does not have is fetched from the
///    assets, checked and stored. 3. Once every file is there, the entry says so.
pub(crate) async fn keep_release(
    store: &dyn Store,
    assets: &dyn Assets,
    release: &Release,
) -> Result<usize, ReleaseError> {
    let paths: Vec<&String> = release.integrity.keys().collect();
    if paths.is_empty() {
        return Ok(0);
    }
    // 1.
    let names = paths.iter().flat_map(|path| [path.as_str(), "\n"]).collect::<String>();
    let name = hex::encode(&Sha256::digest(names)[..8]);
    let entry = store.get(keys::RELEASE_KEPT).await?;
    if entry.and_then(|entry| entry.metadata).is_some_and(|kept| kept == name) {
        return Ok(0);
    }
    // 2.
    let (mut stored, mut failed) = (0, Vec::new());
    for path in paths {
        match keep(store, assets, path).await? {
            Ok(is_new) => stored += usize::from(is_new),
            Err(why) => failed.push(FileNotKept { path: path.clone(), why }),
        }
    }
    if !failed.is_empty() {
        return Err(ReleaseError::Files(failed));
    }
    // 3.
    store.put(keys::RELEASE_KEPT, Put { metadata: Some(&name), ..Put::default() }).await?;
    Ok(stored)
}

/// Whether a file was stored now, or was there already.
async fn keep(
    store: &dyn Store,
    assets: &dyn Assets,
    path: &str,
) -> Result<Result<bool, NotKept>, StoreError> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let file = match name.parse::<FileName>() {
        Ok(file) => file,
        Err(error) => return Ok(Err(NotKept::Name(error))),
    };
    if archive::is_kept(store, &file).await? {
        return Ok(Ok(false));
    }
    let contents = match assets.fetch(path).await {
        Ok(contents) => contents,
        Err(error) => return Ok(Err(NotKept::Asset(error))),
    };
    if let Err(error) = archive::check(&file, &contents) {
        return Ok(Err(NotKept::Contents(error)));
    }
    archive::put(store, &file, &contents).await?;
    Ok(Ok(true))
}
