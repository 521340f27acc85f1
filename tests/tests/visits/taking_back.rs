//! Changing one's mind, while the prompt is there.

use super::NPS;
use koe_tests::{browser::Browser, patience};

/// 1. A score and a comment are sent; the receipt offers to take them back.
/// 2. "Take back" asks once; "keep" keeps.
/// 3. "Take back" and its confirmation: the answer counts no more, and the prompt says so.
#[test]
fn an_answer_is_taken_back() {
    let shop = NPS.shop("take-back");
    let page = shop.visit(&Browser::start(), "/ja");
    page.element("#bought").click();
    let prompt = page.prompt();
    prompt.score(1).click();
    prompt.until("commenting");
    prompt.part("skip").click();
    prompt.until("thanked");
    shop.counts("shop-nps", 1);

    prompt.part("take-back").click();
    prompt.part("keep").click();
    prompt.part("take-back").click();
    page.screenshot("take-back-confirming");
    prompt.part("confirm-take-back").click();
    patience::eventually("the prompt to say so", || {
        prompt.text().contains("取り消しました").then_some(())
    });
    page.screenshot("take-back-done");
    shop.counts("shop-nps", 0);
    assert_eq!(shop.site.scores("survey=shop-nps")["excluded"]["withdrawn"], 1);
}

/// 1. A score is sent; the network goes, and the answer is taken back: the prompt says that it will be
///    taken back, and not that it will be sent, to eyes and ears alike.
/// 2. The network is back: the answer counts no more.
#[test]
fn an_answer_is_taken_back_offline() {
    let shop = NPS.shop("take-back-offline");
    let page = shop.visit(&Browser::start(), "/en");
    page.element("#bought").click();
    let prompt = page.prompt();
    prompt.score(1).click();
    prompt.until("commenting");
    prompt.part("skip").click();
    prompt.until("thanked");
    shop.counts("shop-nps", 1);

    prompt.part("take-back").click();
    page.offline(true);
    prompt.part("confirm-take-back").click();
    patience::eventually("the prompt to say that it waits", || {
        prompt.text().contains("You are offline.").then_some(())
    });
    page.screenshot("take-back-offline");
    let said = prompt.text();
    assert!(said.contains("Your answer will be taken back when you are online again."), "{said}");
    assert!(!said.contains("will be sent"), "{said}");
    assert_eq!(shop.site.n("shop-nps"), 1);
    page.offline(false);
    shop.counts("shop-nps", 0);
}

/// 1. A score is chosen and changed before the comment is sent: one answer, the newer score.
#[test]
fn a_score_is_changed() {
    let shop = NPS.shop("change");
    let page = shop.visit(&Browser::start(), "/en");
    page.element("#bought").click();
    let prompt = page.prompt();
    prompt.score(3).click();
    prompt.until("commenting");
    shop.counts("shop-nps", 1);
    prompt.part("change").click();
    prompt.until("asking");
    prompt.score(8).click();
    prompt.until("commenting");
    let answer = shop.only_answer("shop-nps", 2);
    assert_eq!((&answer["score"], &answer["bucket"]), (&8.into(), &"passive".into()));
}
