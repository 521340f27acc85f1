//! Reading answers back: newest first, each once, as its newest visible revision.
//!
//! Storage lists keys in an order that makes the first key of an answer its truth (see
//! [`keys`]): a tombstone, else the highest revision. The older revisions behind it are
//! passed over, wherever a page ends between them.
//!
//! The edge takes no answer more than five minutes ahead, but an earlier release let strangers
//! store entries there. A list has no "start at", so a scan up to now begins at the front of the
//! site. If a whole page of the list lies ahead, the scan begins again at the hour in which its
//! span ends.

use jiff::Timestamp;
use koe_shared::id::{MAX_AHEAD, PublicId, SiteId};

use crate::sites::Span;
use crate::store::keys::{self, Block, Rank, Slot};
use crate::store::{List, Listed, MAX_PAGE, Page, Store, StoreError};

/// An answer as a list shows it: its truth, without its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AnswerEntry {
    pub(crate) key: String,
    /// The answer's own time in milliseconds.
    pub(crate) time_ms: u64,
    pub(crate) rank: Rank,
    /// As it is stored; empty where there is none.
    pub(crate) metadata: String,
    /// The metadata of the newest revision that is listed behind a tombstone: an answer that arrived
    /// after it was taken back, or that is not erased yet.
    pub(crate) hides: Option<String>,
}

/// Where a scan stands: enough to go on in another request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ScanPosition {
    pub(crate) block: Block,
    /// The cursor of the page to read next, within the block.
    pub(crate) cursor: Option<String>,
    /// The digits of the last id that was passed on. What comes next may be its older revisions, or
    /// the whole page again up to here; ids ascend, across hours too.
    pub(crate) last_id: String,
}

/// Why a scan stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ScanError {
    /// It met its bound of list pages.
    TooManyPages,
    Store(StoreError),
}

/// A walk over the answers of a span, page by page.
pub(crate) struct Scan<'a> {
    store: &'a dyn Store,
    site: &'a SiteId,
    span: Span,
    pages_left: u32,
    keys: usize,
    position: Option<ScanPosition>,
    /// A tombstone whose revisions may follow on the next page.
    open: Option<AnswerEntry>,
    /// The first page, where it is there already.
    front: Option<Page>,
}

/// The front page of a site. Every scan up to now begins with it, so it can be listed before all is known
/// of the scan.
pub(crate) struct Front(Page);

impl Front {
    pub(crate) async fn list(store: &dyn Store, site: &SiteId) -> Result<Self, StoreError> {
        let prefix = Block::all().prefix(site);
        let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: None };
        store.list(list).await.map(Self)
    }
}

impl<'a> Scan<'a> {
    /// Begins at the newest answer of a span. `now` tells whether anything newer than the span can
    /// exist; if it can't, the scan begins at the front of the site.
    pub(crate) fn new(
        store: &'a dyn Store,
        site: &'a SiteId,
        span: Span,
        now: Timestamp,
        pages: u32,
    ) -> Self {
        let block = if span.to >= now { Block::all() } else { Block::before(span.to) };
        let end = now.checked_add(MAX_AHEAD).unwrap_or(Timestamp::MAX);
        let span = Span { to: span.to.min(end), ..span };
        let position = ScanPosition { block, cursor: None, last_id: String::new() };
        let position = (span.from < span.to).then_some(position);
        Self { store, site, span, pages_left: pages, keys: 0, position, open: None, front: None }
    }

    /// Goes on where another scan of the same site stood.
    pub(crate) fn resume(mut self, position: ScanPosition) -> Self {
        self.position = Some(position);
        self
    }

    /// Takes the front page as its first, if it begins there; else leaves it.
    pub(crate) fn begin_with(mut self, front: &mut Option<Front>) -> Self {
        if self.position.as_ref().is_some_and(|position| position.block == Block::all()) {
            self.front = front.take().map(|Front(page)| page);
        }
        self
    }

    /// Where the next page begins; `None` at the end.
    pub(crate) fn position(&self) -> Option<&ScanPosition> {
        self.position.as_ref()
    }

    /// How many list pages the bound leaves.
    pub(crate) fn pages_left(&self) -> u32 {
        self.pages_left
    }

    /// How many keys were listed, those outside the span included.
    pub(crate) fn keys(&self) -> usize {
        self.keys
    }

