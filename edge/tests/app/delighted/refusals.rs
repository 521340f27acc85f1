//! Who is let in, and what can't be honoured.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::STANDARD};
use koe_edge::store::{Put, keys};
use serde_json::json;

use super::{DAY, call, get, site, told};
use crate::counting::Counting;
use crate::deployment::{ADMIN_KEY, Deployment, Reply, START, send_with};
use crate::paging::Short;

/// without a key, with an unknown one and with none in Basic 401, `Basic` · with the admin key 403 · with a
/// bearer 401 · with or without the colon, as clients differ, with a password, with a write key 200 · another
/// survey, another site 404 · POST 405 · all of it for the caller alone
#[tokio::test]
async fn keys_come_as_users_and_tell_the_site() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    let key = site(&app).await;
    let write = super::key(&app, "write").await;
    let basic = |user: &str| format!("Basic {}", STANDARD.encode(user));
    let unknown = key.replace("koe_kokage_", "koe_kokage_0").replacen('0', "", 1);
    let broken = format!("{}0", &unknown[..unknown.len() - 1]);
    let metrics = "/delighted/shop-nps/v1/metrics.json";
    let (none, bearer) = (String::new(), format!("Bearer {key}"));
    for (authorization, path, status, code) in [
        (&none, metrics, 401, "key_missing"),
        (&bearer, metrics, 401, "key_missing"),
        (&"Basic !".to_owned(), metrics, 401, "key_missing"),
        (&basic(":"), metrics, 401, "key_missing"),
        (&basic(&format!("{broken}:")), metrics, 401, "key_unknown"),
        (&basic("nobodys:"), metrics, 401, "key_unknown"),
        (&basic(&format!("{ADMIN_KEY}:")), metrics, 403, "key_of_another_site"),
        (&basic(&key), metrics, 200, ""),
        (&basic(&format!("{key}:")), metrics, 200, ""),
        (&basic(&format!("{key}:anything")), metrics, 200, ""),
        (&basic(&format!("{write}:")), metrics, 200, ""),
        (&basic(&key), "/delighted/nothing/v1/people", 404, "unknown_survey"),
        (&basic(&key), "/delighted/%00/v1/metrics", 404, "unknown_survey"),
        (&basic(&key), "/delighted/shop-nps/v1/bounces", 404, "not_found"),
    ] {
        let reply = call(&app, authorization, path).await;
        assert_eq!(reply.status, status, "{path} with {authorization}: {}", reply.text);
        if status == 200 {
            assert_eq!(reply.header("cache-control"), Some("private, no-store"));
            continue;
        }
        let problem = reply.json();
        assert_eq!(problem["code"], code, "{problem}");
        let scheme = (status == 401).then_some("Basic realm=\"Koe\"");
        assert_eq!(reply.header("www-authenticate"), scheme);
        if code != "not_found" {
            assert_eq!(reply.header("cache-control"), Some("private, no-store"));
            assert!(problem["message"].is_string() && problem["errors"].is_object(), "{problem}");
        }
    }
    for method in ["POST", "PUT", "DELETE"] {
        for path in ["people", "people.json", "survey_responses", "metrics.json"] {
            let path = format!("/delighted/shop-nps/v1/{path}");
            let headers = [("authorization", &*basic(&key))];
            let reply = send_with(&app, method, &path, &headers, &json!({})).await;
            let problem = reply.json();
            assert_eq!((reply.status, &problem["message"]), (405, &json!("Method Not Allowed")));
            assert_eq!(reply.header("cache-control"), Some("private, no-store"));
        }
    }
}

