//! Pages that take the prompt's element away: the prompt is back with what was typed, or has ended. A
//! prompt that has gone keeps nobody from the next.

use crate::host::{Host, Kokage, Place, decision, in_page_and_frame, loaded, value};
use koe_tests::{browser::Page, patience};
use serde_json::json;

in_page_and_frame![
    a_page_that_clears_away_what_it_does_not_know,
    a_comment_that_is_taken_away_is_back,
    a_prompt_that_is_taken_away_twice_has_ended,
    a_document_that_is_written_anew,
    a_body_that_is_swapped,
    a_slot_that_goes_with_its_prompt,
    a_slot_that_comes_late,
    a_slot_in_an_open_shadow_root,
    a_survey_that_nobody_knows,
];

const NPS: &str = r#"<script>koe("touchpoint", "post-purchase");</script>"#;

/// Counts how often a prompt was taken away.
const COUNTS: &str = r#"<script>
  window.taken = 0;
  new MutationObserver((all) => {
    for (const { removedNodes } of all)
      for (const node of removedNodes) taken += node.localName == "koe-prompt" || !!node.querySelector?.("koe-prompt");
  }).observe(document, { childList: true, subtree: true });
</script>"#;

/// No prompt is open in this tab or any other.
#[track_caller]
fn nothing_is_open(page: &Page) {
    patience::eventually("the next prompt to be possible", || {
        (decision(page, "csat") != "already_open").then_some(())
    });
    page.until(
        "navigator.locks.query().then(({ held }) => !held.some(({ name }) => /:open$/.test(name)))",
    );
}

/// 1. Two seconds after the prompt has come the page takes it away: it is back, and is answered.
/// 2. It is closed: nothing is open, here or in another tab.
fn a_page_that_clears_away_what_it_does_not_know(place: Place) {
    let host = Kokage::new("removed", place).serve();
    let page = host.visit("/element-removed.html");
    host.asked(&page);
    page.eval(
        "window.taken = 0, new MutationObserver(all => all.forEach(({ removedNodes }) => \
           removedNodes.forEach(node => { taken += node.localName == 'koe-prompt' }))) \
           .observe(document, { childList: true, subtree: true })",
    );
    page.until("taken === 1");
    let inside = host.asked(&page);
    host.takes_an_answer(&inside, "nps", 9);
    inside.any_prompt().part("close").click();
    page.until("!document.querySelector('koe-prompt')");
    nothing_is_open(&page);
    let other = page.browser().tab();
    host.goto(&other, "/empty.html");
    host.goto(&other, "/thanks.html");
    loaded(&other);
    assert_eq!(decision(&other, "csat"), "wrong_touchpoint");
    assert_eq!(host.prompts("nps"), [1, 1, 0, 0]);
}

/// 1. A comment is half written when the page takes the prompt away: it is back with it, is written on and
///    sent.
fn a_comment_that_is_taken_away_is_back(place: Place) {
    let host = Kokage::new("half-written", place).page("/half.html", COUNTS, NPS).serve();
    let page = host.visit("/half.html");
    let inside = host.asked(&page);
    let prompt = inside.prompt();
    prompt.score(6).click();
    prompt.until("commenting");
    host.only_answer("nps", 1);
    prompt.part("comment").click();
    inside.type_text("半分だけ");
    page.eval("document.querySelector('koe-prompt').remove(), 0");
    let inside = host.drawn(&page);
    inside.prompt_in("commenting");
    assert_eq!(value(&inside, "comment"), "半分だけ");
    let prompt = inside.any_prompt();
    page.stay(500); // the frame's new height comes by message, and moves what is clicked
    prompt.part("comment").click();
    prompt.focused("comment");
    inside.type_text("書いた");
    prompt.part("send").click();
    prompt.until("thanked");
    assert_eq!(host.only_answer("nps", 2)["comment"], "半分だけ書いた");
    assert_eq!(host.prompts("nps"), [1, 1, 0, 0]);
}

/// 1. A prompt that was in sight is taken away again and again: it has ended, as ignored, and nothing is
///    open any more.
fn a_prompt_that_is_taken_away_twice_has_ended(place: Place) {
    let host = Kokage::new("twice", place).page("/twice.html", COUNTS, NPS).serve();
    let page = host.visit("/twice.html");
    host.asked(&page);
    page.until("Object.keys(localStorage).some(key => key.endsWith(':prompted'))");
    page.eval("document.querySelector('koe-prompt').remove(), 0");
    host.asked(&page);
    page.eval("document.querySelector('koe-prompt').remove(), 0");
    has_ended(&host, &page);
}

#[track_caller]
fn has_ended(host: &Host, page: &Page) {
    patience::eventually("the prompt to end", || {
        (host.prompts("nps") == [1, 0, 0, 1]).then_some(())
    });
    assert!(!page.has_prompt());
    let other = page.browser().tab();
    host.goto(&other, "/thanks.html");
    loaded(&other);
    nothing_is_open(&other);
    assert_eq!(decision(&other, "nps"), "cooling_down");
}

