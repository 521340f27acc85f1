//! The hosted page with its script: the prompt in the place of the form, and a score that came with
//! a link. The form without script is among the journeys.

use super::{NPS, Shop};
use koe_tests::{
    browser::{Browser, Page},
    patience,
    workerd::Workerd,
};

#[track_caller]
fn open(shop: &Shop, query: &str) -> Page {
    let url = format!("{}/p/{}/shop-nps{query}", Workerd::shared().url(), shop.site.id);
    Browser::start().open(&url)
}

/// 1. A link from a text message: question, comment and one button on one page; the form has gone,
///    and its words stand as they did.
/// 2. A tap and a comment: one answer, with the link's channel and touchpoint.
#[test]
fn the_prompt_takes_the_place_of_the_form() {
    let shop = NPS.shop("hosted-script");
    let page = open(&shop, "?channel=sms&touchpoint=post-purchase&lang=en");
    let prompt = page.prompt();
    assert_eq!(page.eval("document.querySelectorAll('form.card').length"), 0);
    page.screenshot("hosted-page");
    assert!(prompt.text().contains("Anything else you’d like to tell us?"), "{}", prompt.text());
    prompt.score(4).click();
    assert!(prompt.text().contains("What went wrong?"), "{}", prompt.text());
    prompt.part("comment").click();
    page.type_text("Too far away.");
    prompt.part("send").click();
    let answer = patience::eventually("the comment to arrive", || {
        let listed = shop.site.answers("survey=shop-nps");
        listed.into_iter().find(|answer| answer["comment"] == "Too far away.")
    });
    assert_eq!(answer["score"], 4);
    assert_eq!(answer["channel"], "sms");
    assert_eq!(answer["touchpoint"], "post-purchase");
    assert_eq!(shop.site.n("shop-nps"), 1);
    assert!(page.console().is_empty(), "{:?}", page.console());
}

/// 1. The page is open in one tab, unanswered, and opened in another: both have the prompt.
#[test]
fn a_page_in_another_tab_stands_in_nobodys_way() {
    let shop = NPS.shop("hosted-tabs");
    let first = open(&shop, "?lang=en");
    first.prompt();
    let url = format!("{}/p/{}/shop-nps?lang=en", Workerd::shared().url(), shop.site.id);
    let second = first.browser().open(&url);
    second.prompt().score(9).click();
    shop.counts("shop-nps", 1);
    first.prompt();
}

/// 1. A scanner opens the link of a mail, runs its scripts, looks at it and leaves: nothing is
///    stored, no outcome of any kind.
/// 2. Its reader opens the same link and moves over the page: the score is counted, once.
#[test]
fn a_score_from_a_mail_counts_once_its_reader_is_there() {
    let shop = NPS.shop("hosted-mail");
    let scanner = open(&shop, "?score=9&channel=email");
    scanner.prompt();
    scanner.rest();
    scanner
        .eval("document.body.dispatchEvent(new MouseEvent('pointerdown', { bubbles: true })), 0");
    scanner.eval("document.querySelector('koe-prompt').click(), 0");
    scanner.goto("about:blank");
    assert!(scanner.all_requests().iter().all(|sent| sent.method == "GET"));
    scanner.close();
    assert_eq!(shop.site.n("shop-nps"), 0);
    assert_eq!(shop.site.scores("survey=shop-nps")["prompts"]["shown"], 0);

    let page = open(&shop, "?score=9&channel=email");
    page.prompt();
    page.rest();
    assert_eq!(shop.site.n("shop-nps"), 0);
    page.element("footer").click();
    shop.counts("shop-nps", 1);
    let answer = shop.only_answer("shop-nps", 1);
    assert_eq!(answer["score"], 9);
    assert_eq!(answer["channel"], "email");
}

/// 1. The prompt's files can't be fetched: the form stays, and one line says why.
#[test]
fn without_its_files_the_form_stays() {
    let shop = NPS.shop("hosted-files");
    let page = Browser::start().tab();
    page.block(&["*.wasm"]);
    page.goto(&format!("{}/p/hosted-files/shop-nps?lang=en", Workerd::shared().url()));
    patience::eventually("a line on the console", || {
        page.console().iter().any(|(_, line)| line.starts_with("[koe] ")).then_some(())
    });
    assert!(!page.has_prompt());
    page.element("input[name=score][value='7']").click();
    page.element("form.card button").click();
    shop.counts("shop-nps", 1);
}
