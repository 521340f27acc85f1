//! The columns of a file, and what each is taken for: found, or chosen here.

use koe_shared::import::{Export, Field, Outline, Plan};
use maud::{Markup, html};

use crate::desk::language::Language;
use crate::desk::words::import as words;
use crate::desk::words::import_table::{PASS_OVER, SEGMENT as SEGMENT_NAME, field};
use crate::pages::fields::Fields;

/// What the fields of the columns begin with; their places follow, from 1.
pub(crate) const COLUMN: &str = "column.";
/// What a column is that becomes a segment.
pub(crate) const SEGMENT: &str = "segment";
/// Columns that a choice of ours is offered for, at most.
const MOST: usize = 200;
/// Characters of an example.
const SHOWN: usize = 60;

/// A column of a file.
pub(crate) struct Column {
    place: usize,
    header: String,
    example: String,
    /// What it is taken for; empty where it is passed over.
    ours: String,
}

impl Column {
    /// The field by which a form says what it is.
    pub(crate) fn field(&self) -> String {
        format!("{COLUMN}{}", self.place)
    }

    /// What it is taken for; empty where it is passed over.
    pub(crate) fn ours(&self) -> &str {
        &self.ours
    }
}

/// The columns of a file: as they were understood, else as they were chosen.
pub(crate) fn columns_of(outline: &Outline, plan: Option<&Plan>, typed: &Fields) -> Vec<Column> {
    let understood = plan.map(Plan::columns).unwrap_or_default();
    let column = |(place, header): (usize, &str)| {
        let examples = outline.first.iter().filter_map(|record| record.get(place - 1));
        let example = examples.map(str::trim).find(|cell| !cell.is_empty()).unwrap_or_default();
        let found = understood.iter().find(|column| column.place == place);
        let ours = match (plan, found) {
            (Some(_), Some(found)) if found.column.starts_with("segment.") => SEGMENT.to_owned(),
            (Some(_), found) => found.map(|found| found.column.clone()).unwrap_or_default(),
            (None, _) => {
                typed.get(&format!("{COLUMN}{place}")).map_or_else(|| named(header), str::to_owned)
            }
        };
        let header = header.trim().to_owned();
        Column { place, header, example: example.chars().take(SHOWN).collect(), ours }
    };
    (1..).zip(outline.header.iter()).take(MOST).map(column).collect()
}

/// What a header says by its own name.
fn named(header: &str) -> String {
    Field::from_name(header.trim()).map(|field| field.name().to_owned()).unwrap_or_default()
}

/// The table with a choice for each column.
pub(super) fn table(language: Language, columns: &[Column], export: Option<Export>) -> Markup {
    let is_offered = |field: &Field| {
        *field != Field::Choice && (!field.is_of_own_export() || export == Some(Export::Koe))
    };
    html! {
        table.list.columns {
            thead { tr { th { (language.say(words::IN_FILE)) } th { (language.say(words::TAKEN_FOR)) } } }
            tbody {
                @for column in columns {
                    @let id = column.field();
                    tr {
                        th scope="row" {
                            label for=(id) { (column.header) @if column.header.is_empty() { "—" } }
                            small { (column.example) }
                        }
                        td {
                            select id=(id) name=(id) {
                                option value="" { (language.say(PASS_OVER)) }
                                @for field_of in Field::ALL.into_iter().filter(is_offered) {
                                    option value=(field_of) selected[column.ours == field_of.name()] {
                                        (language.say(field(field_of)))
                                    }
                                }
                                option value=(SEGMENT) selected[column.ours == SEGMENT] { (language.say(SEGMENT_NAME)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
