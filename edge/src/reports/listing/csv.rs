//! Answers as a table that is safe to open in a spreadsheet.
//!
//! To a spreadsheet a cell that begins like a formula is one, even in quotes, and a comment is
//! whatever a stranger typed. So every field is quoted, and a text that begins with such a character
//! gets an apostrophe in front, which spreadsheets take as "this is text". A text that begins with an
//! apostrophe gets one, too: so whoever takes one off gets every text back. The columns are those of
//! an import where there is one, and the same on every page.
//!
//! Each page begins with a byte order mark, without which Excel takes the file for Latin-1.

use koe_shared::answer::Contact;
use koe_shared::import::marked;

use super::view::AnswerView;

const COLUMNS: [&str; 22] = [
    "id",
    "survey",
    "survey_version",
    "revision",
    "outcome",
    "score",
    "bucket",
    "comment",
    "touchpoint",
    "locale",
    "channel",
    "page",
    "respondent",
    "contact_email",
    "contact_phone",
    "contact_name",
    "contact_when",
    "publish",
    "test",
    "counted",
    "answered_at",
    "received_at",
];

/// What tells Excel that the file is UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A header and a line for each answer. `segments` are those the site declares, a column each.
pub(crate) fn csv_table(answers: &[AnswerView], segments: &[&str]) -> String {
    let mut table = String::from(BYTE_ORDER_MARK);
    let named = segments.iter().map(|name| format!("segment.{name}"));
    line(&mut table, COLUMNS.map(str::to_owned).into_iter().chain(named));
    for answer in answers {
        let declared =
            segments.iter().map(|name| text(answer.segments.get(*name).map(String::as_str)));
        line(&mut table, cells(answer).into_iter().chain(declared));
    }
    table
}

/// Numbers, words of ours and ids stand as they are; texts of others are made safe.
fn cells(answer: &AnswerView) -> [String; COLUMNS.len()] {
    let contact = |part: fn(&Contact) -> &Option<String>| {
        text(answer.contact.as_ref().and_then(|contact| part(contact).as_deref()))
    };
    [
        answer.id.to_string(),
        answer.survey.clone(),
        answer.survey_version.to_string(),
        answer.revision.to_string(),
        answer.outcome.as_str().to_owned(),
        answer.score.map(|score| score.to_string()).unwrap_or_default(),
        answer.bucket.map_or("", |bucket| bucket.as_str()).to_owned(),
        text(answer.comment.as_deref()),
        text(answer.touchpoint.as_deref()),
        text(answer.locale.as_deref()),
        answer.channel.as_str().to_owned(),
        text(answer.page.as_deref()),
        text(answer.respondent.as_deref()),
        contact(|contact| &contact.email),
        contact(|contact| &contact.phone),
        contact(|contact| &contact.name),
        contact(|contact| &contact.when),
        answer.publish.to_string(),
        answer.test.to_string(),
        answer.counted.to_string(),
        answer.answered_at.to_string(),
        answer.received_at.to_string(),
    ]
}

fn line(table: &mut String, cells: impl Iterator<Item = String>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            table.push(',');
        }
        table.push('"');
        table.push_str(&cell.replace('"', "\"\""));
        table.push('"');
    }
    table.push_str("\r\n");
}

/// A text that no spreadsheet takes for a formula, and that an import reads back.
fn text(text: Option<&str>) -> String {
    marked(text.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use koe_shared::import::unmarked;

    use super::*;

    #[test]
    fn a_text_that_begins_like_a_formula_is_marked_as_text() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－1"] {
            assert_eq!(text(Some(formula)), format!("'{formula}"));
        }
        for harmless in ["", "good", "1-1", " =1", "don't", "声"] {
            assert_eq!(text(Some(harmless)), harmless);
        }
    }

    /// Every text of up to five characters of these, through a table and back.
    #[test]
    fn every_text_comes_back_from_the_table() {
        let alphabet = ['\'', '=', '＠', '\n', '\r', '"', ',', 'a'];
        let mut texts = vec![String::new()];
        for length in 0..5 {
            let longest: Vec<String> =
                texts.iter().filter(|text| text.chars().count() == length).cloned().collect();
            texts.extend(longest.iter().flat_map(|text| alphabet.map(|c| format!("{text}{c}"))));
        }
        let mut table = String::new();
        for given in &texts {
            line(&mut table, [text(Some(given)), "end".to_owned()].into_iter());
        }
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
        let cells: Vec<String> = reader.records().map(|row| row.unwrap()[0].to_owned()).collect();
        assert_eq!(cells.len(), 37_449);
        for (given, cell) in texts.iter().zip(&cells) {
            assert_eq!(unmarked(cell), given, "{cell:?}");
            assert!(!cell.starts_with(['=', '＠', '\n', '\r']), "a formula: {cell:?}");
        }
    }

    #[test]
    fn every_field_is_quoted_and_quotes_are_doubled() {
        let mut table = String::new();
        line(
            &mut table,
            ["a", "say \"hi\"", "two\nlines, one cell", ""].map(str::to_owned).into_iter(),
        );
        assert_eq!(table, "\"a\",\"say \"\"hi\"\"\",\"two\nlines, one cell\",\"\"\r\n");
    }
}
