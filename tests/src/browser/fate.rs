//! What may become of a request or of a tab: refused, lost on its way or on the way back, killed;
//! and what a page holds on to.

use super::Page;
use crate::patience;
use serde_json::json;
use std::process::Command;

/// What becomes of requests whose address fits a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The network refuses it in the server's place, with a status.
    Refused(u16),
    /// It does not arrive.
    Lost,
    /// It arrives and is served; the reply is lost.
    ReplyLost,
    /// It waits until [`Waylaid::release`].
    Held,
}

/// What a page holds on to once its garbage is collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counters {
    /// Nodes, in the document or not.
    pub nodes: u64,
    /// Event listeners.
    pub listeners: u64,
}

/// Requests that meet a fate, as long as somebody waits for something with [`Waylaid::until`].
#[derive(Debug)]
pub struct Waylaid<'page> {
    page: &'page Page,
    fate: Fate,
    seen: usize,
    met: Vec<String>,
}

impl Page {
    /// Has requests whose address fits a pattern meet a fate.
    #[track_caller]
    pub fn waylay(&self, pattern: &str, fate: Fate) -> Waylaid<'_> {
        let stage = if fate == Fate::ReplyLost { "Response" } else { "Request" };
        let pattern = json!({ "urlPattern": pattern, "requestStage": stage });
        self.ask("Fetch.enable", &json!({ "patterns": [pattern] }));
        Waylaid { page: self, fate, seen: self.mark(), met: Vec::new() }
    }

    /// What this page holds on to now.
    #[track_caller]
    pub fn counters(&self) -> Counters {
        self.ask("HeapProfiler.collectGarbage", &json!({}));
        let held = self.ask("Memory.getDOMCounters", &json!({}));
        let count = |name: &str| held[name].as_u64().expect("the browser counts them");
        Counters { nodes: count("nodes"), listeners: count("jsEventListeners") }
    }

    /// Kills the processes of all tabs of this browser, as a system short of memory does: no event,
    /// no last word. The browser itself lives on.
    #[track_caller]
    pub fn kill(self) {
        let processes = self.browser().ask("SystemInfo.getProcessInfo", &json!({}));
        for process in processes["processInfo"].as_array().into_iter().flatten() {
            if process["type"] == "renderer" {
                let _ = Command::new("kill").args(["-KILL", &process["id"].to_string()]).status();
            }
        }
    }
}

impl Waylaid<'_> {
    /// Lets requests meet their fate until `condition` gives a value.
    #[track_caller]
    pub fn until<T>(&mut self, what: &str, mut condition: impl FnMut() -> Option<T>) -> T {
        patience::eventually(what, || {
            self.meet();
            condition()
        })
    }

    /// Lets so many requests meet their fate.
    #[track_caller]
    pub fn times(&mut self, count: usize) {
        patience::eventually("requests to meet their fate", || {
            self.meet();
            (self.met.len() >= count).then_some(())
        });
    }

    /// Lets go on what was held, and all that comes.
    #[track_caller]
    pub fn release(self) {
        self.page.ask("Fetch.disable", &json!({}));
    }

    #[track_caller]
    fn meet(&mut self) {
        let from = std::mem::replace(&mut self.seen, self.page.mark());
        let paused = self.page.events_since(from, |event| {
            let id = event.params["requestId"].as_str().map(str::to_owned);
            (event.method == "Fetch.requestPaused").then_some(id).flatten()
        });
        for request in paused {
            let lost = json!({ "requestId": request, "errorReason": "ConnectionReset" });
            match self.fate {
                Fate::Held => {}
                Fate::Lost | Fate::ReplyLost => _ = self.page.ask("Fetch.failRequest", &lost),
                Fate::Refused(status) => {
                    let headers = json!([{ "name": "Access-Control-Allow-Origin", "value": "*" }]);
                    let answer = json!({
                        "requestId": request, "responseCode": status, "responseHeaders": headers,
                    });
                    self.page.ask("Fetch.fulfillRequest", &answer);
                }
            }
            self.met.push(request);
        }
    }
}
