//! Going back, and pages that nobody looks at.

use super::Page;
use crate::patience;
use serde_json::json;

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
