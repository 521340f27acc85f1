//! The JavaScript calls that a page may make, as the contract lists them.

use super::{NPS, Shop, decision};
use koe_tests::{
    browser::{Browser, Page},
    fixtures::Site,
    patience,
};
use serde_json::{Value, json};

/// `answered`, `dismissed`, `ignored`, `shown`, once something of the survey was counted.
#[track_caller]
fn prompts(site: &Site) -> [u64; 4] {
    let scores = site.scores("survey=shop-nps");
    ["answered", "dismissed", "ignored", "shown"]
        .map(|name| scores["prompts"][name].as_u64().unwrap_or(u64::MAX))
}

fn loaded(shop: &Shop, path: &str) -> Page {
    let page = shop.visit(&Browser::start(), path);
    page.until("typeof koe.config === 'object'");
    page
}

/// 1. `koe('show')` asks at once, though no moment has come; `koe('close')` closes.
/// 2. Shown and answered, it counts in the score and not among the prompts.
#[test]
fn a_page_may_show_and_close_a_prompt() {
    let shop = NPS.shop("forced-show");
    let page = loaded(&shop, "/en");
    page.eval("koe('show', 'shop-nps'), 0");
    let prompt = page.prompt();
    page.eval("koe('close'), 0");
    prompt.gone();
    page.eval("koe('show', 'shop-nps'), 0");
    page.prompt().score(9).click();
    shop.counts("shop-nps", 1);
    assert_eq!(prompts(&shop.site), [0, 0, 0, 0]);
}

/// 1. A prompt stands in one tab. In another a moment comes: nobody is asked twice at once.
/// 2. The visitor asks for the prompt there, by a button of the page: `koe('show')` shows it.
#[test]
fn what_is_asked_for_is_shown_whatever_another_tab_shows() {
    let shop = NPS.shop("forced-tabs");
    let browser = Browser::start();
    let first = shop.visit(&browser, "/en");
    first.element("#bought").click();
    first.prompt();
    let second = shop.visit(&browser, "/en");
    second.until("typeof koe.config === 'object'");
    second.element("#bought").click();
    assert_eq!(decision(&second, "shop-nps"), "already_open");
    second.eval("koe('show', 'shop-nps'), 0");
    second.prompt().score(9).click();
    shop.counts("shop-nps", 1);
}

/// 1. `?koe-preview=` shows the survey, in a shadow root that accessibility checkers can open.
/// 2. Its answer is a test: in no score, counted as excluded. The visitor's clocks stay still.
#[test]
fn a_preview_is_open_and_counts_for_nothing() {
    let shop = NPS.shop("preview");
    let page = loaded(&shop, "/ja?koe-preview=shop-nps");
    let prompt = page.prompt();
    assert_eq!(page.eval("document.querySelector('koe-prompt').shadowRoot !== null"), true);
    prompt.score(3).click();
    patience::eventually("the answer to be excluded", || {
        let scores = shop.site.scores("survey=shop-nps");
        (scores["excluded"]["test"] == 1 && scores["result"]["n"] == 0).then_some(())
    });
    prompt.until("commenting");
    prompt.part("close").click();
    prompt.gone();
    page.element("#bought").click();
    page.prompt();
}

/// 1. `koe('consent', 'denied')` deletes draw and clocks: nothing is kept and nobody is asked.
/// 2. A site that requires consent asks nobody before it is granted, then for the moment that has
///    come already.
#[test]
fn without_consent_nobody_is_asked() {
    let shop = NPS.shop("consent-denied");
    let page = loaded(&shop, "/ja");
    page.element("#bought").click();
    let prompt = page.prompt();
    page.eval("koe('consent', 'denied'), 0");
    prompt.gone();
    assert_eq!(page.eval("JSON.stringify(localStorage)"), "{}");
    page.element("#bought").click();
    assert_eq!(decision(&page, "shop-nps"), "no_consent");

    let shop = Shop::new("consent-required", &json!({ "privacy": { "require_consent": true } }));
    let page = loaded(&shop, "/ja");
    page.element("#bought").click();
    assert_eq!(decision(&page, "shop-nps"), "no_consent");
    assert_eq!(page.eval("JSON.stringify(localStorage)"), "{}");
    page.eval("koe('consent', 'granted'), 0");
    page.prompt();
}

/// 1. `koe('on')` and events on `window` tell of a prompt and of its answer, with survey,
///    touchpoint, score and bucket.
#[test]
fn a_page_can_react_to_an_answer() {
    let shop = NPS.shop("reactions");
    let page = loaded(&shop, "/en");
    page.eval(
        "window.told = []; \
         for (const name of ['prompted', 'answered', 'dismissed']) { \
           koe('on', name, detail => told.push([name, detail])); \
           addEventListener(`koe:${name}`, event => told.push([`koe:${name}`, event.detail])); \
         }",
    );
    page.element("#bought").click();
    let prompt = page.prompt();
    prompt.score(10).click();
    prompt.until("commenting");
    prompt.part("close").click();
    prompt.gone();
    let told = page.eval("told");
    let names: Vec<_> = told.as_array().unwrap().iter().map(|call| call[0].clone()).collect();
    assert_eq!(names, ["prompted", "koe:prompted", "answered", "koe:answered"].map(Value::from));
    for (field, value) in [
        ("survey", json!("shop-nps")),
        ("touchpoint", json!("post-purchase")),
        ("score", json!(10)),
        ("bucket", json!("promoter")),
    ] {
        assert_eq!(told[2][1][field], value, "{field} of {told}");
        assert_eq!(told[3][1][field], value, "{field} of {told}");
    }
}

/// 1. `koe('segments')` and those of the touchpoint go with the answer; a segment with an invalid
///    name is dropped, with a line on the console, and nothing else is lost.
#[test]
fn segments_go_with_the_answer() {
    let shop = NPS.shop("page-segments");
    let page = loaded(&shop, "/en");
    page.eval("koe('segments', { plan: 'pro', 'Not A Name': 'x' }), 0");
    page.eval("koe('touchpoint', 'post-purchase', { segments: { age_group: '20s' } }), 0");
    page.prompt().score(8).click();
    let answer = shop.only_answer("shop-nps", 1);
    assert_eq!(answer["segments"], json!({ "age_group": "20s", "plan": "pro" }));
    assert_eq!(page.console().len(), 1, "{:?}", page.console());
}

/// 1. Calls made before the script has come are kept and carried out, in their order.
#[test]
fn calls_made_early_are_not_lost() {
    let shop = NPS.shop("early-calls");
    let page = Browser::start().tab();
    page.goto(&shop.pages.url("/early"));
    page.prompt().score(5).click();
    let answer = shop.only_answer("shop-nps", 1);
    assert_eq!(answer["segments"], json!({ "plan": "free" }));
}
