//! People: those who answered, page by page, by what stands.

use std::collections::BTreeSet;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::{DAY, before, call, each, get, post, site, told};
use crate::deployment::{Deployment, START, send};

/// 45 persons with two answers each, one of them of another survey · pages of 20, 20 and 5 by `Link`, none
/// twice · first and newest answer, the contact of either · by e-mail, which may be the id, in any case ·
/// `since` and `until` go by the first answer · a cursor of another question: 422
#[tokio::test]
async fn people_are_those_who_answered_page_by_page() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    let key = site(&app).await;
    for n in 0..45 {
        deployment.pass(1);
        let mut person = json!({ "respondent": { "id": format!("u_{n}") } });
        post(&app, &before(1_000 + n), 1, 9, &person).await;
        person["contact"] = json!({ "email": format!("P{n}@example.com"), "consent": true });
        post(&app, &before(5_000 + n), 1, 3, &person).await;
    }
    deployment.pass(20);
    let elsewhere = json!({ "survey": "support-ces", "respondent": { "id": "ces_only" } });
    post(&app, &before(7), 1, 5, &elsewhere).await;
    let by_address = json!({ "respondent": { "id": "Kai@example.com" } });
    post(&app, &before(20 * 86_400), 1, 5, &by_address).await;
    post(&app, &before(6), 1, 5, &Value::Null).await;

    let (mut people, mut sizes) = (Vec::new(), Vec::new());
    let mut path = "/delighted/shop-nps/v1/people?per_page=20".to_owned();
    let basic = format!("Basic {}", STANDARD.encode(format!("{key}:")));
    loop {
        let reply = call(&app, &basic, &path).await;
        let listed = told(&reply);
        assert!(sizes.len() < 3, "pages without an end");
        sizes.push(listed.as_array().unwrap().len());
        people.extend(listed.as_array().unwrap().clone());
        let Some(link) = reply.header("link") else { break };
        assert!(!link.contains(','), "{link}");
        let (address, rel) = link.split_once("; ").unwrap();
        assert_eq!(rel, "rel=\"next\"");
        let address = address.trim_start_matches('<').trim_end_matches('>');
        assert!(address.contains("per_page=20"), "{address}");
        path = address.strip_prefix("https://localhost").unwrap().to_owned();
    }
    assert_eq!(sizes, [20, 20, 6]);
    let ids: BTreeSet<&str> = people.iter().map(|person| person["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 46);
    assert!(ids.contains("Kai@example.com") && !ids.contains("ces_only"));
    let start = START / 1_000;
    let seventh = people.iter().find(|person| person["id"] == "u_7").unwrap();
    assert_eq!(
        *seventh,
        json!({
            "id": "u_7", "email": "P7@example.com", "name": null, "phone_number": null,
            "created_at": start - 5_007, "last_sent_at": null, "last_responded_at": start - 1_007,
            "next_survey_scheduled_at": null,
        })
    );
    for (query, expected) in [
        ("email=p7@example.com", json!(["u_7"])),
        ("email=P7@EXAMPLE.COM", json!(["u_7"])),
        // An id is as the owner wrote it.
        ("email=kai@example.com", json!([])),
        ("email=Kai@example.com", json!(["Kai@example.com"])),
        ("email=nobody@example.com", json!([])),
        (&format!("until={}", start - DAY), json!(["Kai@example.com"])),
        (&format!("since={0}&until={0}", start - 5_003), json!(["u_3"])),
    ] {
        let reply = get(&app, &key, &format!("people.json?{query}")).await;
        assert_eq!(json!(each(&told(&reply), "id")), expected, "{query}");
        assert_eq!(reply.header("link"), None, "{query}");
    }
    let (_, cursor) = path.split_once("page_info=").unwrap();
    for other in ["people?since=1&", "people?email=a@example.com&"] {
        let reply = get(&app, &key, &format!("{other}page_info={cursor}")).await;
        assert_eq!((reply.status, &reply.json()["code"]), (422, &json!("invalid_parameter")));
    }
    let ces = format!("/delighted/support-ces/v1/people?page_info={cursor}");
    assert_eq!(call(&app, &basic, &ces).await.status, 422);
    let ces = told(&call(&app, &basic, "/delighted/support-ces/v1/people").await);
    assert_eq!(each(&ces, "id"), ["ces_only"]);
}

/// a person whose newest answer was taken back is told by the one before · one of whom every answer was is
/// not told, nor one whose answer names another by now
#[tokio::test]
async fn a_person_is_told_by_what_stands() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    let key = site(&app).await;
    for (seconds, person) in [(10, "stays"), (30, "goes"), (50, "stays")] {
        post(&app, &before(seconds), 1, 9, &json!({ "respondent": { "id": person } })).await;
    }
    assert_eq!(told(&get(&app, &key, "people").await).as_array().unwrap().len(), 2);
    for seconds in [10, 30] {
        let path = format!("/v1/answers/kokage/{}", before(seconds));
        assert_eq!(send(&app, "DELETE", &path, &Value::Null).await.status, 204);
    }
    let people = told(&get(&app, &key, "people").await);
    assert_eq!(each(&people, "id"), ["stays"]);
    // A revision that is sent again, after somebody else logged in on the page.
    for person in ["was", "is"] {
        post(&app, &before(70), 1, 9, &json!({ "respondent": { "id": person } })).await;
        deployment.pass(2);
    }
    let now = told(&get(&app, &key, "people").await);
    let mut ids = each(&now, "id");
    ids.sort_by_key(ToString::to_string);
    assert_eq!(ids, ["is", "stays"]);
    assert_eq!(each(&people, "last_responded_at"), [START / 1_000 - 50]);
}
