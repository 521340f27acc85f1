//! What a list tells of an entry: its metadata, as one compact text.

use jiff::Timestamp;

use crate::store::keys::HistoryId;

/// The form of the text.
const VERSION: &str = "1";
/// Bytes of the changed fields, at most. With the longest name of a key, 100 characters of up to six bytes
/// as JSON writes them, the whole stays below the 1,024 bytes of metadata.
const MAX_CHANGED: usize = 300;

/// Who saved, when, from which entry, and what changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    pub(crate) at: Timestamp,
    /// The entry that was replaced; `None` for the first.
    pub(crate) parent: Option<HistoryId>,
    /// The fields that differ from the parent's. Where they are many, what they have in common: `surveys`.
    pub(crate) changed: Vec<String>,
    /// A key's name, or "admin". `None`: saved before there was a history.
    pub(crate) by: Option<String>,
}

impl Note {
    /// `1|{ms}|{parent}|{field},{field}|={name}`, a hyphen in the place of what is not there. The name stands
    /// last, since it may hold anything.
    pub(super) fn encode(&self) -> String {
        let parent = self.parent.as_ref().map_or("-", HistoryId::as_str);
        let changed = shortened(&self.changed).join(",");
        let by = self.by.as_ref().map_or_else(|| "-".to_owned(), |by| format!("={by}"));
        format!("{VERSION}|{}|{parent}|{changed}|{by}", self.at.as_millisecond())
    }

    /// Reads it; `None` for what another release wrote.
    pub(super) fn decode(text: &str) -> Option<Self> {
        let mut parts = text.splitn(5, '|');
        (parts.next()? == VERSION).then_some(())?;
        let at = Timestamp::from_millisecond(parts.next()?.parse().ok()?).ok()?;
        let parent = match parts.next()? {
            "-" => None,
            id => Some(id.parse().ok()?),
        };
        let changed = parts.next()?.split(',').filter(|field| !field.is_empty());
        let changed = changed.map(str::to_owned).collect();
        let by = parts.next()?.strip_prefix('=').map(str::to_owned);
        Some(Self { at, parent, changed, by })
    }
}

/// The fields, each cut to so many of its parts that all of them fit.
fn shortened(fields: &[String]) -> Vec<String> {
    let cut = |parts: usize| {
        let mut cut: Vec<String> = fields
            .iter()
            .map(|field| field.split('.').take(parts).collect::<Vec<_>>().join("."))
            .collect();
        cut.dedup();
        cut
    };
    let fits = |fields: &Vec<String>| {
        fields.iter().map(|field| field.len() + 1).sum::<usize>() <= MAX_CHANGED
    };
    // The names of all fields of a document fit.
    (1..=8).rev().map(cut).find(fits).unwrap_or_else(|| cut(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Put, bounds};

    fn note(changed: &[&str], by: Option<&str>) -> Note {
        Note {
            at: Timestamp::from_millisecond(1_795_230_245_678).unwrap(),
            parent: Some(HistoryId::new(Timestamp::UNIX_EPOCH, 7)),
            changed: changed.iter().map(|field| (*field).to_owned()).collect(),
            by: by.map(str::to_owned),
        }
    }

    #[test]
    fn a_note_is_pinned_byte_for_byte_and_read_back() {
        let told = note(&["name", "surveys.shop-nps.question.ja"], Some("Desk | 声"));
        let text = "1|1795230245678|9999999999999-0000000000000007|name,surveys.shop-nps.question.ja|=Desk | 声";
        assert_eq!(told.encode(), text);
        assert_eq!(Note::decode(text), Some(told));
        let first = Note { parent: None, ..note(&[], None) };
        assert_eq!(first.encode(), "1|1795230245678|-||-");
        assert_eq!(Note::decode(&first.encode()), Some(first));
        assert_eq!(Note::decode("2|1795230245678|-||-"), None);
    }

    #[test]
    fn many_fields_are_told_by_what_they_have_in_common() {
        let fields: Vec<String> =
            (0..20).map(|n| format!("surveys.survey-number-{n}.question.ja")).collect();
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        let told = Note::decode(&note(&fields, None).encode()).unwrap();
        assert_eq!(told.changed, ["surveys"]);
        let told = Note::decode(&note(&fields[..9], None).encode()).unwrap();
        assert_eq!(
            (told.changed.len(), &*told.changed[0]),
            (9, "surveys.survey-number-0.question")
        );
    }

    #[test]
    fn the_longest_note_fits_the_metadata_of_an_entry() {
        let fields: Vec<String> = (0..MAX_CHANGED / 2).map(|_| "a".to_owned()).collect();
        let longest = Note { changed: fields, ..note(&[], Some(&"\u{1}".repeat(100))) };
        let text = longest.encode();
        let put = Put { metadata: Some(&text), ..Put::default() };
        assert_eq!(bounds::put("history/kokage/x", &put), Ok(()), "{}", text.len());
    }
}
