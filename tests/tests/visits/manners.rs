//! What the host page notices of Koe: nothing but the prompt, whatever goes wrong.

use super::{NPS, Shop, page};
use koe_tests::{
    browser::{Browser, Habits, Page},
    patience,
};
use serde_json::{Value, json};

/// Everything of the page that could have been touched: its markup, the computed style of every
/// element of its own, its global names, how far it is scrolled, where the focus is.
fn looks(page: &Page) -> Value {
    page.eval(
        r"(() => {
  const own = [...document.querySelectorAll('html, head, body, body *')]
    .filter(element => !element.closest('koe-prompt'));
  const styles = own.map(element => [...getComputedStyle(element)]
    .map(name => `${name}:${getComputedStyle(element).getPropertyValue(name)}`).join(';'));
  const copy = document.documentElement.cloneNode(true);
  copy.querySelectorAll('koe-prompt').forEach(prompt => prompt.remove());
  return {
    markup: copy.outerHTML, styles,
    names: Object.getOwnPropertyNames(window).filter(name => !names.has(name) && name !== 'names'),
    sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
    scroll: [scrollX, scrollY], focus: document.activeElement.id,
  };
})()",
    )
}

/// The lines that Koe, and nobody else, wrote on the console.
fn lines(page: &Page) -> Vec<(String, String)> {
    page.console()
}

/// What the page looks like without the tag.
fn bare(shop: &Shop, page: &Page) -> Value {
    page.element("#search").click();
    let looks = looks(page);
    assert_eq!(looks["names"], json!(["koe"]), "of {}", shop.site.id);
    looks
}

/// 1. The page's markup, styles, names, scroll and focus while a prompt stands, once a score was
///    chosen, and after it was closed: those from before it came.
#[test]
fn a_prompt_leaves_the_page_as_it_was() {
    let shop = NPS.shop("untouched");
    let page = shop.visit(&Browser::start(), "/ja");
    page.rest();
    let before = bare(&shop, &page);
    page.eval("koe('touchpoint', 'post-purchase'), 0");
    let prompt = page.prompt();
    assert_eq!(looks(&page), before);
    prompt.score(9).click();
    prompt.until("commenting");
    page.element("#search").click();
    assert_eq!(looks(&page), before);
    prompt.part("close").click();
    prompt.gone();
    page.element("#search").click();
    assert_eq!(looks(&page), before);
    assert!(lines(&page).is_empty(), "{:?}", lines(&page));
}

/// 1. The page's styles do not reach into the prompt: its text keeps its own spacing and style.
#[test]
fn the_page_s_styles_do_not_leak_into_the_prompt() {
    let shop = NPS.shop("no-leak");
    let page = shop.visit(&Browser::start(), "/ja");
    page.element("#bought").click();
    let close = page.prompt().part("close");
    let style = close.call(
        "function () { const style = getComputedStyle(this); \
         return [style.letterSpacing, style.fontStyle, style.color !== 'rgb(0, 128, 128)'] }",
    );
    assert_eq!(style, json!(["normal", "normal", true]));
}

/// 1. The visitor forbids all storage: nobody is asked, the page is untouched, and one line on the
///    console says why.
#[test]
fn forbidden_storage_costs_one_line() {
    let shop = NPS.shop("no-storage");
    let page = shop.visit(&Browser::with(Habits::BlocksStorage), "/ja");
    page.until("typeof koe.config === 'object'");
    let before = bare(&shop, &page);
    page.eval("koe('touchpoint', 'post-purchase'), 0");
    let why = page.eval("koe('why').then(decisions => decisions[0].decision)");
    assert_eq!(why, "storage_blocked");
    page.eval("koe('touchpoint', 'post-purchase'), 0");
    page.rest();
    assert_eq!(looks(&page), before);
    assert!(!page.has_prompt());
    assert_eq!(lines(&page).len(), 1, "{:?}", lines(&page));
}

/// Waits for the one line that a failure costs, then that it stays the only one.
#[track_caller]
fn one_line(page: &Page, before: &Value) {
    patience::eventually("a line on the console", || (!lines(page).is_empty()).then_some(()));
    page.rest();
    assert_eq!(lines(page).len(), 1, "{:?}", lines(page));
    assert_eq!(lines(page)[0].0, "warning", "an error is for the page's own error tracking");
    assert_eq!(&looks(page), before);
    assert!(!page.has_prompt());
}

