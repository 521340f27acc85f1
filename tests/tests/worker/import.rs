//! Real input: 13,954 answers of a garden centre's customers, through `cargo xtask import`, and out again.

use jiff::SignedDuration;
use koe_tests::{
    client::Client,
    fixtures::{Site, documents},
    scratch::Scratch,
    workerd::Workerd,
    workspace,
};
use std::{fs, process::Output};

/// Runs a command for a site, as it is typed.
fn tool(site: &Site, command: &str, arguments: &[&str]) -> Output {
    super::xtask()
        .arg(command)
        .args(["--url", Workerd::shared().url(), "--key", &site.write_key, "--site", &site.id])
        .args(arguments)
        .output()
        .expect("the tool can be started")
}

fn import(site: &Site, file: &Scratch, at: &str, more: &[&str]) -> Output {
    let file = file.path().join("answers.csv");
    let file = file.to_str().expect("a folder of ours");
    let map = "score:nps,external_id:id,comment:explication";
    let said = [file, "--survey", "shop-nps", "--answered-at", at, "--map", map];
    tool(site, "import", &[&said, more].concat())
}

/// The number that the tool prints behind a word.
#[track_caller]
fn count(output: &Output, word: &str) -> u64 {
    let text = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}{errors}");
    let mut lines = text.lines().filter_map(|line| line.trim().strip_prefix(word));
    let number = lines.next().unwrap_or_else(|| panic!("no {word} in {text}{errors}"));
    number.trim().replace(',', "").parse().unwrap_or_else(|_| panic!("{word}{number}"))
}

/// 1. A dry run tells the score and sends nothing: 200, n is 0.
/// 2. The file goes through the tool: 13,612 accepted, 342 rejected as `missing_score`.
/// 3. The score is 53.42 of 13,612, over a period that lists them all: 200.
/// 4. The same file again: nothing is accepted, the score stays the same: 200.
/// 5. Exported as CSV: a row for each answer, and nothing lies beside the file.
/// 6. Taken back as a batch: n is 0 again: 200.
#[test]
fn the_garden_centre_s_answers_give_its_nps() {
    let client: Client = Workerd::shared().client();
    let site = Site::open(&client, "garden-centre", &documents::smallest());
    let file = Scratch::new("garden-centre");
    let data = workspace::root().join("tests/data/garden-centre-nps.csv");
    fs::copy(data, file.path().join("answers.csv")).expect("the data is part of the project");
    let day = (client.now() - SignedDuration::from_hours(48)).strftime("%Y-%m-%d").to_string();

    let dry = import(&site, &file, &day, &["--dry-run"]);
    let told = String::from_utf8_lossy(&dry.stdout);
    assert!(told.contains("NPS 53.42 of n = 13,612 ("), "{told}");
    assert_eq!(count(&dry, "missing_score"), 342);
    assert_eq!(site.n("shop-nps"), 0);

    let first = import(&site, &file, &day, &["--batch", "garden"]);
    assert_eq!(count(&first, "accepted"), 13_612);
    assert_eq!(count(&first, "duplicates"), 0);
    assert_eq!(count(&first, "rejected"), 342);
    assert_eq!(count(&first, "missing_score"), 342);
    gives_its_nps(&site);

    let second = import(&site, &file, &day, &["--batch", "garden"]);
    assert_eq!(count(&second, "accepted"), 0);
    assert_eq!(count(&second, "duplicates"), 13_612);
    assert_eq!(count(&second, "rejected"), 342);
    gives_its_nps(&site);

    let exported = file.path().join("exported.csv");
    let output = exported.to_str().expect("a folder of ours");
    let export = tool(&site, "export", &["--output", output]);
    assert!(export.status.success(), "{}", String::from_utf8_lossy(&export.stderr));
    let table = fs::read_to_string(&exported).expect("the export is there");
    assert!(table.starts_with("\u{feff}\"id\",\"survey\","));
    assert_eq!(table.matches("\"shop-nps\"").count(), 13_612);
    let beside = fs::read_dir(file.path()).expect("the folder is there").count();
    assert_eq!(beside, 2, "the answers and the export");

    let undone = tool(&site, "import", &["--undo", "garden"]);
    let told = String::from_utf8_lossy(&undone.stdout);
    assert!(told.contains("13,612 rows of batch garden were taken back"), "{told}");
    assert_eq!(site.n("shop-nps"), 0);
}

#[track_caller]
fn gives_its_nps(site: &Site) {
    let scores = site.scores("survey=shop-nps");
    let result = &scores["result"];
    assert_eq!(result["n"], 13_612, "{scores}");
    let score = result["score"].as_f64().expect("an NPS is a number");
    assert_eq!(format!("{score:.2}"), "53.42");
    let (low, high) = (&result["interval"]["low"], &result["interval"]["high"]);
    assert!(low.as_f64() < Some(score) && Some(score) < high.as_f64(), "{scores}");
    assert_eq!(scores["prompts"]["shown"], 0, "an import is no prompt: {scores}");
}
