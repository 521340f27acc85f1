//! Real input: 13,954 answers of a garden centre's customers, through `cargo xtask import`.

use jiff::SignedDuration;
use koe_tests::{
    client::Client,
    fixtures::{Site, documents},
    scratch::Scratch,
    workerd::Workerd,
    workspace,
};
use std::{fs, process::Output};

fn import(site: &Site, file: &Scratch, at: &str) -> Output {
    super::xtask()
        .arg("import")
        .arg(file.path().join("answers.csv"))
        .args(["--url", Workerd::shared().url(), "--key", &site.write_key])
        .args(["--site", &site.id, "--survey", "shop-nps", "--answered-at", at])
        .args(["--map", "score:nps,external_id:id,comment:explication"])
        .output()
        .expect("the tool can be started")
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

/// 1. The file goes through the tool: 13,612 accepted, 342 rejected as `missing_score`.
/// 2. The score is 53.42 of 13,612, over a period that lists them all: 200.
/// 3. The same file again: nothing is accepted, the score stays the same: 200.
#[test]
fn the_garden_centre_s_answers_give_its_nps() {
    let client: Client = Workerd::shared().client();
    let site = Site::open(&client, "garden-centre", &documents::smallest());
    let file = Scratch::new("garden-centre");
    let data = workspace::root().join("tests/data/garden-centre-nps.csv");
    fs::copy(data, file.path().join("answers.csv")).expect("the data is part of the project");
    let day = (client.now() - SignedDuration::from_hours(48)).strftime("%Y-%m-%d").to_string();

    let first = import(&site, &file, &day);
    assert_eq!(count(&first, "accepted"), 13_612);
    assert_eq!(count(&first, "duplicates"), 0);
    assert_eq!(count(&first, "rejected"), 342);
    assert_eq!(count(&first, "missing_score"), 342);
    gives_its_nps(&site);

    let second = import(&site, &file, &day);
    assert_eq!(count(&second, "accepted"), 0);
    assert_eq!(count(&second, "duplicates"), 13_612);
    assert_eq!(count(&second, "rejected"), 342);
    gives_its_nps(&site);
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
