//! Requests and storage operations of each call, counted.

use std::fmt;
use std::sync::Arc;

use koe_edge::config::IMPORT_SETTLE;
use koe_edge::cron::{self, Kept};
use koe_shared::id::AnswerId;
use serde_json::{Value, json};

use crate::alerts;
use crate::cases;
use crate::counting::{Counting, Operations};
use crate::deployment::{Deployment, START, answer, form, id, send, send_with};
use crate::persons::{named, put_site};
use crate::releasing::Files;

/// The files of a release.
const RELEASED: usize = 8;

/// What one thing costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) what: String,
    pub(super) requests: usize,
    pub(super) operations: Operations,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, requests, operations } = self;
        let Operations { reads, writes, deletes, lists } = operations;
        write!(f, "| {what} | {requests} | {reads} | {writes} | {deletes} | {lists} |")
    }
}

/// Every line of the page.
pub(super) async fn measured() -> Vec<Line> {
    let mut meter = Meter::new().await;
    meter.pages().await;
    meter.answers().await;
    meter.alerts().await;
    meter.cases().await;
    meter.taking_back().await;
    meter.live(31).await;
    meter.owners().await;
    meter.imports().await;
    meter.runs().await;
    meter.lines
}

/// What was measured so far, on a deployment whose storage counts.
struct Meter {
    deployment: Deployment,
    counting: Arc<Counting>,
    files: Files,
    lines: Vec<Line>,
    /// Hours since the start.
    hours: u64,
}

impl Meter {
    async fn new() -> Self {
        let whole = Deployment::new().settling(IMPORT_SETTLE);
        let counting = Counting::new(&whole);
        let deployment = whole.behind(counting.clone());
        put_site(&deployment.isolate()).await;
        counting.spent();
        let files = Files::of("release", RELEASED);
        Self { deployment, counting, files, lines: Vec::new(), hours: 0 }
    }

    /// Notes what was spent since the last line.
    fn note(&mut self, what: &str) {
        let operations = self.counting.spent();
        self.lines.push(Line { what: what.to_owned(), requests: 1, operations });
    }

    /// Notes what a request costs that has to be answered so.
    async fn call(
        &mut self,
        what: &str,
        (app, method, path): (&axum::Router, &str, &str),
        body: &Value,
        status: u16,
    ) {
        self.counting.spent();
        let reply = send(app, method, path, body).await;
        assert_eq!(reply.status, status, "{what}: {}", reply.text);
        self.note(what);
    }

    async fn form(&mut self, what: &str, (app, path): (&axum::Router, &str), fields: &str) {
        self.counting.spent();
        let reply = form(app, path, fields).await;
        assert_eq!(reply.status, 303, "{what}: {}", reply.text);
        self.note(what);
    }

    /// The script, the texts of a prompt, the hosted page.
    async fn pages(&mut self) {
        let app = self.deployment.isolate();
        let script = (&app, "GET", "/s/kokage.js");
        self.call("script, the first of a minute in a Worker", script, &Value::Null, 200).await;
        self.call("script", script, &Value::Null, 200).await;
        let config = send(&app, "GET", "/s/kokage.json", &Value::Null).await.text;
        let hash = config.split("\"content\":\"").nth(1).unwrap()[..16].to_owned();
        let texts = format!("/t/kokage/{hash}-en.json");
        self.call("texts of a prompt", (&app, "GET", &texts), &Value::Null, 200).await;
        let hosted = (&app, "GET", "/p/kokage/shop-nps");
        self.call("hosted page, or a prompt in a frame", hosted, &Value::Null, 200).await;
    }

    /// What visitors write.
    async fn answers(&mut self) {
        let app = self.deployment.isolate();
        let post = (&app, "POST", "/v1/answers");
        let first = "answer, the first of a minute in a Worker";
        self.call(first, post, &answer(&id(1), 1), 202).await;
        self.call("answer", post, &answer(&id(2), 1), 202).await;
        self.call("its comment", post, &answer(&id(2), 2), 202).await;
        self.call("answer that names a person", post, &named(&id(3), 1, "u_42"), 202).await;
        let mut dismissed = answer(&id(4), 1);
        dismissed["outcome"] = json!("dismissed");
        let fields = dismissed.as_object_mut().unwrap();
        fields.retain(|name, _| !matches!(name.as_str(), "score" | "comment"));
        self.call("prompt without an answer", post, &dismissed, 202).await;
        let late = |ago: u64| answer(&id(24 * 3_600_000 + ago), 1);
        self.call("answer that comes after its hour", post, &late(1), 202).await;
        self.call("another one of that hour, within ten minutes", post, &late(2), 202).await;
        let fields = format!("score=8&id={}", id(5));
        self.form("answer by the hosted page's form", (&app, "/p/kokage/shop-nps"), &fields).await;
    }

