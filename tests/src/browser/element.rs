//! Elements, held by the protocol's handle: where they are, what they say, clicking them.

use super::Page;
use crate::patience;
use serde_json::{Value, json};

/// An element of a page, which may lie in a closed shadow root.
#[derive(Debug)]
pub struct Element<'page> {
    page: &'page Page,
    object: String,
}

impl<'page> Element<'page> {
    pub(super) fn new(page: &'page Page, object: String) -> Self {
        Self { page, object }
    }

    pub(super) fn page(&self) -> &'page Page {
        self.page
    }

    /// The protocol's handle.
    pub(super) fn object(&self) -> &str {
        &self.object
    }

    /// The result of a script function with this element as `this`.
    #[track_caller]
    pub fn call(&self, function: &str) -> Value {
        let params = json!({
            "objectId": self.object, "functionDeclaration": function,
            "returnByValue": true, "awaitPromise": true,
        });
        let mut reply = self.page.ask("Runtime.callFunctionOn", &params);
        let thrown = &reply["exceptionDetails"];
        assert!(thrown.is_null(), "{function}: {thrown}");
        reply["result"]["value"].take()
    }

    /// The first element below this one that fits a selector.
    #[track_caller]
    pub fn find(&self, selector: &str) -> Option<Element<'page>> {
        self.related(&format!("function () {{ return this.querySelector({}) }}", json!(selector)))
    }

    /// What a function of this element returns, when that is an element.
    #[track_caller]
    pub(super) fn related(&self, function: &str) -> Option<Element<'page>> {
        let params = json!({ "objectId": self.object, "functionDeclaration": function });
        let reply = self.page.ask("Runtime.callFunctionOn", &params);
        let object = reply["result"]["objectId"].as_str()?;
        Some(Element::new(self.page, object.to_owned()))
    }

    /// Its text, as the document holds it.
    #[track_caller]
    pub fn text(&self) -> String {
        self.call("function () { return this.textContent }").as_str().unwrap_or_default().to_owned()
    }

    /// One of its attributes.
    #[track_caller]
    pub fn attribute(&self, name: &str) -> Option<String> {
        let function = format!("function () {{ return this.getAttribute({}) }}", json!(name));
        self.call(&function).as_str().map(str::to_owned)
    }

    /// Clicks its middle with the mouse, once it stands still where the mouse can reach it. What
    /// a label shows stands for the radio or box in it.
    #[track_caller]
    pub fn click(&self) {
        self.page.click_at(self.stands());
    }

    /// The same with a finger, on a page that is touched.
    #[track_caller]
    pub fn tap(&self) {
        self.page.tap_at(self.stands());
    }

    /// Its middle in the tab's window, once it stands still in sight, and so do the frames it is in.
    #[track_caller]
    fn stands(&self) -> (f64, f64) {
        let shown = self.related("function () { return this.closest('label') ?? this }");
        let shown = shown.expect("an element is at least itself");
        patience::eventually("an element to stand still", || {
            shown
                .page
                .try_ask("DOM.scrollIntoViewIfNeeded", &json!({ "objectId": shown.object }))
                .ok()?;
            let before = shown.page.in_window(shown.middle()?)?;
            for page in [shown.page, shown.page.outermost()] {
                page.eval("new Promise(done => requestAnimationFrame(() => done()))");
            }
            (shown.page.in_window(shown.middle()?)? == before).then_some(before)
        })
    }

    /// The middle of its first box, in CSS pixels of the window; none while it has none.
    #[expect(clippy::float_cmp, reason = "an element that stands still has the very same box")]
    fn middle(&self) -> Option<(f64, f64)> {
        let [left, top, right, bottom] = self.content_box()?;
        (left != right && top != bottom)
            .then_some((f64::midpoint(left, right), f64::midpoint(top, bottom)))
    }

    /// Where the upper left corner of its content is, in CSS pixels of the window.
    pub(super) fn corner(&self) -> Option<(f64, f64)> {
        self.content_box().map(|[left, top, ..]| (left, top))
    }

    /// Left, top, right and bottom of its first box.
    fn content_box(&self) -> Option<[f64; 4]> {
        let quads = self.page.try_ask("DOM.getContentQuads", &json!({ "objectId": self.object }));
        let quads = quads.ok()?;
        let corners: Vec<f64> =
            quads["quads"][0].as_array()?.iter().filter_map(Value::as_f64).collect();
        let [left, top, right, _, _, bottom, ..] = corners[..] else { return None };
        Some([left, top, right, bottom])
    }
}
