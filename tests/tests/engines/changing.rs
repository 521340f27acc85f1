//! Changing one's mind: in the prompt, and on the receipt.

use crate::{in_both, shop::Kind};
use koe_tests::{engines::Engine, fixtures::documents, patience};
use serde_json::json;

in_both! {
    taken_back => takes_back;
    receipt => has_a_receipt;
}

/// 1. A score is sent, without a comment; "take back" asks once, and "keep" keeps.
/// 2. "Take back" and its confirmation: the answer counts no more.
#[track_caller]
fn takes_back(engine: Engine) {
    let shop = Kind::new("take-back", engine, &documents::nps()).open();
    let visit = engine.visit();
    let tab = visit.open(&shop.url());
    tab.click("#bought");
    let prompt = tab.prompt().until("asking").score(1).until("commenting").click("skip");
    prompt.until("thanked");
    shop.counts(1);
    prompt.click("take-back").click("keep").click("take-back").click("confirm-take-back");
    shop.counts(0);
    prompt.says("Taken back");
    assert_eq!(shop.site.scores("survey=shop-nps")["excluded"]["withdrawn"], 1);
    assert_eq!(tab.complaints(), [""; 0]);
}

/// The first row of the receipt has this score.
fn shows_score(score: u8) -> String {
    format!(
        "document.readyState == 'complete' && document.querySelector('dd')?.textContent.startsWith('{score}') == true"
    )
}

/// 1. The thanks lead to the receipt, which runs no script; it shows the score.
/// 2. The score is changed there: a later revision of the same answer.
/// 3. It is taken back there: the answer counts no more.
/// 4. The browser has nothing to say about any of these pages.
#[track_caller]
fn has_a_receipt(engine: Engine) {
    let shop = Kind::new("receipt", engine, &documents::nps()).open();
    let visit = engine.visit();
    let tab = visit.open(&shop.url());
    tab.click("#bought");
    let prompt = tab.prompt().until("asking").score(9).until("commenting").click("skip");
    prompt.until("thanked").sees("!!eye.find('[data-koe=receipt]')");
    let receipt = prompt.look("eye.find('[data-koe=receipt]').href");
    tab.goto(receipt.as_str().unwrap());
    tab.until(&shows_score(9));
    tab.click_plain("[data-koe=change]");
    tab.click_plain("[name=score][value='8']");
    tab.click_plain("[data-koe=save]");
    let answer = patience::eventually("another score", || {
        let [answer] = &shop.site.answers("survey=shop-nps")[..] else { return None };
        (answer["score"] == 8).then(|| answer.clone())
    });
    assert_eq!(answer["bucket"], json!("passive"));
    tab.until(&shows_score(8));
    tab.click_plain("[data-koe=take-back]");
    tab.click_plain("[data-koe=confirm-take-back]");
    shop.counts(0);
    tab.shows("[data-koe=taken-back]");
    assert_eq!(tab.complaints(), [""; 0]);
}
