//! Answering each metric, by mouse and by keyboard.

use crate::{in_both, shop::Kind};
use koe_tests::{
    engines::{Engine, key},
    fixtures::documents,
};
use serde_json::{Value, json};

in_both! {
    nps_by_mouse => |engine| by_mouse(engine, "nps-mouse", &documents::nps(), "#bought", 9);
    ces_by_mouse => |engine| by_mouse(engine, "ces-mouse", &documents::ces(5), "#helped", 2);
    csat_by_mouse => |engine| by_mouse(engine, "csat-mouse", &documents::csat(), "#browsed", 3);
    nps_by_keyboard => |engine| by_keyboard(engine, "nps-keys", &documents::nps(), "bought", 9);
    ces_by_keyboard => |engine| by_keyboard(engine, "ces-keys", &documents::ces(5), "helped", 2);
    csat_by_keyboard => |engine| by_keyboard(engine, "csat-keys", &documents::csat(), "browsed", 3);
}

/// 1. A click on the page is the moment: the prompt asks, and takes no focus.
/// 2. A click on a score: it is counted.
/// 3. A comment is typed and sent: it is a later revision of the same answer.
/// 4. The prompt thanks, and closes when it is told to. Nothing went wrong on the page.
#[track_caller]
fn by_mouse(engine: Engine, id: &str, survey: &Value, button: &str, score: u8) {
    let shop = Kind::new(id, engine, survey).open();
    let visit = engine.visit();
    let tab = visit.open(&shop.url());
    tab.click("#search");
    tab.eval(&format!("document.querySelector('{button}').click()"));
    let prompt = tab.prompt().until("asking");
    prompt.says("Kokage");
    assert_eq!(tab.eval("document.activeElement.id"), "search", "the focus was taken");
    prompt.score(score);
    shop.counts(1);
    prompt.until("commenting").click("comment");
    tab.press("Well wrapped.");
    prompt.click("send").until("thanked");
    let answer = shop.only_answer(2);
    assert_eq!(
        (&answer["score"], &answer["comment"], &answer["locale"]),
        (&json!(score), &json!("Well wrapped."), &json!("en"))
    );
    prompt.click("close").gone();
    assert_eq!(shop.prompts(), (1, 1));
    assert_eq!(tab.complaints(), [""; 0]);
}

/// 1. Enter on a button of the page is the moment; Tab leads to the scores.
/// 2. Arrows move and send nothing; Space chooses: the score is counted, the focus goes to the comment.
/// 3. A comment is typed, Tab leads to "send", Enter sends it.
/// 4. Escape closes the prompt.
#[track_caller]
fn by_keyboard(engine: Engine, id: &str, survey: &Value, button: &str, score: u8) {
    let shop = Kind::new(id, engine, survey).open();
    let visit = engine.visit();
    let tab = visit.open(&shop.url());
    tab.until("'config' in koe");
    tab.tab_until(&format!("document.activeElement.id == '{button}'"));
    tab.press(key::ENTER);
    let prompt = tab.prompt().until("asking");
    prompt.tab_to("score");
    let first = u8::from(survey["metric"] != "nps");
    for at in first..score {
        assert_eq!(prompt.focus(), format!("score {at}"));
        tab.press(key::RIGHT);
    }
    assert_eq!(shop.site.n(&shop.survey), 0);
    tab.press(key::SPACE);
    shop.counts(1);
    prompt.until("commenting").focused("comment");
    tab.press("By keys alone.");
    prompt.tab_to("send");
    tab.press(key::ENTER);
    prompt.until("thanked");
    let answer = shop.only_answer(2);
    assert_eq!((&answer["score"], &answer["comment"]), (&json!(score), &json!("By keys alone.")));
    tab.press(key::ESCAPE);
    prompt.gone();
    assert_eq!(tab.complaints(), [""; 0]);
}
