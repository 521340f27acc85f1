//! How a file is read, as a form says it.

use koe_shared::import::{Options, Separator};
use sha2::{Digest, Sha256};

use crate::answers::outline;
use crate::desk::import::{COLUMN, SEGMENT};
use crate::hex;
use crate::pages::fields::Fields;

/// Characters of a segment's name, at most.
const MOST_NAME: usize = 32;

/// The options that a form says for a file.
pub(super) fn options(fields: &Fields, file: &[u8]) -> Options {
    let said = |name: &str| fields.get(name).map(|value| value.trim().to_owned());
    let mut options = Options {
        survey: said("survey"),
        answered_at: said("answered_at"),
        date_order: said("date_order"),
        date_format: said("date_format"),
        charset: said("charset"),
        separator: fields.get("separator").and_then(separator),
        first_line: fields.number("first_line").filter(|line| *line > 0),
        ..Options::default()
    };
    say_columns(fields, file, &mut options);
    options
}

/// What each column was said to be becomes `map`; the others that were asked about are passed over. A column that
/// no field names is read by its own name.
fn say_columns(fields: &Fields, file: &[u8], options: &mut Options) {
    let said: Vec<(usize, String)> = fields
        .prefixed(COLUMN)
        .filter_map(|(place, ours)| Some((place.parse().ok()?, ours)))
        .collect();
    if said.is_empty() {
        return;
    }
    let Some(outline) = outline(file, options) else { return };
    for (place, ours) in said {
        let header = usize::checked_sub(place, 1).and_then(|place| outline.header.get(place));
        let Some(header) = header else { continue };
        match ours.as_str() {
            "" => options.passed_over.push(place),
            SEGMENT => options.map.push(format!("{}:{header}", segment(header, place))),
            ours => options.map.push(format!("{ours}:{header}")),
        }
    }
}

/// The segment that a column becomes: its own name as far as a name of a segment can be that.
fn segment(header: &str, place: usize) -> String {
    let header = header.trim().to_lowercase();
    let name = header.strip_prefix("segment.").unwrap_or(&header);
    let legal = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let name: String = name.chars().map(legal).take(MOST_NAME).collect();
    match name.trim_matches('_') {
        "" => format!("segment.column_{place}"),
        name => format!("segment.{name}"),
    }
}

fn separator(given: &str) -> Option<Separator> {
    Separator::ALL.into_iter().find(|separator| given.as_bytes() == [separator.byte()])
}

/// What settings are known by: a page that was made by others has to be read again.
pub(super) fn mark(options: &Options) -> String {
    hex::encode(&Sha256::digest(format!("{options:?}"))[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_becomes_a_segment_by_its_name() {
        for (header, name) in [
            ("Plan", "segment.plan"),
            (" segment.plan ", "segment.plan"),
            ("Plan (2026)", "segment.plan__2026"),
            ("店舗", "segment.column_3"),
        ] {
            assert_eq!(segment(header, 3), name);
        }
    }

    #[test]
    fn what_a_form_says_of_columns_is_map_and_what_is_passed_over() {
        let mut fields = Fields::default();
        for (name, value) in [("column.1", "score"), ("column.2", ""), ("column.9", "comment")] {
            fields.set(name, value);
        }
        let read = options(&fields, b"points,comment,plan\n9,x,y\n");
        assert_eq!((read.map, read.passed_over), (vec!["score:points".to_owned()], vec![2]));
    }
}
