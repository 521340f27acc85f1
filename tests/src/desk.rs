//! A tab in which the desk is open, signed in with the admin key.

use crate::{
    browser::{Browser, Key, Page},
    workerd::{ADMIN_KEY, Workerd},
};
use serde_json::json;

/// A tab at the Worker that the journeys share.
#[track_caller]
pub fn signed_in() -> Page {
    signed_in_at(Workerd::shared())
}

/// A tab at a Worker of the journey's own.
#[track_caller]
pub fn signed_in_at(koe: &Workerd) -> Page {
    let page = Browser::start().open(&format!("{}/?lang=en", koe.url()));
    page.element("#key").click();
    page.type_text(ADMIN_KEY);
    page.press(Key::Enter);
    page.until("document.querySelector('form.sign-out') !== null");
    page
}

/// Puts the focus on an element. Where no script runs, the browser tells nobody that a page stands still, and the mouse
/// would miss.
#[track_caller]
pub fn focus(page: &Page, selector: &str) {
    drop(page.element(selector));
    let found = json!(selector);
    let focused = format!(
        "(it => (it.focus(), document.activeElement === it))(document.querySelector({found}))"
    );
    assert_eq!(page.eval(&focused), true, "{selector} takes no focus");
}

/// Puts the focus on an element and presses Enter.
#[track_caller]
pub fn press(page: &Page, selector: &str) {
    focus(page, selector);
    page.press(Key::Enter);
}

/// Opens a page and waits for all that it loads.
#[track_caller]
pub fn open(page: &Page, url: &str) {
    page.goto(url);
    page.until("document.readyState === 'complete'");
}
