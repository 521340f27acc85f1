//! What holds for every file.

use koe_shared::import::{Charset, Plan, TableError};
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

use crate::{options, reading, tokyo};

const QUERY: &str = "survey=nps&answered_at=2026-11-10";

proptest! {
    #[test]
    fn no_bytes_are_a_reason_to_panic(bytes: Vec<u8>) {
        let _ = reading(&bytes, QUERY);
        let _ = reading([&b"score,comment\n"[..], &bytes].concat(), QUERY);
    }

    #[test]
    fn every_row_is_an_answer_or_rejected_in_the_order_of_its_lines(
        text in "[0-9a,\"\n\r]{0,40}",
    ) {
        let Ok(read) = reading(format!("score,comment\n{text}"), QUERY) else { return Ok(()) };
        let lines: Vec<u64> = read
            .rows
            .iter()
            .map(|row| row.as_ref().map_or_else(|row| row.line, |row| row.line))
            .collect();
        prop_assert!(lines.is_sorted_by(|one, next| one < next), "{lines:?}");
        prop_assert_eq!(read.plan.row_count(), lines.len() as u64);
    }

    #[test]
    fn a_file_says_the_same_in_chunks_and_whole(bytes in "[0-9a,;\"\n\r声]{0,40}", size in 1..9_usize) {
        let file = format!("score,comment\n{bytes}");
        let whole = reading(&file, QUERY);
        let (site, options) = (tokyo(), options(QUERY));
        let chunks = || file.as_bytes().chunks(size).map(Ok::<_, TableError>);
        let in_chunks = Charset::find(chunks(), None)
            .and_then(|charset| Plan::find(chunks(), charset, &options, &site))
            .and_then(|plan| {
                plan.rows(chunks(), &site).map(|read| read.map(|read| read.row)).collect()
            });
        prop_assert_eq!(in_chunks, whole.map(|read| read.rows));
    }

    #[test]
    fn what_was_typed_comes_back(comment in "[^\0\r]{1,30}", separator in 0..3_usize) {
        let separator = [',', ';', '\t'][separator];
        let quoted = comment.replace('"', "\"\"");
        let table = format!("score{separator}comment\n9{separator}\"{quoted}\"\n");
        let read = reading(table, QUERY).unwrap();
        let row = read.rows[0].as_ref().unwrap();
        let said = comment.trim();
        let composed: String = unicode_normalization::UnicodeNormalization::nfc(said).collect();
        let expected = (!said.is_empty() && said != "NA").then_some(composed);
        prop_assert_eq!(&row.comment, &expected);
    }
}
