//! What a tab sends over the network, and a network that fails.

use super::Page;
use crate::patience;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use std::collections::HashSet;

/// One request that left a tab (or would have, had it been on-line).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Such as `POST`.
    pub method: String,
    /// The whole address.
    pub url: String,
    /// What was posted, when it was text.
    pub body: Option<String>,
    /// Whether the browser had the answer already, so that nothing crossed the network.
    pub cached: bool,
}

impl Request {
    /// Method and path, without origin and query: `GET /s/kokage.js`.
    pub fn line(&self) -> String {
        let after_scheme = self.url.split_once("://").map_or(self.url.as_str(), |(_, rest)| rest);
        let path = after_scheme.find('/').map_or("/", |slash| &after_scheme[slash..]);
        format!("{} {}", self.method, path.split('?').next().unwrap_or(path))
    }
}

impl Page {
    /// What the document in this tab has asked of `origin`, itself included, oldest first.
    #[track_caller]
    pub fn requests_to(&self, origin: &str) -> Vec<Request> {
        let loader = self.loader();
        self.sent(|event| event["loaderId"] == loader.as_str())
            .into_iter()
            .filter(|request| request.url.starts_with(origin))
            .collect()
    }

    /// Everything this tab ever asked for, whatever document was in it.
    pub fn all_requests(&self) -> Vec<Request> {
        self.sent(|_| true)
    }

    fn sent(&self, wanted: impl Fn(&Value) -> bool) -> Vec<Request> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let cached = self.events(|event| {
            let served = match event.method.as_str() {
                "Network.requestServedFromCache" => true,
                "Network.responseReceived" => event.params["response"]["fromDiskCache"] == true,
                _ => false,
            };
            served.then(|| text(&event.params["requestId"]))
        });
        let cached: HashSet<_> = cached.into_iter().collect();
        self.events(|event| {
            let (params, request) = (&event.params, &event.params["request"]);
            (event.method == "Network.requestWillBeSent" && wanted(params)).then(|| Request {
                method: text(&request["method"]),
                url: text(&request["url"]),
                body: request["postData"].as_str().map(str::to_owned),
                cached: cached.contains(&text(&params["requestId"])),
            })
        })
    }

    /// Cuts the tab off the network, or connects it again. The browser tells the page, as it does
    /// when a visitor enters a tunnel.
    #[track_caller]
    pub fn offline(&self, offline: bool) {
        let unlimited = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.ask("Network.emulateNetworkConditions", &unlimited);
    }

    /// Has the page hear nothing of its own end. A tab that closes leaves the harness first, and the
    /// network is back for its last moment: a page that hears of it would send what it keeps.
    #[track_caller]
    pub fn ends_unheard(&self) {
        let deaf = "for (const type of ['visibilitychange', 'online'])
            addEventListener(type, (event) => event.stopImmediatePropagation(), true)";
        self.eval(deaf);
    }

    /// Drops a cookie of the page's origin, as a browser does when it is over.
    #[track_caller]
    pub fn forget_cookie(&self, name: &str) {
        let page = self.eval("location.href");
        self.ask("Network.deleteCookies", &json!({ "name": name, "url": page }));
    }

    /// Has everything come over the network, as on a first visit.
    #[track_caller]
    pub fn without_cache(&self) {
        self.ask("Network.setCacheDisabled", &json!({ "cacheDisabled": true }));
    }

    /// The workers that pages have in charge of their requests: what they ask of the network is not
    /// the tab's. Who takes the network from one gives it back by the same handle.
    #[track_caller]
    pub fn workers(&self) -> Vec<Self> {
        let targets = self.browser().ask("Target.getTargets", &json!({}));
        let all = targets["targetInfos"].as_array().into_iter().flatten();
        all.filter(|target| target["type"] == "service_worker")
            .map(|target| self.browser().worker(&target["targetId"]))
            .collect()
    }

    /// Lets every request whose address fits a pattern (`*` stands for anything) fail, as a
    /// blocker or a broken connection does. No pattern lets all pass again.
    #[track_caller]
    pub fn block(&self, patterns: &[&str]) {
        self.ask("Network.setBlockedURLs", &json!({ "urls": patterns }));
    }

    /// Answers requests whose address fits a pattern with another body than the network would: a
    /// script with a mistake in it, a module cut in half.
    #[track_caller]
    pub fn tamper(&self, pattern: &str, content_type: &str, body: &[u8]) -> Tamper<'_> {
        self.ask("Fetch.enable", &json!({ "patterns": [{ "urlPattern": pattern }] }));
        Tamper {
            page: self,
            seen: self.mark(),
            content_type: content_type.to_owned(),
            body: STANDARD.encode(body),
        }
    }
}

/// Requests that get a false answer; see [`Page::tamper`]. They are held until
/// [`Tamper::until`] is called.
#[derive(Debug)]
pub struct Tamper<'page> {
    page: &'page Page,
    seen: usize,
    content_type: String,
    body: String,
}

impl Tamper<'_> {
    /// Answers them until `condition` gives a value.
    #[track_caller]
    pub fn until<T>(&mut self, what: &str, mut condition: impl FnMut() -> Option<T>) -> T {
        patience::eventually(what, || {
            self.answer();
            condition()
        })
    }

    /// Lets the network answer again.
    #[track_caller]
    pub fn release(self) {
        self.page.ask("Fetch.disable", &json!({}));
    }

    fn answer(&mut self) {
        let from = std::mem::replace(&mut self.seen, self.page.mark());
        let paused = self.page.events_since(from, |event| {
            (event.method == "Fetch.requestPaused").then(|| event.params["requestId"].clone())
        });
        for request in paused {
            let headers = json!([
                { "name": "Content-Type", "value": self.content_type },
                { "name": "Access-Control-Allow-Origin", "value": "*" },
                { "name": "Cross-Origin-Resource-Policy", "value": "cross-origin" },
            ]);
            let answer = json!({
                "requestId": request, "responseCode": 200,
                "responseHeaders": headers, "body": self.body,
            });
            self.page.ask("Fetch.fulfillRequest", &answer);
        }
    }
}
