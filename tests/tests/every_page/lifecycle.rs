//! Pages that come back, are printed, or that nobody looks at.

use crate::host::{Host, Kind};
use koe_tests::{
    browser::{Browser, File},
    patience,
};
use serde_json::json;

const OTHER: &str = r#"<!doctype html><link rel="icon" href="data:,"><title>Elsewhere</title>"#;

/// 1. A prompt stands; the visitor goes elsewhere: it counts as ignored.
/// 2. The visitor comes back: the page was kept as it was, the prompt in it, and it is answered.
/// 3. One answer is counted, and of one prompt.
#[test]
fn a_page_that_was_kept_comes_back_with_its_prompt() {
    let host = Kind::new("kept").file("/other", File::html(OTHER)).serve();
    let page = host.visit(&Browser::start(), "/");
    page.eval("addEventListener('pageshow', event => { window.kept = event.persisted; })");
    page.eval("koe('touchpoint', 'post-purchase'), 0");
    page.prompt();
    page.goto(&host.pages.url("/other"));
    page.back();
    page.until("window.kept === true");
    let prompt = page.prompt();
    prompt.score(10).click();
    prompt.until("commenting");
    assert_eq!(host.only_answer("shop-nps", 2)["score"], 10);
    assert_eq!(host.prompts("shop-nps"), (1, 1));
    assert!(page.console().is_empty(), "{:?}", page.console());
}

/// 1. A visitor who was asked goes back to that page, kept or loaded anew: nobody is asked twice.
#[test]
fn a_page_that_is_gone_back_to_asks_nobody_twice() {
    let host = Kind::new("kept-closed").file("/other", File::html(OTHER)).serve();
    let page = host.visit(&Browser::start(), "/");
    page.eval("koe('touchpoint', 'post-purchase'), 0");
    let prompt = page.prompt();
    prompt.part("close").click();
    prompt.gone();
    patience::eventually("the dismissal", || (host.prompts("shop-nps") == (1, 0)).then_some(()));
    page.goto(&host.pages.url("/other"));
    page.back();
    page.until("typeof koe === 'function' && 'config' in koe");
    page.eval("koe('touchpoint', 'post-purchase'), 0");
    page.rest();
    assert!(!page.has_prompt());
    assert_eq!(host.prompts("shop-nps"), (1, 0));
}

/// A prompt over the page is not on paper; afterwards it stands as before.
#[test]
fn a_printed_page_has_no_prompt_on_it() {
    let host = Kind::new("printed").serve();
    let page = host.visit(&Browser::start(), "/");
    page.eval("koe('touchpoint', 'post-purchase'), 0");
    let panel = page.prompt().part("panel");
    let drawn = || panel.call("function () { return this.checkVisibility() }");
    assert_eq!(drawn(), true);
    page.print(true);
    assert_eq!(drawn(), false, "the prompt is printed");
    page.print(false);
    assert_eq!(drawn(), true);
}

/// The moment comes by itself, as soon as the page is there.
fn at_once(id: &'static str) -> Kind {
    let touchpoints =
        json!([{ "id": "post-purchase", "stage": "purchase", "when": { "url": "/" } }]);
    let surveys = json!([koe_tests::fixtures::documents::nps()]);
    Kind::new(id).fields(json!({ "touchpoints": touchpoints, "surveys": surveys }))
}

#[track_caller]
fn nobody_was_asked(host: &Host) {
    assert_eq!(host.prompts("shop-nps"), (0, 0), "somebody was asked who saw nothing");
}

/// 1. A page is opened in a tab behind another one, and its moment comes: nobody is asked.
/// 2. The visitor turns to it: the prompt comes.
#[test]
fn a_hidden_tab_asks_once_it_is_seen() {
    let host = at_once("hidden").serve();
    let browser = Browser::start();
    let front = browser.open(&host.pages.url("/bare"));
    let page = browser.tab();
    page.unfocused();
    front.front();
    page.until("document.visibilityState === 'hidden'");
    page.goto(&host.pages.url("/"));
    page.until("typeof koe === 'function' && 'config' in koe");
    page.rest();
    assert_eq!(page.eval("document.visibilityState"), "hidden");
    assert!(!page.has_prompt(), "a prompt stands in a tab that nobody sees");
    nobody_was_asked(&host);
    page.front();
    page.prompt();
}

/// 1. The browser prepares the next page before the visitor has chosen it: nobody is asked.
/// 2. The visitor goes there: the prompt comes.
#[test]
fn a_prepared_page_asks_once_it_is_seen() {
    let rules = r#"<script type="speculationrules">{"prerender":[{"urls":["/"],"eagerness":"immediate"}]}</script>"#;
    let before = File::html(format!(
        r#"<!doctype html><link rel="icon" href="data:,"><title>Before</title><a href="/">On</a>{rules}"#
    ));
    let host = at_once("prepared").file("/before", before).serve();
    let browser = Browser::start();
    let tab = browser.preparing_tab();
    let page = tab.shown();
    page.goto(&host.pages.url("/before"));
    let prepared = tab.prepared();
    prepared.until("typeof koe === 'function' && 'config' in koe");
    assert_eq!(prepared.eval("document.prerendering"), true);
    prepared.rest();
    assert!(!prepared.has_prompt(), "a prompt stands in a page that nobody sees");
    nobody_was_asked(&host);
    page.element("a").click();
    prepared.until("!document.prerendering");
    prepared.prompt();
}
