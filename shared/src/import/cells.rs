//! What a row may say beside its score: each cell is kept if it can be, and told if not. None of them
//! costs an answer.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::apostrophe::unmarked;
use super::columns::{Columns, said};
use super::dropped::Tally;
use super::field::Field;
use super::record::Record;
use super::score::whole;
use crate::answer::read::path;
use crate::answer::{
    AnsweredAt, Channel, Contact, MAX_COMMENT_UNITS, MAX_EMAIL_CHARS, MAX_NAME_CHARS,
    MAX_PHONE_CHARS, MAX_REVISION, MAX_WHEN_CHARS, OTHER, Outcome, Segments, is_respondent_id,
};
use crate::instant::Instant;
use crate::locale::Locale;

/// The optional cells of one row.
pub(super) struct Cells<'a> {
    pub(super) columns: &'a Columns,
    pub(super) record: &'a Record,
    pub(super) line: u64,
    pub(super) dropped: &'a mut Tally,
}

impl<'a> Cells<'a> {
    /// A text of somebody's. Koe's own export writes it exactly as it was stored.
    fn text(&self, field: Field) -> Option<&'a str> {
        if self.columns.is_own() {
            let text = unmarked(self.columns.raw(self.record, field)?);
            (!text.trim().is_empty()).then_some(text)
        } else {
            self.columns.get(self.record, field)
        }
    }

    fn drop(&mut self, field: Field, why: &str, value: Option<&str>) {
        self.dropped.add(field.name(), why, self.line, value);
    }

    /// Reads a cell by `read`; what can't be read is dropped, and told by `why`.
    fn read<T>(
        &mut self,
        field: Field,
        why: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(field)?;
        let value = read(text);
        if value.is_none() {
            self.drop(field, why, Some(text));
        }
        value
    }

    pub(super) fn comment(&mut self) -> Option<String> {
        let text = self.text(Field::Comment)?;
        let comment = if self.columns.is_own() { text.to_owned() } else { composed(text) };
        if comment.encode_utf16().count() > MAX_COMMENT_UNITS {
            let why = format!("is over {MAX_COMMENT_UNITS} UTF-16 units, so it is left out");
            self.drop(Field::Comment, &why, None);
            return None;
        }
        Some(comment)
    }

    pub(super) fn touchpoint(&mut self) -> Option<AnsweredAt> {
        let text = self.text(Field::Touchpoint)?;
        let touchpoint = AnsweredAt::from_page(text);
        if touchpoint == AnsweredAt::Other && text != OTHER {
            let why = "is not the id of a touchpoint (a-z, 0-9 and -), so the answer counts as \
                       (other)";
            self.drop(Field::Touchpoint, why, Some(text));
        }
        Some(touchpoint)
    }

    pub(super) fn locale(&mut self) -> Option<Locale> {
        self.read(Field::Locale, "is not a BCP 47 tag, so it is left out", |tag| tag.parse().ok())
    }

    pub(super) fn respondent(&mut self) -> Option<String> {
        let why = "is not 1 to 128 printable ASCII characters, so it is left out";
        let id = self.text(Field::Respondent)?;
        if !is_respondent_id(id) {
            self.drop(Field::Respondent, why, None);
            return None;
        }
        Some(id.to_owned())
    }

    pub(super) fn channel(&mut self) -> Channel {
        let why = "is not web, link, email, sms, qr, api or import, so it is import";
        let read = |name: &str| Channel::from_name(&name.to_lowercase());
        self.read(Field::Channel, why, read).unwrap_or(Channel::Import)
    }

    pub(super) fn page(&mut self) -> Option<String> {
        self.read(Field::Page, "is neither a path nor an address, so it is left out", path)
    }

    pub(super) fn flag(&mut self, field: Field) -> bool {
        self.read(field, "is neither true nor false, so it is false", truth).unwrap_or(false)
    }

    /// What came of the prompt; an answer, unless the row says otherwise.
    pub(super) fn outcome(&mut self) -> Outcome {
        let why = "is not answered, dismissed or ignored, so it is answered";
        let read = |name: &str| Outcome::from_name(&name.to_lowercase());
        self.read(Field::Outcome, why, read).unwrap_or(Outcome::Answered)
    }

    pub(super) fn revision(&mut self) -> u8 {
        let read = |text: &str| {
            let revision = whole(text).and_then(|number| u8::try_from(number).ok());
            revision.filter(|revision| (1..=MAX_REVISION).contains(revision))
        };
        self.read(Field::Revision, "is not a revision from 1 to 98, so it is 1", read).unwrap_or(1)
    }

    pub(super) fn received_at(&mut self) -> Option<Instant> {
        let why = "is not an instant of the form 2026-12-31T00:00:00Z, so it is left out";
        self.read(Field::ReceivedAt, why, |text| text.parse().ok())
    }

    /// Where the visitor would like a reply: the export shows it with their consent only.
    pub(super) fn contact(&mut self) -> Option<Contact> {
        let contact = Contact {
            email: self.part(Field::ContactEmail, MAX_EMAIL_CHARS),
            phone: self.part(Field::ContactPhone, MAX_PHONE_CHARS),
            name: self.part(Field::ContactName, MAX_NAME_CHARS),
            when: self.part(Field::ContactWhen, MAX_WHEN_CHARS),
            consent: true,
        };
        let is_any = [&contact.email, &contact.phone, &contact.name].iter().any(|p| p.is_some());
        is_any.then_some(contact)
    }

    fn part(&mut self, field: Field, most: usize) -> Option<String> {
        let part = self.text(field)?.trim();
        if part.chars().count() > most {
            let why = format!("is over {most} characters, so it is left out");
            self.drop(field, &why, None);
            return None;
        }
        Some(part.to_owned())
    }

    pub(super) fn segments(&mut self) -> Segments {
        let is_own = self.columns.is_own();
        let cells = self.columns.segments().filter_map(|(name, place)| {
            let cell = self.record.get(place)?;
            let value = if is_own { Some(unmarked(cell)) } else { said(cell) };
            value.filter(|value| !value.is_empty()).map(|value| (name, value))
        });
        let cells: Vec<(&str, &str)> = cells.collect();
        let pairs = cells.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let segments = Segments::from_pairs(pairs);
        for (name, _) in cells.iter().filter(|(name, _)| segments.get(name).is_none()) {
            let why = "has a line break, or is over the 400 bytes of all segments, so it is left \
                       out";
            self.dropped.add(&format!("segment.{name}"), why, self.line, None);
        }
        segments
    }

    /// Tells of the columns that are known and not read.
    pub(super) fn pass_over(&mut self) {
        for column in &self.columns.passed_over {
            if self.record.get(column.place).and_then(said).is_some() {
                self.dropped.add(&column.column, column.why, self.line, None);
            }
        }
    }
}

/// A text in Unicode's composed form, with LF as its line ends.
fn composed(text: &str) -> String {
    let text = if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    };
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text,
        IsNormalized::No | IsNormalized::Maybe => text.nfc().collect(),
    }
}

fn truth(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" | "yes" | "1" => Some(true),
        "false" | "no" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{composed, truth};

    #[test]
    fn a_comment_is_composed_and_its_line_ends_are_lf() {
        assert_eq!(composed("cafe\u{301}\r\ntwo\rthree\n"), "café\ntwo\nthree\n");
        assert_eq!(composed("が"), "が");
        assert_eq!(composed("か\u{3099}"), "が");
    }

    #[test]
    fn true_and_false_are_known_in_any_case() {
        assert_eq!([" TRUE", "Yes", "1"].map(truth), [Some(true); 3]);
        assert_eq!(["FALSE", "no", "0"].map(truth), [Some(false); 3]);
        assert_eq!(["", "maybe", "2"].map(truth), [None; 3]);
    }
}
