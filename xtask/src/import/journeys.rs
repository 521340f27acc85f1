//! The tool against an edge: what it sends, and what it does where it was cut off.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::batches::tests::named;
use crate::local_edge::{ADMIN_KEY, LocalEdge, xtask};
use crate::owner::Owner;
use crate::scratch::Scratch;

/// An edge with the site `kokage`, a folder for files, and a key.
struct Stage {
    edge: LocalEdge,
    owner: Owner,
    folder: Scratch,
}

impl Stage {
    fn new() -> Self {
        Self::on(LocalEdge::start())
    }

    fn on(edge: LocalEdge) -> Self {
        let owner = edge.open_site("kokage");
        edge.log();
        Self { edge, owner, folder: Scratch::new("import") }
    }

    fn file(&self, bytes: &[u8]) -> PathBuf {
        let file = self.folder.path().join("answers.csv");
        fs::write(&file, bytes).unwrap();
        file
    }

    /// Runs the command as it is typed.
    fn import(&self, arguments: &[&str]) -> anyhow::Result<()> {
        let said = ["import", "--url", &self.edge.url, "--key", ADMIN_KEY, "--site", "kokage"];
        xtask(&[&said, arguments].concat())
    }

    /// Imports bytes as a file.
    fn send(&self, bytes: &[u8], more: &[&str]) -> anyhow::Result<()> {
        let file = self.file(bytes);
        self.import(&[&[file.to_str().unwrap()], more].concat())
    }

    fn scores(&self, site: &str) -> Value {
        let path = format!("/v1/sites/{site}/scores?survey=shop-nps&from=2026-01-01");
        let text = self.owner.get(&path).unwrap().body_mut().read_to_string().unwrap();
        serde_json::from_str::<Value>(&text).unwrap()["result"].clone()
    }

    #[track_caller]
    fn has(&self, n: u64, score: &str) {
        let result = self.scores("kokage");
        let told =
            result["score"].as_f64().map_or("none".to_owned(), |score| format!("{score:.2}"));
        assert_eq!((result["n"].as_u64(), &*told), (Some(n), score), "{result}");
    }

    /// The pieces that were sent since this was asked last: their first lines.
    fn pieces(&self) -> Vec<u64> {
        let log = self.edge.log();
        let posts = log.iter().filter(|request| request.starts_with("POST "));
        posts.map(|post| post.rsplit_once("&first_line=").unwrap().1.parse().unwrap()).collect()
    }
}

const SURVEY: [&str; 2] = ["--survey", "shop-nps"];

/// 250 rows, of which 11 in 12 are equal, with a comment of two lines each.
fn rows() -> String {
    let row = |row: usize| {
        let comment = if row.is_multiple_of(12) {
            format!("{row}番の急須は、\n注ぎ口が欠けていました。")
        } else {
            "配送が早くて、\n梱包も丁寧でした。".to_owned()
        };
        format!("9;2026-11-01 10:00;\"{comment}\"\r\n")
    };
    "score;answered_at;comment\r\n".to_owned() + &(0..250).map(row).collect::<String>()
}

#[test]
fn a_file_of_equal_rows_goes_in_once_whatever_pieces_it_comes_in() {
    let stage = Stage::new();
    let rows_before = rows();
    let (shift_jis, _, _) = encoding_rs::SHIFT_JIS.encode(&rows_before);
    stage.send(&shift_jis, &SURVEY).unwrap();
    assert_eq!(stage.pieces(), [2, 242, 482]);
    stage.has(250, "100.00");
    let answers = stage.edge.answers("kokage", "");
    let comments =
        answers.iter().filter(|answer| answer["comment"] == "配送が早くて、\n梱包も丁寧でした。");
    assert_eq!(comments.count(), 229, "{}", answers[0]);
    // Longer, in another encoding, and with other rows before it.
    let longer = rows().replacen("9;", "0;2026-11-01 09:00;new\r\n9;", 1);
    stage.send(longer.as_bytes(), &SURVEY).unwrap();
    stage.has(251, "99.20");
    assert_eq!(stage.folder.names(), ["answers.csv"]);
}

