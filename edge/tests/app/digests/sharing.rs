//! What digests cost, and how sites share a run.

use koe_edge::cron;
use serde_json::{Value, json};

use super::{HOOK, SECRET, TO_MONDAY, site, taken};
use crate::counting::{Counting, Operations};
use crate::deployment::{Deployment, document, send};

fn all(spent: Operations) -> usize {
    spent.reads + spent.writes + spent.deletes + spent.lists
}

/// Calls of a run of the cron that only digests make.
async fn calls_of_a_run(deployment: &Deployment, counting: &Counting) -> Vec<String> {
    counting.since();
    cron::run(&deployment.state()).await.unwrap();
    let calls = counting.since();
    calls.into_iter().filter(|call| call.contains(" digest")).collect()
}

/// 1. Where no department has a digest, nothing is asked for it. 2. Where some has, nothing before it is due. 3. Once it
/// was sent, one list a run for all sites. 4. After three days nothing.
#[tokio::test]
async fn a_run_with_nothing_due_costs_one_list_at_most() {
    let whole = Deployment::new();
    let counting = Counting::new(&whole);
    let deployment = whole.behind(counting.clone());
    // 1.
    send(&deployment.isolate(), "PUT", "/v1/sites/kokage", &document(1)).await;
    deployment.pass(TO_MONDAY);
    assert_eq!(calls_of_a_run(&deployment, &counting).await, [""; 0]);
    deployment.pass(6 * 24 * 3_600);
    // 2.
    site(&deployment, |_| {}).await;
    assert_eq!(calls_of_a_run(&deployment, &counting).await, [""; 0]);
    deployment.pass(24 * 3_600);
    // 3.
    assert_eq!(
        calls_of_a_run(&deployment, &counting).await,
        [
            "list digested/2026-W48/",
            "list digest/kokage/",
            "put digest/kokage/care/2026-W48",
            "put digested/2026-W48/kokage",
        ]
    );
    assert_eq!(taken(&deployment).len(), 1);
    for _ in 0..3 {
        deployment.pass(24 * 3_600 - 600);
        let calls = calls_of_a_run(&deployment, &counting).await;
        assert_eq!(calls, ["list digested/2026-W48/"]);
    }
    // 4.
    deployment.pass(1_800);
    assert_eq!(calls_of_a_run(&deployment, &counting).await, [""; 0]);
}

/// thirty sites with three departments each: a run stays within the budget of the cron, each site comes in its turn, and
/// all are told once within three hours
#[tokio::test]
async fn many_sites_are_told_in_turn() {
    let whole = Deployment::new();
    let counting = Counting::new(&whole);
    let deployment = whole.behind(counting.clone());
    let app = deployment.isolate();
    for n in 0..30 {
        let mut body = document(1);
        let department = |id: &str| {
            json!({
                "id": id, "name": id, "touchpoints": ["post-purchase"],
                "to": [{ "webhook": HOOK, "secret": SECRET }],
            })
        };
        body["departments"] = ["a", "b", "c"].map(department).to_vec().into();
        let path = format!("/v1/sites/site-{n}");
        assert_eq!(send(&app, "PUT", &path, &body).await.status, 201);
    }
    deployment.pass(TO_MONDAY);
    let mut runs = 0;
    while taken(&deployment).len() < 90 {
        counting.spent();
        cron::run(&deployment.state()).await.unwrap();
        let spent = all(counting.spent());
        assert!(spent <= 950, "{spent}");
        deployment.pass(600);
        runs += 1;
        assert!(runs <= 18, "{} are told", taken(&deployment).len());
    }
    for _ in 0..10 {
        cron::run(&deployment.state()).await.unwrap();
        deployment.pass(600);
    }
    let mut ids: Vec<String> = taken(&deployment).into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids.len(), 90);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 90);
    assert_eq!(send(&app, "GET", "/v1/sites/site-0", &Value::Null).await.status, 200);
}
