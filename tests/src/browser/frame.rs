//! Frames: a page in a page. A frame of the page's own process is reached through the page's
//! session, one of another site through a session of its own; a journey sees a [`Page`] in both.

use super::{Element, Page};
use crate::patience;
use serde_json::json;

/// How a page lies in another one.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// The browser's number of it, for a frame that shares its page's session.
    id: Option<String>,
    /// The page around it.
    outer: Page,
    /// The handle of its element there.
    element: String,
}

impl Element<'_> {
    /// What this frame shows, once it shows something.
    #[track_caller]
    pub fn frame(&self) -> Page {
        let outer = self.page();
        let described = outer.ask("DOM.describeNode", &json!({ "objectId": self.object() }));
        let id = described["node"]["frameId"].as_str().expect("a frame has a number").to_owned();
        let inside = |id| Frame { id, outer: outer.clone(), element: self.object().to_owned() };
        patience::eventually("a frame to show something", || {
            let targets = outer.browser().ask("Target.getTargets", &json!({}));
            let mut targets = targets["targetInfos"].as_array().into_iter().flatten();
            if targets.any(|target| target["targetId"] == id.as_str()) {
                return Page::attach_inside(outer.browser().clone(), &id, inside(None));
            }
            let page = outer.within(inside(Some(id.clone())));
            let shown = "location.href !== 'about:blank' && document.readyState !== 'loading'";
            (page.try_eval(shown).ok()? == true).then_some(page)
        })
    }
}

impl Page {
    /// The number of the frame this is, if it shares a session with the page around it.
    pub(super) fn frame_id(&self) -> Option<&str> {
        self.inside()?.id.as_deref()
    }

    /// The script context of the frame, where the session has others, too.
    pub(super) fn context(&self) -> Option<String> {
        let frame = self.frame_id()?;
        let contexts = self.events(|event| {
            let context = &event.params["context"];
            let ours = event.method == "Runtime.executionContextCreated"
                && context["auxData"]["frameId"] == frame
                && context["auxData"]["isDefault"] == true;
            ours.then(|| context["uniqueId"].as_str().map(str::to_owned)).flatten()
        });
        contexts.into_iter().next_back()
    }

    /// The page that fills the tab: what has a mouse and a keyboard.
    pub(super) fn outermost(&self) -> &Page {
        self.inside().map_or(self, |inside| inside.outer.outermost())
    }

    /// A point of this page, as the tab's window counts; none while a frame around it is not in sight.
    /// Frames of the page's own process count from there already.
    pub(super) fn in_window(&self, (x, y): (f64, f64)) -> Option<(f64, f64)> {
        let Some(inside) = self.inside() else { return Some((x, y)) };
        let element = Element::new(&inside.outer, inside.element.clone());
        if element.call("function () { return this.checkVisibility({ visibilityProperty: true }) }")
            != true
        {
            return None;
        }
        let (left, top) = if inside.id.is_some() { (0.0, 0.0) } else { element.corner()? };
        inside.outer.in_window((left + x, top + y))
    }
}
