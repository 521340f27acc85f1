//! `switching.md`: a file of one's own comes in, and Delighted's clients read it. What the tool says of a
//! file, and the exports that it knows, have tests of their own.

use super::{
    book::tests_of,
    node::{python_value, value_for},
    stand::localised,
};
use koe_tests::{
    fixtures::{Site, documents, with},
    workerd::Workerd,
};
use serde_json::{Value, json};

/// A site that has the answers of the guide's own table.
#[track_caller]
fn site(id: &str, table: &str) -> Site {
    let client = Workerd::shared().client();
    let fields = json!({ "identity": { "require_signature": false } });
    let site = Site::open(&client, id, &with(&documents::shop(), &fields));
    let imported = site.import("survey=shop-nps", table).is(200).json();
    assert_eq!(
        (&imported["accepted"], &imported["rejected"]),
        (&json!(3), &json!([])),
        "{imported}"
    );
    site
}

/// The guide's own table.
fn table() -> String {
    super::book::snippet("switching.md", "own_table")
}

tests_of! { "switching.md",
    /// 1. All rows of the table are taken, with all that they say; the same again adds nothing.
    fn a_table_with_a_header_comes_in(own_table) {
        let site = site("guide-table", &own_table);
        let answers = site.answers("survey=shop-nps&from=2026-11-01&to=2026-11-10");
        let told = |field: &str| -> Vec<Value> {
            answers.iter().map(|answer| answer[field].clone()).collect()
        };
        assert_eq!(told("score"), [10, 3, 9]);
        assert_eq!(told("respondent"), [json!("u_43"), Value::Null, json!("u_42")]);
        assert_eq!(told("answered_at")[2], "2026-11-03T00:05:00Z");
        assert_eq!(told("comment")[2], "Quick and kind");
        assert_eq!(told("segments")[1], json!({ "plan": "free" }));
        let again = site.import("survey=shop-nps", &own_table).is(200).json();
        assert_eq!((&again["accepted"], &again["duplicates"]), (&json!(0), &json!(3)), "{again}");
    }

    /// 1. The client for Node, with the options of the guide and another address, reads metrics and answers.
    fn delighted_s_client_for_node_reads(delighted_node) {
        let id = "guide-delighted-node";
        let site = site(id, &table());
        let url = localised("https://koe.example", id);
        let (scheme, address) = url.split_once("://").unwrap();
        let (host, port) = address.split_once(':').unwrap();
        let here = delighted_node
            .replace("'https'", &format!("'{scheme}'"))
            .replace("'koe.example'", &format!("'{host}'"))
            .replace("443", port);
        let value = value_for(&site.read_key, &here, "[metrics, newest]");
        assert_eq!((&value[0]["nps"], &value[0]["response_count"]), (&json!(33), &json!(3)));
        assert_eq!(value[1][0]["score"], 10);
        assert_eq!(value[1][0]["person"]["id"], "u_43");
    }

    /// 1. The client for Python reads metrics, answers and people.
    fn delighted_s_client_for_python_reads(delighted_python) {
        let id = "guide-delighted-python";
        let site = site(id, &table());
        let here = localised(&delighted_python, id);
        let value = python_value(&site.read_key, &here, "[metrics, newest, people]");
        assert_eq!((&value[0]["nps"], &value[0]["response_count"]), (&json!(33), &json!(3)));
        assert_eq!(value[1][0]["person"]["id"], "u_43");
        let people = value[2].as_array().unwrap();
        assert_eq!(people.len(), 2, "{people:?}");
    }
}
