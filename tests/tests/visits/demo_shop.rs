//! The demo shop, as the development Worker serves it: a purchase, a question to the repair desk,
//! a walk through the reading room, and the panel that moves as answers arrive.
//!
//! The shop is one site; each visit answers another survey of it.

use koe_tests::{
    browser::{Browser, Key, Page},
    fixtures::Site,
    patience,
    workerd::Workerd,
    workspace,
};
use serde_json::Value;
use std::{fs, sync::OnceLock};

/// The shop's site, set up as `cargo xtask dev` does.
fn demo() -> &'static Site {
    static DEMO: OnceLock<Site> = OnceLock::new();
    DEMO.get_or_init(|| {
        let file = workspace::root().join("xtask/demo/site.json");
        let document = fs::read_to_string(&file).expect("the demo shop has a site document");
        let mut document: Value = serde_json::from_str(&document).expect("it is JSON");
        document["origins"] = serde_json::json!([Workerd::shared().url()]);
        Site::open(&Workerd::shared().client(), "demo", &document)
    })
}

fn enter(browser: &Browser, path: &str) -> Page {
    browser.open(&format!("{}/demo/{path}", Workerd::shared().url()))
}

/// Waits until whatever a frame puts off to the next has been done.
const FRAMES: &str = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => \
                      requestAnimationFrame(done))))";

/// Waits until the newest answer of a survey has a comment.
#[track_caller]
fn newest(survey: &str, comment: &str) -> Value {
    patience::eventually("the answer with its comment", || {
        let answers = demo().answers(&format!("survey={survey}&limit=5"));
        answers.into_iter().find(|answer| answer["comment"] == comment)
    })
}

/// 1. A teapot goes into the bag and is ordered; the thank-you page asks for the NPS, in Japanese.
/// 2. Two taps and a comment: the answer names the touchpoint and the plan.
/// 3. The panel, open beside it, shows one answer more.
#[test]
fn a_purchase_ends_in_an_nps_and_the_panel_moves() {
    let site = demo();
    let browser = Browser::start();
    let panel = enter(&browser, &format!("panel.html?lang=ja#key={}", site.read_key));
    let cards = "document.querySelectorAll('[data-part=cards] .headline').length === 3";
    panel.until(cards);
    let shown = "document.querySelector('[data-part=cards] .card').innerText";
    assert!(panel.eval(shown).as_str().is_some_and(|text| text.contains("n = 0")));

    let page = enter(&browser, "product.html?id=kyusu&lang=ja");
    page.element("#add-to-bag").click();
    page.element("[data-part=said] a").click();
    page.element("#member").click();
    page.element("#place-order").click();
    page.until("document.querySelector('[data-part=number]') !== null");
    let prompt = page.prompt();
    assert!(prompt.text().contains("こかげ道具店を友人や同僚に勧める可能性"), "{}", prompt.text());
    page.screenshot("demo-thanks-ja");
    prompt.score(10).click();
    prompt.until("commenting");
    prompt.part("comment").click();
    page.type_text("注ぎ口が切れよく、毎朝使っています。");
    prompt.part("send").click();
    prompt.until("thanked");
    page.screenshot("demo-thanked-ja");

    let answer = newest("shop-nps", "注ぎ口が切れよく、毎朝使っています。");
    assert_eq!((&answer["touchpoint"], &answer["locale"]), (&"post-purchase".into(), &"ja".into()));
    assert_eq!(answer["segments"]["plan"], "member");
    panel.until(&format!("{shown}.includes('n = 1')"));
    panel.until(
        "document.querySelector('[data-part=answers]').innerText.includes('毎朝使っています')",
    );
    panel.screenshot("demo-panel-ja");
}

/// 1. The support form is sent, in English; its page asks for the CES, by keyboard alone.
#[test]
fn a_support_form_ends_in_a_ces() {
    demo();
    let page = enter(&Browser::start(), "support.html?lang=en");
    page.element("#send-message").click();
    let prompt = page.prompt();
    assert!(prompt.text().contains("Kokage made it easy for me to handle my issue."));
    page.screenshot("demo-support-en");
    prompt.tab_to("score");
    page.press(Key::End);
    page.press(Key::Space);
    prompt.until("commenting");
    prompt.focused("comment");
    page.type_text("The lid came in three days.");
    prompt.tab_to("send");
    page.press(Key::Enter);
    prompt.until("thanked");
    let answer = newest("support-ces", "The lid came in three days.");
    assert_eq!((&answer["score"], &answer["touchpoint"]), (&5.into(), &"after-support".into()));
}

/// 1. The article, on screens and phones down to the smallest, in both languages: its question comes,
///    and the page does not move, so that Koe has no height to tell it.
#[test]
fn an_article_keeps_the_room_of_its_question() {
    demo();
    for (width, height) in [(620, 800), (390, 844), (320, 568)] {
        for lang in ["ja", "en"] {
            let page = Browser::start().tab();
            page.resize(width, height);
            page.goto(&format!("{}/demo/reading.html?lang={lang}", Workerd::shared().url()));
            page.prompt();
            page.eval(FRAMES);
            let lines = page.console().into_iter().map(|(_, line)| line);
            let told: Vec<_> = lines.filter(|line| line.contains("min-height")).collect();
            assert!(told.is_empty(), "{width}, {lang}: {told:?}");
        }
    }
}

/// 1. The article asks for the CSAT in its own column, with faces and without a close button.
/// 2. A face is tapped: counted; the prompt stays in its place.
#[test]
fn an_article_asks_in_its_own_column() {
    demo();
    let page = enter(&Browser::start(), "reading.html?lang=en");
    let prompt = page.prompt();
    let inside = "document.querySelector('[data-koe-inline] koe-prompt') !== null";
    assert_eq!(page.eval(inside), true);
    assert!(!prompt.has("close"));
    assert_eq!(prompt.scores(), [1, 2, 3, 4, 5]);
    page.element("[data-koe-inline]")
        .call("function () { this.scrollIntoView({ block: 'center' }) }");
    page.screenshot("demo-reading-en");
    prompt.score(4).click();
    prompt.until("commenting");
    prompt.part("comment").click();
    page.type_text("Now I know why.");
    prompt.part("send").click();
    prompt.until("thanked");
    assert_eq!(newest("visit-csat", "Now I know why.")["score"], 4);
    assert_eq!(page.eval(inside), true);
}
