//! A site as its pages know it.

use koe_shared::id::SiteId;
use koe_shared::site::SiteDocument;

/// A site as its pages know it: its id and its document.
#[derive(Clone, Copy)]
pub(crate) struct Site<'a> {
    pub(crate) id: &'a SiteId,
    pub(crate) document: &'a SiteDocument,
}

impl<'a> Site<'a> {
    pub(crate) fn document(&self) -> &'a SiteDocument {
        self.document
    }
}
