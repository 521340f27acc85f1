//! Going back, and pages that nobody looks at: those in tabs behind others, and those that the
//! browser prepares ahead of a visit.

use super::{Browser, Page};
use serde_json::{Value, json};

/// A tab, followed across the pages that it prepares. A browser prepares none for who follows a
/// page alone.
#[derive(Debug)]
pub struct Tab {
    browser: Browser,
    session: String,
}

/// How a page comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Return {
    /// As it was left, scripts and all.
    Kept,
    /// Loaded anew, for the browser's reasons.
    Anew(String),
}

impl Browser {
    /// Opens a tab that may prepare pages ahead of a visit.
    #[track_caller]
    pub fn preparing_tab(&self) -> Tab {
        let tab = json!({ "url": "about:blank", "forTab": true });
        let tab = self.ask("Target.createTarget", &tab);
        let attach = json!({ "targetId": tab["targetId"], "flatten": true });
        let attached = self.ask("Target.attachToTarget", &attach);
        let session = attached["sessionId"].as_str().expect("a session has an id").to_owned();
        let follow =
            json!({ "autoAttach": true, "flatten": true, "waitForDebuggerOnStart": false });
        self.try_ask(Some(&session), "Target.setAutoAttach", &follow)
            .unwrap_or_else(|why| panic!("{why}"));
        Tab { browser: self.clone(), session }
    }
}

impl Tab {
    /// The page it shows.
    #[track_caller]
    pub fn shown(&self) -> Page {
        self.attached("a page in the tab", "")
    }

    /// The page it has prepared, once there is one.
    #[track_caller]
    pub fn prepared(&self) -> Page {
        self.attached("a prepared page", "prerender")
    }

    #[track_caller]
    fn attached(&self, what: &str, kind: &str) -> Page {
        let attached: Value = self.browser.event(what, 0, |event| {
            let ours = event.method == "Target.attachedToTarget"
                && event.session.as_deref() == Some(&self.session);
            let info = &event.params["targetInfo"];
            let fits = info["type"] == "page" && info["subtype"].as_str().unwrap_or("") == kind;
            (ours && fits).then(|| event.params.clone())
        });
        let target = attached["targetInfo"]["targetId"].as_str().expect("a target has an id");
        Page::listen(self.browser.clone(), &attached["sessionId"], target, None)
            .unwrap_or_else(|why| panic!("{what}: {why}"))
    }
}

impl Page {
    /// Goes back by one entry and waits until the page before is shown; tells whether the browser
    /// had kept it as it was. The harness runs no script in the page on the way: a page in the
    /// back-forward cache may run none.
    #[track_caller]
    pub fn back(&self) -> Return {
        let history = self.ask("Page.getNavigationHistory", &json!({}));
        let current = history["currentIndex"].as_u64().expect("a tab has a history");
        let before = current.checked_sub(1).expect("there is a page to go back to");
        let entry = &history["entries"][usize::try_from(before).expect("a short history")];
        let url = entry["url"].as_str().unwrap_or_default();
        let mark = self.mark();
        self.ask("Page.navigateToHistoryEntry", &json!({ "entryId": entry["id"] }));
        let how = self.event(url, mark, |event| {
            let params = &event.params;
            let shown = event.method == "Page.frameNavigated" && params["frame"]["url"] == url;
            (shown && params["frame"]["parentId"].is_null()).then(|| params["type"].clone())
        });
        self.until("document.readyState === 'complete'");
        if how == "BackForwardCacheRestore" {
            return Return::Kept;
        }
        let why = self.events_since(mark, |event| {
            let reasons = &event.params["notRestoredExplanations"];
            (event.method == "Page.backForwardCacheNotUsed").then(|| reasons.to_string())
        });
        Return::Anew(why.concat())
    }

    /// Brings the tab to the front of its window: the others in it are hidden.
    #[track_caller]
    pub fn front(&self) {
        self.ask("Page.bringToFront", &json!({}));
    }

    /// Lets the tab be hidden when it is: without this, the browser pretends that every tab has
    /// the focus, so that journeys can run side by side.
    #[track_caller]
    pub fn unfocused(&self) {
        self.ask("Emulation.setFocusEmulationEnabled", &json!({ "enabled": false }));
    }
}
