//! Where a prompt may stand: over the page, holding its focus, in it, and in a frame.

use crate::{in_both, shop::Kind};
use koe_tests::{
    engines::Engine,
    fixtures::documents,
};
use serde_json::json;

/// The least that a page has to allow for the frame.
const STRICT: &str = "script-src 'self' KOE; connect-src 'self' KOE; frame-src KOE";

in_both! {
    framed => answers_in_a_frame;
}

/// 1. The page's policy allows no WebAssembly: the prompt stands in a frame, and stays.
/// 2. A score and a comment: counted once, with the page's touchpoint and path.
/// 3. The page is told once that it was asked, and once that there is an answer; it keeps the clocks.
#[track_caller]
fn answers_in_a_frame(engine: Engine) {
    let shop = Kind::new("frame", engine, &documents::nps()).policy(STRICT).open();
    let visit = engine.visit();
    let tab = visit.open(&shop.url());
    tab.click("#bought");
    let prompt = tab.framed().until("asking");
    prompt.score(9);
    shop.counts(1);
    prompt.until("commenting").click("comment");
    prompt.press("From a frame.").click("send").until("thanked");
    let answer = shop.only_answer(2);
    assert_eq!(
        [&answer["score"], &answer["comment"], &answer["touchpoint"], &answer["page"]],
        [&json!(9), &json!("From a frame."), &json!("post-purchase"), &json!("/")]
    );
    tab.until("told.join() == 'prompted,answered'");
    let id = &shop.site.id;
    tab.until(&format!("'koe:{id}:prompted:shop-nps' in localStorage && 'koe:{id}:answered:shop-nps' in localStorage"));
    prompt.click("close");
    prompt.gone();
    assert_eq!(shop.prompts(), (1, 1));
}
