//! Touchpoints that come by themselves: each rule, once, in a real browser.

use super::{Shop, decision};
use koe_tests::{
    browser::{Browser, Page},
    fixtures::{documents, with},
};
use serde_json::{Value, json};

/// A shop whose NPS is asked at a touchpoint with this rule, and at no other.
fn shop(id: &str, when: &Value) -> Shop {
    let survey = with(&documents::nps(), &json!({ "touchpoints": ["browsing"] }));
    let touchpoints = json!([{ "id": "browsing", "when": when }]);
    Shop::new(id, &json!({ "touchpoints": touchpoints, "surveys": [survey] }))
}

/// A page of it, three windows high, that has come to rest.
fn loaded(shop: &Shop, path: &str) -> Page {
    let page = shop.visit(&Browser::start(), path);
    page.eval("document.body.style.minHeight = '300vh'");
    page.until("typeof koe.config === 'object'");
    page
}

/// Nothing has come yet: the survey waits for its touchpoint.
#[track_caller]
fn waits(page: &Page) {
    page.rest();
    assert_eq!(decision(page, "shop-nps"), "wrong_touchpoint");
    assert!(!page.has_prompt());
}

/// 1. On a page that a pattern names, arriving is enough. On another, nothing can come, and why
///    says so.
#[test]
fn arriving_on_a_page_can_be_enough() {
    let shop = shop("rule-page", &json!({ "url": ["/other*", "!/other?from=mail*"] }));
    loaded(&shop, "/other").prompt();
    for path in ["/ja", "/other?from=mail"] {
        let page = loaded(&shop, path);
        page.rest();
        assert_eq!(decision(&page, "shop-nps"), "wrong_page");
        assert!(!page.has_prompt());
    }
}

/// 1. After a time on the page the prompt comes, without any action of the visitor.
#[test]
fn a_time_on_the_page_passes() {
    loaded(&shop("rule-dwell", &json!({ "dwell_ms": 600 })), "/ja").prompt();
}

/// 1. At the top of a page higher than the window nothing comes. Near its end the prompt does.
#[test]
fn most_of_the_page_is_scrolled_through() {
    let shop = shop("rule-scroll", &json!({ "scroll": 0.9 }));
    let page = Browser::start().tab();
    page.resize(800, 150);
    page.goto(&shop.pages.url("/ja"));
    page.until("typeof koe.config === 'object'");
    waits(&page);
    page.eval("scrollTo(0, document.body.scrollHeight)");
    page.prompt();
}

/// 1. Half of an article is asked for. At arrival, whatever there is of it, nothing comes.
/// 2. It is scrolled through by half: the prompt comes.
#[track_caller]
fn is_read(id: &str, prepare: &str, scroll: &str) {
    let page = loaded(&shop(id, &json!({ "scroll": 0.5 })), "/ja");
    page.eval(&format!("{prepare}, 0"));
    waits(&page);
    page.eval(&format!("{scroll}, 0"));
    page.prompt();
}

/// An article, and what is around it, as a script writes them into the page.
const ARTICLE: &str = "document.body.insertAdjacentHTML('beforeend', \
    '<main style=\"position:fixed;inset:0;overflow:auto\"><p style=\"height:5000px\">…</main>')";

/// The page itself can't be scrolled: its app has a scroller of its own.
#[test]
fn a_scroller_of_the_app_s_own_is_read() {
    let scroll = "document.querySelector('main').scrollTop = 3000";
    is_read("rule-inner", &format!("document.body.style.minHeight = 0, {ARTICLE}"), scroll);
}

#[test]
fn a_body_that_scrolls_is_read() {
    let prepare = "document.documentElement.style = 'height:100%;overflow:hidden', \
        document.body.innerHTML = '<p style=\"height:5000px\">…', \
        document.body.style = 'height:100%;min-height:0;margin:0;overflow:auto'";
    is_read("rule-body", prepare, "document.body.scrollTop = 3000");
}

/// The page is as high as its window, and grows when the article comes.
#[test]
fn a_page_that_fills_late_is_read_then() {
    let shop = shop("rule-late", &json!({ "scroll": 0.5 }));
    let page = shop.visit(&Browser::start(), "/ja");
    page.until("typeof koe.config === 'object'");
    waits(&page);
    page.eval("document.body.style.minHeight = '5000px', 0");
    waits(&page);
    page.eval("scrollTo(0, 3000)");
    page.prompt();
}

