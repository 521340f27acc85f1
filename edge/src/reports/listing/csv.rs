//! Answers as a table that is safe to open in a spreadsheet.
//!
//! To a spreadsheet a cell that begins like a formula is one, even in quotes, and a comment is
//! whatever a stranger typed. So every field is quoted, and a text that begins with such a character
//! gets an apostrophe in front, which spreadsheets take as "this is text". The columns are those of
//! an import where there is one, and the same on every page.

use koe_shared::answer::Contact;

use super::view::AnswerView;

const COLUMNS: [&str; 20] = [
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
    "publish",
    "test",
    "answered_at",
    "received_at",
];

/// A header and a line for each answer. `segments` are those the site declares, a column each.
pub(crate) fn csv_table(answers: &[AnswerView], segments: &[&str]) -> String {
    let mut table = String::new();
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
        answer.publish.to_string(),
        answer.test.to_string(),
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

/// A text that no spreadsheet takes for a formula, in full-width characters neither.
fn text(text: Option<&str>) -> String {
    let text = text.unwrap_or_default();
    let is_formula =
        text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_begins_like_a_formula_is_marked_as_text() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－1"] {
            assert_eq!(text(Some(formula)), format!("'{formula}"));
        }
        for harmless in ["", "good", "1-1", " =1", "'=1", "声"] {
            assert_eq!(text(Some(harmless)), harmless);
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
