//! Importing what was imported before: the same, more of it, corrected, and Koe's own export.

use crate::edge;
use koe_tests::client::Reply;
use koe_tests::fixtures::{Site, documents, with};
use serde_json::{Value, json};

/// A period that holds every imported row.
const ALL: &str = "survey=shop-nps&from=2026-08-01&to=2026-12-01";

fn site(id: &str) -> Site {
    let retention = json!({ "privacy": { "retention_days": 3650, "min_group": 1 } });
    Site::open(&edge(), id, &with(&documents::shop(), &retention))
}

/// How many rows were accepted, replaced, duplicates and rejected. They add up.
#[track_caller]
fn told(reply: &Reply) -> [u64; 4] {
    let told = reply.is(200).json();
    let count = |name: &str| told[name].as_u64().unwrap_or_else(|| panic!("{name}: {told}"));
    let rejected = told["rejected"].as_array().unwrap().len() as u64;
    let counts = [count("accepted"), count("replaced"), count("duplicates"), rejected];
    assert_eq!(count("rows"), counts.iter().sum::<u64>(), "{told}");
    counts
}

#[track_caller]
fn n(site: &Site) -> u64 {
    site.scores(ALL)["result"]["n"].as_u64().unwrap()
}

/// 1. The same file again: 200, all are duplicates, and nothing counts twice. Also with its rows in another
///    order, and with its columns in another.
/// 2. Two equal rows in one file stay apart; a third one in a longer file is new.
#[test]
fn the_same_file_again_adds_nothing() {
    let site = site("again");
    let rows = ["2026-09-01T10:00:00Z,9\n", "2026-09-01T10:00:00Z,9\n", "2026-09-02T10:00:00Z,3\n"];
    let file = |rows: &[&str]| format!("answered_at,score\n{}", rows.concat());
    let send = |file: &str| told(&site.import("survey=shop-nps", file));
    assert_eq!(send(&file(&rows)), [3, 0, 0, 0]);
    assert_eq!(send(&file(&rows)), [0, 0, 3, 0]);
    assert_eq!(send(&file(&[rows[2], rows[0], rows[1]])), [0, 0, 3, 0]);
    let turned = "score,answered_at\n9,2026-09-01T10:00:00Z\n9,2026-09-01T10:00:00Z\n";
    assert_eq!(send(turned), [0, 0, 2, 0]);
    assert_eq!(send(&file(&[rows[0], rows[0], rows[0]])), [1, 0, 2, 0]);
    assert_eq!(n(&site), 4);
}

/// 1. A file, then corrected, then longer, then saved with other line ends: 200; each adds what is new.
#[test]
fn a_file_that_grows_adds_what_is_new() {
    let site = site("grown");
    for (name, file, counts, right) in [
        (
            "first",
            &include_bytes!("../../../shared/tests/imports/corrected-1-first.csv")[..],
            [9, 0, 0, 1],
            9,
        ),
        (
            "fixed",
            include_bytes!("../../../shared/tests/imports/corrected-2-fixed.csv"),
            [1, 0, 9, 0],
            10,
        ),
        (
            "longer",
            include_bytes!("../../../shared/tests/imports/corrected-3-appended.csv"),
            [1, 0, 10, 0],
            11,
        ),
        (
            "crlf",
            include_bytes!("../../../shared/tests/imports/corrected-4-crlf.csv"),
            [0, 0, 10, 0],
            11,
        ),
    ] {
        let path = site.path("/imports?survey=shop-nps");
        let reply = site.client.post(path).key(&site.write_key).body("text/csv", file).send();
        assert_eq!((told(&reply), n(&site)), (counts, right), "{name}");
    }
    let score = site.scores(ALL)["result"]["score"].as_f64().unwrap();
    assert!((score - 300.0 / 11.0).abs() < 1e-9, "{score}");
}

