//! What a person has just written and deleted, as the address carries it: storage shows either within a minute or
//! more, and a page has to show the person's own clicks at once.

use crate::pages::fields::Fields;
use crate::store::keys::NoteId;

/// Clicks that an address carries, at most: those of a minute. Each note costs a read while no list shows it.
const MOST: usize = 10;

/// The notes that were written and deleted last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OwnClicks {
    pub(super) written: Vec<NoteId>,
    pub(super) deleted: Vec<NoteId>,
}

impl OwnClicks {
    /// Reads them from an address.
    pub(super) fn of(fields: &Fields) -> Self {
        let ids = |name: &str| {
            let ids = fields.get(name).unwrap_or_default().split('.');
            ids.filter_map(|id| id.parse().ok()).take(MOST).collect()
        };
        Self { written: ids("written"), deleted: ids("deleted") }
    }

    /// With a note that was written now.
    pub(super) fn written(mut self, id: NoteId) -> Self {
        self.deleted.retain(|deleted| *deleted != id);
        put_first(&mut self.written, id);
        self
    }

    /// With a note that was deleted now.
    pub(super) fn deleted(mut self, id: NoteId) -> Self {
        self.written.retain(|written| *written != id);
        put_first(&mut self.deleted, id);
        self
    }

    /// A path with them.
    pub(super) fn address(&self, path: &str) -> String {
        self.with(path, None)
    }

    /// The same, with what was done last.
    pub(super) fn told(&self, path: &str, done: &str) -> String {
        self.with(path, Some(done))
    }

    fn with(&self, path: &str, done: Option<&str>) -> String {
        let ids = |ids: &[NoteId]| {
            let ids: Vec<&str> = ids.iter().map(NoteId::as_str).collect();
            (!ids.is_empty()).then(|| ids.join("."))
        };
        let all = [
            ("done", done.map(str::to_owned)),
            ("written", ids(&self.written)),
            ("deleted", ids(&self.deleted)),
        ];
        let pairs: Vec<String> = all
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name}={}", value?)))
            .collect();
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
    }
}

fn put_first(ids: &mut Vec<NoteId>, id: NoteId) {
    ids.retain(|known| *known != id);
    ids.insert(0, id);
    ids.truncate(MOST);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u64) -> NoteId {
        NoteId::new(jiff::Timestamp::UNIX_EPOCH, n)
    }

    fn read(address: &str) -> OwnClicks {
        let query = address.split_once('?').map_or("", |(_, query)| query);
        OwnClicks::of(&Fields::parse(query.as_bytes()))
    }

    #[test]
    fn an_address_carries_the_last_clicks() {
        let own = OwnClicks::default().written(id(1)).written(id(2)).deleted(id(1));
        let address = own.told("/sites/kokage/notes", "deleted");
        assert_eq!(
            address,
            "/sites/kokage/notes?done=deleted&written=9999999999999-0000000000000002\
             &deleted=9999999999999-0000000000000001"
        );
        assert_eq!(read(&address), own);
        assert_eq!(OwnClicks::default().address("/x"), "/x");
    }

    #[test]
    fn an_address_stays_short_and_what_is_no_id_is_passed_over() {
        let own = (0..30).fold(OwnClicks::default(), |own, n| own.written(id(n)));
        assert_eq!((own.written.len(), &own.written[0]), (MOST, &id(29)));
        assert_eq!(read("/x?written=nothing.<script>&deleted=..."), OwnClicks::default());
    }
}
