//! What a prompt's place is made for: a phone that zooms, and paper.

use crate::host::{Host, Kokage, Place, in_page_and_frame};
use koe_tests::browser::{Browser, Page};
use serde_json::Value;

in_page_and_frame![a_phone_that_zooms_in, a_receipt_that_is_printed,];

/// A phone on the page, on which the prompt stands.
#[track_caller]
fn phone(host: &Host) -> Page {
    let page = Browser::start().tab();
    page.phone(390, 800);
    host.goto(&page, "/frame-csp.html");
    host.asked(&page);
    page.stay(500); // a frame learns its height by message
    page
}

/// Where the prompt's box is on the page, in CSS pixels.
#[track_caller]
fn place_of(page: &Page, place: Place) -> Value {
    let root = page.shadow_root("koe-prompt").unwrap();
    let hook = if place == Place::Frame { "iframe" } else { "[data-koe=panel]" };
    root.find(hook).unwrap().call(
        "function () { const { left, top, width, height } = this.getBoundingClientRect();
           return [left, top, width, height].map(Math.round) }",
    )
}

/// 1. The visitor zooms into the page with two fingers, twice and three times: the prompt stays where it
///    is on the page, as large as it is.
fn a_phone_that_zooms_in(place: Place) {
    let host = Kokage::new("pinched", place).serve();
    let page = phone(&host);
    let before = place_of(&page, place);
    for times in [2.0, 3.0, 1.0] {
        page.pinch(times);
        page.stay(300);
        assert_eq!(place_of(&page, place), before, "zoomed {times} times");
    }
}

/// 1. The page is printed: the prompt is not on the paper, and stands on the screen afterwards.
fn a_receipt_that_is_printed(place: Place) {
    let host = Kokage::new("paper", place).serve();
    let page = phone(&host);
    let drawn = || {
        let root = page.shadow_root("koe-prompt").unwrap();
        let hook = if place == Place::Frame { "iframe" } else { "[data-koe=panel]" };
        root.find(hook).unwrap().call("function () { return this.checkVisibility() }")
    };
    assert_eq!(drawn(), true);
    page.print(true);
    assert_eq!(drawn(), false, "the prompt is printed");
    page.print(false);
    assert_eq!(drawn(), true);
}
