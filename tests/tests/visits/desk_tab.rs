//! A tab in which the desk is open, signed in with the admin key.

use koe_tests::{
    browser::{Browser, Key, Page},
    workerd::{ADMIN_KEY, Workerd},
};

/// A tab at the Worker that the journeys share.
#[track_caller]
pub(super) fn signed_in() -> Page {
    signed_in_at(Workerd::shared())
}

/// A tab at a Worker of the journey's own.
#[track_caller]
pub(super) fn signed_in_at(koe: &Workerd) -> Page {
    let page = Browser::start().open(&format!("{}/?lang=en", koe.url()));
    page.element("#key").click();
    page.type_text(ADMIN_KEY);
    page.press(Key::Enter);
    page.until("document.querySelector('form.sign-out') !== null");
    page
}

/// Opens a page and waits for all that it loads.
#[track_caller]
pub(super) fn open(page: &Page, url: &str) {
    page.goto(url);
    page.until("document.readyState === 'complete'");
}
