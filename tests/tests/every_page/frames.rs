//! A page with the tag that is shown in a frame of another page, as previews, portals and booking
//! forms are.

use crate::host::{Host, Kind};
use koe_tests::{
    browser::{Browser, File, HostPage, Page},
    patience,
};
use serde_json::json;

/// A page around a frame, with a tag of its own or none.
fn around(address: &str, attributes: &str, tag: &str) -> File {
    File::html(format!(
        r#"<!doctype html><html lang="en"><title>Around</title><link rel="icon" href="data:,">
<h1>Around</h1><iframe src="{address}" {attributes} width="900" height="700"></iframe>{tag}</html>"#
    ))
}

/// What is in the frame of a page, once the loader is there.
#[track_caller]
fn inside(page: &Page) -> Page {
    let frame = page.element("iframe").frame();
    frame.until("typeof koe === 'function' && 'config' in koe");
    frame
}

/// The prompt stands in the frame, and is answered there by mouse and keyboard; the page around it
/// knows nothing of it; one answer arrives.
#[track_caller]
fn answers(host: &Host, page: &Page) {
    let before = page.looks();
    let frame = inside(page);
    frame.eval("koe('touchpoint', 'post-purchase'), 0");
    let prompt = frame.prompt();
    prompt.score(8).click();
    prompt.until("commenting");
    prompt.part("comment").click();
    prompt.focused("comment");
    page.type_text("枠の中");
    prompt.part("send").click();
    prompt.until("thanked");
    let answer = host.only_answer("shop-nps", 2);
    assert_eq!((&answer["score"], &answer["comment"]), (&json!(8), &json!("枠の中")));
    assert!(!page.has_prompt(), "the prompt left its frame");
    assert_eq!(page.eval("typeof koe"), "undefined");
    prompt.part("close").click();
    prompt.gone();
    page.looks().are(&before, "around the frame");
    assert_eq!(host.prompts("shop-nps"), (1, 1));
    assert!(page.console().is_empty(), "{:?}", page.console());
}

#[test]
fn of_the_same_origin() {
    let host = Kind::new("frame-same").file("/around", around("/", "", "")).serve();
    answers(&host, &Browser::start().open(&host.pages.url("/around")));
}

#[test]
fn of_another_site() {
    let host = Kind::new("frame-other").serve();
    let outer = around(&host.pages.url("/"), "", "");
    let outer = HostPage::serve_at("portal.localhost", [("/", outer)]);
    answers(&host, &Browser::start().open(&outer.url("/")));
}

/// 1. The page around has the tag, too, and asks: its prompt stands.
/// 2. The moment comes in the frame: no second prompt beside the first.
#[test]
fn never_two_prompts_at_once() {
    let tag = Kind::new("frame-both").tag_alone();
    let host = Kind::new("frame-both")
        .fields(json!({ "cool_down_days": 0 }))
        .file("/around", around("/", "", &tag))
        .serve();
    let page = Browser::start().open(&host.pages.url("/around"));
    page.until("typeof koe === 'function' && 'config' in koe");
    let frame = inside(&page);
    page.eval("koe('touchpoint', 'post-purchase'), 0");
    page.prompt();
    frame.eval("koe('touchpoint', 'after-support'), 0");
    page.rest();
    patience::eventually("the frame's decision to be taken", || {
        let files =
            "performance.getEntriesByType('resource').some(file => /\\.wasm/.test(file.name))";
        (frame.eval(files) == true).then_some(())
    });
    assert!(!frame.has_prompt(), "two prompts at once");
    page.prompt().part("close").click();
}

/// A frame without an origin (`sandbox` without `allow-same-origin`): storage throws, so it can
/// keep no draw. Nobody is asked, the page is as it was, and one line says why.
#[test]
fn without_an_origin() {
    let attributes = r#"sandbox="allow-scripts allow-forms""#;
    let host = Kind::new("frame-sandboxed").file("/around", around("/", attributes, "")).serve();
    let page = Browser::start().open(&host.pages.url("/around"));
    let frame = inside(&page);
    let before = frame.looks();
    frame.eval("koe('touchpoint', 'post-purchase'), 0");
    let why = frame.eval("new Promise(done => koe('why', done))");
    assert_eq!(why[0]["decision"], "storage_blocked", "{why}");
    assert!(!frame.has_prompt());
    frame.looks().are(&before, "in the sandbox");
    let mut lines = page.console();
    lines.extend(frame.console());
    lines.dedup();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].1.contains("storage"), "{lines:?}");
}
