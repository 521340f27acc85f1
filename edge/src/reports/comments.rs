//! The newest comments of a filter, for what is judged by its words.

use std::collections::VecDeque;

use futures_util::future::{join, try_join_all};
use koe_shared::answer::Contact;
use koe_shared::id::PublicId;
use koe_shared::metadata::{Flags, Metadata};
use koe_shared::score::Score;

use super::error::ReportError;
use super::query::Filter;
use crate::answers::{AnswerEntry, Scan, ScanError, Value};
use crate::sites::{Calendar, Declared, Site, Span};
use crate::store::keys::{Rank, Slot};
use crate::store::{MAX_BULK, Store, StoreError};

/// Bulk reads that wait at the same time: a Worker has six connections, and the tallies are read beside.
const AT_ONCE: usize = 4;

/// How far back comments are read: whichever bound is met first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    /// Keys that are listed.
    pub(super) keys: usize,
    /// Comments that are read.
    pub(super) comments: usize,
    /// Lists and bulk reads together. Where a range ends in the past the first lists are short, and there
    /// are few comments to read.
    pub(super) operations: usize,
}

impl Bounds {
    /// Of the summary: 5,000 keys are five lists, 2,000 comments twenty bulk reads.
    pub(super) const SUMMARY: Self = Self { keys: 5_000, comments: 2_000, operations: 25 };
    /// Of the page of comments: ten lists.
    pub(super) const PAGE: Self = Self { keys: 10_000, comments: 2_000, operations: 30 };

    /// Whether another list fits in after so many keys and comments by so many lists.
    fn leave_a_list(self, keys: usize, comments: usize, lists: usize) -> bool {
        let reads = comments.min(self.comments).div_ceil(MAX_BULK);
        keys < self.keys && comments < self.comments && lists + reads < self.operations
    }
}

/// An answer with a comment.
pub(super) struct Comment {
    pub(super) entry: AnswerEntry,
    pub(super) score: Score,
    pub(super) value: Value,
}

impl Comment {
    /// What was written.
    pub(super) fn text(&self) -> &str {
        self.value.comment.as_deref().unwrap_or_default()
    }

    /// Whether its visitor gave an address for a reply.
    pub(super) fn has_address(&self) -> bool {
        self.value.contact.as_ref().is_some_and(Contact::has_address)
    }

    /// The answer, and its revision.
    pub(super) fn revision(&self) -> Option<(PublicId, u8)> {
        let Rank::Revision(revision) = self.entry.rank else { return None };
        Some((Slot::parse(&self.entry.key)?.public_id()?, revision))
    }

    /// Whether its visitor allows it to be published.
    pub(super) fn may_be_published(&self) -> bool {
        let metadata = Metadata::decode(&self.entry.metadata);
        metadata.is_ok_and(|metadata| metadata.flags.has(Flags::PUBLISH))
    }
}

/// The newest comments, as far as they were read.
pub(super) struct Newest {
    /// Newest first.
    pub(super) comments: Vec<Comment>,
    /// Whether they are all that there are.
    pub(super) is_complete: bool,
}

/// The newest comments of a span that meet a filter and have these flags. Test answers are left out. While a list is on its way, the
/// comments of those before it are read.
pub(super) async fn newest_comments(
    store: &dyn Store,
    site: &Site,
    (declared, calendar): (&Declared, &Calendar),
    (range, filter, flags): (Span, &Filter, Flags),
    bounds: Bounds,
) -> Result<Newest, ReportError> {
    // What is over may be stored for some time, where the retention was shortened.
    let from = range.from.max(site.record.retention().oldest(calendar.now));
    let pages = u32::try_from(bounds.operations).unwrap_or(u32::MAX);
    let mut scan = Scan::new(store, &site.id, Span { from, ..range }, calendar.now, pages);
    let (mut found, mut lists) = (Found::new(store), 0);
    while bounds.leave_a_list(scan.keys(), found.len(), lists) {
        let (next, read) = join(scan.next(), found.read_bulks()).await;
        read?;
        let entries = match next {
            Ok(Some(entries)) => entries,
            Ok(None) | Err(ScanError::TooManyPages) => break,
            Err(ScanError::Store(error)) => return Err(error.into()),
        };
        lists += 1;
        found.waiting.extend(entries.into_iter().filter_map(|entry| {
            let picked = commented(&entry, declared, (filter, flags))?;
            Some((entry, picked))
        }));
    }
    let left = bounds.operations.saturating_sub(lists);
    let most = bounds.comments.min(left * MAX_BULK);
    let is_complete = scan.position().is_none() && found.len() <= most;
    Ok(Newest { comments: found.read(most).await?, is_complete })
}

