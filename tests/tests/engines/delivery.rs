//! What was answered arrives, and once: from a tab that closes, over a network that goes.

use crate::{
    in_both,
    shop::{Kind, Shop},
};
use koe_tests::{
    engines::{Engine, Tab},
    fixtures::documents,
};

in_both! {
    closed_after_the_tap => closes;
    network_cut_and_back => waits;
}

#[track_caller]
fn nothing_waits(tab: &Tab) {
    tab.until("!Object.keys(localStorage).some(key => key.includes(':out:'))");
}

#[track_caller]
fn answered_once(shop: &Shop, score: u8) {
    shop.counts(1);
    assert_eq!(shop.only_answer(1)["score"], score);
    assert_eq!(shop.prompts(), (1, 1));
}

/// 1. A score is tapped, and the tab closed in the same moment: it is counted.
/// 2. Another page of the shop has nothing left to send, and it is counted once.
#[track_caller]
fn closes(engine: Engine) {
    let shop = Kind::new("closed", engine, &documents::nps()).open();
    let visit = engine.visit();
    // Another tab keeps the browser open, as visitors' other tabs do.
    let other = visit.open(&shop.pages.url("/elsewhere"));
    let tab = visit.open_another(&shop.url());
    tab.click("#bought");
    tab.prompt().until("asking").score(10);
    tab.close();
    answered_once(&shop, 10);
    other.goto(&shop.url());
    nothing_waits(&other);
    answered_once(&shop, 10);
}

/// 1. The way to Koe is cut; a score is tapped: it waits on the device, and nothing has arrived.
/// 2. The way is there again: it arrives by itself, once.
#[track_caller]
fn waits(engine: Engine) {
    let shop = Kind::new("cut", engine, &documents::nps()).open();
    let visit = engine.visit();
    let tab = visit.open(&shop.url());
    tab.click("#bought");
    let prompt = tab.prompt().until("asking");
    // All its files are there: what is cut from here on is the answer.
    prompt.sees("eye.find('[data-koe=close]') != null");
    tab.until("performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.endsWith('.wasm') && responseEnd)");
    shop.gate.close();
    // The device is online: it is said to be kept and not to have gone through.
    prompt.score(6).until("failed");
    tab.until("Object.keys(localStorage).some(key => key.includes(':out:'))");
    assert_eq!(shop.site.n("shop-nps"), 0);
    shop.gate.reopen();
    shop.counts(1);
    nothing_waits(&tab);
    answered_once(&shop, 6);
}
