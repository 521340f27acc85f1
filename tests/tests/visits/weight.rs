//! What a page view costs: counted in requests, as the browser made them.

use super::{NPS, Shop};
use koe_tests::{
    browser::{Browser, Page, Request},
    workerd::Workerd,
};
use serde_json::json;

fn lines(page: &Page) -> Vec<String> {
    page.requests_to(Workerd::shared().url()).iter().map(Request::line).collect()
}

/// Without what came from the cache: the module is asked for by the loader and the sender, and comes
/// once.
fn sent(page: &Page) -> Vec<String> {
    let asked = page.requests_to(Workerd::shared().url());
    asked.iter().filter(|request| !request.cached).map(Request::line).collect()
}

/// 1. A page on which nothing is due comes to rest: the script is the only thing it asked of Koe,
///    and no WebAssembly was loaded.
/// 2. The moment comes for somebody who was asked before: still nothing more.
#[test]
fn a_page_without_a_prompt_makes_one_request() {
    let shop = NPS.shop("one-request");
    let browser = Browser::start();
    let page = shop.visit(&browser, "/ja");
    page.rest();
    assert_eq!(lines(&page), ["GET /s/one-request.js"]);
    let modules =
        "performance.getEntriesByType('resource').filter(entry => /wasm/.test(entry.name)).length";
    assert_eq!(page.eval(modules), 0);
    let kept = page.eval("JSON.stringify(localStorage)");
    assert_eq!(kept, "{}", "something is kept before an answer");
    assert_eq!(page.eval("document.cookie"), "");

    page.element("#bought").click();
    let prompt = page.prompt();
    prompt.part("close").click();
    prompt.gone();
    let again = shop.visit(&browser, "/other");
    again.element("#bought").click();
    again.rest();
    assert_eq!(lines(&again), ["GET /s/one-request.js"]);
}

/// 1. A prompt is due: sender, glue, module and one text file, each once, then it stands.
/// 2. It is closed and the page comes to rest: one request more, the outcome.
#[test]
fn a_prompt_costs_four_files_each_fetched_once() {
    let shop = NPS.shop("four-files");
    let page = shop.visit(&Browser::start(), "/ja");
    page.element("#bought").click();
    let prompt = page.prompt();
    let mut asked = sent(&page);
    asked.sort();
    let kinds: Vec<_> =
        asked.iter().map(|line| line.rsplit_once('.').map_or("", |(_, kind)| kind)).collect();
    assert_eq!(asked.len(), 5, "{asked:?}");
    assert_eq!(kinds.iter().filter(|kind| **kind == "wasm").count(), 1, "{asked:?}");
    assert_eq!(kinds.iter().filter(|kind| **kind == "json").count(), 1, "{asked:?}");
    prompt.part("close").click();
    prompt.gone();
    page.rest();
    assert_eq!(sent(&page).len(), 6, "{:?}", sent(&page));
    assert_eq!(sent(&page)[5], "POST /v1/answers");
}

/// 1. The moment comes twice, and a third time while the prompt is open: one prompt, one module.
#[test]
fn a_second_moment_fetches_nothing_twice() {
    let shop = Shop::new("twice", &json!({ "cool_down_days": 0 }));
    let page = shop.visit(&Browser::start(), "/ja");
    page.element("#bought").click();
    page.element("#bought").click();
    let prompt = page.prompt();
    page.element("#bought").click();
    prompt.part("close").click();
    prompt.gone();
    page.element("#helped").click();
    page.prompt();
    let asked = page.requests_to(Workerd::shared().url());
    let count =
        |part: &str| asked.iter().filter(|sent| sent.url.contains(part) && !sent.cached).count();
    assert_eq!((count(".wasm"), count("/a/"), count("/t/")), (1, 3, 2), "{asked:?}");
}
