//! Imports as a whole: they are listed, and undone.

use crate::edge;
use koe_tests::client::Reply;
use koe_tests::fixtures::{Site, documents, with};
use serde_json::{Value, json};

const ALL: &str = "survey=shop-nps&from=2026-08-01&to=2026-12-01";

fn site(id: &str) -> Site {
    let retention = json!({ "privacy": { "retention_days": 3650 } });
    Site::open(&edge(), id, &with(&documents::shop(), &retention))
}

fn import(site: &Site, batch: &str, rows: &str) -> [u64; 3] {
    let file = format!("answered_at,score,comment,respondent,external_id\n{rows}");
    let told = site.import(&format!("survey=shop-nps&batch={batch}"), &file).is(200).json();
    ["accepted", "replaced", "duplicates"].map(|name| told[name].as_u64().unwrap())
}

fn listed(site: &Site) -> Vec<Value> {
    let page = site.client.get(site.path("/imports")).key(&site.write_key).send().is(200).json();
    assert_eq!(page["cursor"], Value::Null);
    page["imports"].as_array().unwrap().clone()
}

fn n(site: &Site) -> u64 {
    site.scores(ALL)["result"]["n"].as_u64().unwrap()
}

fn undo(site: &Site, batch: &str) -> Reply {
    let path = site.path(&format!("/imports/{batch}"));
    site.client.delete(path).key(&site.write_key).send()
}

/// 1. Two imports, one of them in two pieces: 200. They are listed with their rows: 200.
/// 2. With a read key: 403. Of another site, of no name, or undone already: 404. A cursor of nobody's: 422.
#[test]
fn imports_are_listed() {
    let site = site("listed");
    assert_eq!(import(&site, "spring", "2026-09-01,9,,,a1\n2026-09-02,9,,,a2\n"), [2, 0, 0]);
    assert_eq!(import(&site, "spring", "2026-09-03,9,,,a3\n"), [1, 0, 0]);
    assert_eq!(import(&site, "autumn", "2026-09-03,9,,,a3\n2026-09-04,9,,,a4\n"), [1, 0, 1]);
    let mut imports = listed(&site);
    imports.sort_by_key(|import| import["batch"].to_string());
    let of = |import: &Value| {
        assert!(import["first_at"].as_str() <= import["last_at"].as_str(), "{import}");
        (import["batch"].clone(), import["rows"].clone(), import["requests"].clone())
    };
    let expected = [(json!("autumn"), json!(2), json!(1)), (json!("spring"), json!(3), json!(2))];
    assert_eq!(imports.iter().map(of).collect::<Vec<_>>(), expected);

    let path = site.path("/imports");
    site.client.get(&path).key(&site.read_key).send().refuses(403, "scope_too_small", None);
    let spring = site.path("/imports/spring");
    site.client.delete(&spring).key(&site.read_key).send().refuses(403, "scope_too_small", None);
    for batch in ["summer", "Spring", "a_b"] {
        undo(&site, batch).refuses(404, "unknown_import", None);
    }
    let elsewhere = self::site("listed-elsewhere");
    undo(&elsewhere, "spring").refuses(404, "unknown_import", None);
    assert_eq!(listed(&elsewhere), Vec::<Value>::new());
}

/// 1. An import is undone: 200, and nothing of it shows: in no score, no list, not as withdrawn, with no
///    person. It is listed no more; undone again: 404.
/// 2. It is imported again: 200, as before. And undone once more: 200.
#[test]
fn an_import_is_undone_and_comes_again() {
    let site = site("undone");
    let rows = "2026-09-01,9,good,u_1,a1\n2026-09-01,9,,,\n2026-09-02,0,bad,u_1,a2\n";
    let rows = rows.replace(",,,\n", ",,,a3\n");
    for turn in 0..3 {
        assert_eq!(import(&site, "spring", &rows), [3, 0, 0], "{turn}");
        assert_eq!((n(&site), site.export("u_1").len()), (3, 2), "{turn}");
        assert_eq!(site.undo("spring"), 3, "{turn}");
        let scores = site.scores(ALL);
        assert_eq!(scores["result"]["score"], Value::Null, "{turn}");
        assert_eq!(scores["excluded"], json!({ "test": 0, "withdrawn": 0 }));
        assert_eq!(scores["prompts"]["shown"], 0);
        for outcome in ["answered", "dismissed", "ignored"] {
            assert_eq!(site.answers(&format!("{ALL}&outcome={outcome}")), Vec::<Value>::new());
        }
        assert_eq!((site.export("u_1").len(), listed(&site).len()), (0, 0), "{turn}");
        undo(&site, "spring").refuses(404, "unknown_import", None);
    }
}

