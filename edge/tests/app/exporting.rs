//! Pages of an export: what they cost, and what a browser makes of them.

use koe_shared::id::AnswerId;
use serde_json::{Value, json};

use crate::counting::Counting;
use crate::deployment::{Deployment, Reply, START, answer, id, put_site, send, send_with};

/// Operations of a call for a page, at most.
const MOST: usize = 12;

/// So many answers, a minute apart, in that many revisions each.
async fn deployment(answers: u64, revisions: u8) -> Deployment {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    for number in 0..answers {
        if number % 40 == 0 {
            // The limit of one client is 120 writes in ten seconds.
            deployment.pass(10);
        }
        let time = START.unsigned_abs() - number * 60_000;
        let id = AnswerId::new(time, u128::from(number)).to_secret_string();
        for revision in 1..=revisions {
            let reply = send(&app, "POST", "/v1/answers", &answer(&id, revision)).await;
            assert_eq!(reply.status, 202, "{}", reply.text);
        }
    }
    deployment
}

/// All pages of a list, by a key of the scope `read` in an isolate that has seen nothing, each with the
/// number of its operations.
async fn pages(deployment: &Deployment, query: &str) -> Vec<(Reply, usize)> {
    let key = json!({ "name": "export", "scope": "read" });
    let key = send(&deployment.isolate(), "POST", "/v1/sites/kokage/keys", &key).await.json();
    let key = format!("Bearer {}", key["key"].as_str().unwrap());
    let counting = Counting::new(deployment);
    let app = deployment.behind(counting.clone()).isolate();
    let (mut pages, mut at) = (Vec::new(), String::new());
    loop {
        let path = format!("/v1/sites/kokage/answers?limit=1000&{query}{at}");
        let page = send_with(&app, "GET", &path, &[("authorization", &key)], &Value::Null).await;
        assert_eq!(page.status, 200, "{}", page.text);
        let next = page.header("koe-cursor").map(|cursor| format!("&cursor={cursor}"));
        pages.push((page, counting.since().len()));
        match next {
            Some(next) => at = next,
            None => return pages,
        }
    }
}

fn ids(pages: &[(Reply, usize)]) -> Vec<String> {
    let lines = pages.iter().flat_map(|(page, _)| page.text.lines());
    lines.map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].to_string()).collect()
}

#[tokio::test]
async fn a_page_of_an_export_costs_twelve_operations_at_most() {
    for (revisions, most_pages) in [(1, 2), (2, 3)] {
        let deployment = deployment(1_000, revisions).await;
        let pages = pages(&deployment, "format=ndjson").await;
        let costs: Vec<usize> = pages.iter().map(|(_, cost)| *cost).collect();
        assert!(costs.iter().all(|cost| *cost <= MOST), "{revisions} revisions: {costs:?}");
        assert!(costs.len() <= most_pages, "{revisions} revisions: {costs:?}");
        let mut ids = ids(&pages);
        assert!(ids.is_sorted_by(|newer, older| newer > older), "newest first, each once");
        ids.dedup();
        assert_eq!(ids.len(), 1_000, "{revisions} revisions");
    }
}

/// Where the isolate knows the site, a thousand answers are one page.
#[tokio::test]
async fn a_thousand_answers_are_one_page() {
    let deployment = deployment(1_000, 1).await;
    let counting = Counting::new(&deployment);
    let app = deployment.behind(counting.clone()).isolate();
    send(&app, "GET", "/s/kokage.js", &Value::Null).await;
    counting.since();
    let path = "/v1/sites/kokage/answers?limit=1000&format=ndjson";
    let page = send(&app, "GET", path, &Value::Null).await;
    assert_eq!(page.text.lines().count(), 1_000);
    assert_eq!(counting.since().len(), 11, "a list and ten bulk reads");
}

/// Twenty hours lie between two answers of a survey that is hardly asked: they are found on one page.
#[tokio::test]
async fn a_filter_that_finds_little_is_followed_to_its_first_answer() {
    let deployment = deployment(1_000, 1).await;
    let app = deployment.isolate();
    let mut rare = answer(&id(2_000 * 60_000), 1);
    rare["score"] = json!(3);
    assert_eq!(send(&app, "POST", "/v1/answers", &rare).await.status, 202);
    let pages = pages(&deployment, "format=ndjson&bucket=detractor").await;
    assert_eq!((ids(&pages).len(), pages.len()), (1, 1));
}

#[tokio::test]
async fn csv_is_a_file_that_a_spreadsheet_opens() {
    let deployment = deployment(0, 0).await;
    let app = deployment.isolate();
    let mut test = answer(&id(2), 1);
    test["test"] = json!(true);
    test["contact"] = json!({ "phone": "03-1234-5678", "when": "夕方", "consent": true });
    let mut dismissed = answer(&id(3), 1);
    dismissed.as_object_mut().unwrap().retain(|name, _| name != "score" && name != "comment");
    dismissed["outcome"] = json!("dismissed");
    for body in [answer(&id(1), 1), test, dismissed] {
        let reply = send(&app, "POST", "/v1/answers", &body).await;
        assert_eq!(reply.status, 202, "{}", reply.text);
    }
    for (query, name) in [
        ("", "kokage-to-2026-11-21.csv"),
        ("&from=2026-11-01", "kokage-2026-11-01-to-2026-11-21.csv"),
        ("&from=2026-11-01&to=2026-11-21", "kokage-2026-11-01-to-2026-11-20.csv"),
        ("&from=2026-11-21T00:00:00Z&to=2027-01-01", "kokage-2026-11-21-to-2026-11-21.csv"),
    ] {
        let path = format!("/v1/sites/kokage/answers?format=csv{query}");
        let file = send(&app, "GET", &path, &Value::Null).await;
        let expected = format!("attachment; filename=\"{name}\"");
        assert_eq!(file.header("content-disposition"), Some(&*expected), "{query}");
        assert!(file.text.starts_with("\u{feff}\"id\",\"survey\","), "{}", file.text);
    }
    let counted = |outcome: &'static str| {
        let app = app.clone();
        async move {
            let path = format!("/v1/sites/kokage/answers?format=csv&outcome={outcome}");
            let file = send(&app, "GET", &path, &Value::Null).await.text;
            let table = file.trim_start_matches('\u{feff}').to_owned();
            let mut reader = csv::Reader::from_reader(table.as_bytes());
            let header = reader.headers().unwrap().clone();
            let place = |name| header.iter().position(|column| column == name).unwrap();
            let (test, counted, when) = (place("test"), place("counted"), place("contact_when"));
            let cells = reader.records().map(|row| {
                let row = row.unwrap();
                [&row[test], &row[counted], &row[when]].join(" ")
            });
            cells.collect::<Vec<_>>()
        }
    };
    assert_eq!(counted("answered").await, ["false true ", "true false 夕方"]);
    assert_eq!(counted("dismissed").await, ["false false "]);
    let scores = "/v1/sites/kokage/scores?survey=shop-nps";
    assert_eq!(send(&app, "GET", scores, &Value::Null).await.json()["result"]["n"], 1);
    let list = send(&app, "GET", "/v1/sites/kokage/answers", &Value::Null).await.json();
    let told: Vec<&Value> =
        list["answers"].as_array().unwrap().iter().map(|answer| &answer["counted"]).collect();
    assert_eq!(told, [&json!(true), &json!(false)]);
}
