//! Where a prompt may stand: over the page, holding its focus, in it, and in a frame.

use crate::{
    in_both,
    shop::{Kind, Shop},
};
use koe_tests::{
    engines::{Asked, Engine, Tab, key},
    fixtures::documents,
};
use serde_json::json;

/// The least that a page has to allow for the frame.
const STRICT: &str = "script-src 'self' KOE; connect-src 'self' KOE; frame-src KOE";

in_both! {
    modal => |engine| holds_the_focus(engine, &Kind::new("modal", engine, &documents::nps()), Tab::prompt);
    modal_in_a_frame => |engine| {
        holds_the_focus(engine, &Kind::new("modal-frame", engine, &documents::nps()).policy(STRICT), Tab::framed);
    };
    inline_nps => |engine| is_part_of_the_page(engine, &Kind::new("inline-nps", engine, &documents::nps()), 8);
    inline_csat => |engine| is_part_of_the_page(engine, &Kind::new("inline-csat", engine, &documents::csat()), 4);
    framed => answers_in_a_frame;
    zoomed_page => is_as_large_as_ever;
    kept_page => comes_back;
}

/// 1. The visitor is in a field of the page; a modal prompt comes: the focus is in it, and on no score.
/// 2. The keys that were meant for the page answer nothing.
/// 3. Tab leads to the scores, and what is chosen there is the answer.
#[track_caller]
fn holds_the_focus(engine: Engine, kind: &Kind, of: impl Fn(&Tab) -> Asked<'_>) {
    let shop = kind.clone().asks(&json!({ "placement": "modal" })).open();
    let visit = engine.visit();
    let tab = visit.open(&shop.url());
    tab.click("#search");
    tab.eval("koe('touchpoint', 'post-purchase'), 0");
    let prompt = of(&tab).until("asking");
    tab.until("document.activeElement.localName == 'koe-prompt'");
    prompt.press("7 ").press(key::ENTER);
    prompt.sees("!eye.root().activeElement?.matches('[data-koe=score]')").until("asking");
    prompt.tab_to("score").press(key::RIGHT).press(key::SPACE);
    shop.counts(1);
    assert_eq!(shop.only_answer(1)["score"], 1);
}

/// 1. In a column of 616 the question stands beside its scale, and the names of the ends below the
///    scale, as wide as it.
/// 2. It is answered there.
#[track_caller]
fn is_part_of_the_page(engine: Engine, kind: &Kind, score: u8) {
    let shop =
        kind.clone().asks(&json!({ "placement": "inline", "touchpoints": ["post-purchase"] }));
    let survey = shop.survey();
    let shop = shop
        .style("#slot { width: 616px; min-height: 240px }")
        .with(&format!(r#"<div id="slot" data-koe-inline="{survey}"></div>"#));
    let shop = shop.open();
    let visit = engine.visit();
    let tab = visit.open(&shop.url());
    tab.click("#bought");
    let prompt = tab.prompt().until("asking");
    let [question, scale, ends] = [".inline legend", ".scale", ".ends"].map(|part| {
        let of = format!("(({{ left, top, right, bottom }}) => [left, top, right, bottom])(eye.find('{part}').getBoundingClientRect())");
        serde_json::from_value::<[f64; 4]>(prompt.look(&of)).unwrap()
    });
    tab.screenshot(&format!("engines-inline-{survey}-{engine:?}"));
    assert!(question[2] + 24.0 <= scale[0] + 1.0, "beside the question: {question:?}, {scale:?}");
    assert!(scale[2] - scale[0] >= 280.0, "as wide as it has to be: {scale:?}");
    assert!(ends[1] >= scale[3], "below the scale: {scale:?}, {ends:?}");
    assert!(
        (ends[0] - scale[0]).abs() < 1.0 && (ends[2] - scale[2]).abs() < 1.0,
        "{scale:?}, {ends:?}"
    );
    prompt.score(score);
    shop.counts(1);
    prompt.until("commenting");
    assert_eq!(shop.only_answer(1)["score"], score);
    assert_eq!(tab.complaints(), [""; 0]);
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

/// 1. A page zooms itself: the prompt over it is as wide as on any other, 400.
#[track_caller]
fn is_as_large_as_ever(engine: Engine) {
    let shop = Kind::new("zoomed", engine, &documents::nps()).style("html { zoom: 1.5 }").open();
    let visit = engine.visit();
    let tab = visit.open(&shop.url());
    tab.eval("koe('touchpoint', 'post-purchase'), 0");
    tab.prompt().until("asking");
    // Counted by what lies under the pointer, since engines differ in what they call a length here.
    let wide = "Array.from({ length: innerWidth }, (_, x) => document.elementFromPoint(x, innerHeight - 60)?.localName) \
                .filter(name => name == 'koe-prompt').length";
    tab.until(&format!("Math.abs({wide} - 400) < 2"));
}

/// 1. A prompt stands; the visitor goes elsewhere and comes back: the page was kept as it was.
/// 2. The prompt is answered: one answer is counted, and of one prompt.
#[track_caller]
fn comes_back(engine: Engine) {
    let shop: Shop = Kind::new("kept", engine, &documents::nps()).open();
    let visit = engine.visit();
    let tab = visit.open(&shop.url());
    tab.click("#bought");
    tab.prompt().until("asking");
    tab.eval("window.marked = true");
    tab.goto(&shop.pages.url("/elsewhere"));
    tab.back();
    tab.until("location.pathname == '/' && document.readyState == 'complete'");
    assert_eq!(tab.eval("window.marked == true"), true, "the page was loaded anew");
    tab.prompt().until("asking").score(10).until("commenting");
    shop.counts(1);
    assert_eq!(shop.prompts(), (1, 1));
}
