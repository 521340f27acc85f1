//! Releases: the loader of a site, and the files of this release and of those before it.
//!
//! Hashed files vanish from the static assets at the next deploy, yet pages that are open, and tags
//! that pin a script by its hash, still name them. So deploying keeps each file in storage as well;
//! what the assets no longer have is served from there, for ever, under the address it always had.

mod archive;
mod file_name;
mod loader;

pub(crate) use self::archive::{ArchiveError, Kept, keep_file, kept_file};
pub(crate) use self::file_name::{FileName, FileNameError};
pub(crate) use self::loader::{PinnedConfig, assets, pinned_config, script};
