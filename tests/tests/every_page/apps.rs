//! Single-page apps in React, Vue and Yew. All are the same shop (`tests/hosts`): three routes, and
//! a component that is drawn anew around the place of an inline prompt.

mod bundle;
mod react;
mod vue;
mod yew;

use crate::{
    citizen,
    host::{Host, Kind},
};
use koe_tests::{
    browser::{Browser, Page},
    fixtures::{documents, with},
    patience,
};
use serde_json::json;

/// Puts the files of an app into a page, with the body that they are for.
type Install = fn(Kind) -> Kind;

/// A shop that is an app. Who has bought is on `/thanks`; the desk asks inline.
fn kind(id: &'static str, app: Install) -> Kind {
    let csat = with(&documents::csat(), &json!({ "placement": "inline" }));
    app(Kind::new(id))
        .style(".place { min-height: 400px; height: auto }")
        .fields(json!({ "surveys": [documents::nps(), csat], "cool_down_days": 0 }))
}

/// The same, with the thanks for a purchase told by the route alone.
fn routed(id: &'static str, app: Install) -> Host {
    let touchpoints = json!([
        { "id": "post-purchase", "stage": "purchase", "when": { "url": "/thanks" } },
        { "id": "browsing", "stage": "visit" },
    ]);
    kind(id, app)
        .fields(json!({ "surveys": [documents::nps()], "touchpoints": touchpoints }))
        .serve()
}

#[track_caller]
fn gone(page: &Page) {
    patience::eventually("the prompt to go", || (!page.has_prompt()).then_some(()));
}

fn is_a_page_like_any_other(id: &'static str, app: Install) {
    citizen::visits(&kind(id, app).serve());
}

/// 1. The visitor goes from the shop to the thanks, without a page being loaded: the prompt comes.
/// 2. The visitor goes on before answering: the prompt is withdrawn.
/// 3. Another visitor answers on the thanks, then goes on: the prompt stays to be finished.
fn follows_the_route(id: &'static str, app: Install) {
    let host = routed(id, app);
    let page = host.visit(&Browser::start(), "/");
    assert!(!page.has_prompt());
    page.element("#thanks").click();
    page.prompt();
    page.element("#home").click();
    gone(&page);
    let why = page.eval("new Promise(done => koe('why', done))");
    assert_ne!(why[0]["decision"], "already_open", "{why}");

    let page = host.visit(&Browser::start(), "/");
    page.element("#thanks").click();
    let prompt = page.prompt();
    prompt.score(9).click();
    prompt.until("commenting");
    page.element("#home").click();
    page.until("document.querySelector('h1').textContent === 'Kokage'");
    prompt.part("comment").click();
    page.type_text("途中で移動");
    prompt.part("send").click();
    prompt.until("thanked");
    let answer = host.only_answer("shop-nps", 2);
    assert_eq!((&answer["score"], &answer["page"]), (&json!(9), &json!("/thanks")));
}

/// 1. The moment comes on the desk: the prompt stands in its place.
/// 2. The component around it is drawn anew, before and after a score and while a comment is
///    typed: the prompt stays as it is, the focus in it.
/// 3. The answer arrives once.
fn stands_in_a_component_that_is_drawn_anew(id: &'static str, app: Install) {
    let host = kind(id, app).serve();
    let page = host.visit(&Browser::start(), "/");
    page.element("#desk").click();
    page.element(".place");
    page.eval("koe('touchpoint', 'browsing'), 0");
    let prompt = page.prompt();
    assert_eq!(page.eval("document.querySelector('koe-prompt').parentNode.className"), "place");
    let tick = |n: u32| {
        page.eval("document.querySelector('#tick').click()");
        page.until(&format!("document.querySelector('section').dataset.ticks === '{n}'"));
    };
    tick(1);
    prompt.score(4).click();
    prompt.until("commenting");
    tick(2);
    prompt.part("comment").click();
    page.type_text("机の上");
    tick(3);
    assert_eq!(prompt.focus().as_deref(), Some("comment"));
    page.type_text("で");
    prompt.part("send").click();
    prompt.until("thanked");
    let answer = host.only_answer("visit-csat", 2);
    assert_eq!((&answer["score"], &answer["comment"]), (&json!(4), &json!("机の上で")));
    assert!(page.console().is_empty(), "{:?}", page.console());
}

/// 1. The component goes, and the prompt in it: nothing is left behind, nothing is thrown.
/// 2. The component comes back: a prompt can stand in it again.
fn goes_with_its_component(id: &'static str, app: Install) {
    let host = kind(id, app).serve();
    let page = host.visit(&Browser::start(), "/");
    page.element("#desk").click();
    page.element(".place");
    page.eval("koe('touchpoint', 'browsing'), 0");
    page.prompt();
    page.element("#home").click();
    gone(&page);
    page.element("#desk").click();
    page.element(".place");
    page.eval("koe('show', 'visit-csat'), 0");
    let prompt = page.prompt();
    prompt.score(2).click();
    prompt.until("commenting");
    assert_eq!(host.only_answer("visit-csat", 1)["score"], 2);
    assert!(page.console().is_empty(), "{:?}", page.console());
}
