//! One tab: going somewhere, asking the page, mouse and keyboard.

use super::{
    Asked,
    driver::{Driver, WINDOW},
};
use crate::{patience, workspace};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use std::{fs, sync::Arc};

/// A tab of a visit.
#[derive(Clone, Debug)]
pub struct Tab {
    driver: Arc<dyn Driver>,
    name: String,
}

/// Keys by what is printed on them, as WebDriver writes them.
pub mod key {
    /// Moves focus on.
    pub const TAB: &str = "\u{e004}";
    /// Confirms.
    pub const ENTER: &str = "\u{e007}";
    /// Confirms, too.
    pub const SPACE: &str = " ";
    /// Leaves.
    pub const ESCAPE: &str = "\u{e00c}";
    /// →
    pub const RIGHT: &str = "\u{e014}";
}

/// Whether an element stands in sight and has not moved for two frames.
const STANDS: &str = "async selector => {
  const shown = document.querySelector(selector);
  if (!shown) return false;
  const place = () => Object.values(shown.getBoundingClientRect().toJSON()).join();
  shown.scrollIntoView({ block: 'center', behavior: 'instant' });
  const before = place();
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  return shown.getClientRects().length > 0 && place() === before;
}";

impl Tab {
    pub(super) fn of(driver: Arc<dyn Driver>, name: String) -> Self {
        Self { driver, name }
    }

    /// Goes to an address and waits until the page has loaded.
    #[track_caller]
    pub fn goto(&self, url: &str) {
        self.driver.goto(&self.name, url);
    }

    /// Goes back by one page and waits until it is there.
    #[track_caller]
    pub fn back(&self) {
        self.driver.back(&self.name);
    }

    /// The JSON of an expression in the page; a promise is awaited.
    #[track_caller]
    pub fn eval(&self, expression: &str) -> Value {
        self.try_eval(false, expression).unwrap_or_else(|why| panic!("{expression}: {why}"))
    }

    /// [`Tab::eval`], in the page or in the frame of the prompt, which may not be there.
    pub(super) fn try_eval(&self, inside: bool, expression: &str) -> Result<Value, String> {
        self.driver.eval(&self.name, inside, expression)
    }

    /// Waits until an expression in the page is true.
    #[track_caller]
    pub fn until(&self, expression: &str) {
        patience::eventually(expression, || {
            // A page on its way to the next answers nothing.
            (self.try_eval(false, expression).ok()? == true).then_some(())
        });
    }

    /// The prompt in the page.
    pub fn prompt(&self) -> Asked<'_> {
        Asked::new(self, false)
    }

    /// The prompt in a frame.
    pub fn framed(&self) -> Asked<'_> {
        Asked::new(self, true)
    }

    /// Clicks the middle of an element of the page with the mouse, once it stands still.
    #[track_caller]
    pub fn click(&self, selector: &str) {
        let of = format!("eye.box({})", json!(selector));
        let middle = patience::eventually(selector, || point(&self.try_eval(false, &of).ok()?));
        self.click_at(false, middle);
    }

    /// Waits for an element of the page itself. No script is needed.
    #[track_caller]
    pub fn shows(&self, selector: &str) -> Value {
        patience::eventually(selector, || self.driver.find(&self.name, selector))
    }

    /// Clicks the middle of an element of the page itself, which is in sight. No script is needed.
    #[track_caller]
    pub fn click_plain(&self, selector: &str) {
        self.driver.click(&self.name, false, &self.shows(selector), (0.0, 0.0));
    }

    /// Clicks the middle of an element of a page that keeps no eye ([`super::EYE`]), once it stands still in sight.
    #[track_caller]
    pub fn click_on(&self, selector: &str) {
        let stands = format!("({STANDS})({})", json!(selector));
        patience::eventually(selector, || {
            (self.try_eval(false, &stands).ok()? == true).then_some(())
        });
        self.click_plain(selector);
    }

    /// Puts text in the place of what stands in a field.
    #[track_caller]
    pub fn fill(&self, selector: &str, text: &str) {
        self.click_on(selector);
        self.eval(&format!("document.querySelector({}).select()", json!(selector)));
        self.press(text);
    }

    /// Waits for the next page, which something that is done here leads to. Firefox shows an empty one in between.
    #[track_caller]
    pub fn leads_on(&self, done: impl FnOnce()) {
        self.eval("window.isLeft = true");
        done();
        self.until(
            "!window.isLeft && location.href != 'about:blank' && document.readyState == 'complete'",
        );
    }

    /// Clicks a point of the window, or of the prompt's frame, with the mouse.
    #[track_caller]
    pub(super) fn click_at(&self, inside: bool, point: (f64, f64)) {
        self.driver.click(&self.name, inside, &WINDOW.into(), point);
    }

    /// Presses keys one after the other, where the focus is.
    #[track_caller]
    pub fn press(&self, keys: &str) {
        self.press_in(false, keys);
    }

    #[track_caller]
    pub(super) fn press_in(&self, inside: bool, keys: &str) {
        self.driver.press(&self.name, inside, keys);
    }

    /// Presses Tab until an expression in the page is true.
    #[track_caller]
    pub fn tab_until(&self, expression: &str) {
        /// More than any page of the visits has elements to go through.
        const STOPS: usize = 40;
        let there = || self.try_eval(false, expression).is_ok_and(|there| there == true);
        let pressed = (0..STOPS).take_while(|_| !there()).inspect(|_| self.press(key::TAB)).count();
        assert!(pressed < STOPS, "Tab never comes to where {expression}");
    }

    /// Closes it at once, as a visitor does.
    #[track_caller]
    pub fn close(self) {
        self.driver.close(&self.name);
    }

    /// What went wrong in the page, and what the browser itself said of it, where its driver tells.
    #[track_caller]
    pub fn complaints(&self) -> Vec<String> {
        let lines = self.try_eval(false, "eye.lines").unwrap_or_default();
        let lines = lines.as_array().into_iter().flatten();
        let lines = lines.map(|line| line.as_str().unwrap_or_default().to_owned());
        lines.chain(self.driver.console()).collect()
    }

    /// Takes a picture of what the visitor sees and keeps it under `target/koe/screenshots`.
    #[track_caller]
    pub fn screenshot(&self, name: &str) {
        let folder = workspace::root().join("target/koe/screenshots");
        let picture = STANDARD.decode(self.driver.picture(&self.name));
        let picture = picture.expect("the browser sends base64");
        fs::create_dir_all(&folder)
            .and_then(|()| fs::write(folder.join(format!("{name}.png")), picture))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

/// A point, where both of its numbers are there.
pub(super) fn point(value: &Value) -> Option<(f64, f64)> {
    Some((value[0].as_f64()?, value[1].as_f64()?))
}
