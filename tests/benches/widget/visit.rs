//! What every measurement starts from: a Worker with a site, the front, a browser, and somebody
//! who was never on the page before.

use super::{front::Front, screen};
use koe_tests::{
    browser::{Browser, Device, Page},
    workerd::{Limits, Workerd},
    workspace,
};
use serde_json::{Value, json};

/// The device that everything is measured on.
pub(crate) const DEVICE: Device =
    Device { slower: 4.0, bits_per_second: Some(1_600_000), latency: 150 };

/// The same processor on a line that costs no time, for what does not depend on the line.
pub(crate) const AT_HOME: Device = Device { bits_per_second: None, latency: 0, ..DEVICE };

/// Waits until the module was fetched and the page has been idle since; not for ever, since a
/// prompt that nobody fetched ahead is only slow.
pub(crate) const WARM: &str = "(async () => {
  const fetched = () => performance.getEntriesByType('resource').some(({ name }) => /wasm$/.test(name));
  for (let tries = 0; tries < 50 && !fetched(); tries++) await new Promise((done) => setTimeout(done, 100));
  for (let times = 0; times < 5; times++) await new Promise((done) => requestIdleCallback(done, { timeout: 1000 }));
})()";

/// Everything that runs.
pub(crate) struct Visit {
    front: Front,
    browser: Browser,
    _worker: Workerd,
}

impl Visit {
    /// Starts everything and sets up the site that the pages name.
    pub(crate) fn start() -> Self {
        let worker = Workerd::start(Limits { client: 1_000_000, site: 1_000_000 });
        let front = Front::start(worker.url());
        let client = worker.client();
        let site = client.put("/v1/sites/bench").key(client.admin_key());
        site.json(&document(&front.page)).send().is(201);
        Self { front, browser: Browser::start(), _worker: worker }
    }

    /// An empty tab of somebody new, on a device.
    pub(crate) fn stranger(&self, device: Device) -> Page {
        let page = self.browser.stranger();
        page.device(device);
        page.watch();
        page.before_scripts(screen::SEE);
        page
    }

    /// Somebody new on a page, which has loaded.
    pub(crate) fn to(&self, path: &str, device: Device) -> Page {
        let page = self.stranger(device);
        page.goto(&self.url(path));
        page
    }

    /// The address of one of the owner's pages.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.front.page)
    }

    /// Where Koe's scripts come from.
    pub(crate) fn koe(&self) -> &str {
        &self.front.koe
    }

    /// The peer and its version.
    pub(crate) fn peer() -> String {
        let manifest = workspace::root().join("node_modules/posthog-js/package.json");
        let manifest = std::fs::read(workspace::made_by("npm ci", manifest)).unwrap_or_default();
        let manifest: Value = serde_json::from_slice(&manifest).unwrap_or_default();
        format!("posthog-js {}", manifest["version"].as_str().unwrap_or("?"))
    }
}

/// A site with an NPS survey for each place a prompt can stand in, asked as often as its touchpoint
/// comes. One of the touchpoints can come by itself on the quiet page: what it takes is fetched ahead.
fn document(origin: &str) -> Value {
    let survey = |id: &str, placement: &str| {
        json!({
            "id": id, "metric": "nps", "goal": "Is it fast?", "touchpoints": [id],
            "placement": placement, "subject": { "en": "Kokage" },
        })
    };
    let touchpoint = |id: &str| json!({ "id": id, "stage": "visit" });
    let expected = json!({
        "id": "expected", "stage": "visit",
        "when": { "url": "/koe/quiet", "click": "[href='#order']" },
    });
    json!({
        "name": "Kokage", "origins": [origin], "locale": "en", "locales": ["en"],
        "cool_down_days": 0,
        "touchpoints": [touchpoint("now"), touchpoint("modal"), touchpoint("inline"), expected],
        "surveys": [
            survey("now", "popover"), survey("modal", "modal"), survey("inline", "inline"),
            survey("expected", "popover"),
        ],
    })
}
