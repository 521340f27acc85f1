//! `analysis.md`: snippets for a notebook, a sheet and a warehouse, run on real answers.

use super::{
    book::{snippet, tests_of},
    node::{python_value, value_for},
    stand::localised,
};
use jiff::SignedDuration;
use koe_tests::{
    fixtures::{Site, documents, with},
    workerd::Workerd,
};
use serde_json::json;

/// A site with 40 answers to its NPS survey, two a day, one of them a formula; a test and a dismissal.
#[track_caller]
fn site(id: &str) -> Site {
    let client = Workerd::shared().client();
    let site = Site::open(&client, id, &documents::shop());
    let row = |n: i64| {
        let at = client.now() - SignedDuration::from_hours(12 * n + 1);
        let comment = if n == 7 { "=1+1" } else { "" };
        let plan = if n % 4 == 0 { "pro" } else { "free" };
        format!("{},{at},{comment},{plan}\n", n % 11)
    };
    let rows: Vec<String> = (0..40).map(row).collect();
    let table = format!("score,answered_at,comment,segment.plan\n{}", rows.concat());
    let imported = site.import("survey=shop-nps", &table).is(200).json();
    assert_eq!(imported["accepted"], 40, "{imported}");
    site.take(&site.answer("shop-nps", &json!({ "score": 0, "test": true })));
    site.post(&site.dismissal("shop-nps")).send().is(202);
    site
}

/// A snippet of Python behind the session that all of them share, for a site.
fn for_site(id: &str, snippet_of: &str) -> String {
    localised(&format!("{}\n{snippet_of}", snippet("analysis.md", "session")), id)
}

tests_of! { "analysis.md",
    /// 1. A session reads what a read key may.
    fn a_session_carries_the_key(session) {
        let id = "guide-session";
        let site = site(id);
        let n = "get('scores', survey='shop-nps')['result']['n']";
        assert_eq!(python_value(&site.read_key, &localised(&session, id), n), 40);
    }

    /// 1. The frame has a row for each week, with its score; what they count adds up.
    fn a_frame_has_the_score_of_each_week(weeks) {
        let id = "guide-weeks";
        let site = site(id);
        let module = for_site(id, &weeks);
        let told = "[int(weeks['result.n'].sum()), len(weeks), \
                    weeks['result.score'].dropna().tolist(), str(weeks['from'].iloc[-1])]";
        let value = python_value(&site.read_key, &module, told);
        let series = site.scores("survey=shop-nps&interval=week");
        let series = series["series"].as_array().unwrap();
        let scores = series.iter().map(|week| &week["result"]["score"]);
        let scores: Vec<_> = scores.filter(|score| !score.is_null()).collect();
        assert_eq!((&value[0], &value[1]), (&json!(40), &json!(series.len())));
        assert_eq!(value[2], json!(scores));
        assert!(value[3].as_str().unwrap().ends_with("00:00:00+09:00"), "{value}");
    }

    /// 1. Pages of seven give every answer once, and what counts gives the score of `scores`.
    fn the_answers_give_the_score(answers) {
        let id = "guide-answers";
        let site = site(id);
        let module = for_site(id, &answers).replace("limit=1000", "limit=7");
        let value = python_value(
            &site.read_key,
            &module,
            "[len(frame), len(counted), nps, by_plan['count'].to_dict()]",
        );
        let score = site.scores("survey=shop-nps")["result"]["score"].as_f64().unwrap();
        assert_eq!((&value[0], &value[1]), (&json!(41), &json!(40)));
        assert!((value[2].as_f64().unwrap() - score).abs() < 1e-9, "{value} and {score}");
        assert_eq!(value[3], json!({ "free": 30, "pro": 10 }));
    }

    /// 1. The script of a sheet puts a header and every answer into it, page by page; a comment that begins
    ///    like a formula is a text.
    fn a_sheet_is_filled(sheet) {
        let id = "guide-sheet";
        let site = site(id);
        let script = localised(&sheet, id).replace("limit=1000", "limit=7");
        let module = format!("{}\n{script}\nkoe();", include_str!("sheet.mjs"));
        let rows = value_for(&site.read_key, &module, "filled");
        let rows = rows.as_array().unwrap();
        assert_eq!(rows.len(), 42);
        let header = rows[0].as_array().unwrap();
        assert_eq!(header[0], "id");
        let comment = header.iter().position(|name| name == "comment").unwrap();
        let comments = rows.iter().map(|row| row[comment].as_str().unwrap());
        let formulas: Vec<_> = comments.filter(|comment| comment.contains("=1+1")).collect();
        assert_eq!(formulas, ["'=1+1"]);
        assert!(rows.iter().all(|row| row.as_array().unwrap().len() == header.len()));
    }

    /// 1. A range is loaded, and loaded again: what was changed is changed, what was taken back is gone, and
    ///    what lies outside stays.
    fn a_range_is_replaced(load) {
        let id = "guide-load";
        let client = Workerd::shared().client();
        let site = Site::open(&client, id, &documents::shop());
        let changed = site.answer("shop-nps", &json!({ "score": 3 }));
        site.take(&changed);
        let gone = site.score("shop-nps", 9);
        let lines = || {
            let listed = site.ask_answers("survey=shop-nps&format=ndjson");
            listed.is(200).text().to_owned()
        };
        let first = lines();
        site.take(&with(&changed, &json!({ "revision": 2, "score": 8 })));
        site.withdraw(&gone).is(204);
        let second = lines();
        let module = format!(
            "{load}
database = sqlite3.connect(':memory:')
load(database, [], '2020-01-01T00:00:00Z', '2020-02-01T00:00:00Z')
old = ('old', '2020-01-01T00:00:00Z', 'shop-nps', 1, None, '{{}}')
database.execute('insert into answers values (?, ?, ?, ?, ?, ?)', old)
def scores():
    return [score for (score,) in database.execute('select score from answers order by score')]
told = []
for text in {first:?}, {second:?}:
    load(database, text.splitlines(), '2026-01-01T00:00:00Z', '2100-01-01T00:00:00Z')
    told.append(scores())"
        );
        assert_eq!(python_value("", &module, "told"), json!([[1, 3, 9], [1, 8]]));
    }
}
