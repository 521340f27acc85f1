//! What a series says as a whole, and how many answers a result still needs.

use crate::edge;
use koe_tests::fixtures::{Site, documents, with};
use serde_json::{Value, json};

/// Seven whole weeks, from Monday to Monday in Tokyo.
const WEEKS: &str = "from=2026-08-31&to=2026-10-19&interval=week";
const MONDAYS: [&str; 7] = [
    "2026-08-31",
    "2026-09-07",
    "2026-09-14",
    "2026-09-21",
    "2026-09-28",
    "2026-10-05",
    "2026-10-12",
];

/// Imports answers of one week for each list of scores.
#[track_caller]
fn import_weeks(site: &Site, survey: &str, weeks: &[&[u8]]) {
    let rows = MONDAYS.iter().zip(weeks).flat_map(|(monday, scores)| {
        let row = move |(minute, score)| format!("{monday} 12:{minute:02},{score}\n");
        scores.iter().enumerate().map(row)
    });
    let file = format!("answered_at,score\n{}", rows.collect::<String>());
    let reply = site.import(&format!("survey={survey}"), &file).is(200).json();
    assert_eq!(reply["rejected"], json!([]), "{reply}");
}

/// 1. 32 promoters, 13 passives and 6 detractors: 200, with the further answers for ± 5 and ± 10.
/// 2. Without answers and on the scale of CES, where nothing is known yet: 200, null.
/// 3. With a range to compare with: 200, how many answers a side show such a difference.
/// 4. Fewer than `min_group` under a filter: 200, and nothing is said of what they need.
#[test]
fn a_result_says_how_many_answers_it_needs_further() {
    let site = Site::shop(&edge(), "needed");
    let scores = [&[10; 32][..], &[7; 13], &[0; 6]].concat();
    import_weeks(&site, "shop-nps", &[&[], &scores]);
    let needed = |query: &str| site.scores(query)["needed"].clone();
    let period = "survey=shop-nps&from=2026-09-07&to=2026-09-14";
    let margins = json!({ "5": 714, "10": 138 });
    assert_eq!(needed(period), json!({ "margin": margins, "difference": null }));
    let ces = json!({ "0.1": null, "0.25": null });
    assert_eq!(needed("survey=support-ces"), json!({ "margin": ces, "difference": null }));

    let earlier = [&[10; 40][..], &[7; 10], &[0; 4]].concat();
    import_weeks(&site, "shop-nps", &[&earlier]);
    let compared = needed(&format!("{period}&compare=previous"));
    assert_eq!(compared["difference"]["per_group"], 284, "{compared}");
    let points = compared["difference"]["points"].as_f64().unwrap();
    assert!((points - 15.686_274).abs() < 1e-6, "{compared}");

    import_weeks(&site, "visit-csat", &[&[], &[5, 4, 1]]);
    let few = "survey=visit-csat&from=2026-09-07&to=2026-09-14&channel=import";
    let withheld = site.scores(few);
    assert_eq!((&withheld["withheld"], &withheld["needed"]), (&json!(true), &Value::Null));
}

/// 1. Six weeks that rise: 200, with the slope a week and its p-value. A week of four answers is a gap.
/// 2. Three such weeks: 200, null. No interval: 200, no trend at all.
/// 3. Under a filter, weeks that are withheld are gaps: 200, null.
#[test]
fn a_series_has_a_trend() {
    let site = Site::shop(&edge(), "trend");
    // 0, 20, a gap, 40, 60, 60, 80.
    let weeks: [&[u8]; 7] = [
        &[7, 7, 7, 7, 7],
        &[9, 7, 7, 7, 7],
        &[0, 0, 0, 0],
        &[9, 9, 7, 7, 7],
        &[9, 9, 9, 7, 7],
        &[9, 9, 9, 7, 7],
        &[9, 9, 9, 9, 7],
    ];
    import_weeks(&site, "shop-nps", &weeks);
    let scores = site.scores(&format!("survey=shop-nps&{WEEKS}"));
    let trend = &scores["trend"];
    assert_eq!(trend["per"], "week", "{trend}");
    let near = |field: &str, expected: f64| {
        assert!((trend[field].as_f64().unwrap() - expected).abs() < 1e-6, "{field}: {trend}");
    };
    // The median of 15 slopes; S = 14, of which one is taken off, over √(82/3).
    near("slope", 40.0 / 3.0);
    near("p_value", 0.012_898_9);

    let short = site.scores("survey=shop-nps&from=2026-08-31&to=2026-09-28&interval=week");
    assert!(short["trend"].is_null() && short.get("trend").is_some(), "{short}");
    let none = site.scores("survey=shop-nps&from=2026-08-31&to=2026-10-19");
    assert_eq!((none.get("trend"), none.get("shifts")), (None, None));

    let document = with(&documents::shop(), &json!({ "privacy": { "min_group": 6 } }));
    site.put(&document).is(200);
    let withheld = site.scores(&format!("survey=shop-nps&{WEEKS}&channel=import"));
    assert_eq!(withheld["trend"], Value::Null, "{withheld}");
}

/// 1. Four weeks of detractors, then three of promoters: 200, one shift, where the promoters begin.
/// 2. Weeks without a change: 200, an empty list.
#[test]
fn a_change_of_level_is_a_shift() {
    let site = Site::shop(&edge(), "shift");
    import_weeks(&site, "shop-nps", &[&[0; 5], &[0; 5], &[0; 5], &[0; 5], &[10; 5], &[10; 5]]);
    let scores = site.scores(&format!("survey=shop-nps&{WEEKS}"));
    let shift = json!({
        "at": "2026-09-27T15:00:00Z", "marked": "2026-09-27T15:00:00Z", "direction": "up", "before": -100.0, "after": 100.0,
    });
    assert_eq!(scores["shifts"], json!([shift]));
    import_weeks(&site, "support-ces", &[&[5, 4, 4, 5, 3][..]; 7]);
    let calm = site.scores(&format!("survey=support-ces&{WEEKS}"));
    assert_eq!(calm["shifts"], json!([]));
}

/// 1. Two weeks of version 1, then version 2: 200, the first week of version 2 says so, alone.
#[test]
fn the_bucket_in_which_the_wording_changed_says_so() {
    let site = Site::open(&edge(), "wording-changed", &documents::smallest());
    import_weeks(&site, "shop-nps", &[&[9], &[9]]);
    let question = json!({ "en": "Would you warmly recommend us?" });
    let reworded = with(&documents::nps(), &json!({ "version": 2, "question": question }));
    let document = with(&documents::smallest(), &json!({ "surveys": [reworded] }));
    site.put(&document).is(200);
    import_weeks(&site, "shop-nps", &[&[], &[], &[], &[9], &[9]]);
    let scores = site.scores(&format!("survey=shop-nps&{WEEKS}"));
    let changed: Vec<Option<&Value>> = scores["series"]
        .as_array()
        .unwrap()
        .iter()
        .map(|bucket| bucket.get("wording_changed"))
        .collect();
    assert_eq!(changed, [None, None, None, Some(&json!(true)), None, None, None], "{scores}");
}
