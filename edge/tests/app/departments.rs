//! Departments: the touchpoints of each together, in every report and list, by the API and at the desk.

use koe_shared::metric::Scale;
use serde_json::{Value, json};

use crate::deployment::{Deployment, document, send, send_with};
use crate::reading;
use crate::told::Told;

const HOUR: i64 = 3_600_000;
const FORM: &str = "application/x-www-form-urlencoded";

/// A site of three touchpoints, of which two departments answer for two: ten answers at each.
async fn kokage() -> Deployment {
    let deployment = Deployment::new();
    let mut document = document(1);
    document["touchpoints"] = json!([{ "id": "cart" }, { "id": "after-support" }]);
    document["departments"] = json!([
        { "id": "shop", "name": "Shop floor", "touchpoints": ["post-purchase", "cart"] },
        { "id": "care", "name": "Customer care", "touchpoints": ["after-support", "cart"] },
        { "id": "new", "name": "Not yet anything" },
    ]);
    let reply = send(&deployment.isolate(), "PUT", "/v1/sites/kokage", &document).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    let mut n = 0;
    for (touchpoint, score) in
        [("post-purchase", 10), ("cart", 8), ("after-support", 2), ("nowhere", 0)]
    {
        for place in 0..10 {
            let told = Told::score(HOUR + place, "shop-nps", Scale::Nps, score).says(touchpoint);
            told.at(touchpoint).store(&*deployment.store, n).await;
            n += 1;
        }
    }
    deployment
}

async fn asked(deployment: &Deployment, path: &str) -> Value {
    let path = format!("/v1/sites/kokage{path}");
    let reply = send(&deployment.isolate(), "GET", &path, &Value::Null).await;
    assert_eq!(reply.status, 200, "{path}: {}", reply.text);
    reply.json()
}

/// scores, summary, answers of a department: those of its touchpoints together, counted or read raw · with one of
/// them: that one · one of another: none · without touchpoints: none · no such department 422
#[tokio::test]
async fn a_department_has_the_answers_of_its_touchpoints() {
    let deployment = kokage().await;
    for is_counted in [false, true] {
        for (query, n, score) in [
            ("", 40, json!(-25.0)),
            ("&department=shop", 20, json!(50.0)),
            ("&department=care", 20, json!(-50.0)),
            ("&department=care&touchpoint=after-support", 10, json!(-100.0)),
            ("&department=care&touchpoint=post-purchase", 0, Value::Null),
            ("&department=care&locale=en", 20, json!(-50.0)),
            ("&department=new", 0, Value::Null),
        ] {
            let told = asked(&deployment, &format!("/scores?survey=shop-nps{query}")).await;
            assert_eq!(
                (&told["result"]["n"], &told["result"]["score"]),
                (&json!(n), &score),
                "{query} {is_counted}"
            );
        }
        let summary = asked(&deployment, "/summary?department=shop").await;
        assert_eq!(summary["metrics"][0]["result"]["n"], json!(20));
        assert_eq!(summary["worst"]["touchpoint"], json!("cart"));
        let listed = asked(&deployment, "/answers?department=care&bucket=detractor").await;
        assert_eq!(listed["answers"].as_array().unwrap().len(), 10);
        deployment.settle().await;
    }
    for call in ["scores?survey=shop-nps&", "summary?", "answers?", "voices?"] {
        let path = format!("/v1/sites/kokage/{call}department=sales");
        let reply = send(&deployment.isolate(), "GET", &path, &Value::Null).await;
        let problem = reply.json();
        assert_eq!(
            (reply.status, &problem["code"], &problem["field"]),
            (422, &json!("invalid_parameter"), &json!("department")),
            "{call}"
        );
    }
}

/// a key of a department: its report opens on that · of one that the site does not have: on all · the choice can be
/// undone
#[tokio::test]
async fn a_key_of_a_department_opens_on_it() {
    let deployment = kokage().await;
    let app = deployment.isolate();
    for (departments, home) in [
        (json!(["sales", "care"]), "/sites/kokage?department=care"),
        (json!(["sales"]), "/sites/kokage"),
        (json!([]), "/sites/kokage"),
    ] {
        let key = json!({ "name": "a", "scope": "care", "departments": departments });
        let key = send(&app, "POST", "/v1/sites/kokage/keys", &key).await.json();
        let key = key["key"].as_str().unwrap();
        let fields = [("sec-fetch-site", "same-origin"), ("content-type", FORM)];
        let body = json!(format!("key={key}"));
        let reply = send_with(&app, "POST", "/sign-in", &fields, &body).await;
        assert_eq!((reply.status, reply.header("location")), (303, Some(home)), "{departments}");
        deployment.pass(60);
    }
    let page = reading::opened(&app, "/sites/kokage?department=care").await;
    assert!(
        page.contains(r#"<a href="/sites/kokage"><span><bdi>Department: Customer care"#),
        "{page}"
    );
}

/// the filter names the departments · a chosen one stands in words, on every report, and each has its answers
#[tokio::test]
async fn the_desk_shows_a_department_by_its_name() {
    let deployment = kokage().await;
    let page = "/sites/kokage?department=care";
    let told = reading::says(&deployment, page, &["Department: Customer care", "n = 20"]).await;
    assert!(told.contains("Shop floor") && told.contains("Not yet anything"), "{told}");
    reading::says(&deployment, &format!("{page}&lang=ja"), &["部門: Customer care"]).await;
    for page in ["trend", "journey"] {
        let path = format!("/sites/kokage/{page}?department=care");
        reading::says(&deployment, &path, &["Department: Customer care", "n = 20"]).await;
    }
    let path = "/sites/kokage/comments?department=shop";
    let told = reading::says(&deployment, path, &["Department: Shop floor", "All 20"]).await;
    assert!(!told.contains("after-support"), "{told}");
    reading::says(&deployment, "/sites/kokage/comments?department=new", &["No comments match"])
        .await;
}
