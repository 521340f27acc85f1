//! Small files, each with one fault that tables have: the page takes the same of them as the API.

use serde_json::{Map, json};

use super::*;

const EXPECTED: &str = include_str!("../../../../shared/tests/imports/expected.json");

/// The files by their names.
macro_rules! files {
    ($($name:literal)*) => {
        [$(($name, &include_bytes!(concat!("../../../../shared/tests/imports/", $name))[..])),*]
    };
}

async fn deployment() -> Router {
    let app = Deployment::new().isolate();
    let survey = |id: &str, metric: &str| json!({ "id": id, "metric": metric, "goal": "?", "touchpoints": ["post-purchase", "after-support"] });
    let mut document = json!({
        "name": "Kokage", "origins": ["https://shop.example"], "timezone": "Asia/Tokyo",
        "privacy": { "retention_days": 3650, "min_group": 1 },
        "surveys": [survey("nps", "nps"), survey("effort", "ces")],
    });
    for version in [1, 2] {
        let put = send(&app, "PUT", "/v1/sites/kokage", &document).await;
        assert!(matches!(put.status, 200 | 201), "{version}: {}", put.text);
        document["surveys"][1]["version"] = json!(2);
        document["surveys"][1]["scale"] = json!(7);
    }
    app
}

#[tokio::test]
async fn every_file_comes_to_the_same_as_through_the_api() {
    let files = files![
        "corrected-1-first.csv" "corrected-2-fixed.csv" "corrected-3-appended.csv"
        "corrected-4-crlf.csv" "cr-only.csv" "crlf-lines.csv" "dates-day-first.csv"
        "dates-excel-serial.csv" "dates-google-ja.csv" "dates-month-first.csv"
        "dates-slash-ymd.csv" "dates-unix.csv" "dates-utc-and-offset.csv" "extra-field.csv"
        "floats.csv" "full-width-digits.csv" "header-comma.csv" "labels.csv" "local-times.csv"
        "own-export-5-points.csv" "own-export.csv" "respondents.csv" "semicolon.csv"
        "shift-jis.csv" "tab.csv" "touchpoints.csv" "unclosed-quote.csv" "utf-16.csv"
    ];
    let expected: Map<String, Value> = serde_json::from_str(EXPECTED).unwrap();
    for (name, file) in files {
        let query = expected[name]["query"].as_str().unwrap();
        let (by_api, by_page) = (deployment().await, deployment().await);
        let api = through_api(&by_api, query, file).await;
        let mut visitor = Visitor::at(&by_page).await;
        let pairs: Vec<_> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        let (map, fields): (Vec<_>, Vec<_>) =
            pairs.into_iter().partition(|(name, _)| *name == "map");
        let mut look = visitor.send(&fields, Some((name, file))).await;
        if !map.is_empty() {
            look = with_map(&mut visitor, &look.text, &map).await;
        }
        let done = visitor.import(&look.text, &[]).await;
        if api.status == 400 {
            assert_eq!((look.status, done.status), (422, 422), "{name}");
            assert!(answers(&by_page).await.is_empty(), "{name}");
            continue;
        }
        assert_eq!((look.status, done.status), (200, 200), "{name}: {}", done.text);
        let api = api.json();
        let told = format!(
            "Imported {} new, {} replaced, {} there already, {} refused.",
            api["accepted"],
            api["replaced"],
            api["duplicates"],
            api["rejected"].as_array().unwrap().len()
        );
        assert!(done.text.contains(&told), "{name}: {told}: {}", done.text);
        for row in api["rejected"].as_array().unwrap() {
            assert!(look.text.contains(&format!("<b>Line {}</b>", row["line"])), "{name}: {row}");
        }
        assert_eq!(contents(&by_page).await, contents(&by_api).await, "{name}");
    }
}

/// Chooses the columns that `map` names.
async fn with_map(visitor: &mut Visitor<'_>, look: &str, map: &[(&str, &str)]) -> Reply {
    let heads: Vec<&str> = look
        .split("<th scope=\"row\"><label for=\"")
        .skip(1)
        .map(|cell| cell.split("\">").nth(1).unwrap().split("</label>").next().unwrap())
        .collect();
    let place = |header: &str| {
        let is = |head: &&str| head.eq_ignore_ascii_case(header);
        1 + heads.iter().position(is).unwrap_or_else(|| panic!("{header} in {heads:?}"))
    };
    let chosen: Vec<(String, &str)> = map
        .iter()
        .map(|(_, pair)| pair.split_once(':').unwrap())
        .map(|(ours, theirs)| (format!("column.{}", place(theirs)), ours))
        .collect();
    let chosen: Vec<(&str, &str)> = chosen.iter().map(|(name, ours)| (&**name, *ours)).collect();
    visitor.send_look(look, &chosen).await
}

async fn through_api(app: &Router, query: &str, file: &[u8]) -> Reply {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let key = format!("Bearer {ADMIN_KEY}");
    let headers = [("authorization", &*key), ("content-type", "text/csv")];
    let path = format!("/v1/sites/kokage/imports?{query}");
    crate::deployment::send_body(app, "POST", &path, &headers, Body::from(file.to_vec())).await
}

/// What the answers say, without the ids, which are made under a secret of the site.
async fn contents(app: &Router) -> Vec<String> {
    let mut all: Vec<String> = answers(app)
        .await
        .into_iter()
        .map(|mut answer| {
            answer.as_object_mut().unwrap().remove("id");
            answer.to_string()
        })
        .collect();
    all.sort();
    all
}
