//! The sites that there are, page by page.

use koe_shared::id::SiteId;

use crate::store::{List, Store, StoreError, keys};

/// A page of sites.
pub(crate) struct SitesPage {
    /// In the order of their ids, deleted ones included: only their records tell.
    pub(crate) ids: Vec<SiteId>,
    /// Where the next page begins.
    pub(crate) next: Option<String>,
}

/// One list: at most `limit` sites from where the page before ended.
pub(crate) async fn list_sites(
    store: &dyn Store,
    limit: usize,
    cursor: Option<&str>,
) -> Result<SitesPage, StoreError> {
    let page = store.list(List { prefix: keys::SITES, limit, cursor }).await?;
    let id = |key: &str| key.strip_prefix(keys::SITES)?.parse().ok();
    let ids = page.keys.iter().filter_map(|listed| id(&listed.key)).collect();
    Ok(SitesPage { ids, next: page.cursor })
}
