//! The released files in storage. Values in storage are text: a file is stored in base64, whatever is
//! in it.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use super::file_name::FileName;
use crate::hex;
use crate::store::{Put, Store, StoreError, keys};

/// What became of a file to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// It is stored now.
    New,
    /// It was there already; nothing was written.
    Already,
}

/// Why a file was not kept or not found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ArchiveError {
    /// The contents are not what the name says.
    HashDiffers {
        /// The digits in the name.
        named: String,
        /// The digits of the contents.
        found: String,
    },
    /// No release had the file.
    UnknownFile {
        /// Its name.
        file: String,
    },
    /// Storage refused.
    Store(StoreError),
}

impl fmt::Display for ArchiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HashDiffers { named, found } => {
                write!(f, "SHA-256 of the contents begins with {found}, not with {named}")
            }
            Self::UnknownFile { file } => write!(f, "no release had a file {file:?}"),
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

impl From<StoreError> for ArchiveError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Keeps a file, so that pages can go on naming it after the next deploy.
pub(crate) async fn keep_file(
    store: &dyn Store,
    file: &FileName,
    contents: &[u8],
) -> Result<Kept, ArchiveError> {
    check(file, contents)?;
    if is_kept(store, file).await? {
        return Ok(Kept::Already);
    }
    put(store, file, contents).await?;
    Ok(Kept::New)
}

/// Whether contents are what the file's name says.
pub(super) fn check(file: &FileName, contents: &[u8]) -> Result<(), ArchiveError> {
    let digest = hex::encode(&Sha256::digest(contents));
    if digest.starts_with(file.hash()) {
        return Ok(());
    }
    let (named, found) = (file.hash().to_owned(), digest[..file.hash().len()].to_owned());
    Err(ArchiveError::HashDiffers { named, found })
}

pub(super) async fn is_kept(store: &dyn Store, file: &FileName) -> Result<bool, StoreError> {
    Ok(store.get(&keys::released(file.hash(), file.as_str())).await?.is_some())
}

pub(super) async fn put(
    store: &dyn Store,
    file: &FileName,
    contents: &[u8],
) -> Result<(), StoreError> {
    let key = keys::released(file.hash(), file.as_str());
    store.put(&key, Put { value: &STANDARD.encode(contents), ..Put::default() }).await
}

/// The contents of a file that was kept.
pub(crate) async fn kept_file(store: &dyn Store, file: &FileName) -> Result<Vec<u8>, ArchiveError> {
    let key = keys::released(file.hash(), file.as_str());
    let unknown = || ArchiveError::UnknownFile { file: file.as_str().to_owned() };
    let entry = store.get(&key).await?.ok_or_else(unknown)?;
    Ok(STANDARD.decode(entry.value).map_err(|_| StoreError::Unreadable { key })?)
}
