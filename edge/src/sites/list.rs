//! The sites that there are, page by page, and what the list alone tells of them.

use jiff::Timestamp;
use koe_shared::id::SiteId;
use koe_shared::site::SiteDocument;

use super::fingerprint::fingerprint;
use crate::store::{List, MAX_PAGE, Store, StoreError, keys};

/// The version of what a list tells of a site.
const VERSION: &str = "1";
/// Seconds between two runs of the cron.
const PERIOD: i64 = 600;

/// A page of sites.
pub(crate) struct SitesPage {
    /// In the order of their ids, deleted ones included: only their records tell.
    pub(crate) ids: Vec<SiteId>,
    /// Where the next page begins.
    pub(crate) next: Option<String>,
}

/// A site in a list, deleted or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListedSite {
    pub(crate) id: SiteId,
    /// `None`: no department of it gets a digest.
    pub(crate) digests: Option<ListedDigests>,
}

/// That departments of a site get digests. It is the metadata of the site's record, so that the list of all sites,
/// which the cron needs anyway, tells which of them are due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListedDigests {
    pub(crate) timezone: String,
    /// Tells the departments that get one from others.
    pub(crate) departments: String,
}

impl ListedDigests {
    /// What a list has to tell of a site with this document.
    pub(super) fn of(document: &SiteDocument) -> Option<Self> {
        let told = document.departments.iter().filter(|department| !department.to.is_empty());
        let ids: Vec<&str> = told.map(|department| department.id.as_str()).collect();
        let departments = fingerprint(&ids.join(" "));
        (!ids.is_empty()).then(|| Self { timezone: document.timezone.clone(), departments })
    }

    pub(super) fn encode(&self) -> String {
        format!("{VERSION}|{}|{}", self.timezone, self.departments)
    }

    fn decode(text: &str) -> Option<Self> {
        let (timezone, departments) =
            text.strip_prefix(VERSION)?.strip_prefix('|')?.split_once('|')?;
        Some(Self { timezone: timezone.to_owned(), departments: departments.to_owned() })
    }
}

/// One list: at most `limit` sites from where the page before ended.
pub(crate) async fn list_sites(
    store: &dyn Store,
    limit: usize,
    cursor: Option<&str>,
) -> Result<SitesPage, StoreError> {
    let page = store.list(List { prefix: keys::SITES, limit, cursor }).await?;
    let ids = page.keys.iter().filter_map(|listed| id(&listed.key)).collect();
    Ok(SitesPage { ids, next: page.cursor })
}

/// Every site, another one first at each run of the cron, and how many lists that took.
pub(crate) async fn list_in_turn(
    store: &dyn Store,
    now: Timestamp,
) -> Result<(Vec<ListedSite>, usize), StoreError> {
    let (mut sites, mut lists) = (Vec::new(), 0);
    let mut cursor: Option<String> = None;
    loop {
        let list = List { prefix: keys::SITES, limit: MAX_PAGE, cursor: cursor.as_deref() };
        let page = store.list(list).await?;
        lists += 1;
        sites.extend(page.keys.into_iter().filter_map(|listed| {
            let digests = listed.metadata.as_deref().and_then(ListedDigests::decode);
            Some(ListedSite { id: id(&listed.key)?, digests })
        }));
        cursor = page.cursor;
        if cursor.is_none() {
            break;
        }
    }
    if let Some(count) = u64::try_from(sites.len()).ok().filter(|count| *count > 0) {
        let run = u64::try_from(now.as_second() / PERIOD).unwrap_or_default();
        sites.rotate_left(usize::try_from(run % count).unwrap_or_default());
    }
    Ok((sites, lists))
}

fn id(key: &str) -> Option<SiteId> {
    key.strip_prefix(keys::SITES)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(departments: &str) -> SiteDocument {
        let body = format!(
            r#"{{ "name": "K", "timezone": "Asia/Tokyo", "origins": ["https://k.example"], "departments": {departments},
            "surveys": [{{ "id": "nps", "metric": "nps", "goal": "g", "touchpoints": ["t"] }}] }}"#
        );
        SiteDocument::parse(body.as_bytes()).unwrap()
    }

    #[test]
    fn a_list_tells_which_sites_have_digests() {
        let none = r#"[{ "id": "care", "name": "Care" }]"#;
        assert_eq!(ListedDigests::of(&document(none)), None);
        let one = r#"[{ "id": "care", "name": "Care", "to": [{ "email": "a@b.example" }] }]"#;
        let told = ListedDigests::of(&document(one)).unwrap();
        assert_eq!(told.timezone, "Asia/Tokyo");
        assert_eq!(ListedDigests::decode(&told.encode()), Some(told.clone()));
        let renamed = one.replace(r#""Care""#, r#""Customer care""#).replace("a@b", "c@b");
        assert_eq!(ListedDigests::of(&document(&renamed)), Some(told.clone()));
        let other = ListedDigests::of(&document(&one.replace("\"care\"", "\"shop\""))).unwrap();
        assert_ne!(other.departments, told.departments);
        for damaged in ["", "1", "2|UTC|a", "1|UTC"] {
            assert_eq!(ListedDigests::decode(damaged), None, "{damaged}");
        }
    }
}