#[test]
fn an_import_that_was_cut_off_goes_on() {
    let stage = Stage::new();
    let rows = rows();
    stage.edge.hang_up_after(3);
    let stopped = stage.send(rows.as_bytes(), &SURVEY).unwrap_err();
    assert_eq!(stopped.to_string(), "stopped at line 482; the same command goes on there");
    assert_eq!(stage.folder.names(), ["answers.csv", "answers.csv.progress"]);
    assert_eq!(stage.pieces(), [2, 242]);
    stage.edge.hang_up_after(i64::MAX);
    stage.has(240, "100.00");
    let note = fs::read_to_string(stage.folder.path().join("answers.csv.progress")).unwrap();
    let note: Value = serde_json::from_str(&note).unwrap();
    assert_eq!(
        (&note["done"]["rows"], &note["done"]["sum"]["accepted"]),
        (&240.into(), &240.into())
    );

    stage.edge.log();
    stage.send(rows.as_bytes(), &SURVEY).unwrap();
    assert_eq!(stage.pieces(), [482], "what was sent is not sent again");
    stage.has(250, "100.00");
    assert_eq!(stage.folder.names(), ["answers.csv"]);
}

#[test]
fn a_file_that_is_wrong_at_its_end_sends_nothing() {
    let stage = Stage::new();
    for (end, told) in [
        ("9;2026-11-01 10:00;\"open\r\n", "the quote that opens on line 502"),
        ("9;2026-11-01 10:00;a\0b\r\n", "line 502 holds a NUL"),
    ] {
        let refused = stage.send((rows() + end).as_bytes(), &SURVEY).unwrap_err();
        assert!(format!("{refused:#}").contains(told), "{refused:#}");
        assert!(format!("{refused:#}").starts_with("nothing was imported: "), "{refused:#}");
    }
    let both_ways = "score,answered_at\n9,3/11/2026\n";
    let refused = stage.send(both_ways.as_bytes(), &SURVEY).unwrap_err();
    assert!(format!("{refused:#}").contains("--date-order"), "{refused:#}");
    let empty = stage.send(b"score,answered_at\n", &SURVEY).unwrap_err();
    assert!(format!("{empty:#}").contains("no row below the header"), "{empty:#}");
    assert_eq!(stage.pieces(), [0; 0]);
    stage.has(0, "none");
}

#[test]
fn a_dry_run_sends_nothing() {
    let stage = Stage::new();
    stage.send(rows().as_bytes(), &["--survey", "shop-nps", "--dry-run"]).unwrap();
    assert_eq!(stage.edge.log(), ["GET /v1/sites/kokage"]);
}

/// A date that decides stands in the last piece: the first ones alone would read both ways.
#[test]
fn what_the_whole_file_decides_holds_for_each_piece() {
    let stage = Stage::new();
    let mut file = "score,answered_at\n".to_owned() + &"10,03/11/2026\n".repeat(240);
    file += "10,28/10/2026\n";
    stage.send(file.as_bytes(), &SURVEY).unwrap();
    stage.has(241, "100.00");
    let november = stage.edge.answers("kokage", "from=2026-11-03&to=2026-11-04");
    assert_eq!(november.len(), 240);
}

#[test]
fn columns_are_named_and_headers_may_have_commas() {
    let stage = Stage::new();
    let file = "\"When, exactly\",\"How likely, 0 to 10?\",why\n2026-11-01,10,good\n";
    let maps = ["--map", "answered_at:When, exactly", "--map", "score:How likely, 0 to 10?"];
    let more = [&SURVEY[..], &maps, &["--map", "comment:why"]].concat();
    stage.send(file.as_bytes(), &more).unwrap();
    assert_eq!(stage.edge.answers("kokage", "")[0]["comment"], "good");
    stage.has(1, "100.00");
}

