//! The owner's tools: the overlay that explains each decision, and lines on the console that say
//! what to fix.

use super::{NPS, Shop, decision};
use koe_tests::{
    browser::{Browser, Element, Key, Page},
    fixtures::{documents, with},
    patience,
};
use serde_json::json;

/// The overlay's root, once it says something.
#[track_caller]
fn overlay(page: &Page) -> Element<'_> {
    patience::eventually("the overlay", || {
        let root = page.shadow_root("koe-debug")?;
        root.find("article")?;
        Some(root)
    })
}

/// What it says, once that holds all of these.
#[track_caller]
fn says(page: &Page, words: &[&str]) {
    let what = format!("the overlay to say {words:?}");
    patience::eventually(&what, || {
        let text = page.shadow_root("koe-debug")?.text();
        words.iter().all(|word| text.contains(word)).then_some(())
    });
}

fn debugged(shop: &Shop, path: &str) -> Page {
    shop.visit(&Browser::start(), path)
}

/// 1. `?koe-debug` opens the overlay beside the page: code and sentence, and what would be decided
///    if the touchpoint came.
/// 2. "Show it now" shows the prompt, and the overlay follows what becomes of it.
/// 3. Escape closes it and leaves nothing in the page.
#[test]
fn the_overlay_explains_and_shows() {
    let shop = NPS.shop("overlay");
    let page = debugged(&shop, "/en?koe-debug");
    overlay(&page);
    says(&page, &["wrong_touchpoint", "Waits for post-purchase.", "If it is reached: Due now"]);
    page.screenshot("overlay-en");
    let shows = overlay(&page).find("article button").unwrap();
    shows.click();
    let prompt = page.prompt();
    says(&page, &["Shown"]);
    prompt.part("close").click();
    prompt.gone();
    page.element("#bought").click();
    overlay(&page).find("footer button").unwrap().click();
    says(&page, &["cooling_down", "None before"]);
    page.press(Key::Escape);
    page.until("document.querySelector('koe-debug') === null");
    assert_eq!(page.console(), []);
}

/// 1. On a Japanese page it speaks Japanese. "Forget me" deletes what is kept, and says so.
#[test]
fn the_overlay_forgets_this_device() {
    let shop = NPS.shop("overlay-forget");
    let page = debugged(&shop, "/ja?koe-debug");
    says(&page, &["このページの Koe", "post-purchase を待っています。"]);
    assert_ne!(page.eval("JSON.stringify(localStorage)"), "{}");
    page.screenshot("overlay-ja");
    overlay(&page).find("footer button:last-of-type").unwrap().click();
    says(&page, &["抽選の番号と日時を消しました。"]);
}

/// 1. What a touchpoint waits for is told, step by step.
#[test]
fn the_overlay_tells_what_is_waited_for() {
    let survey = with(&documents::nps(), &json!({ "touchpoints": ["browsing", "bought"] }));
    let when = json!({ "dwell_ms": 100, "click": "#search" });
    let touchpoints = json!([{ "id": "browsing", "when": when }]);
    let fields = json!({ "touchpoints": touchpoints, "surveys": [survey] });
    let shop = Shop::new("overlay-waits", &fields);
    let page = debugged(&shop, "/en?koe-debug");
    overlay(&page);
    page.until("koe.waits.browsing.next === 'click'");
    overlay(&page).find("footer button").unwrap().click();
    says(&page, &["waits: a click on #search", "reached by koe('touchpoint')"]);
}

/// 1. A prompt is open in one tab. The other one knows: `already_open`, and no second prompt.
#[test]
fn a_prompt_in_another_tab_is_told() {
    let shop = Shop::new("why-tabs", &json!({ "cool_down_days": 0 }));
    let browser = Browser::start();
    let first = shop.visit(&browser, "/ja");
    first.element("#bought").click();
    let prompt = first.prompt();
    let second = shop.visit(&browser, "/other");
    second.element("#helped").click();
    // Its own attempt has ended: what is said now is said of the other tab.
    second.until(
        "koe.come?.includes('after-support') && !koe.judge(['after-support']).some(({ reason }) => reason == 5)",
    );
    assert_eq!(decision(&second, "support-ces"), "already_open");
    second.rest();
    assert!(!second.has_prompt());
    prompt.part("close").click();
    prompt.gone();
    patience::eventually("the other tab to be free", || {
        (decision(&second, "support-ces") == "prompt").then_some(())
    });
}

/// 1. Calls that make no sense get a line each that says what would, and change nothing else.
#[test]
fn a_wrong_call_is_told_what_would_be_right() {
    let shop = NPS.shop("why-misuse");
    let page = shop.visit(&Browser::start(), "/en");
    page.until("typeof koe.config === 'object'");
    page.eval("koe('touchpoint', 'boght'), koe('consent', true), koe('shw'), 0");
    patience::eventually("three lines", || (page.console().len() >= 3).then_some(()));
    page.rest();
    let lines: Vec<_> = page.console().into_iter().map(|(_, line)| line).collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    for part in [
        "no survey is asked there; add it to a survey's touchpoints, which are now post-purchase",
        "it takes 'granted' or 'denied'",
        "there is no such call, only touchpoint,",
    ] {
        let told = |line: &&String| line.starts_with("[koe] koe('") && line.contains(part);
        assert_eq!(lines.iter().filter(told).count(), 1, "{part}: {lines:?}");
    }
    page.element("#bought").click();
    page.prompt();
}
