//! Reading answers back: oldest first.
//!
//! Lists ascend, and so begin with the newest answer. To begin with the oldest, the span is cut into blocks
//! of hours (see [`Block`]), the oldest of which is listed first. A block of more than four pages is cut into
//! ten; a single hour is listed whole, however full. All entries of an answer lie in one hour, so none is
//! divided between two blocks.
//!
//! Where [`Scan`](super::scan::Scan) lists a page for 1,000 keys, this lists three or four at the worst: a
//! block that is cut is listed four times in vain, and its parts may fill less than half a page each.

use jiff::Timestamp;
use koe_shared::id::{MAX_AHEAD, SiteId};

use super::scan::{AnswerEntry, ScanError, place};
use crate::sites::Span;
use crate::store::keys::{Block, Slot};
use crate::store::{List, Listed, MAX_PAGE, Page, Store};

/// Pages of a block that are read before it is cut. With fewer, parts that fill a tenth of a page each
/// would be common; with more, the first page of a large site would take longer.
const PAGES_OF_A_BLOCK: u32 = 4;

/// A walk over the answers of a span, block by block.
pub(crate) struct OldestFirst<'a> {
    store: &'a dyn Store,
    site: &'a SiteId,
    span: Span,
    pages_left: u32,
    /// What is left to be listed: the oldest last.
    blocks: Vec<Block>,
}

impl<'a> OldestFirst<'a> {
    /// Begins at the oldest answer of a span. `pages` bounds the list pages.
    pub(crate) fn new(
        store: &'a dyn Store,
        site: &'a SiteId,
        span: Span,
        now: Timestamp,
        pages: u32,
    ) -> Self {
        let end = now.checked_add(MAX_AHEAD).unwrap_or(Timestamp::MAX);
        let span = Span { to: span.to.min(end), ..span };
        let blocks =
            if span.from < span.to { Block::covering(span.from, span.to) } else { Vec::new() };
        Self { store, site, span, pages_left: pages, blocks }
    }

    /// The answers of the next block that is read whole, maybe none; `None` at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<AnswerEntry>>, ScanError> {
        'blocks: while let Some(block) = self.blocks.pop() {
            let Page { mut keys, mut cursor } = self.page(&block, None).await?;
            let mut pages = 1;
            while let Some(at) = cursor {
                if pages == PAGES_OF_A_BLOCK
                    && let Some(narrower) = block.split(self.span.from, self.span.to)
                {
                    self.blocks.extend(narrower.into_iter().rev());
                    continue 'blocks;
                }
                let page = self.page(&block, Some(&at)).await?;
                keys.extend(page.keys);
                cursor = page.cursor;
                pages += 1;
            }
            return Ok(Some(self.answers(keys)));
        }
        Ok(None)
    }

    async fn page(&mut self, block: &Block, cursor: Option<&str>) -> Result<Page, ScanError> {
        if self.pages_left == 0 {
            return Err(ScanError::TooManyPages);
        }
        self.pages_left -= 1;
        let prefix = block.prefix(self.site);
        let list = List { prefix: &prefix, limit: MAX_PAGE, cursor };
        self.store.list(list).await.map_err(ScanError::Store)
    }

    /// The newest revision of each answer that was not taken back, of keys as a list brings them.
    fn answers(&self, listed: Vec<Listed>) -> Vec<AnswerEntry> {
        let mut last_id = String::new();
        let mut entries = Vec::new();
        for listed in listed {
            let Some(slot) = Slot::parse(&listed.key) else { continue };
            if slot.id <= last_id.as_str() {
                continue;
            }
            slot.id.clone_into(&mut last_id);
            let Some((rank, time_ms)) = place(slot) else { continue };
            if !rank.is_tombstone() && self.span.contains_ms(time_ms) {
                entries.push(AnswerEntry::new((rank, time_ms), listed));
            }
        }
        entries.reverse();
        entries
    }
}

#[cfg(test)]
mod tests;
