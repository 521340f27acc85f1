//! What of a tally stands in its metadata, where a list brings it along: the totals.
//!
//! They are cells, each ending with `;` instead of a line's end, since metadata is one JSON string. Behind them
//! stands the slice by touchpoint, which reports ask for most, after a `|`, if that fits, too.

use super::detail::Dimension;
use super::slices::{Parts, TOTALS};

/// Bytes of totals and slice, at most: of the 1,024 of a key's metadata what its other fields leave.
const MOST: usize = 900;

/// What of a tally stands in its metadata, as cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) totals: Option<String>,
    /// Only beside totals.
    pub(super) by_touchpoint: Option<String>,
}

impl Listed {
    /// What of the parts of a tally fits.
    pub(super) fn of(parts: &Parts) -> Self {
        let totals = parts.get(TOTALS).and_then(|totals| fitting(totals));
        let slice = parts.get(&Dimension::Touchpoint.name()).and_then(|slice| fitting(slice));
        let by_touchpoint = totals
            .as_ref()
            .zip(slice)
            .and_then(|(totals, slice)| (totals.len() + slice.len() < MOST).then_some(slice));
        Self { totals, by_touchpoint }
    }

    /// The cells of a slice, or without one the totals.
    pub(super) fn cells(&self, slice: Option<&Dimension>) -> Option<&str> {
        match slice {
            None => self.totals.as_deref(),
            Some(Dimension::Touchpoint) => self.by_touchpoint.as_deref(),
            Some(_) => None,
        }
    }

    /// The last field of metadata; nothing where there are no totals.
    pub(super) fn encode(&self) -> String {
        let field = |sign: char, cells: &Option<String>| {
            let cells = cells.as_ref().map(|cells| cells.replace('\n', ";"));
            cells.map(|cells| format!("{sign}{cells}")).unwrap_or_default()
        };
        field(' ', &self.totals) + &field('|', &self.by_touchpoint)
    }

    /// Reads the last field of metadata.
    pub(super) fn decode(field: Option<&str>) -> Self {
        let (totals, slice) = match field.and_then(|field| field.split_once('|')) {
            Some((totals, slice)) => (Some(totals), Some(slice)),
            None => (field, None),
        };
        let [totals, by_touchpoint] =
            [totals, slice].map(|cells| cells.map(|cells| cells.replace(';', "\n")));
        Self { totals, by_touchpoint }
    }
}

/// Cells, if they fit into metadata. What would have to be escaped there does not fit: only what an
/// earlier release noted of what was taken back may hold such.
fn fitting(lines: &str) -> Option<String> {
    let is_plain = |byte: u8| {
        matches!(byte, b' '..=b'~' | b'\n') && !matches!(byte, b'"' | b'\\' | b';' | b'|')
    };
    (lines.len() <= MOST && lines.bytes().all(is_plain)).then(|| lines.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_and_slice_are_read_as_they_were_written() {
        let cells = |text: &str| Some(text.to_owned());
        let (one, two) = (cells("a b\n"), cells("a b\nc d\n"));
        for (totals, by_touchpoint) in [
            (None, None),
            (cells(""), None),
            (cells(""), cells("")),
            (one.clone(), None),
            (one, two.clone()),
            (two, cells("")),
        ] {
            let listed = Listed { totals, by_touchpoint };
            let field = listed.encode();
            assert_eq!(Listed::decode(field.strip_prefix(' ')), listed, "{field:?}");
        }
    }

    #[test]
    fn a_slice_is_told_where_it_has_room_beside_the_totals() {
        let listed = |totals: usize, slice: usize| {
            let text = |length: usize| "a".repeat(length - 1) + "\n";
            let slice = (Dimension::Touchpoint.name(), text(slice));
            Listed::of(&[(TOTALS.to_owned(), text(totals)), slice].into())
        };
        assert!(listed(100, 799).by_touchpoint.is_some());
        let full = listed(100, 800);
        assert!(full.totals.is_some() && full.by_touchpoint.is_none());
        assert_eq!(listed(901, 5), Listed::default());
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        assert_eq!(fitting("a\n"), Some("a\n".to_owned()));
        for lines in ["a;b\n", "a|b\n", "a\"\n", "a\\\n", "\u{e9}\n", &"a".repeat(901)] {
            assert_eq!(fitting(lines), None, "{lines:?}");
        }
    }
}