#[test]
fn of_one_external_id_the_last_row_holds() {
    let stage = Stage::new();
    let mut file = "score,answered_at,external_id\n".to_owned();
    for n in 0..150 {
        writeln!(file, "{},2026-11-01,a{}", n % 11, n % 75).unwrap();
    }
    stage.send(file.as_bytes(), &SURVEY).unwrap();
    assert_eq!(stage.pieces(), [77], "75 rows of 150 are sent");
    let mut found: Vec<u64> = stage
        .edge
        .answers("kokage", "")
        .iter()
        .map(|answer| answer["score"].as_u64().unwrap())
        .collect();
    let mut expected: Vec<u64> = (75..150).map(|n| n % 11).collect();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn a_batch_is_listed_and_taken_back() {
    let stage = Stage::new();
    stage.send(b"score,answered_at\n0,2026-11-02\n", &SURVEY).unwrap();
    let named_so = [&SURVEY[..], &["--batch", "old-tool"]].concat();
    stage.send(rows().as_bytes(), &named_so).unwrap();
    stage.has(251, "99.20");
    let batches = named(&stage.owner, "kokage");
    assert_eq!(batches.iter().find(|(name, _)| name == "old-tool").unwrap().1, 250);
    assert_eq!(batches.len(), 2);
    stage.import(&["--undo", "old-tool"]).unwrap();
    stage.has(1, "-100.00");
    stage.import(&["--list"]).unwrap();
    assert_eq!(named(&stage.owner, "kokage").len(), 1);
    // It can be imported again.
    stage.send(rows().as_bytes(), &named_so).unwrap();
    stage.has(251, "99.20");
}

#[test]
fn an_import_that_has_to_settle_is_waited_for() {
    let stage = Stage::on(LocalEdge::settling(1));
    stage.send(b"score,answered_at\n0,2026-11-02\n", &SURVEY).unwrap();
    stage.pieces();
    stage.send(b"score,answered_at\n10,2026-11-03\n", &SURVEY).unwrap();
    assert_eq!(stage.pieces(), [2, 2], "refused, and sent again");
    stage.has(2, "0.00");
}

/// Export and import move a site, and change nothing at home.
#[test]
fn an_export_is_equal_elsewhere_and_nothing_at_home() {
    let stage = Stage::new();
    stage.edge.open_site("moved");
    stage.edge.open_site("kokage");
    let mut file = "score,answered_at,comment,segment.plan,test\n".to_owned();
    for n in 0..130 {
        let (score, minute, is_test) = (n % 11, n % 60, n % 7 == 0);
        let comment = format!("'=1, \"\"{n}\"\"\npro");
        writeln!(file, "{score},2026-11-01 10:{minute:02},\"{comment}\",pro,{is_test}").unwrap();
    }
    stage.send(file.as_bytes(), &SURVEY).unwrap();
    let export = |site: &str, name: &str| {
        let output = stage.folder.path().join(name);
        let file = output.to_str().unwrap();
        let url = &stage.edge.url;
        xtask(&["export", "--url", url, "--key", ADMIN_KEY, "--site", site, "--output", file])
            .unwrap();
        fs::read_to_string(&output).unwrap()
    };
    let home = export("kokage", "home.csv");
    let file = stage.folder.path().join("home.csv");
    let file = file.to_str().unwrap();
    stage.import(&[file]).unwrap();
    let again = export("kokage", "again.csv");
    assert!(again == home, "at home nothing changes");
    let (url, site) = (&stage.edge.url, "moved");
    xtask(&["import", file, "--url", url, "--key", ADMIN_KEY, "--site", site]).unwrap();
    assert_eq!(stage.scores("moved"), stage.scores("kokage"));
    assert_eq!(export("moved", "moved.csv"), home, "equal elsewhere, byte for byte");
}
