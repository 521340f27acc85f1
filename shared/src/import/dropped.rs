//! What of a column was left out of the answers, and where.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

/// Lines that a word on a column names, at most.
const LINES: usize = 5;
/// Values that it names, at most, and characters of each.
const VALUES: usize = 3;
const SHOWN: usize = 40;

/// What of an optional column was left out of the answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dropped {
    /// The column, by our name.
    #[cfg_attr(feature = "openapi", schema(example = "respondent"))]
    pub column: String,
    /// How many rows that touches.
    pub rows: u64,
    /// What was left out and why, with the first lines.
    pub detail: String,
}

/// Collects what is left out, by column and reason.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally(BTreeMap<(String, String), Lines>);

#[derive(Clone, Debug, Default)]
struct Lines {
    rows: u64,
    first: Vec<u64>,
    values: Vec<String>,
}

impl Tally {
    /// Notes that a row's cell was left out; `value` is what may be repeated of it.
    pub(super) fn add(&mut self, column: &str, why: &str, line: u64, value: Option<&str>) {
        let lines = self.0.entry((column.to_owned(), why.to_owned())).or_default();
        lines.rows += 1;
        if lines.first.len() < LINES {
            lines.first.push(line);
        }
        let value = value.map(|value| value.chars().take(SHOWN).collect::<String>());
        if let Some(value) = value.filter(|_| lines.values.len() < VALUES)
            && !lines.values.contains(&value)
        {
            lines.values.push(value);
        }
    }

    /// Takes up what another has collected of one row.
    pub(super) fn merge(&mut self, other: Self) {
        for ((column, why), lines) in other.0 {
            for line in lines.first {
                self.add(&column, &why, line, lines.values.first().map(String::as_str));
            }
        }
    }

    /// A word on each column and reason.
    pub(super) fn told(&self) -> Vec<Dropped> {
        let told = self.0.iter().map(|((column, why), lines)| {
            let mut detail = why.clone();
            for (place, value) in lines.values.iter().enumerate() {
                let before = if place == 0 { ":" } else { "," };
                let _ = write!(detail, "{before} {value:?}");
            }
            detail.push_str(if lines.rows == 1 { " (line " } else { " (lines " });
            for (place, line) in lines.first.iter().enumerate() {
                let before = if place == 0 { "" } else { ", " };
                let _ = write!(detail, "{before}{line}");
            }
            let more = lines.rows > lines.first.len() as u64;
            detail.push_str(if more { ", …)" } else { ")" });
            Dropped { column: column.clone(), rows: lines.rows, detail }
        });
        told.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Dropped, Tally};

    #[test]
    fn a_column_is_told_once_a_reason_with_its_first_lines() {
        let mut tally = Tally::default();
        (2..9).for_each(|line| tally.add("page", "is no path", line, None));
        tally.add("locale", "is no tag", 3, Some("en_GB"));
        tally.add("locale", "is no tag", 4, Some("en_GB"));
        tally.add("locale", "is no tag", 5, Some("?"));
        let told = |column: &str, rows, detail: &str| Dropped {
            column: column.to_owned(),
            rows,
            detail: detail.to_owned(),
        };
        let page = told("page", 7, "is no path (lines 2, 3, 4, 5, 6, …)");
        assert_eq!(
            tally.told(),
            [told("locale", 3, "is no tag: \"en_GB\", \"?\" (lines 3, 4, 5)"), page]
        );
    }
}