/// 1. One import, and another that holds its rows and more: 200.
/// 2. The first is undone: 200; what the second says as well stays. Then the second: 200; all goes.
/// 3. The other way round: undoing the longer one leaves what the first brought.
#[test]
fn what_another_import_says_as_well_stays() {
    let site = site("undone-shared");
    let (first, more) = ("2026-09-01,9,,,a1\n2026-09-02,9,,,a2\n", "2026-09-03,0,,,a3\n");
    let both = format!("{first}{more}");
    assert_eq!(import(&site, "spring", first), [2, 0, 0]);
    assert_eq!(import(&site, "autumn", &both), [1, 0, 2]);
    assert_eq!((site.undo("spring"), n(&site)), (0, 3));
    assert_eq!((site.undo("autumn"), n(&site)), (3, 0));

    assert_eq!(import(&site, "spring", first), [2, 0, 0]);
    assert_eq!(import(&site, "autumn", &both), [1, 0, 2]);
    assert_eq!((site.undo("autumn"), n(&site)), (1, 2));
    assert_eq!((site.undo("spring"), n(&site)), (2, 0));
}

/// 1. A row is corrected by a second import: 200. Undoing the first changes nothing: 200. Undoing the second
///    takes the row away: 200. The first again brings back what it said: 200.
#[test]
fn a_corrected_row_is_of_the_import_that_corrected_it() {
    let site = site("undone-corrected");
    let (wrong, right) = ("2026-09-01,9,,,a1\n", "2026-10-01,0,,,a1\n");
    assert_eq!(import(&site, "spring", wrong), [1, 0, 0]);
    assert_eq!(import(&site, "autumn", right), [0, 1, 0]);
    assert_eq!((site.undo("spring"), n(&site)), (0, 1));
    assert_eq!((site.undo("autumn"), n(&site)), (1, 0));
    assert_eq!(import(&site, "spring", wrong), [1, 0, 0]);
    assert_eq!(site.scores(ALL)["result"]["score"], 100.0);
}

/// 1. A wrong file without `external_id` is imported: 200, undone: 200, and imported corrected: 200. Only the
///    corrected one counts.
#[test]
fn a_wrong_file_is_undone_before_its_correction_comes() {
    let site = site("undone-first");
    let wrong = "answered_at,score\n2026-09-01,9\n2026-09-02,1\n";
    let told = site.import("survey=shop-nps", wrong).is(200).json();
    let batch = told["batch"].as_str().unwrap();
    assert_eq!(batch.len(), 64, "SHA-256 of the body");
    assert_eq!(site.undo(batch), 2);
    site.import("survey=shop-nps", &wrong.replace(",1\n", ",10\n")).is(200);
    let scores = site.scores(ALL);
    assert_eq!((&scores["result"]["n"], &scores["result"]["score"]), (&json!(2), &json!(100.0)));
}

/// 1. 260 rows in three pieces, of three hours: 200. Undone in several calls: each 200, with what is left, which
///    gets less until it is 0.
#[test]
fn a_large_import_is_undone_in_pieces() {
    let site = site("undone-pieces");
    let row = |row: u64| format!("2026-09-01T1{}:00:00Z,9,,u_{row},a{row}\n", row % 3);
    for piece in [0..120_u64, 120..240, 240..260] {
        let rows: String = piece.clone().map(row).collect();
        assert_eq!(import(&site, "spring", &rows), [piece.end - piece.start, 0, 0]);
    }
    let (mut left, mut undone, mut calls) = (261, 0, 0);
    while left > 0 {
        let told = undo(&site, "spring").is(200).json();
        let now = told["left"].as_u64().unwrap();
        assert!(now < left, "{now} of {left} are left");
        undone += told["undone"].as_u64().unwrap();
        assert_eq!(n(&site), 260 - undone);
        (left, calls) = (now, calls + 1);
    }
    assert_eq!(undone, 260);
    assert!(calls > 1, "{calls} call");
    assert_eq!(listed(&site), Vec::<Value>::new());
}
