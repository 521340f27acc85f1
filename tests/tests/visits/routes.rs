//! Single-page navigation: what waits and what is open goes with its route.

use super::{Shop, decision};
use koe_tests::{
    browser::{Browser, Page},
    fixtures::{documents, with},
};
use serde_json::json;

/// Without the Navigation API a page has the History's own calls.
const WITHOUT: &str = "Object.defineProperty(window, 'navigation', { value: undefined })";

/// 1. A page is read to its end, where no rule asks. A route follows whose rule asks for half of it: the
///    old page stands for a moment yet, and the app takes it to the top. Neither was read: nothing comes.
/// 2. The new one is read by half: the prompt comes.
#[test]
fn what_was_read_before_a_route_counts_for_nothing_there() {
    let survey = with(&documents::nps(), &json!({ "touchpoints": ["browsing"] }));
    let when = json!({ "url": "/products/*", "scroll": 0.5 });
    let touchpoints = json!([{ "id": "browsing", "when": when }]);
    let shop = Shop::new("route-read", &json!({ "touchpoints": touchpoints, "surveys": [survey] }));
    let page = shop.visit(&Browser::start(), "/ja");
    page.until("typeof koe.config === 'object'");
    page.eval("document.body.style.minHeight = '5000px', scrollTo(0, 4000)");
    page.until("scrollY === 4000");
    page.eval("new Promise(done => requestAnimationFrame(() => setTimeout(done)))");
    page.eval("history.pushState(null, '', '/products/7')");
    page.until("koe.waits.browsing.next === 'scroll'");
    page.eval("scrollTo(0, 0)");
    page.rest();
    assert_eq!(decision(&page, "shop-nps"), "wrong_touchpoint");
    assert!(!page.has_prompt());
    page.eval("scrollTo(0, 3000)");
    page.prompt();
}

/// A shop that asks on `/products/*`, and a page of it, with the Navigation API or without.
fn visit(id: &str, navigation: bool) -> (Shop, Page) {
    let survey = with(&documents::nps(), &json!({ "touchpoints": ["browsing"] }));
    let touchpoints =
        json!([{ "id": "browsing", "when": { "url": "/products/*", "dwell_ms": 50 } }]);
    let shop = Shop::new(
        id,
        &json!({ "cool_down_days": 0, "touchpoints": touchpoints, "surveys": [survey] }),
    );
    let page = Browser::start().tab();
    if !navigation {
        page.before_scripts(WITHOUT);
    }
    page.goto(&shop.pages.url("/ja"));
    page.until("typeof koe.config === 'object'");
    assert_eq!(page.eval("Boolean(window.navigation)"), navigation);
    (shop, page)
}

/// 1. A route that fits asks, though no page was loaded. One that does not withdraws the prompt.
/// 2. A prompt whose visitor has answered stays, wherever the page goes.
fn routes_come_and_go(id: &str, navigation: bool) {
    let (shop, page) = visit(id, navigation);
    page.rest();
    assert!(!page.has_prompt());
    page.eval("history.pushState({ own: 1 }, '', '/products/7')");
    let prompt = page.prompt();
    page.eval("history.replaceState(null, '', '/products/7#reviews')");
    assert!(page.has_prompt(), "a fragment is no other route");
    page.eval("history.pushState(null, '', '/cart')");
    prompt.gone();

    page.eval("localStorage.clear(), history.back()");
    let prompt = page.prompt();
    prompt.score(9).click();
    shop.counts("shop-nps", 1);
    prompt.until("commenting");
    page.eval("history.pushState(null, '', '/cart')");
    page.rest();
    assert_eq!(prompt.state().as_deref(), Some("commenting"));
    assert_eq!(page.eval("history.state"), json!(null));
    assert_eq!(page.console(), []);
}

/// By the Navigation API.
#[test]
fn a_prompt_goes_with_its_route() {
    routes_come_and_go("routes", true);
}

/// By the History's own calls, where there is no Navigation API.
#[test]
fn a_prompt_goes_with_its_route_in_older_browsers() {
    routes_come_and_go("routes-history", false);
}
