//! Answering with the keyboard alone. Arrow keys move and send nothing; only a deliberate key
//! chooses.

use super::{CES, CSAT, Metric, NPS, Shop};
use koe_tests::browser::{Browser, Key, Page, Prompt};
use serde_json::json;

/// The last element of the host page that Tab comes to before the prompt.
const LAST: &str = "browsed";

/// Opens the page and, by keys, comes to the first score.
fn arrive(browser: &Browser, shop: &Shop, metric: &Metric, lang: &str) -> Page {
    let page = shop.visit(browser, &format!("/{lang}"));
    page.tab_to(metric.button);
    page.press(Key::Enter);
    let prompt = page.prompt();
    prompt.tab_to("score");
    page
}

/// No answer has left the page.
fn nothing_is_sent(page: &Page) {
    let sent: Vec<_> =
        page.all_requests().into_iter().filter(|sent| sent.method != "GET").collect();
    assert_eq!(sent, [], "moving over the scores sent something");
}

/// In Japanese and in English:
/// 1. Tab leads from the page to the scores; none is selected beforehand.
/// 2. Arrows, Home and End move over every score: nothing is sent.
/// 3. `confirm` chooses: the score is counted, the focus goes to the comment.
/// 4. A comment is typed, Tab leads to "send", Enter sends it.
/// 5. Escape closes the prompt, and the focus is back where it was before it came in.
fn answer(metric: &Metric, id: &str, confirm: Key) {
    let browser = Browser::start();
    for (lang, _) in metric.question {
        let shop = metric.shop(&format!("{id}-{lang}"));
        let page = arrive(&browser, &shop, metric, lang);
        let prompt = page.prompt();
        let (first, last) = (*metric.scores.start(), *metric.scores.end());
        assert_eq!(prompt.focus(), Some(format!("score {first}")));

        page.press(Key::End);
        on(prompt, last);
        page.press(Key::Home);
        on(prompt, first);
        for score in metric.scores.clone().skip(1) {
            page.press(Key::Right);
            on(prompt, score);
        }
        for score in metric.scores.clone().rev().skip(1) {
            page.press(Key::Left);
            on(prompt, score);
        }
        for score in first + 1..=metric.score {
            page.press(Key::Down);
            on(prompt, score);
        }
        assert_eq!(prompt.state().as_deref(), Some("asking"));
        nothing_is_sent(&page);

        page.press(confirm);
        shop.counts(metric.survey, 1);
        prompt.until("commenting");
        prompt.focused("comment");
        page.type_text("鍵盤だけで。");
        prompt.tab_to("send");
        page.press(Key::Enter);
        prompt.until("thanked");
        let answer = shop.only_answer(metric.survey, 2);
        assert_eq!(
            (&answer["score"], &answer["comment"], &answer["locale"]),
            (&json!(metric.score), &json!("鍵盤だけで。"), &json!(lang))
        );
        page.press(Key::Escape);
        prompt.gone();
        assert_eq!(page.eval("document.activeElement.id"), LAST, "the focus did not go back");
    }
}

#[track_caller]
fn on(prompt: Prompt<'_>, score: u8) {
    assert_eq!(prompt.focus(), Some(format!("score {score}")));
}

#[test]
fn an_nps_is_answered_with_the_keyboard() {
    answer(&NPS, "keys-nps", Key::Enter);
}

#[test]
fn a_ces_is_answered_with_the_keyboard() {
    answer(&CES, "keys-ces", Key::Space);
}

#[test]
fn a_csat_is_answered_with_the_keyboard() {
    answer(&CSAT, "keys-csat", Key::Enter);
}

/// 1. A digit chooses its score at once: it is counted.
#[test]
fn a_digit_chooses_its_score() {
    let shop = NPS.shop("keys-digit");
    let page = arrive(&Browser::start(), &shop, &NPS, "en");
    page.press(Key::Digit(7));
    page.prompt_in("commenting");
    assert_eq!(shop.only_answer("shop-nps", 1)["score"], 7);
}
