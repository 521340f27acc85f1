//! Pages that come back, are printed, or that nobody looks at.

use crate::host::{Host, Kind};
use koe_tests::{
    browser::{Browser, File, Page, Return},
    patience,
};
use serde_json::json;

const OTHER: &str = r#"<!doctype html><link rel="icon" href="data:,"><title>Elsewhere</title>"#;

/// 1. A prompt stands and was seen; the visitor goes elsewhere: it counts as ignored.
/// 2. The visitor comes back: the page was kept as it was, the prompt in it, and it is answered.
/// 3. One answer is counted, and of one prompt.
#[test]
fn a_page_that_was_kept_comes_back_with_its_prompt() {
    let host = Kind::new("kept").file("/other", File::html(OTHER)).serve();
    let page = host.visit(&Browser::start(), "/");
    page.eval("koe('touchpoint', 'post-purchase'), 0");
    page.prompt();
    page.until("'koe:kept:prompted' in localStorage");
    page.goto(&host.pages.url("/other"));
    assert_eq!(page.back(), Return::Kept);
    let prompt = page.prompt();
    prompt.score(10).click();
    prompt.until("commenting");
    assert_eq!(host.only_answer("shop-nps", 2)["score"], 10);
    assert_eq!(host.prompts("shop-nps"), (1, 1));
    assert!(page.console().is_empty(), "{:?}", page.console());
}

/// The visitor goes elsewhere and back. Another tab of the site holds the lock of the outbox until
/// the page has gone: a request for it that the page left waiting would be granted in the
/// back-forward cache.
#[track_caller]
fn comes_back(page: &Page, host: &Host, id: &str) -> Return {
    let sends = page.browser().open(&host.pages.url("/bare"));
    sends.eval(&format!(
        "new Promise(held => navigator.locks.request('koe:{id}:out:', \
           () => new Promise(done => {{ window.sent = done; held(0) }})))"
    ));
    page.goto(&host.pages.url("/other"));
    sends.eval("sent(), 0");
    sends.until(
        "navigator.locks.query().then(({ held, pending }) => !held.length && !pending.length)",
    );
    page.back()
}

/// 1. A visitor closes the prompt, goes elsewhere and back: the page was kept as it was.
/// 2. Nobody is asked twice.
#[test]
fn a_page_whose_prompt_was_closed_is_kept() {
    let host = Kind::new("kept-closed").file("/other", File::html(OTHER)).serve();
    let page = host.visit(&Browser::start(), "/");
    page.eval("koe('touchpoint', 'post-purchase'), 0");
    let prompt = page.prompt();
    prompt.part("close").click();
    prompt.gone();
    patience::eventually("the dismissal", || (host.prompts("shop-nps") == (1, 0)).then_some(()));
    assert_eq!(comes_back(&page, &host, "kept-closed"), Return::Kept);
    page.eval("koe('touchpoint', 'post-purchase'), 0");
    page.rest();
    assert!(!page.has_prompt());
    assert_eq!(host.prompts("shop-nps"), (1, 0));
}

/// 1. A visitor answers, goes elsewhere and back: the page was kept as it was, the prompt in it.
/// 2. A comment is added: one answer is counted, with its comment.
#[test]
fn a_page_that_was_answered_on_is_kept() {
    let host = Kind::new("kept-answered").file("/other", File::html(OTHER)).serve();
    let page = host.visit(&Browser::start(), "/");
    page.eval("koe('touchpoint', 'post-purchase'), 0");
    let prompt = page.prompt();
    prompt.score(10).click();
    prompt.until("commenting");
    page.until("!Object.keys(localStorage).some(key => key.includes(':out:'))");
    assert_eq!(comes_back(&page, &host, "kept-answered"), Return::Kept);
    prompt.until("commenting");
    prompt.part("comment").click();
    page.type_text("I came back.");
    prompt.part("send").click();
    assert_eq!(host.only_answer("shop-nps", 2)["comment"], "I came back.");
    assert_eq!(host.prompts("shop-nps"), (1, 1));
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
