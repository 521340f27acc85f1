//! Pages that want the keyboard or the mouse for themselves: what a visitor types goes into the prompt,
//! and nowhere else.

use crate::host::{Kokage, Place, in_page_and_frame, loaded, value};
use koe_tests::browser::{Browser, Key, Page};
use serde_json::json;

in_page_and_frame![
    shortcuts_that_listen_first,
    shortcuts_that_listen_before_everybody,
    a_page_that_forbids_selecting,
    an_escape_that_ends_a_composition,
    a_frame_without_forms,
    a_long_name,
];

/// What is typed, key by key.
const TYPED: &str = "yes it is / so so";

#[track_caller]
fn type_by_key(page: &Page, text: &str) {
    for letter in text.chars() {
        page.press(if letter == ' ' { Key::Space } else { Key::Letter(letter) });
    }
}

/// 1. The page's shortcuts listen before the document's own listeners do. A score is tapped and a comment
///    typed: every letter is in it, and no shortcut ran.
fn shortcuts_that_listen_first(place: Place) {
    let host = Kokage::new("hotkeys", place).serve();
    let page = host.visit("/hotkeys-capture.html");
    let inside = host.asked(&page);
    let prompt = inside.prompt();
    prompt.score(6).click();
    prompt.until("commenting");
    prompt.part("comment").click();
    prompt.focused("comment");
    type_by_key(&page, TYPED);
    assert_eq!(value(&inside, "comment"), TYPED);
    assert_eq!(page.eval("document.querySelector('output').value"), "0");
    prompt.part("send").click();
    prompt.until("thanked");
    assert_eq!(host.only_answer("nps", 2)["comment"], TYPED);
    // On the page itself they run.
    page.element("h1").click();
    page.press(Key::Letter('s'));
    assert_eq!(page.eval("document.querySelector('output').value"), "1");
}

/// 1. The page's shortcuts listen at the window, before anybody else can, and cancel the keys that they
///    know: every letter is typed all the same.
fn shortcuts_that_listen_before_everybody(place: Place) {
    let head = r#"<script>
  addEventListener("keydown", (event) => {
    if (/^(INPUT|TEXTAREA)$/.test(event.target.tagName) || !["s", "/", " "].includes(event.key)) return;
    event.preventDefault();
  }, true);
</script>"#;
    let body = r#"<script>koe("touchpoint", "post-purchase");</script>"#;
    let host = Kokage::new("hotkeys-first", place).page("/first.html", head, body).serve();
    let page = host.visit("/first.html");
    let inside = host.asked(&page);
    let prompt = inside.prompt();
    prompt.score(6).click();
    prompt.until("commenting");
    prompt.part("comment").click();
    prompt.focused("comment");
    type_by_key(&page, TYPED);
    assert_eq!(value(&inside, "comment"), TYPED);
}

/// 1. The page cancels the press of the mouse wherever nothing can be typed. The comment is clicked into
///    and written.
fn a_page_that_forbids_selecting(place: Place) {
    let host = Kokage::new("no-select", place).serve();
    let page = host.visit("/copy-protection.html");
    host.takes_an_answer(&host.asked(&page), "nps", 6);
}

/// 1. A comment is being composed in Japanese. Escape ends the composition: the prompt stays, and what was
///    written before is there.
fn an_escape_that_ends_a_composition(place: Place) {
    let host = Kokage::new("ime", place).serve();
    let page = host.visit("/ime-escape.html");
    let inside = host.asked(&page);
    // The frame has a browser like that, too.
    inside.eval(
        "Object.defineProperty(KeyboardEvent.prototype, 'isComposing', { get: () => false }), 0",
    );
    let prompt = inside.prompt();
    prompt.score(6).click();
    prompt.until("commenting");
    prompt.part("comment").click();
    prompt.focused("comment");
    inside.type_text("木陰が");
    inside.compose("すき");
    inside.escape_composition();
    page.stay(500);
    assert!(page.has_prompt(), "the prompt has gone");
    prompt.until("commenting");
    assert!(value(&inside, "comment").as_str().unwrap().starts_with("木陰が"));
    assert_eq!(host.prompts("nps")[2], 0);
}

/// 1. The page is shown in a frame that allows scripts and no forms. A score is tapped, a comment written
///    and sent: both are stored.
fn a_frame_without_forms(place: Place) {
    let host = Kokage::new("sandboxed", place).serve();
    let page = host.visit("/sandbox.html");
    let framed = page.element("iframe").frame();
    loaded(&framed);
    host.takes_an_answer(&host.asked(&framed), "nps", 9);
}

/// 1. A comment may be quoted, under a name as long as the server takes one: the field takes it whole.
fn a_long_name(place: Place) {
    let fields = json!({ "surveys": [{
        "id": "nps", "metric": "nps", "goal": "Would buyers come back?", "ask_publish": ["promoter"],
        "touchpoints": ["post-purchase"],
    }] });
    let host = Kokage::new("long-name", place).fields(fields).serve();
    let page = host.visit("/thanks.html");
    let inside = host.asked(&page);
    let prompt = inside.prompt();
    prompt.score(10).click();
    prompt.until("commenting");
    prompt.part("comment").click();
    inside.type_text("木陰が好き");
    prompt.part("publish").click();
    let name = "澪".repeat(200);
    prompt.part("name").click();
    prompt.focused("name");
    inside.type_text(&name);
    inside.type_text("もう入らない");
    assert_eq!(value(&inside, "name"), name);
    prompt.part("send").click();
    prompt.until("thanked");
    assert_eq!(host.only_answer("nps", 2)["contact"]["name"], json!(name));
}

/// The page as it stands, on a phone: nothing of the above is about the mouse alone.
#[test]
fn shortcuts_on_a_touched_screen() {
    let host = Kokage::new("hotkeys-phone", Place::Page).serve();
    let page = Browser::start().tab();
    page.phone(390, 800);
    host.goto(&page, "/hotkeys-capture.html");
    let inside = host.asked(&page);
    let prompt = inside.prompt();
    prompt.score(6).tap();
    prompt.until("commenting");
    prompt.part("comment").tap();
    prompt.focused("comment");
    type_by_key(&page, TYPED);
    assert_eq!(value(&inside, "comment"), TYPED);
}
