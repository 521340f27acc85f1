//! Single-page navigation: what waits and what is open goes with its route.

use super::Shop;
use koe_tests::{
    browser::{Browser, Page},
    fixtures::{documents, with},
};
use serde_json::json;

/// Without the Navigation API a page has the History's own calls.
const WITHOUT: &str = "Object.defineProperty(window, 'navigation', { value: undefined })";

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
