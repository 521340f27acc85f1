//! A visitor who was asked is not asked again.

use super::{NPS, Shop, decision};
use koe_tests::{
    browser::{Browser, Key, Page},
    patience,
};
use serde_json::json;

/// Waits until a prompt of the shop's NPS has ended as dismissed.
#[track_caller]
fn dismissed(shop: &Shop) {
    patience::eventually("the dismissal to be counted", || {
        let prompts = shop.site.scores("survey=shop-nps")["prompts"].clone();
        (prompts["dismissed"] == 1 && prompts["shown"] == 1).then_some(())
    });
    assert_eq!(shop.site.n("shop-nps"), 0);
}

/// The moment comes again: nothing is asked, for this reason.
#[track_caller]
fn left_alone(page: &Page, reason: &str) {
    page.element("#bought").click();
    assert_eq!(decision(page, "shop-nps"), reason);
    page.rest();
    assert!(!page.has_prompt());
}

/// 1. The prompt is closed with the mouse: it goes, and a dismissal is counted, never an answer.
/// 2. The moment comes again on the same page, on another, and after a reload: nobody is asked.
#[test]
fn a_dismissed_prompt_does_not_come_again() {
    let shop = NPS.shop("dismissed");
    let browser = Browser::start();
    let page = shop.visit(&browser, "/ja");
    page.element("#bought").click();
    let prompt = page.prompt();
    prompt.part("close").click();
    prompt.gone();
    dismissed(&shop);
    left_alone(&page, "cooling_down");
    page.goto(&shop.pages.url("/ja"));
    left_alone(&page, "cooling_down");
    left_alone(&shop.visit(&browser, "/other"), "cooling_down");
}

/// 1. Escape, while the focus is inside, closes the prompt like the button.
/// 2. Without a cool-down it is this survey's own clock that holds: nobody is asked.
#[test]
fn escape_dismisses_while_the_focus_is_inside() {
    let shop = Shop::new("escape", &json!({ "cool_down_days": 0 }));
    let browser = Browser::start();
    let page = shop.visit(&browser, "/en");
    page.element("#bought").click();
    let prompt = page.prompt();
    page.press(Key::Escape);
    assert_eq!(prompt.state().as_deref(), Some("asking"), "Escape outside is not for the prompt");
    prompt.tab_to("score");
    page.press(Key::Escape);
    prompt.gone();
    dismissed(&shop);
    left_alone(&shop.visit(&browser, "/other"), "dismissed_before");
}

/// 1. An answered survey is not asked again: first the cool-down, without one its own clock.
/// 2. Another survey may still ask where there is no cool-down.
#[test]
fn an_answered_survey_is_not_asked_again() {
    let shop = Shop::new("answered-before", &json!({ "cool_down_days": 0 }));
    let browser = Browser::start();
    let page = shop.visit(&browser, "/ja");
    page.element("#bought").click();
    let prompt = page.prompt();
    prompt.score(10).click();
    shop.counts("shop-nps", 1);
    prompt.until("commenting");
    prompt.part("close").click();
    prompt.gone();
    left_alone(&page, "answered_before");

    let other = shop.visit(&browser, "/other");
    left_alone(&other, "answered_before");
    other.element("#helped").click();
    other.prompt();
    assert_eq!(decision(&other, "shop-nps"), "already_open");
}

/// 1. A survey that draws nobody: the moment comes, nobody is asked, and the page can say why.
#[test]
fn who_is_not_drawn_is_not_asked() {
    let survey = koe_tests::fixtures::with(
        &koe_tests::fixtures::documents::nps(),
        &json!({ "sample_rate": 0.0 }),
    );
    let shop = Shop::new("not-drawn", &json!({ "surveys": [survey] }));
    left_alone(&shop.visit(&Browser::start(), "/ja"), "sampled_out");
}
