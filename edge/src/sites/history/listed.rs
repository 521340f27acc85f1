//! The entries of a site's history, newest first.

use koe_shared::id::SiteId;

use super::note::Note;
use crate::store::keys::{self, HistoryId};
use crate::store::{List, MAX_PAGE, Store, StoreError};

/// How many entries are kept. Where a site is saved ten times a day they reach back twenty days.
pub(crate) const MAX_HISTORY: usize = 200;
/// How many of the newest entries are looked through for what a record has not taken in. Saves that can't see
/// each other lie within minutes, so twenty are many.
pub(crate) const UNITED: usize = 20;

/// An entry as a list tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) id: HistoryId,
    pub(crate) note: Note,
}

/// The newest entries of a site's history, at most so many. Those of a newer release are left out.
pub(crate) async fn list_history(
    store: &dyn Store,
    site: &SiteId,
    limit: usize,
) -> Result<Vec<Listed>, StoreError> {
    let prefix = keys::history(site);
    let limit = limit.min(MAX_PAGE);
    let mut found = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let list = List { prefix: &prefix, limit, cursor: cursor.as_deref() };
        let page = store.list(list).await?;
        found.extend(page.keys.into_iter().filter_map(|listed| {
            let id = keys::parse_history(&listed.key)?;
            Some(Listed { id, note: Note::decode(listed.metadata.as_deref()?)? })
        }));
        cursor = page.cursor;
        if cursor.is_none() || found.len() >= limit {
            found.truncate(limit);
            return Ok(found);
        }
    }
}

/// For each entry the nearest one that was saved from the same parent: neither owner saw the other's.
pub(crate) fn beside(entries: &[Listed]) -> Vec<Option<&HistoryId>> {
    let of = |place: usize| {
        let is_other = |(other, listed): &(usize, &Listed)| {
            *other != place && listed.note.parent == entries[place].note.parent
        };
        let distance = |(other, _): &(usize, &Listed)| other.abs_diff(place);
        let others = entries.iter().enumerate().filter(is_other);
        others.min_by_key(distance).map(|(_, listed)| &listed.id)
    };
    (0..entries.len()).map(of).collect()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn id(second: i64) -> HistoryId {
        HistoryId::new(Timestamp::from_second(second).unwrap(), 0)
    }

    fn saved(second: i64, parent: Option<i64>) -> Listed {
        let at = Timestamp::from_second(second).unwrap();
        let note = Note { at, parent: parent.map(id), changed: Vec::new(), by: None };
        Listed { id: id(second), note }
    }

    #[test]
    fn two_saves_from_the_same_parent_lie_beside_each_other() {
        let entries = [saved(5, Some(3)), saved(4, Some(1)), saved(3, Some(1)), saved(1, None)];
        assert_eq!(beside(&entries), [None, Some(&id(3)), Some(&id(4)), None]);
        let set_up_twice = [saved(2, None), saved(1, None)];
        assert_eq!(beside(&set_up_twice), [Some(&id(1)), Some(&id(2))]);
    }

    #[test]
    fn of_three_saves_from_the_same_parent_each_tells_of_the_nearest() {
        let entries = [saved(9, Some(1)), saved(8, Some(1)), saved(7, Some(1)), saved(1, None)];
        assert_eq!(beside(&entries), [Some(&id(8)), Some(&id(9)), Some(&id(8)), None]);
    }
}