    /// An answer that is told, on a deployment of its own: a site with rules looks for alerts when an answer is
    /// taken back.
    async fn alerts(&mut self) {
        let whole = Deployment::new();
        alerts::site(&whole, |_| {}).await;
        let counting = Counting::new(&whole);
        let deployment = whole.behind(counting.clone());
        let app = deployment.isolate();
        send(&app, "GET", "/s/kokage.js", &Value::Null).await;
        counting.spent();
        let mut note = |what: &str| {
            let operations = counting.spent();
            self.lines.push(Line { what: what.to_owned(), requests: 1, operations });
        };
        let post = async |body: &Value| send(&app, "POST", "/v1/answers", body).await;
        assert_eq!(post(&answer(&id(1), 1)).await.status, 202);
        note("answer that meets no rule of alerts");
        alerts::ring(post(&alerts::angry(1, 1, Some("broken"))).await).await;
        note("comment that is told at once");
        alerts::ring(post(&alerts::angry(2, 1, None)).await).await;
        note("score that waits for its comment");
        deployment.pass(180);
        cron::run(&deployment.state()).await.unwrap();
        note("run of the cron that tells it");
    }

    /// An answer whose case is opened, followed up and listed.
    async fn cases(&mut self) {
        let whole = Deployment::new();
        cases::opening(&whole).await;
        let counting = Counting::new(&whole);
        let app = whole.behind(counting.clone()).isolate();
        send(&app, "GET", "/s/kokage.js", &Value::Null).await;
        counting.spent();
        let mut note = |what: &str| {
            let operations = counting.spent();
            self.lines.push(Line { what: what.to_owned(), requests: 1, operations });
        };
        let angry = alerts::angry(1, 1, Some("broken"));
        assert_eq!(send(&app, "POST", "/v1/answers", &angry).await.status, 202);
        note("answer that opens a case");
        let case = cases::only(&app).await;
        note("list of one case");
        let event = json!({ "id": "a", "kind": "contacted" });
        assert_eq!(cases::note(&app, &case, &event).await.0, 201);
        note("event on a case");
    }

    /// A weekly digest, which tells the answers of each hour of a week. The site goes back to what it was then.
    async fn digests(&mut self) {
        let app = self.deployment.isolate();
        let before = send(&app, "GET", "/v1/sites/kokage", &Value::Null).await.json();
        let mut with = before.clone();
        with["departments"] = json!([{
            "id": "care", "name": "Care", "touchpoints": ["post-purchase"],
            "to": [{ "webhook": alerts::HOOK, "secret": alerts::SECRET }],
        }]);
        assert_eq!(send(&app, "PUT", "/v1/sites/kokage", &with).await.status, 200);
        self.counting.spent();
        self.run().await;
        let told = self.deployment.receivers.taken();
        assert_eq!(told[0].1["data"]["metrics"][0]["result"]["n"], 168);
        self.note("run that sends a weekly digest");
        self.counting.spent();
        self.run().await;
        self.note("run after it, until Thursday");
        assert_eq!(send(&app, "PUT", "/v1/sites/kokage", &before).await.status, 200);
        self.counting.spent();
    }

    /// What visitors look at, change and take back.
    async fn taking_back(&mut self) {
        let app = self.deployment.isolate();
        send(&app, "GET", "/s/kokage.js", &Value::Null).await;
        let receipt = format!("/r/kokage/{}", id(2));
        self.call("receipt", (&app, "GET", &receipt), &Value::Null, 200).await;
        let fields = "do=change&score=3&revision=2";
        self.form("change by the receipt", (&app, &receipt), fields).await;
        for (what, number) in [
            ("taking back", 1),
            ("taking back what names a person", 3),
            ("taking back what never came", 77),
        ] {
            let path = format!("/v1/answers/kokage/{}", id(number));
            self.call(what, (&app, "DELETE", &path), &Value::Null, 204).await;
        }
    }

    /// Lets days pass with an answer in each hour, and a run of the cron every ten minutes.
    async fn live(&mut self, days: u64) {
        for _ in 0..days * 24 {
            let app = self.deployment.isolate();
            assert_eq!(send(&app, "POST", "/v1/answers", &self.told(0)).await.status, 202);
            for _ in 0..6 {
                self.run().await;
            }
            self.hours += 1;
        }
        self.counting.spent();
    }

    /// An answer of so many hours ago.
    fn told(&self, hours_ago: u64) -> Value {
        let time = START.unsigned_abs() + (self.hours - hours_ago) * 3_600_000;
        let id = AnswerId::new(time, u128::from(self.hours + hours_ago)).to_secret_string();
        let mut told = answer(&id, 1);
        told["touchpoint"] = json!("post-purchase");
        told
    }

    /// A run of the cron as the Worker makes it, ten minutes after the one before.
    async fn run(&self) -> Kept {
        self.deployment.pass(600);
        let state = self.files.released_on(&self.deployment);
        let kept = cron::run(&state).await.unwrap();
        cron::keep_release(&state, &self.files).await.unwrap();
        kept
    }

