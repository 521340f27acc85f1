//! Releases: the loader of a site, and the files of this release and of those before it.
//!
//! Hashed files vanish from the static assets at the next deploy, yet pages that are open, and tags
//! that pin a script by its hash, still name them. So each file is kept in storage as well: by the cron of
//! the Worker that has it, or by whoever deploys. What the assets no longer have is served from there, for
//! ever, under the address it always had.

mod archive;
mod file_name;
mod keep;
mod loader;

pub(crate) use self::archive::{ArchiveError, Kept, keep_file, kept_file};
pub(crate) use self::file_name::{FileName, FileNameError};
pub(crate) use self::keep::keep_release;
pub use self::keep::{FileNotKept, ReleaseError};
pub(crate) use self::loader::{PinnedConfig, assets, pinned_config, script};
