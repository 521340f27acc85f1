//! Going back, and pages that nobody looks at.

use super::{Browser, Page};
use crate::patience;
use serde_json::json;

impl Browser {
    /// The page that the browser has prepared ahead of a visit, if there is one.
    #[track_caller]
    pub fn prepared(&self) -> Option<Page> {
        let filter =
            json!({ "filter": [{ "type": "prerender" }, { "type": "page" }, { "type": "tab" }] });
        let targets = self.ask("Target.getTargets", &filter);
        let mut targets = targets["targetInfos"].as_array().into_iter().flatten();
        let target = targets.find(|target| target["subtype"] == "prerender")?;
        Some(Page::attach(self.clone(), target["targetId"].as_str()?))
    }
}

impl Page {
    /// Goes back by one entry and waits until the page before is shown, whether it was kept
    /// (`pageshow` with `persisted`) or loaded anew.
    #[track_caller]
    pub fn back(&self) {
        let history = self.ask("Page.getNavigationHistory", &json!({}));
        let current = history["currentIndex"].as_u64().expect("a tab has a history");
        let before = current.checked_sub(1).expect("there is a page to go back to");
        let entry = &history["entries"][usize::try_from(before).expect("a short history")];
        self.ask("Page.navigateToHistoryEntry", &json!({ "entryId": entry["id"] }));
        let url = entry["url"].as_str().unwrap_or_default();
        patience::eventually(url, || {
            let there = self.try_eval("location.href + ' ' + document.readyState").ok()?;
            (there == format!("{url} complete")).then_some(())
        });
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