/// 1. An `external_id` makes a row itself wherever it stands: 200, a duplicate.
/// 2. With another score, comment and time it is replaced: 200. It counts once, at its new time, in its next
///    revision; at its old time nothing is left, not even among withdrawn ones.
/// 3. Back at its old time: 200, replaced once more.
#[test]
fn a_corrected_row_takes_the_place_of_what_it_said() {
    let site = site("corrected");
    let send =
        |rows: &str| {
            told(&site.import(
                "survey=shop-nps",
                &format!("answered_at,score,comment,external_id\n{rows}"),
            ))
        };
    let first = "2026-09-01T10:00:00Z,9,good,a1\n";
    assert_eq!(send(first), [1, 0, 0, 0]);
    assert_eq!(send(&format!("2026-09-02T10:00:00Z,5,so,a2\n{first}")), [1, 0, 1, 0]);
    assert_eq!(send("2026-09-01T10:00:00Z,3,bad,a1\n"), [0, 1, 0, 0]);
    let listed = site.answers("survey=shop-nps&from=2026-09-01&to=2026-09-02");
    assert_eq!(
        (listed.len(), &listed[0]["score"], &listed[0]["revision"]),
        (1, &json!(3), &json!(2))
    );

    assert_eq!(send("2026-10-05T10:00:00Z,10,fine,a1\n"), [0, 1, 0, 0]);
    let scores = site.scores(&format!("{ALL}&interval=month"));
    let months = scores["series"].as_array().unwrap();
    let months: Vec<_> =
        months.iter().map(|month| month["result"]["n"].as_u64().unwrap()).collect();
    assert_eq!(months, [0, 1, 1, 0], "{scores}");
    assert_eq!(scores["excluded"], json!({ "test": 0, "withdrawn": 0 }));
    let listed = site.answers(ALL);
    assert_eq!(listed.len(), 2);
    assert_eq!(
        (&listed[0]["comment"], &listed[0]["answered_at"]),
        (&json!("fine"), &json!("2026-10-05T10:00:00Z"))
    );
    assert_eq!(site.answers(&format!("{ALL}&outcome=ignored")), Vec::<Value>::new());

    assert_eq!(send(first), [0, 1, 0, 0]);
    let listed = site.answers(ALL);
    assert_eq!((listed.len(), &listed[1]["comment"]), (2, &json!("good")));
    assert_eq!(send(first), [0, 0, 1, 0]);
}

/// 1. One `external_id` twice in a file: 200; the last holds, and that is said.
#[test]
fn of_a_doubled_external_id_the_last_row_holds() {
    let site = site("doubled");
    let rows = "answered_at,score,external_id\n2026-09-01,9,a1\n2026-09-02,5,a2\n2026-09-03,3,a1\n";
    let reply = site.import("survey=shop-nps", rows);
    assert_eq!(told(&reply), [2, 0, 1, 0]);
    let dropped = &reply.json()["dropped"][0];
    assert_eq!((&dropped["column"], &dropped["rows"]), (&json!("external_id"), &json!(1)));
    let listed = site.answers(ALL);
    let scores: Vec<_> = listed.iter().map(|answer| answer["score"].as_u64().unwrap()).collect();
    assert_eq!(scores, [3, 5]);
}

/// 1. Local times under Tokyo: 200. The site moves to UTC: 200. The same file: 200, all duplicates, where they
///    were.
#[test]
fn another_time_zone_changes_nothing_that_is_there() {
    let site = site("zones");
    let send = || {
        let file = &include_bytes!("../../../shared/tests/imports/local-times.csv")[..];
        let path = site.path("/imports?survey=shop-nps");
        told(&site.client.post(path).key(&site.write_key).body("text/csv", file).send())
    };
    assert_eq!(send(), [3, 0, 0, 0]);
    let times = || -> Vec<Value> {
        site.answers(ALL).iter().map(|answer| answer["answered_at"].clone()).collect()
    };
    let before = times();
    assert_eq!(before[0], "2026-11-10T15:00:00Z");
    let retention = json!({ "privacy": { "retention_days": 3650 }, "timezone": "UTC" });
    site.put(&with(&documents::shop(), &retention)).is(200);
    assert_eq!(send(), [0, 0, 3, 0]);
    assert_eq!((n(&site), times()), (3, before));
}