/// what Delighted knows and Koe does not, what nobody knows, and what is out of bounds: 422, each by its
/// name, in the form that Delighted's clients read
#[tokio::test]
async fn what_can_not_be_honoured_is_refused_by_name() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    let key = site(&app).await;
    for (path, field, code, detail) in [
        ("metrics?trend=1", "trend", "unknown_parameter", "Koe has no counterpart of trend"),
        ("metrics?groups[]=email", "groups", "invalid_parameter", "groups \"email\" is not core"),
        ("metrics?expand[]=person", "expand", "unknown_parameter", "no parameter \"expand\""),
        ("metrics?since=yesterday", "since", "invalid_parameter", "seconds since 1970"),
        ("metrics?since=-1", "since", "invalid_parameter", "seconds since 1970"),
        ("metrics?since=10000000000", "since", "invalid_parameter", "seconds since 1970"),
        ("metrics?since=2&until=1", "since", "empty_range", "nothing lies from"),
        ("metrics?scale=5", "scale", "invalid_parameter", "scale"),
        ("survey_responses?trend=1", "trend", "unknown_parameter", "no counterpart of trend"),
        ("survey_responses?person_id=1", "person_id", "unknown_parameter", "respondents/{id}"),
        ("survey_responses?person_email=a", "person_email", "unknown_parameter", "no counterpart"),
        ("survey_responses?per_page=0", "per_page", "invalid_parameter", "from 1 to 100"),
        ("survey_responses?per_page=101", "per_page", "invalid_parameter", "from 1 to 100"),
        ("survey_responses?page=0", "page", "invalid_parameter", "1 or later"),
        ("survey_responses?order=up", "order", "invalid_parameter", "asc:updated_at"),
        ("survey_responses?expand[]=notes", "expand", "invalid_parameter", "\"notes\""),
        ("survey_responses?page=1&page=2", "page", "repeated_parameter", "more than once"),
        ("survey_responses?pages=1", "pages", "unknown_parameter", "\"pages\""),
        ("people?phone_number=1", "phone_number", "unknown_parameter", "no counterpart"),
        ("people?page=2", "page", "unknown_parameter", "\"page\""),
        ("people?page_info=zz", "page_info", "invalid_parameter", "of a reply to the same"),
    ] {
        let reply = get(&app, &key, path).await;
        let problem = reply.json();
        assert_eq!(reply.status, 422, "{path}: {problem}");
        assert_eq!((&problem["code"], &problem["field"]), (&json!(code), &json!(field)), "{path}");
        assert!(problem["detail"].as_str().unwrap().contains(detail), "{path}: {problem}");
        assert_eq!(problem["message"], "Unprocessable Entity", "{path}");
        assert_eq!(problem["errors"], json!({ field: [problem["detail"]] }), "{path}");
        assert_eq!(reply.header("content-type"), Some("application/problem+json"));
    }
}

/// 61,000 answers to a survey and 20,000 to another, in a year · every page by `created_at`, from either end,
/// within 200 lists · by `updated_at` each answer is read: of all 422, of half a year 200 · pages of a list
/// that are short: the metrics and the last page 422, the first 200
#[tokio::test]
async fn past_its_bounds_a_call_says_what_to_narrow() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    let key = site(&app).await;
    let site = "kokage".parse().unwrap();
    let long = jiff::SignedDuration::from_hours(24 * 700);
    for n in 0..81_000_u64 {
        let id = koe_shared::id::PublicId::new(START.unsigned_abs() - n * 420_000, n.into());
        let survey = if n % 81 < 61 { "08shop-nps" } else { "11support-ces" };
        let metadata = format!("1an09w000001{survey}0000");
        let put = Put {
            value: r#"{"received_at":"2026-11-21T03:00:00Z"}"#,
            metadata: Some(&metadata),
            time_to_live: Some(long),
        };
        let key = keys::answer(&site, &id, keys::Rank::Revision(1));
        deployment.store.put(&key, put).await.unwrap();
    }
    let counting = Counting::new(&deployment);
    let app = deployment.behind(counting.clone()).isolate();
    let past = |reply: &Reply, path: &str| {
        let problem = reply.json();
        assert_eq!((reply.status, &problem["code"]), (422, &json!("range_too_large")), "{path}");
        assert_eq!(problem["field"], "since");
        assert!(problem["detail"].as_str().unwrap().contains("since and until"), "{problem}");
    };
    for (path, n, most_lists) in [
        ("survey_responses?per_page=100", 100, 20),
        ("survey_responses?per_page=100&order=desc", 100, 1),
        ("survey_responses?per_page=100&page=609", 100, 200),
        ("survey_responses?per_page=100&page=610&order=desc", 100, 90),
        ("survey_responses?per_page=100&page=611&order=desc", 0, 90),
        ("survey_responses?per_page=100&updated_since=1", 100, 20),
    ] {
        counting.spent();
        let listed = told(&get(&app, &key, path).await);
        assert_eq!(listed.as_array().unwrap().len(), n, "{path}");
        let lists = counting.spent().lists;
        assert!(lists <= most_lists, "{path}: {lists} lists");
    }
    for path in
        ["survey_responses?order=asc:updated_at", "survey_responses?updated_since=1900000000"]
    {
        past(&get(&app, &key, path).await, path);
    }
    let half = format!("survey_responses?order=asc:updated_at&since={}", START / 1_000 - 150 * DAY);
    assert_eq!(told(&get(&app, &key, &half).await).as_array().unwrap().len(), 20);

    let short = Arc::new(Short::before(Arc::clone(&deployment.store), 100));
    let app = deployment.behind(short).isolate();
    for path in ["metrics", "survey_responses?page=2000", "survey_responses?page=2000&order=desc"] {
        past(&get(&app, &key, path).await, path);
    }
    let first = told(&get(&app, &key, "survey_responses?order=desc").await);
    assert_eq!(first.as_array().unwrap().len(), 20);
}
