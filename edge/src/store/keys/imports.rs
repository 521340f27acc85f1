//! The keys of imports: what became of each row, the requests of a batch, and what settles.

use koe_shared::id::SiteId;

/// What became of an imported row.
#[must_use]
pub fn source(site: &SiteId, name: &str) -> String {
    format!("source/{site}/{name}")
}

/// The rows that one request of an import brought.
#[must_use]
pub fn import(site: &SiteId, batch: &str, piece: &str) -> String {
    format!("{}{piece}", imports_of(site, batch))
}

/// The prefix of all requests of one import.
#[must_use]
pub fn imports_of(site: &SiteId, batch: &str) -> String {
    format!("{}{batch}/", imports(site))
}

/// The prefix of all requests of a site's imports.
#[must_use]
pub fn imports(site: &SiteId) -> String {
    format!("import/{site}/")
}

/// The batch that the key of a request names.
#[must_use]
pub fn parse_import(key: &str) -> Option<&str> {
    let (before, _piece) = key.rsplit_once('/')?;
    Some(before.strip_prefix("import/")?.split_once('/')?.1)
}

/// That an import was changed a short while ago.
#[must_use]
pub fn settling(site: &SiteId, batch: &str) -> String {
    format!("{}{batch}", all_settling(site))
}

/// The prefix of all imports of a site that were changed a short while ago.
#[must_use]
pub fn all_settling(site: &SiteId) -> String {
    format!("settling/{site}/")
}

/// The batch that such a key names.
#[must_use]
pub fn parse_settling(key: &str) -> Option<&str> {
    Some(key.strip_prefix("settling/")?.split_once('/')?.1)
}