/// 1. A file with rows of no version: 200. The survey gets its next version: 200. The same file: 200, all
///    duplicates, and of the version that was asked.
#[test]
fn another_version_of_the_survey_changes_nothing_that_is_there() {
    let site = site("raised-version");
    let rows = "answered_at,score,external_id\n2026-09-01,9,a1\n2026-09-02,5,a2\n";
    assert_eq!(told(&site.import("survey=shop-nps", rows)), [2, 0, 0, 0]);
    let mut raised = with(&documents::shop(), &json!({ "privacy": { "retention_days": 3650 } }));
    raised["surveys"][0]["version"] = json!(2);
    raised["surveys"][0]["question"] = json!({ "en": "Would you come back?" });
    site.put(&raised).is(200);
    assert_eq!(told(&site.import("survey=shop-nps", rows)), [0, 0, 2, 0]);
    assert!(site.answers(ALL).iter().all(|answer| answer["survey_version"] == 1));
}

/// 1. A file is split: both pieces say the same `batch`, each its `first_line`, each row its place among equal
///    ones: 200.
/// 2. The pieces again, and the whole file under the same batch: 200, all duplicates. A rejected row has the
///    line of the whole file.
/// 3. A piece without that column: 422. One in which every row has an `external_id` needs none: 200.
#[test]
fn a_split_file_is_the_same_file() {
    let site = site("split");
    let header = "answered_at,score,ordinal\n";
    let rows = [
        "2026-09-01T10:00:00Z,9,1\n",
        "2026-09-01T10:00:00Z,9,2\n",
        "2026-09-01T10:00:00Z,9,3\n",
        "2026-09-01T10:00:00Z,0,1\n",
        "2026-09-01T10:00:00Z,NA,1\n",
    ];
    let send = |rows: &[&str], first_line: u32| {
        let query = format!("survey=shop-nps&batch=file-1&first_line={first_line}");
        site.import(&query, &format!("{header}{}", rows.concat()))
    };
    assert_eq!(told(&send(&rows[..2], 2)), [2, 0, 0, 0]);
    let second = send(&rows[2..], 4);
    assert_eq!(told(&second), [2, 0, 0, 1]);
    assert_eq!(second.json()["rejected"][0]["line"], 6);
    assert_eq!(told(&send(&rows[..2], 2)), [0, 0, 2, 0]);
    assert_eq!(told(&send(&rows, 2)), [0, 0, 4, 1]);
    // A file that was not split gives the same names.
    let whole = "answered_at,score\n2026-09-01T10:00:00Z,9\n2026-09-01T10:00:00Z,9\n";
    assert_eq!(told(&site.import("survey=shop-nps", whole)), [0, 0, 2, 0]);
    assert_eq!(n(&site), 4);

    for query in ["survey=shop-nps&batch=file-2", "survey=shop-nps&first_line=2"] {
        site.import(query, whole).refuses(422, "missing_ordinal", Some("ordinal"));
    }
    let named = "answered_at,score,external_id\n2026-09-05,9,a1\n";
    assert_eq!(told(&site.import("survey=shop-nps&batch=file-2", named)), [1, 0, 0, 0]);
}

/// 1. A site with answers of visitors, one of them changed and one taken back, is exported: 200.
/// 2. At home the export adds nothing, as it is and with its id under a second name: 200. Neither does what a
///    visitor took back come back.
/// 3. Elsewhere it is the same answers: 200; sent twice: duplicates. Exported again it is the same, byte for
///    byte.
/// 4. Undone elsewhere, it is gone; at home there was nothing to undo: 404.
#[test]
fn an_export_is_a_no_op_at_home_and_the_same_elsewhere() {
    let home = site("home");
    let answers = json!({
        "score": 9, "comment": "=1+1", "touchpoint": "browsing", "locale": "ja", "page": "/thanks",
        "segments": { "plan": "pro" }, "publish": true,
        "contact": { "email": "a@b.example", "consent": true },
    });
    home.take(&home.answer("shop-nps", &answers));
    let changed = home.answer("shop-nps", &json!({ "score": 3 }));
    home.take(&changed);
    home.take(&with(&changed, &json!({ "score": 4, "revision": 2, "comment": "better" })));
    home.take(&home.answer("shop-nps", &json!({ "score": 10, "test": true })));
    home.take(&home.dismissal("shop-nps"));
    let back = home.score("shop-nps", 0);
    let query = "format=csv&limit=1000&survey=shop-nps&outcome=answered";
    let export = |site: &Site| site.ask_answers(query).is(200).text().to_owned();
    let file = export(&home);
    home.withdraw(&back).is(204);
    let before = home.scores("survey=shop-nps");
    for map in ["", "map=external_id:id"] {
        assert_eq!(told(&home.import(map, &file)), [0, 0, 4, 0], "{map}");
    }
    assert_eq!(told(&home.import("batch=home&first_line=2", &file)), [0, 0, 4, 0]);
    let after = home.scores("survey=shop-nps");
    assert_eq!((&after["result"], &after["excluded"]), (&before["result"], &before["excluded"]));
    let path = home.path("/imports/home");
    home.client.delete(path).key(&home.write_key).send().refuses(404, "unknown_import", None);

    let elsewhere = site("elsewhere");
    let left = export(&home);
    assert_eq!(told(&elsewhere.import("batch=moved", &left)), [3, 0, 0, 0]);
    assert_eq!(told(&elsewhere.import("map=external_id:id", &left)), [0, 0, 3, 0]);
    assert_eq!(export(&elsewhere), left);
    let (here, there) = (home.scores("survey=shop-nps"), elsewhere.scores("survey=shop-nps"));
    assert_eq!(here["result"], there["result"]);
    assert_eq!(here["excluded"]["test"], there["excluded"]["test"]);
}