    /// What owners ask, with the admin key where it is not said.
    async fn owners(&mut self) {
        let app = self.deployment.isolate();
        let key = json!({ "name": "dashboard", "scope": "read" });
        let key = send(&app, "POST", "/v1/sites/kokage/keys", &key).await.json();
        let key = format!("Bearer {}", key["key"].as_str().unwrap());
        send(&app, "GET", "/s/kokage.js", &Value::Null).await;
        let report = "/v1/sites/kokage/scores?survey=shop-nps";
        for (what, query) in [
            ("score of 30 days, the first of a minute in a Worker", ""),
            ("score of 30 days beside the 30 before, by day", "&interval=day&compare=previous"),
            ("score of today", "&from=2026-12-22"),
        ] {
            let path = format!("{report}{query}");
            self.call(what, (&app, "GET", &path), &Value::Null, 200).await;
        }
        self.counting.spent();
        let path = format!("{report}&from=2026-12-22");
        let headers = [("authorization", &*key)];
        let reply = send_with(&app, "GET", &path, &headers, &Value::Null).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        self.note("the same with an owner's key");
        let summary = (&app, "GET", "/v1/sites/kokage/summary");
        self.call("summary of 30 days beside the 30 before", summary, &Value::Null, 200).await;
        let badge = (&app, "GET", "/v1/sites/kokage/badge.svg?survey=shop-nps");
        self.call("badge", badge, &Value::Null, 200).await;
        let answers = (&app, "GET", "/v1/sites/kokage/answers");
        self.call("list of 100 answers", answers, &Value::Null, 200).await;
        let site = send(&app, "GET", "/v1/sites/kokage", &Value::Null).await.json();
        let mut site = site;
        site.as_object_mut().unwrap().retain(|name, _| !matches!(&**name, "script" | "updated_at"));
        let save = (&app, "PUT", "/v1/sites/kokage");
        self.call("saving a site", save, &site, 200).await;
    }

    /// What owners import and undo, in the course of an hour.
    async fn imports(&mut self) {
        let app = self.deployment.isolate();
        assert_eq!(send(&app, "POST", "/v1/answers", &self.told(0)).await.status, 202);
        let rows = (0..100).map(|row| format!("{},2026-11-19T10:{:02}\n", row % 11, row % 60));
        let file = json!(format!("score,answered_at\n{}", rows.collect::<String>()));
        let import = (&app, "POST", "/v1/sites/kokage/imports?survey=shop-nps");
        self.call("import of 100 rows of one hour", import, &file, 200).await;
        self.call("the same file again", import, &file, 200).await;
        self.run().await;
        let later = (&app, "POST", "/v1/sites/kokage/imports?survey=shop-nps&dry_run=false");
        let longer = json!(format!("{}0,2026-11-19T10:59\n", file.as_str().unwrap()));
        self.call("the same rows and one more, in another file", later, &longer, 200).await;
        self.run().await;
        let imports = "/v1/sites/kokage/imports";
        self.call("list of imports", (&app, "GET", imports), &Value::Null, 200).await;
        let listed = send(&app, "GET", imports, &Value::Null).await.json();
        let newest = format!("{imports}/{}", listed["imports"][0]["batch"].as_str().unwrap());
        let oldest = format!("{imports}/{}", listed["imports"][1]["batch"].as_str().unwrap());
        let what = "undoing what another import says as well, but for a row";
        self.call(what, (&app, "DELETE", &newest), &Value::Null, 200).await;
        self.run().await;
        self.call("undoing 100 rows", (&app, "DELETE", &oldest), &Value::Null, 200).await;
        for _ in 0..3 {
            self.run().await;
        }
        self.hours += 1;
    }

    /// What the cron does, at a site with an answer an hour.
    async fn runs(&mut self) {
        // Lets what the owners did be counted.
        self.live(1).await;
        assert_eq!(self.run().await.hours, 0);
        self.note("run of the cron with nothing to do");
        // An hour is ripe fifteen minutes after its end.
        assert_eq!(self.run().await.hours, 1);
        self.note("run that counts an hour");
        let app = self.deployment.isolate();
        assert_eq!(send(&app, "POST", "/v1/answers", &self.told(5)).await.status, 202);
        for hours in [0, 0, 1] {
            self.counting.spent();
            assert_eq!(self.run().await.hours, hours);
        }
        self.note("run that counts an hour once more");
        // The mark stays until the count is settled, and the day's sum where that is over.
        let mut deleted = 0;
        for _ in 0..12 {
            self.counting.spent();
            deleted = self.run().await.marks;
            if deleted > 0 {
                break;
            }
        }
        assert_eq!(deleted, 1);
        self.note("run that deletes a late mark");
        self.digests().await;
        let next = Files::of("next", RELEASED);
        cron::keep_release(&next.released_on(&self.deployment), &next).await.unwrap();
        self.note("what the first run of a release adds, which keeps its files");
    }
}
