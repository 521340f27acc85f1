//! The room of an inline prompt, which its page reserves.

use super::{NPS, Shop};
use koe_tests::{
    browser::{Browser, Page},
    patience,
};

/// Asks inside the page, in a place of its own.
#[track_caller]
fn asked(shop: &Shop, style: &str) -> Page {
    let page = shop.visit(&Browser::start(), "/en");
    page.until("typeof koe.config === 'object'");
    page.eval(&format!(
        "document.querySelector('h1').insertAdjacentHTML('afterend', \
           '<section data-koe-inline=\"shop-nps\" style=\"{style}\"></section>'), koe('show', 'shop-nps'), 0"
    ));
    page.prompt();
    page
}

fn told(page: &Page) -> Vec<String> {
    let lines = page.console().into_iter().map(|(_, line)| line);
    lines.filter(|line| line.contains("min-height")).collect()
}

/// 1. A place without room moves the page: one line says which min-height it wants.
/// 2. With that room nothing moves, and nothing is said.
#[test]
fn a_page_that_reserves_no_room_is_told_how_much() {
    let shop = NPS.shop("reserved");
    let page = asked(&shop, "");
    let line = patience::eventually("a line on the console", || told(&page).pop());
    assert_eq!(told(&page).len(), 1);
    let height = line.rsplit(' ').next().unwrap_or_default();
    assert!(height.ends_with("px") && height != "0px", "{line}");

    let page = asked(&shop, &format!("min-height: {height}"));
    page.rest();
    page.eval("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))");
    assert!(told(&page).is_empty(), "{:?}", page.console());
}
