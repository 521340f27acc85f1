//! Pages on which something else is open: a prompt that can't be used is not there, and one that is there
//! can be used and leaves the rest alone.

use crate::host::{Host, Kokage, Place, in_page_and_frame, loaded};
use koe_tests::{
    browser::{Key, Page},
    patience,
};

in_page_and_frame![
    a_modal_dialog,
    a_modal_dialog_in_a_closed_root,
    a_modal_dialog_in_an_open_root,
    an_aria_modal,
    an_aria_modal_that_is_hidden,
    a_film_on_the_whole_screen,
    a_trap_that_cancels_clicks,
    a_panel_that_closes_on_a_click_outside,
    a_dialog_that_opens_over_the_prompt,
];

const NPS: &str = r#"<script>koe("touchpoint", "post-purchase");</script>"#;

/// Longer than a prompt takes that does not wait, its second in sight included.
const LONG: u32 = 3_500;

/// The prompt waits: it is not there, and nothing is spent.
#[track_caller]
fn waits(host: &Host, page: &Page) {
    loaded(page);
    page.stay(LONG);
    host.nothing_is_spent(page, "nps");
}

/// 1. The visitor is in the host's dialog when the moment comes: no prompt, no clock, nothing counted, and
///    the dialog is as it was.
/// 2. The dialog is closed by Escape: the prompt comes and is answered.
fn a_modal_dialog(place: Place) {
    let host = Kokage::new("dialog", place).serve();
    let page = host.visit("/dialog-open.html");
    waits(&host, &page);
    assert_eq!(
        page.eval("[edit.open, edit.querySelector('input').value].join()"),
        "true,typed by hand"
    );
    page.press(Key::Escape);
    page.until("!edit.open");
    host.takes_an_answer(&host.asked(&page), "nps", 3);
    assert_eq!(host.prompts("nps"), [1, 1, 0, 0]);
}

/// The dialog is in a shadow root, which no look at the document finds:
/// 1. The prompt is not there for long, and nothing is spent. The dialog is as it was.
/// 2. The dialog is closed, and the moment comes again: the prompt comes and is answered.
#[track_caller]
fn a_modal_dialog_in_a_root(name: &str, mode: &str, place: Place) {
    let body = r#"<div id="app"></div>
<script>
  const root = app.attachShadow({ mode: "MODE" });
  root.innerHTML = '<dialog><p>Delivery address</p><input value="typed by hand"></dialog>';
  window.edit = root.querySelector("dialog");
  edit.addEventListener("click", (event) => event.target == edit && edit.close());
  edit.showModal();
  koe("touchpoint", "post-purchase");
</script>"#;
    let body = body.replace("MODE", mode);
    let host = Kokage::new(name, place).page("/root.html", "", &body).serve();
    let page = host.visit("/root.html");
    loaded(&page);
    page.stay(LONG);
    patience::eventually("the prompt to go", || (!page.has_prompt()).then_some(()));
    host.nothing_is_spent(&page, "nps");
    assert_eq!(page.eval("edit.open"), true);
    page.eval("edit.close(), koe('touchpoint', 'post-purchase'), 0");
    host.takes_an_answer(&host.asked(&page), "nps", 3);
    assert_eq!(host.prompts("nps"), [1, 1, 0, 0]);
}

fn a_modal_dialog_in_a_closed_root(place: Place) {
    a_modal_dialog_in_a_root("dialog-closed", "closed", place);
}

fn a_modal_dialog_in_an_open_root(place: Place) {
    a_modal_dialog_in_a_root("dialog-root", "open", place);
}

const SHEET: &str = r#"<div id="sheet" role="dialog" aria-modal="true"
  style="position:fixed;inset:0;background:#0008"><p>Delivery address</p><input value="typed by hand"></div>"#;

