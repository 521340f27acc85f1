//! Networks that bring the prompt's module in another way than it was sent, or not at all. In a frame
//! the host's worker has no say: there these pages are pages like any other.

use crate::host::{Kokage, Place, in_page_and_frame};
use koe_tests::patience;
use serde_json::json;

in_page_and_frame![a_module_of_another_type, a_module_that_never_comes,];

/// 1. A proxy says that the module is text: the prompt works, comment and all.
fn a_module_of_another_type(place: Place) {
    let host = Kokage::new("wasm-mime", place).serve();
    let page = host.visit_with_worker("sw-wasm.js?mime", "/wasm-mime.html");
    host.takes_an_answer(&host.asked(&page), "nps", 7);
    assert_eq!(host.prompts("nps"), [1, 1, 0, 0]);
}

/// 1. The module never comes. The question stays, takes a score, sends it and says thanks.
/// 2. It goes when it is closed, and counts as one that was shown and answered.
fn a_module_that_never_comes(place: Place) {
    let host = Kokage::new("wasm-blocked", place).serve();
    let page = host.visit_with_worker("sw-wasm.js?blocked", "/wasm-blocked.html");
    let inside = host.drawn(&page);
    let prompt = inside.any_prompt();
    let _ = prompt.part("score");
    // The worker is a second late; the question outlives that.
    page.stay(2_500);
    assert!(page.has_prompt(), "the question has vanished");
    prompt.score(9).click();
    assert_eq!(host.only_answer("nps", 1)["score"], json!(9));
    if place == Place::Page {
        patience::eventually("thanks", || prompt.text().contains("Thank you").then_some(()));
    }
    prompt.part("close").click();
    page.until("!document.querySelector('koe-prompt')");
    assert_eq!(host.prompts("nps"), [1, 1, 0, 0]);
}