/// 1. Each file that a question needs can't be fetched: no prompt, the page untouched, one line.
#[test]
fn a_failing_network_costs_one_line() {
    let shop = NPS.shop("no-network");
    for pattern in ["*/a/sender-*", "*/a/prompt-*.js", "*/t/*"] {
        let page = shop.visit(&Browser::start(), "/ja");
        page.until("typeof koe.config === 'object'");
        let before = bare(&shop, &page);
        page.block(&[pattern]);
        page.eval("koe('touchpoint', 'post-purchase'), 0");
        one_line(&page, &before);
    }
}

/// 1. Each file arrives broken: a script that throws or can't be parsed, a text file that is no
///    JSON. No prompt, the page untouched, one line.
#[test]
fn a_broken_file_costs_one_line() {
    let shop = NPS.shop("broken-files");
    let cases: [(&str, &str, &[u8]); 4] = [
        ("*/a/sender-*", "text/javascript", b"throw new Error('broken')"),
        ("*/a/prompt-*.js", "text/javascript", b"throw new Error('broken')"),
        ("*/a/prompt-*.js", "text/javascript", b"this is no script"),
        ("*/t/*", "application/json", b"{"),
    ];
    for (pattern, kind, body) in cases {
        let page = shop.visit(&Browser::start(), "/ja");
        page.until("typeof koe.config === 'object'");
        let before = bare(&shop, &page);
        let mut tamper = page.tamper(pattern, kind, body);
        page.eval("koe('touchpoint', 'post-purchase'), 0");
        tamper.until("a line on the console", || (!lines(&page).is_empty()).then_some(()));
        one_line(&page, &before);
    }
}

/// 1. The module arrives cut in half: one line; the question stays, its score is counted, the visitor is
///    thanked. Nothing is shown a second time.
/// 2. The module can't be fetched, and that is known before the question stands: a frame has it.
#[test]
fn a_module_that_fails_costs_one_line_and_no_answer() {
    let shop = NPS.shop("no-module");
    let ask = "koe('on', 'prompted', () => window.asked = (window.asked ?? 0) + 1), \
               koe('touchpoint', 'post-purchase'), 0";
    let page = shop.visit(&Browser::start(), "/en");
    page.until("typeof koe.config === 'object'");
    let half = b"\0asm\x01\0\0\0\x01";
    let mut tamper = page.tamper("*/a/prompt-*.wasm", "application/wasm", half);
    page.eval(ask);
    tamper.until("a line on the console", || (!lines(&page).is_empty()).then_some(()));
    page.prompt().score(9).click();
    page.prompt_in("thanked");
    shop.counts("shop-nps", 1);
    assert_eq!(lines(&page).len(), 1, "{:?}", lines(&page));
    assert_eq!(page.eval("asked"), 1);

    let page = shop.visit(&Browser::start(), "/en");
    page.until("typeof koe.config === 'object'");
    page.block(&["*/a/prompt-*.wasm"]);
    page.eval(ask);
    let frame = patience::eventually("a frame", || page.shadow_root("koe-prompt")?.find("iframe"));
    frame.frame().prompt().score(9).click();
    shop.counts("shop-nps", 2);
    assert_eq!(page.eval("asked"), 1);
}

/// 1. The script of a site that is not there: browsers do not run a script under a 404, so the one
///    line is the browser's own. Calls of the page do no harm.
#[test]
fn an_unknown_site_costs_one_line() {
    let pages = koe_tests::browser::HostPage::serve([("/", page("nobody-s-site", "en").into())]);
    let page = Browser::start().open(&pages.url("/"));
    page.rest();
    page.eval("koe('touchpoint', 'post-purchase'), 0");
    assert_eq!(lines(&page), []);
    let log = page.browser_log();
    assert_eq!(log.len(), 1, "{log:?}");
    assert!(log[0].0.contains("404") && log[0].1.ends_with("/s/nobody-s-site.js"), "{log:?}");
}

/// 1. Two tags on one page: the second says so in one line and does nothing; the first one asks.
#[test]
fn a_second_tag_costs_one_line() {
    let shop = NPS.shop("two-tags");
    let page = shop.visit(&Browser::start(), "/en");
    page.until("typeof koe.config === 'object'");
    page.eval(
        "new Promise(done => { const tag = document.createElement('script'); tag.onload = () => done(); \
         tag.src = document.querySelector('script[src]').src; document.head.append(tag) })",
    );
    assert_eq!(lines(&page).len(), 1, "{:?}", lines(&page));
    page.element("#bought").click();
    page.prompt();
}
