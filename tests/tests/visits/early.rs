//! A question whose module is not there yet: it stands as it will stand, takes what the visitor does,
//! and lets the module go on from there.

use super::alone::{Alone, ask_early, told};
use koe_tests::browser::{Browser, Key, Page};
use koe_tests::patience;
use serde_json::json;
use std::fs;

/// A page on which the module waits until it is let go.
fn held() -> Page {
    Alone::styled("").open_at(&Browser::start(), "#held")
}

/// Settles once nothing in the prompt moves and that has been painted.
const STILL: &str = "(async () => {
  const { shadowRoot } = document.querySelector('koe-prompt');
  await Promise.all(shadowRoot.getAnimations().map(({ finished }) => finished));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
})()";

fn let_go(page: &Page) {
    page.eval("go(), 0");
}

/// Every kind of scale in every place: not a pixel changes when the module takes the question over.
#[test]
fn the_module_changes_nothing_to_see() {
    let scenes = [
        ("nps", "en", "popover"),
        ("nps", "ja", "inline"),
        ("ces7", "de", "popover"),
        ("ces5", "ar", "modal"),
        ("stars", "ja", "popover"),
        ("faces", "ar", "frame"),
    ];
    for (survey, lang, placement) in scenes {
        let page = held();
        ask_early(&page, survey, lang, placement);
        let shot = |when: &str| {
            page.eval(STILL);
            fs::read(page.screenshot(&format!("early-{survey}-{when}"))).unwrap()
        };
        let before = shot("before");
        assert_eq!(page.any_prompt().state(), None, "the module is held back");
        let_go(&page);
        page.prompt();
        assert!(before == shot("after"), "{survey}, {lang}, {placement}");
        page.close();
    }
}

/// 1. A tap is sent at once, and looks chosen.
/// 2. The module comes: it asks for a comment, and does not send the score once more.
#[test]
fn a_tap_is_sent_at_once() {
    let page = held();
    ask_early(&page, "nps", "en", "popover");
    page.any_prompt().score(9).click();
    assert_eq!(told(&page), json!([{ "score": 9 }]));
    let chosen = "function () { return this.closest('label').matches('.on') }";
    assert_eq!(page.any_prompt().score(9).call(chosen), true);
    assert_eq!(page.any_prompt().score(8).call(chosen), false);
    page.screenshot("early-tapped");
    let_go(&page);
    page.any_prompt().until("commenting");
    page.any_prompt().part("comment").click();
    page.type_text("Soon.");
    page.any_prompt().part("send").click();
    page.any_prompt().until("thanked");
    assert_eq!(told(&page), json!([{ "score": 9 }, { "score": 9, "comment": "Soon." }]));
}

/// A second tap before the module comes is the one that counts.
#[test]
fn the_last_of_two_taps_counts() {
    let page = held();
    ask_early(&page, "numbers", "en", "popover");
    page.any_prompt().score(2).click();
    page.any_prompt().score(4).click();
    assert_eq!(told(&page), json!([{ "score": 2 }, { "score": 4 }]));
    let_go(&page);
    page.any_prompt().until("commenting");
    assert_eq!(told(&page), json!([{ "score": 2 }, { "score": 4 }]));
}

/// Arrows move and send nothing; what confirms is sent as soon as the module comes.
#[test]
fn keys_wait_for_the_module() {
    let page = held();
    ask_early(&page, "nps", "en", "popover");
    page.any_prompt().tab_to("score");
    page.press(Key::Right);
    page.press(Key::Right);
    assert_eq!(told(&page), json!([]));
    let_go(&page);
    page.prompt().focused("score 2");
    assert_eq!(told(&page), json!([]));
    page.press(Key::Enter);
    page.any_prompt().until("commenting");
    assert_eq!(told(&page), json!([{ "score": 2 }]));

    let page = held();
    ask_early(&page, "nps", "en", "popover");
    page.any_prompt().tab_to("score");
    page.press(Key::Digit(7));
    let_go(&page);
    page.any_prompt().until("commenting");
    assert_eq!(told(&page), json!([{ "score": 7 }]));
}

/// It closes by its button and by Escape, and the module that comes after that shows nothing.
#[test]
fn it_can_be_closed() {
    for by_key in [false, true] {
        let page = held();
        ask_early(&page, "nps", "en", "popover");
        if by_key {
            page.any_prompt().tab_to("score");
            page.press(Key::Escape);
        } else {
            page.any_prompt().part("close").click();
        }
        page.any_prompt().gone();
        assert_eq!(told(&page), json!(["dismissed"]));
        let_go(&page);
        page.rest();
        assert!(!page.has_prompt());
    }
}

/// The module never comes. The question stays, by mouse and by keyboard: its score is sent, the script
/// says thanks, and the prompt can be closed.
#[test]
fn without_its_module_it_says_thanks() {
    for (early, by_key) in [(true, false), (false, false), (false, true)] {
        let page = Alone::styled("").open_at(&Browser::start(), "#missing");
        ask_early(&page, "nps", "en", "popover");
        let tap = || page.any_prompt().score(3).click();
        if early {
            tap();
        }
        let_go(&page);
        if !early {
            page.prompt(); // the script has it
        }
        if by_key {
            page.any_prompt().tab_to("score");
            for key in [Key::End, Key::Left, Key::Home, Key::Right, Key::Right, Key::Right] {
                page.press(key);
            }
            page.press(Key::Enter);
        } else if !early {
            tap();
        }
        let text = page.prompt_in("thanked").text();
        assert!(text.contains("Thank you"), "{text}");
        assert_eq!(told(&page), json!([{ "score": 3 }]));
        page.screenshot("early-thanks");
        page.any_prompt().part("close").click();
        page.any_prompt().gone();
        assert_eq!(told(&page), json!([{ "score": 3 }, "done"]));
    }
}

/// It says what became of the score, as the module would.
#[test]
fn without_its_module_it_says_what_is_so() {
    for (fate, words) in [
        ("saved", "You are offline"),
        ("failed", "Saved on this device"),
        ("refused", "Not recorded"),
    ] {
        let page = Alone::styled("").open_at(&Browser::start(), "#missing");
        ask_early(&page, "nps", "en", "popover");
        page.eval(&format!("fate = '{fate}', 0"));
        let_go(&page);
        page.prompt().score(3).click();
        page.prompt_in("thanked");
        patience::eventually(words, || page.any_prompt().text().contains(words).then_some(()));
    }
}
