//! What may become of a request or of a tab: refused, lost on its way or on the way back, killed.

use super::Page;
use crate::patience;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

/// What becomes of requests whose address fits a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is refused as the server does it: with a status and a problem document.
    Refused(u16),
    /// Somebody else replies in the server's place, such as a proxy: with a status and a body.
    Replied(u16, &'static str),
    /// It does not arrive.
    Lost,
    /// It arrives and is served; the reply is lost.
    ReplyLost,
    /// It waits until [`Waylaid::release`].
    Held,
}

/// Requests that the test intercepts. Each gets its fate while [`Waylaid::until`] waits.
#[derive(Debug)]
pub struct Waylaid<'page> {
    page: &'page Page,
    fate: Fate,
    seen: usize,
    /// The body of each intercepted request.
    met: Vec<String>,
}

impl Page {
    /// Intercepts the requests whose address fits a pattern, to give each this fate.
    #[track_caller]
    pub fn waylay(&self, pattern: &str, fate: Fate) -> Waylaid<'_> {
        let stage = if fate == Fate::ReplyLost { "Response" } else { "Request" };
        let pattern = json!({ "urlPattern": pattern, "requestStage": stage });
        self.ask("Fetch.enable", &json!({ "patterns": [pattern] }));
        Waylaid { page: self, fate, seen: self.mark(), met: Vec::new() }
    }

    /// Kills the tab's process, as a system short of memory does: the page gets no event.
    #[track_caller]
    pub fn kill(self) {
        let mark = self.mark();
        let dying = self.clone();
        // A page that has died may never reply to the command.
        std::thread::spawn(move || drop(dying.try_ask("Page.crash", &json!({}))));
        self.event("the tab to die", mark, |event| {
            (event.method == "Inspector.targetCrashed").then_some(())
        });
    }
}

impl Waylaid<'_> {
    /// Gives requests their fate until `condition` gives a value.
    #[track_caller]
    pub fn until<T>(&mut self, what: &str, mut condition: impl FnMut() -> Option<T>) -> T {
        patience::eventually(what, || {
            self.meet();
            condition()
        })
    }

    /// Waits until this many requests have got their fate.
    #[track_caller]
    pub fn times(&mut self, count: usize) {
        patience::eventually("requests to meet their fate", || {
            self.meet();
            (self.met.len() >= count).then_some(())
        });
    }

    /// The bodies of the intercepted requests.
    pub fn bodies(&self) -> &[String] {
        &self.met
    }

    /// Stops intercepting: requests that were held go on, and so do all later ones.
    #[track_caller]
    pub fn release(self) {
        self.page.ask("Fetch.disable", &json!({}));
    }

    #[track_caller]
    fn meet(&mut self) {
        let from = std::mem::replace(&mut self.seen, self.page.mark());
        let paused = self.page.events_since(from, |event| {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let params = &event.params;
            (event.method == "Fetch.requestPaused")
                .then(|| (text(&params["requestId"]), text(&params["request"]["postData"])))
        });
        for (request, body) in paused {
            let lost = json!({ "requestId": request, "errorReason": "ConnectionReset" });
            match self.fate {
                Fate::Held => {}
                Fate::Lost | Fate::ReplyLost => _ = self.page.ask("Fetch.failRequest", &lost),
                Fate::Refused(status) => {
                    let (code, detail) = ("some_reason", "refused by a test");
                    let problem = json!({ "status": status, "code": code, "detail": detail });
                    self.reply(&request, status, &problem.to_string());
                }
                Fate::Replied(status, body) => self.reply(&request, status, body),
            }
            self.met.push(body);
        }
    }

    fn reply(&self, request: &str, status: u16, body: &str) {
        let headers = json!([{ "name": "Access-Control-Allow-Origin", "value": "*" }]);
        let answer = json!({
            "requestId": request, "responseCode": status, "responseHeaders": headers,
            "body": STANDARD.encode(body),
        });
        self.page.ask("Fetch.fulfillRequest", &answer);
    }
}