/// The score of an answer that has a comment and is asked for.
fn commented(
    entry: &AnswerEntry,
    declared: &Declared,
    (filter, flags): (&Filter, Flags),
) -> Option<Score> {
    let Rank::Revision(_) = entry.rank else { return None };
    let metadata = Metadata::decode(&entry.metadata).ok()?;
    let is_asked_for = metadata.flags.has(Flags::COMMENT)
        && metadata.flags.has(flags)
        && !metadata.flags.has(Flags::TEST)
        && filter.matches(declared, &metadata);
    metadata.recorded.score().filter(|_| is_asked_for)
}

/// The comments that lists have shown, newest first.
struct Found<'a> {
    store: &'a dyn Store,
    /// How many were asked for.
    asked: usize,
    comments: Vec<Comment>,
    /// Those whose values are not read yet.
    waiting: VecDeque<(AnswerEntry, Score)>,
}

impl<'a> Found<'a> {
    fn new(store: &'a dyn Store) -> Self {
        Self { store, asked: 0, comments: Vec::new(), waiting: VecDeque::new() }
    }

    fn len(&self) -> usize {
        self.asked + self.waiting.len()
    }

    /// Reads what fills bulks whole.
    async fn read_bulks(&mut self) -> Result<(), StoreError> {
        let whole = self.waiting.len() / MAX_BULK * MAX_BULK;
        self.read_first(whole).await
    }

    /// All comments, so many at most.
    async fn read(mut self, most: usize) -> Result<Vec<Comment>, StoreError> {
        let rest = most.saturating_sub(self.asked).min(self.waiting.len());
        self.read_first(rest).await?;
        Ok(self.comments)
    }

    /// Reads the values of the first that wait. One that was taken back since it was listed has none any more, and
    /// one that can't be read is left out: how many were read is told.
    async fn read_first(&mut self, count: usize) -> Result<(), StoreError> {
        let found: Vec<_> = self.waiting.drain(..count).collect();
        self.asked += count;
        let keys: Vec<String> = found.iter().map(|(entry, _)| entry.key.clone()).collect();
        let bulks: Vec<&[String]> = keys.chunks(MAX_BULK).collect();
        let mut values = Vec::with_capacity(keys.len());
        for some in bulks.chunks(AT_ONCE) {
            let read = try_join_all(some.iter().map(|keys| self.store.get_many(keys))).await?;
            values.extend(read.into_iter().flatten());
        }
        self.comments.extend(found.into_iter().zip(values).filter_map(
            |((entry, score), value)| {
                let value = serde_json::from_str::<Value>(&value?).ok()?;
                value.comment.is_some().then_some(Comment { entry, score, value })
            },
        ));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Bounds;

    /// The last list may bring more comments than there are reads left for; those are cut.
    #[test]
    fn lists_and_reads_share_their_bound() {
        let leave = |keys, comments, lists| Bounds::SUMMARY.leave_a_list(keys, comments, lists);
        assert!(leave(0, 0, 0));
        assert!(leave(4_000, 1_999, 4), "5 lists, 20 reads");
        assert!(!leave(5_000, 0, 5));
        assert!(!leave(2_000, 2_000, 2));
        // Short lists of a range in the past.
        assert!(leave(300, 100, 23));
        assert!(!leave(300, 101, 23));
        assert!(!leave(0, 0, 25));
        let leave = |keys, comments, lists| Bounds::PAGE.leave_a_list(keys, comments, lists);
        assert!(leave(9_000, 1_999, 9), "10 lists, 20 reads");
        assert!(!leave(10_000, 0, 10));
        assert!(!leave(3_000, 1_901, 10));
    }
}