/// 1. An answer that was moved here is sent on, changed at its home: 200, a duplicate, never a replacement.
#[test]
fn a_row_of_an_export_never_replaces_anything() {
    let (home, elsewhere) = (site("own-home"), site("own-elsewhere"));
    let answer = home.answer("shop-nps", &json!({ "score": 3 }));
    home.take(&answer);
    let export = || home.ask_answers("format=csv&survey=shop-nps").is(200).text().to_owned();
    assert_eq!(told(&elsewhere.import("", &export())), [1, 0, 0, 0]);
    home.take(&with(&answer, &json!({ "score": 10, "revision": 2 })));
    assert_eq!(told(&elsewhere.import("", &export())), [0, 0, 1, 0]);
    let edited = export().replace("\"10\"", "\"7\"");
    assert_ne!(edited, export());
    assert_eq!(told(&elsewhere.import("", &edited)), [0, 0, 1, 0]);
    assert_eq!(elsewhere.answers("survey=shop-nps")[0]["score"], 3);
}

/// 1. Rows that name persons: 200. A row is corrected to name another: 200; each sees what is theirs.
/// 2. One is erased: 204. The same file: 200; what was theirs stays away, the others are duplicates. An earlier
///    answer of theirs that was never here is rejected.
#[test]
fn the_persons_of_rows_are_known_and_stay_erased() {
    let site = site("persons");
    let send = |rows: &str| {
        site.import("survey=shop-nps", &format!("answered_at,score,respondent,external_id\n{rows}"))
    };
    let file = "2026-09-01,9,u_1,a1\n2026-09-02,5,u_2,a2\n2026-09-03,3,u_1,a3\n";
    assert_eq!(told(&send(file)), [3, 0, 0, 0]);
    assert_eq!((site.export("u_1").len(), site.export("u_2").len()), (2, 1));
    let corrected = file.replace("3,u_1,a3", "3,u_2,a3");
    assert_eq!(told(&send(&corrected)), [0, 1, 2, 0]);
    assert_eq!((site.export("u_1").len(), site.export("u_2").len()), (1, 2));
    // Moved to another time, it is theirs there, and there alone.
    let moved = corrected.replace("2026-09-03", "2026-09-13");
    assert_eq!(told(&send(&moved)), [0, 1, 2, 0]);
    let answers = site.export("u_2");
    assert_eq!((answers.len(), &answers[0]["answered_at"]), (2, &json!("2026-09-12T15:00:00Z")));

    site.erase("u_2").is(204);
    assert_eq!(told(&send(&moved)), [0, 0, 3, 0]);
    assert_eq!((site.export("u_2").len(), n(&site)), (0, 1));
    let never = send("2026-09-04,9,u_2,a4\n");
    assert_eq!(told(&never), [0, 0, 0, 1]);
    assert_eq!(never.json()["rejected"][0]["code"], "respondent_erased");
    assert_eq!(site.scores(ALL)["excluded"]["withdrawn"], 2);
}
