//! What the cron costs where little happens.
//!
//! Every run lists four prefixes, whatever sites there are: the persons that were erased, the alerts that are due,
//! the late marks, the sites. What is counted here comes beside them.

use std::sync::Arc;

use koe_edge::cron;
use koe_shared::id::AnswerId;
use serde_json::{Value, json};

use crate::counting::{Counting, Operations};
use crate::deployment::{Deployment, START, answer, document, send};

/// Runs of a day.
const RUNS: usize = 144;
/// What every run lists.
const EVERY_RUN: [&str; 4] = ["list erased/", "list due/", "list late/", "list site/"];

struct Quiet {
    deployment: Deployment,
    counting: Arc<Counting>,
    app: axum::Router,
    /// Minutes since the start.
    minutes: u64,
}

impl Quiet {
    /// Sites that have been there for two days, so that the first runs are over.
    async fn with(sites: usize) -> Self {
        let whole = Deployment::new();
        let counting = Counting::new(&whole);
        let deployment = whole.behind(counting.clone());
        let app = deployment.isolate();
        for number in 0..sites {
            let path = format!("/v1/sites/{}", name(number));
            assert_eq!(send(&app, "PUT", &path, &document(1)).await.status, 201);
        }
        let mut quiet = Self { deployment, counting, app, minutes: 0 };
        for _ in 0..2 {
            quiet.day(async |_, _| {}).await;
        }
        quiet
    }

    /// What the cron does in a day, beside what every run lists. `happens` is called before each run.
    async fn day(&mut self, happens: impl AsyncFn(&Self, usize)) -> Operations {
        let mut cost = Operations::default();
        for run in 0..RUNS {
            self.deployment.pass(600);
            self.minutes += 10;
            happens(self, run).await;
            self.counting.spent();
            cron::run(&self.deployment.state()).await.unwrap();
            let calls = self.counting.since();
            let every = calls.iter().filter(|call| EVERY_RUN.contains(&call.as_str())).count();
            assert_eq!(every, EVERY_RUN.len(), "{calls:?}");
            let spent = self.counting.spent();
            cost.reads += spent.reads;
            cost.writes += spent.writes;
            cost.deletes += spent.deletes;
            cost.lists += spent.lists - every;
        }
        cost
    }

    /// An answer is taken in now that was given so many minutes ago.
    async fn answer(&self, site: usize, minutes_ago: u64) {
        let now = START.unsigned_abs() + self.minutes * 60_000;
        let id = AnswerId::new(now - minutes_ago * 60_000, u128::from(self.minutes));
        let mut told = answer(&id.to_secret_string(), 1);
        told["site"] = json!(name(site));
        let taken = send(&self.app, "POST", "/v1/answers", &told).await;
        assert_eq!(taken.status, 202, "{}", taken.text);
    }
}

fn name(number: usize) -> String {
    format!("site-{number}")
}

/// no site at all: nothing but what every run lists
#[tokio::test]
async fn a_deployment_without_a_site_costs_the_cron_four_lists_a_run() {
    let cost = Quiet::with(0).await.day(async |_, _| {}).await;
    assert_eq!(cost, Operations::default());
}

/// a site without an answer, for three days: at most 30 lists and one write a day
#[tokio::test]
async fn an_empty_site_costs_the_cron_one_write_a_day() {
    let mut quiet = Quiet::with(1).await;
    for day in 0..3 {
        let cost = quiet.day(async |_, _| {}).await;
        assert!(cost.lists <= 30 && cost.writes <= 1 && cost.deletes == 0, "{day}: {cost:?}");
    }
}

/// four answers a day in their own hour, one that comes five hours late, one a day late: at most 30 lists
/// and 60 writes a day. Each hour is looked for once, and each hour that holds something new is listed once
#[tokio::test]
async fn a_quiet_site_costs_the_cron_thirty_lists_and_sixty_writes_a_day() {
    let mut quiet = Quiet::with(1).await;
    for day in 0..3 {
        let cost = quiet
            .day(async |quiet, run| match run {
                20 | 50 | 90 | 120 => quiet.answer(0, 1).await,
                33 => quiet.answer(0, 300).await,
                75 => quiet.answer(0, 24 * 60 + 70).await,
                _ => {}
            })
            .await;
        assert!(cost.lists <= 30 && cost.writes <= 60, "{day}: {cost:?}");
    }
    let path = format!("/v1/sites/{}/scores?survey=shop-nps&from=2026-11-20", name(0));
    let scores = send(&quiet.app, "GET", &path, &Value::Null).await.json();
    assert_eq!(scores["result"]["n"], 18, "{scores}");
}

/// 50 sites, of which eleven get an answer on a day: no site costs more for the others
#[tokio::test]
async fn fifty_sites_cost_the_cron_fifty_times_one() {
    let mut quiet = Quiet::with(50).await;
    let happens = async |quiet: &Quiet, run: usize| {
        if run % 14 == 3 {
            quiet.answer(run / 14, 1).await;
        }
    };
    let cost = quiet.day(happens).await;
    assert!(cost.lists <= 50 * 30 && cost.writes <= 39 + 11 * 60, "{cost:?}");
}