    /// The answers of the next page, maybe none; `None` at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<AnswerEntry>>, ScanError> {
        let Some(mut position) = self.position.take() else {
            return Ok(self.open.take().map(|last| vec![last]));
        };
        if self.pages_left == 0 {
            return Err(ScanError::TooManyPages);
        }
        self.pages_left -= 1;
        let prefix = position.block.prefix(self.site);
        let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: position.cursor.as_deref() };
        let page = match self.front.take() {
            Some(front) => front,
            None => self.store.list(list).await.map_err(ScanError::Store)?,
        };

        self.keys += page.keys.len();
        let oldest = self.span.from.as_millisecond();
        let mut passed_the_end = false;
        let oldest_listed = page.keys.last().and_then(|last| Slot::parse(&last.key)?.time_ms());
        let is_all_ahead = oldest_listed.is_some_and(|ms| self.span.ends_before_ms(ms));
        let mut entries = Vec::with_capacity(page.keys.len());
        for listed in page.keys {
            // A cursor from elsewhere must not lead to another site.
            if !listed.key.starts_with(&prefix) {
                continue;
            }
            let Some(entry) = self.first_of_id(listed, &mut position.last_id) else { continue };
            // Whatever was behind the tombstone before it has been listed now.
            entries.extend(self.open.take());
            if i64::try_from(entry.time_ms).is_ok_and(|ms| ms < oldest) {
                passed_the_end = true;
                break;
            }
            if self.span.contains_ms(entry.time_ms) {
                if entry.rank.is_tombstone() {
                    self.open = Some(entry);
                } else {
                    entries.push(entry);
                }
            }
        }
        position.cursor = page.cursor;
        self.position = if passed_the_end {
            None
        } else if position.cursor.is_some() && is_all_ahead && position.block == Block::all() {
            let block = Block::before(self.span.to);
            Some(ScanPosition { block, cursor: None, last_id: position.last_id })
        } else if position.cursor.is_some() {
            Some(position)
        } else {
            let ScanPosition { block, last_id, .. } = position;
            block.next(self.span.from).map(|block| ScanPosition { block, cursor: None, last_id })
        };
        Ok(Some(entries))
    }

    /// The answer that a key is the truth of; `None` for a key of another kind and for what lies behind: of a
    /// tombstone, what another one says and the newest revision are noted.
    fn first_of_id(&mut self, listed: Listed, last_id: &mut String) -> Option<AnswerEntry> {
        let slot = Slot::parse(&listed.key)?;
        if slot.id > last_id.as_str() {
            last_id.clear();
            last_id.push_str(slot.id);
            return Some(AnswerEntry::new(place(slot)?, listed));
        }
        let is_behind = slot.id == last_id.as_str();
        if let Some(tombstone) = self.open.as_mut().filter(|_| is_behind) {
            if slot.rank.is_tombstone() {
                tombstone.metadata = listed.metadata.unwrap_or_default();
            } else if tombstone.hides.is_none() {
                tombstone.hides = listed.metadata;
            }
        }
        None
    }
}

/// The truth of one answer: its tombstone, or its newest visible revision.
pub(crate) async fn newest(
    store: &dyn Store,
    site: &SiteId,
    id: &PublicId,
) -> Result<Option<AnswerEntry>, StoreError> {
    let prefix = keys::revisions(site, id);
    let mut cursor: Option<String> = None;
    loop {
        let list = List { prefix: &prefix, limit: 1, cursor: cursor.as_deref() };
        let page = store.list(list).await?;
        if let Some(listed) = page.keys.into_iter().next() {
            let place = Slot::parse(&listed.key).and_then(place);
            return Ok(place.map(|place| AnswerEntry::new(place, listed)));
        }
        cursor = page.cursor;
        if cursor.is_none() {
            return Ok(None);
        }
    }
}

pub(super) fn place(slot: Slot<'_>) -> Option<(Rank, u64)> {
    Some((slot.rank, slot.time_ms()?))
}

impl AnswerEntry {
    pub(super) fn new((rank, time_ms): (Rank, u64), listed: Listed) -> Self {
        let metadata = listed.metadata.unwrap_or_default();
        Self { key: listed.key, time_ms, rank, metadata, hides: None }
    }
}

#[cfg(test)]
mod tests;
