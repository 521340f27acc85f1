//! The hosted page, with its script and without any.

use crate::{in_both, shop::Kind};
use koe_tests::{
    engines::{Engine, Setting},
    fixtures::documents,
    patience,
};
use serde_json::json;

in_both! {
    with_script => takes_the_place_of_the_form;
    without_script => has_a_form;
}

/// 1. A link from a text message: the prompt stands in the place of the form.
/// 2. A tap and a comment: one answer, with the link's channel and touchpoint.
/// 3. The browser has nothing to say about the page.
#[track_caller]
fn takes_the_place_of_the_form(engine: Engine) {
    let shop = Kind::new("hosted", engine, &documents::nps()).open();
    let visit = engine.visit();
    let tab = visit.open(&shop.hosted("channel=sms&touchpoint=post-purchase&lang=en"));
    let prompt = tab.prompt().until("asking");
    tab.until("!document.querySelector('form.card')");
    prompt.score(4).click("comment");
    tab.press("Too far away.");
    prompt.click("send").until("thanked");
    let answer = patience::eventually("the comment to arrive", || {
        let listed = shop.site.answers("survey=shop-nps");
        listed.into_iter().find(|answer| answer["comment"] == "Too far away.")
    });
    assert_eq!(
        [&answer["score"], &answer["channel"], &answer["touchpoint"]],
        [&json!(4), &json!("sms"), &json!("post-purchase")]
    );
    assert_eq!(shop.site.n("shop-nps"), 1);
    assert_eq!(tab.complaints(), [""; 0]);
}

/// 1. No script runs: the form is there. A score and a comment are chosen and sent.
/// 2. They are counted, and the page says thanks.
#[track_caller]
fn has_a_form(engine: Engine) {
    let shop = Kind::new("plain", engine, &documents::nps()).open();
    let visit = engine.visit_with(Setting::NoScript);
    let tab = visit.open(&shop.hosted("channel=email&lang=en"));
    tab.shows("form.card");
    tab.click_plain("[name=score][value='7']");
    tab.click_plain("textarea");
    tab.press("No script here.");
    tab.click_plain("[data-koe=send]");
    shop.counts(1);
    let answer = &shop.site.answers("survey=shop-nps")[0];
    assert_eq!(
        [&answer["score"], &answer["comment"], &answer["channel"]],
        [&json!(7), &json!("No script here."), &json!("email")]
    );
    tab.shows("a[href*='/r/']");
}
