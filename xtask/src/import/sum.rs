//! What came of all pieces, added up from the edge's replies.

use std::collections::BTreeMap;

use indicatif::HumanCount;
use koe_shared::id::SiteId;
use serde::{Deserialize, Serialize};

/// How many rejected rows of a kind are printed one by one.
const SHOWN: usize = 3;

/// What the edge says of one piece.
#[derive(Deserialize)]
pub(super) struct Reply {
    accepted: u64,
    #[serde(default)]
    replaced: u64,
    duplicates: u64,
    rejected: Vec<Rejected>,
    #[serde(default)]
    pub(super) dropped: Vec<Dropped>,
}

/// A row that is no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Rejected {
    pub(super) line: u64,
    pub(super) code: String,
    pub(super) detail: String,
}

/// An optional column that some rows could not be read in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Dropped {
    pub(super) column: String,
    pub(super) rows: u64,
    pub(super) detail: String,
}

/// What came of all pieces so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sum {
    pub(super) accepted: u64,
    pub(super) replaced: u64,
    pub(super) duplicates: u64,
    pub(super) rejected: Rejections,
    pub(super) dropped: Vec<Dropped>,
}

/// Rejected rows by what is wrong with them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Rejections(BTreeMap<String, Kind>);

/// Rows of which one thing is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Kind {
    rows: u64,
    /// The first of them: line and detail.
    first: Vec<(u64, String)>,
}

impl From<koe_shared::import::Rejected> for Rejected {
    fn from(rejected: koe_shared::import::Rejected) -> Self {
        let koe_shared::import::Rejected { line, code, detail } = rejected;
        Self { line, code: code.to_owned(), detail }
    }
}

impl Rejections {
    pub(super) fn add(&mut self, row: Rejected) {
        let kind = self.0.entry(row.code).or_default();
        kind.rows += 1;
        if kind.first.len() < SHOWN {
            kind.first.push((row.line, row.detail));
        }
    }

    /// These and others.
    fn with(&self, others: &Self) -> Self {
        let mut both = self.clone();
        for (code, kind) in &others.0 {
            let own = both.0.entry(code.clone()).or_default();
            own.rows += kind.rows;
            own.first.extend(kind.first.iter().cloned());
            own.first.sort_unstable();
            own.first.truncate(SHOWN);
        }
        both
    }

    /// As lines to print.
    pub(super) fn lines(&self) -> Vec<String> {
        let rows: u64 = self.0.values().map(|kind| kind.rows).sum();
        let mut lines = vec![format!("rejected    {rows:>8}")];
        for (code, kind) in &self.0 {
            lines.push(format!("  {code}  {}", kind.rows));
            let first = kind.first.iter();
            lines.extend(first.map(|(line, detail)| format!("    line {line}: {detail}")));
            if kind.rows > kind.first.len() as u64 {
                lines.push("    …".to_owned());
            }
        }
        lines
    }
}

impl Sum {
    pub(super) fn add(&mut self, reply: Reply) {
        self.accepted += reply.accepted;
        self.replaced += reply.replaced;
        self.duplicates += reply.duplicates;
        reply.rejected.into_iter().for_each(|row| self.rejected.add(row));
        for dropped in reply.dropped {
            let same = self.dropped.iter_mut().find(|known| known.column == dropped.column);
            match same {
                Some(known) => known.rows += dropped.rows,
                None => self.dropped.push(dropped),
            }
        }
    }

    /// Prints it, with the rows that were not sent.
    pub(super) fn print(&self, site: &SiteId, batch: &str, unsent: &Rejections, superseded: u64) {
        println!("accepted    {:>8}", self.accepted);
        println!("replaced    {:>8}", self.replaced);
        println!("duplicates  {:>8}", self.duplicates);
        if superseded > 0 {
            println!("superseded  {superseded:>8}  (a later row has the same external_id)");
        }
        for line in self.rejected.with(unsent).lines() {
            println!("{line}");
        }
        for Dropped { column, rows, detail } in &self.dropped {
            println!("dropped {column} of {} rows: {detail}", HumanCount(*rows));
        }
        if self.accepted + self.replaced + self.duplicates == 0 {
            return;
        }
        println!("batch {batch}; to take it back: cargo xtask import --site {site} --undo {batch}");
        if self.accepted + self.replaced > 0 {
            println!("the scores of {site} hold them now; elsewhere they may lag a minute behind");
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn replies_add_up() {
        let mut sum = Sum::default();
        for line in [2, 3, 4] {
            sum.add(
                from_value(json!({
                    "rows": 9, "accepted": 3, "replaced": 2, "duplicates": 1, "batch": "a",
                    "rejected": [
                        { "line": line, "code": "missing_score", "detail": "the row has no score" },
                        { "line": line + 10, "code": "score_off_scale", "detail": "off" },
                    ],
                    "dropped": [{ "column": "locale", "rows": 2, "detail": "no language" }],
                }))
                .unwrap(),
            );
        }
        // A reply of an edge that does not replace yet.
        sum.add(from_value(json!({ "accepted": 1, "duplicates": 0, "rejected": [] })).unwrap());
        assert_eq!((sum.accepted, sum.replaced, sum.duplicates), (10, 6, 3));
        assert_eq!(sum.dropped.iter().map(|dropped| dropped.rows).collect::<Vec<_>>(), [6]);
        let mut unsent = Rejections::default();
        unsent.add(Rejected { line: 1, code: "missing_score".into(), detail: "none".into() });
        assert_eq!(
            sum.rejected.with(&unsent).lines(),
            [
                "rejected           7",
                "  missing_score  4",
                "    line 1: none",
                "    line 2: the row has no score",
                "    line 3: the row has no score",
                "    …",
                "  score_off_scale  3",
                "    line 12: off",
                "    line 13: off",
                "    line 14: off",
            ]
        );
    }
}