/// 1. An element that is not in the page yet is added below the fold: nothing comes.
/// 2. It is scrolled into view: the prompt comes.
#[test]
fn an_element_added_later_comes_into_view() {
    let page = loaded(&shop("rule-view", &json!({ "in_view": "#late" })), "/ja");
    waits(&page);
    page.eval(
        "document.body.insertAdjacentHTML('beforeend', \
         '<p id=late style=\"position:absolute;top:200vh;height:100px\">Late</p>'), 0",
    );
    waits(&page);
    page.eval("document.querySelector('#late').scrollIntoView()");
    page.prompt();
}

/// 1. A click beside the element does not count. A click inside the element, which is added later,
///    does; the prompt comes after the delay.
#[test]
fn an_element_added_later_is_clicked() {
    let page = loaded(&shop("rule-click", &json!({ "click": ".buy", "delay_ms": 300 })), "/ja");
    page.element("#search").click();
    waits(&page);
    page.eval(
        "document.body.insertAdjacentHTML('afterbegin', \
         '<div class=buy><button type=button id=inner>Buy</button></div>'), 0",
    );
    page.element("#inner").click();
    page.prompt();
}

/// 1. The pointer moves about the page: nothing comes. It leaves through the top: the prompt does.
#[test]
fn the_pointer_leaves_through_the_top() {
    let page = loaded(&shop("rule-exit", &json!({ "exit": true })), "/ja");
    page.point_at(200.0, 200.0);
    page.point_at(300.0, 2.0);
    waits(&page);
    page.point_at(300.0, -10.0);
    page.prompt();
}

/// 1. A tab that was opened behind another has not been seen: arriving there does not count.
/// 2. It comes to the front: the prompt comes.
#[test]
fn a_tab_that_nobody_has_seen_waits() {
    let shop = shop("rule-hidden", &json!({ "url": "/*" }));
    let page = Browser::start().tab();
    page.before_scripts(
        "Object.defineProperty(document, 'hidden', { configurable: true, get: () => window.unseen !== false })",
    );
    page.goto(&shop.pages.url("/ja"));
    page.until("typeof koe.config === 'object'");
    waits(&page);
    page.eval("window.unseen = false, document.dispatchEvent(new Event('visibilitychange'))");
    page.prompt();
}

/// 1. A preset brings its pages and its time with it: the thank-you page of the usual shops asks.
#[test]
fn a_preset_knows_the_usual_pages() {
    let survey = with(&documents::nps(), &json!({ "touchpoints": ["post-purchase"] }));
    let touchpoints = json!([{ "id": "post-purchase", "preset": "post-purchase" }]);
    let shop =
        Shop::new("rule-preset", &json!({ "touchpoints": touchpoints, "surveys": [survey] }));
    let page = loaded(&shop, "/ja");
    assert_eq!(decision(&page, "shop-nps"), "wrong_page");
    page.eval("history.pushState(null, '', '/checkout/order-received/7?key=1')");
    page.prompt();
}

/// Counts the roots that are made for prompts, on the page or off it.
const ROOTS: &str = "{ \
  const { attachShadow } = Element.prototype; \
  window.roots = 0; \
  Element.prototype.attachShadow = function (init) { roots++; return attachShadow.call(this, init) } }";

/// 1. While a touchpoint is waited for, the prompt's files are fetched when the browser idles, and it
///    is drawn; the page has nothing of it.
/// 2. The page learns who the visitor is, and the touchpoint comes: nothing more has to be fetched,
///    nothing is fetched twice, and the prompt greets by name.
#[test]
fn a_prompt_that_may_come_is_warm() {
    let shop = shop("rule-warm", &json!({ "click": "#search" }));
    let page = Browser::start().tab();
    page.before_scripts(ROOTS);
    page.goto(&shop.pages.url("/ja"));
    page.until("window.roots === 1");
    page.rest();
    let fetched = |page: &Page| {
        let all = page.all_requests();
        all.iter().filter(|request| request.url.contains("/a/prompt")).count()
    };
    let before = fetched(&page);
    assert!(before > 0, "{:?}", page.all_requests());
    assert!(!page.has_prompt());
    page.eval("koe('identify', { id: 'u_42', name: '澪' }), 0");
    page.element("#search").click();
    assert_eq!(page.prompt().part("greeting").text(), "澪さん、こんにちは");
    assert_eq!(page.eval("roots"), 1);
    // The loader asks for the module, too, and gets it from the cache.
    let all = page.all_requests();
    let again: Vec<_> = all[..].iter().filter(|sent| sent.url.contains("/a/prompt")).collect();
    assert!(again[before..].iter().all(|sent| sent.cached), "{again:?}");
}