/// 1. A prompt was in sight; the page writes its document anew: the prompt has ended, as ignored.
fn a_document_that_is_written_anew(place: Place) {
    let host = Kokage::new("written", place).page("/written.html", "", NPS).serve();
    let page = host.visit("/written.html");
    host.asked(&page);
    page.until("Object.keys(localStorage).some(key => key.endsWith(':prompted'))");
    page.eval(
        "document.open(), document.write('<!doctype html><title>Anew</title><h1>Anew</h1>'), \
         document.close(), 0",
    );
    has_ended(&host, &page);
}

/// 1. The prompt has the font of the page's body. The page swaps its body: the prompt is back, and is
///    answered.
fn a_body_that_is_swapped(place: Place) {
    let theme = json!({ "theme": { "font": "inherit" } });
    let host =
        Kokage::new("swapped", place).page("/swapped.html", COUNTS, NPS).fields(theme).serve();
    let page = host.visit("/swapped.html");
    host.asked(&page);
    page.eval(
        "{ const body = document.createElement('body'); body.innerHTML = '<h1>The next page</h1>'; \
           document.body.replaceWith(body) } 0",
    );
    host.takes_an_answer(&host.asked(&page), "nps", 9);
    assert_eq!(host.prompts("nps"), [1, 1, 0, 0]);
}

/// Asks inline.
fn inline() -> serde_json::Value {
    json!({ "surveys": [{
        "id": "nps", "metric": "nps", "goal": "Would buyers come back?", "placement": "inline",
        "touchpoints": ["post-purchase"],
    }] })
}

/// 1. A prompt stands in its slot and was in sight. The page takes the slot away: the prompt has ended, and
///    nothing is open.
fn a_slot_that_goes_with_its_prompt(place: Place) {
    let body =
        format!(r#"<main><div data-koe-inline="nps" style="min-height:400px"></div></main>{NPS}"#);
    let host =
        Kokage::new("slot-gone", place).page("/slot.html", COUNTS, &body).fields(inline()).serve();
    let page = host.visit("/slot.html");
    host.asked(&page);
    page.until("Object.keys(localStorage).some(key => key.endsWith(':prompted'))");
    page.eval("document.querySelector('main').innerHTML = '<h1>Gone</h1>', 0");
    patience::eventually("the prompt to end", || {
        (host.prompts("nps") == [1, 0, 0, 1]).then_some(())
    });
    page.until(
        "navigator.locks.query().then(({ held }) => !held.some(({ name }) => /:open$/.test(name)))",
    );
}

/// 1. The moment comes some seconds before the slot does: the prompt stands in it, and is answered.
fn a_slot_that_comes_late(place: Place) {
    let body = format!(
        r#"<main></main>{NPS}<script>
  setTimeout(() => (document.querySelector("main").innerHTML =
    '<div data-koe-inline="nps" style="min-height:400px"></div>'), 4000);
</script>"#
    );
    let host =
        Kokage::new("slot-late", place).page("/slot.html", "", &body).fields(inline()).serve();
    let page = host.visit("/slot.html");
    host.takes_an_answer(&host.asked(&page), "nps", 9);
    assert_eq!(
        page.eval("document.querySelector('koe-prompt').parentNode.dataset.koeInline"),
        "nps"
    );
}

/// 1. The slot is in an open shadow root, where the app draws it: the prompt stands in it.
fn a_slot_in_an_open_shadow_root(place: Place) {
    let body = format!(
        r#"<my-app></my-app><script>
  document.querySelector("my-app").attachShadow({{ mode: "open" }}).innerHTML =
    '<div data-koe-inline="nps" style="min-height:400px"></div>';
</script>{NPS}"#
    );
    let host =
        Kokage::new("slot-shadow", place).page("/slot.html", "", &body).fields(inline()).serve();
    let page = host.visit("/slot.html");
    host.takes_an_answer(&host.asked(&page), "nps", 9);
    let slot = "document.querySelector('my-app').shadowRoot.querySelector('koe-prompt').parentNode";
    assert_eq!(page.eval(&format!("{slot}.dataset.koeInline")), "nps");
}

/// 1. The page shows a survey that does not exist: it is told so, and the next moment asks all the same.
fn a_survey_that_nobody_knows(place: Place) {
    let host = Kokage::new("unknown", place).page("/unknown.html", "", "<h1>Kokage</h1>").serve();
    let page = host.visit("/unknown.html");
    loaded(&page);
    page.eval("koe('show', 'nobody-knows'), 0");
    let line = patience::eventually("a line on the console", || page.console().pop());
    assert!(line.1.contains("nobody-knows"), "{line:?}");
    assert_eq!(decision(&page, "nps"), "wrong_touchpoint");
    page.eval("koe('touchpoint', 'post-purchase'), 0");
    host.takes_an_answer(&host.asked(&page), "nps", 9);
    assert_eq!(page.console().len(), 1, "{:?}", page.console());
}