/// 1. The host's dialog is an element that says it is modal: the prompt waits.
/// 2. It goes: the prompt comes.
fn an_aria_modal(place: Place) {
    for (name, gone) in [
        ("aria-removed", "sheet.remove()"),
        ("aria-hidden", "sheet.style.display = 'none'"),
        ("aria-attribute", "sheet.removeAttribute('aria-modal')"),
    ] {
        let host =
            Kokage::new(name, place).page("/aria.html", "", &format!("{SHEET}{NPS}")).serve();
        let page = host.visit("/aria.html");
        waits(&host, &page);
        page.eval(&format!("{gone}, 0"));
        host.asked(&page).prompt().score(3).click();
        host.only_answer("nps", 1);
    }
}

/// A dialog that is in the document and not on the screen keeps nobody away.
fn an_aria_modal_that_is_hidden(place: Place) {
    let body = format!("<div style=\"display:none\">{SHEET}</div>{NPS}");
    let host = Kokage::new("aria-unseen", place).page("/aria.html", "", &body).serve();
    let page = host.visit("/aria.html");
    host.takes_an_answer(&host.asked(&page), "nps", 3);
}

/// 1. A film fills the screen when the moment comes: the prompt waits.
/// 2. The screen is left: the prompt comes and is answered.
fn a_film_on_the_whole_screen(place: Place) {
    let host = Kokage::new("film", place).serve();
    let page = host.visit("/fullscreen.html");
    loaded(&page);
    page.element("#film").click();
    page.until("document.fullscreenElement !== null");
    page.stay(2_000);
    waits(&host, &page);
    page.eval("document.exitFullscreen().then(() => 0)");
    page.until("document.fullscreenElement === null");
    host.takes_an_answer(&host.asked(&page), "nps", 3);
    assert_eq!(host.prompts("nps"), [1, 1, 0, 0]);
}

/// 1. A trap of the page's, which no sign tells of, cancels every press and click outside its panel, and
///    takes the focus back: a score is tapped, a comment is written, the prompt is closed.
fn a_trap_that_cancels_clicks(place: Place) {
    let body = r#"<div id="panel"><p>Delivery address</p><input id="street" value="typed by hand"></div>
<script>
  const outside = (event) => !panel.contains(event.target);
  const stop = (event) => outside(event) && (event.preventDefault(), event.stopImmediatePropagation());
  for (const name of ["pointerdown", "mousedown", "touchstart", "click"])
    document.addEventListener(name, stop, { capture: true, passive: false });
  koe("touchpoint", "post-purchase");
</script>"#;
    let host = Kokage::new("trap", place).page("/trap.html", "", body).serve();
    let page = host.visit("/trap.html");
    let inside = host.asked(&page);
    host.takes_an_answer(&inside, "nps", 3);
    inside.any_prompt().part("close").click();
    page.until("!document.querySelector('koe-prompt')");
}

/// 1. The page's open panel closes on whatever is pressed, touched or clicked outside it. The prompt is
///    answered: the panel stays open.
fn a_panel_that_closes_on_a_click_outside(place: Place) {
    let body = r#"<div id="panel"><p>Delivery address</p><input value="typed by hand"></div>
<script>
  for (const name of ["pointerdown", "mousedown", "touchstart", "click", "pointerup", "mouseup"])
    document.addEventListener(name, (event) => panel.contains(event.target) || (panel.hidden = true));
  koe("touchpoint", "post-purchase");
</script>"#;
    let host = Kokage::new("outside", place).page("/outside.html", "", body).serve();
    let page = host.visit("/outside.html");
    host.takes_an_answer(&host.asked(&page), "nps", 3);
    assert_eq!(page.eval("panel.hidden"), false, "the page's panel was closed");
}

/// 1. The prompt stands. The page opens a dialog over it and closes it: the prompt is as it was, and is
///    answered.
fn a_dialog_that_opens_over_the_prompt(place: Place) {
    let body = format!(r#"<dialog id="edit"><p>Delivery address</p></dialog>{NPS}"#);
    let host = Kokage::new("dialog-later", place).page("/later.html", "", &body).serve();
    let page = host.visit("/later.html");
    host.asked(&page);
    page.stay(1_500);
    page.eval("edit.showModal(), 0");
    page.stay(500);
    page.eval("edit.close(), 0");
    host.takes_an_answer(&host.asked(&page), "nps", 3);
    assert_eq!(host.prompts("nps"), [1, 1, 0, 0]);
}
