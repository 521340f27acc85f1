//! Libraries for dialogs. While one is open no prompt stands over it that can't be used, and none that
//! closes it.

use crate::host::{Host, Kokage, Place, in_page_and_frame, loaded};
use koe_tests::{
    browser::{File, Page},
    workspace,
};

in_page_and_frame![
    a_modal_of_bootstrap,
    a_dropdown_of_bootstrap,
    a_modal_of_micromodal,
    a_dialog_of_shoelace,
    a_focus_trap,
];

/// Longer than a prompt takes that does not wait, its second in sight included.
const LONG: u32 = 3_500;

/// The moment comes while the page's dialog is open:
/// 1. Nobody is asked, and nothing is spent. The dialog is as it was.
/// 2. The dialog is closed: the prompt comes, and is answered.
#[track_caller]
fn waits(host: &Host, page: &Page, close: &str, open: &str) {
    page.stay(LONG);
    host.nothing_is_spent(page, "nps");
    assert_eq!(page.eval(open), true);
    page.eval(&format!("{close}, 0"));
    page.until(&format!("!({open})"));
    host.takes_an_answer(&host.asked(page), "nps", 3);
    assert_eq!(host.prompts("nps"), [1, 1, 0, 0]);
    assert!(page.console().is_empty(), "{:?}", page.console());
}

fn bootstrap(name: &str, body: &str, place: Place) -> (Host, Page) {
    let css = workspace::root().join("node_modules/bootstrap/dist/css/bootstrap.min.css");
    let css = std::fs::read(workspace::made_by("npm ci", css)).unwrap();
    let head = r#"<link rel="stylesheet" href="bootstrap.css">"#;
    let host = Kokage::new(name, place)
        .page("/bootstrap.html", head, &format!(r#"{body}<script src="app.js"></script>"#))
        .file("/bootstrap.css", File::style(css))
        .bundle("/app.js", "import * as bootstrap from 'bootstrap'; window.bootstrap = bootstrap;")
        .serve();
    let page = host.visit("/bootstrap.html");
    loaded(&page);
    (host, page)
}

fn a_modal_of_bootstrap(place: Place) {
    let body = r#"<div class="modal" id="edit" tabindex="-1"><div class="modal-dialog"><div class="modal-content">
<p>Delivery address</p><input value="typed by hand"></div></div></div>"#;
    let (host, page) = bootstrap("bootstrap-modal", body, place);
    page.eval("window.modal = new bootstrap.Modal('#edit'), modal.show(), 0");
    page.until("edit.matches('[aria-modal=true]')");
    page.eval("koe('touchpoint', 'post-purchase'), 0");
    waits(&host, &page, "modal.hide()", "edit.matches('.show')");
}

/// 1. A menu of the page's is open, which closes on a click outside it. The prompt is answered: it stays
///    open.
/// 2. A click on the page closes it.
fn a_dropdown_of_bootstrap(place: Place) {
    let body = r##"<h1>Kokage</h1><div class="dropdown"><button id="open" data-bs-toggle="dropdown">Menu</button>
<ul class="dropdown-menu" id="menu"><li><a class="dropdown-item" href="#tea">Tea</a></li></ul></div>"##;
    let (host, page) = bootstrap("bootstrap-menu", body, place);
    page.element("#open").click();
    page.until("menu.matches('.show')");
    page.eval("koe('touchpoint', 'post-purchase'), 0");
    let inside = host.asked(&page);
    let prompt = inside.prompt();
    prompt.score(3).click();
    prompt.until("commenting");
    prompt.part("skip").click();
    prompt.until("thanked");
    assert_eq!(page.eval("menu.matches('.show')"), true, "the page's menu was closed");
    page.element("h1").click();
    page.until("!menu.matches('.show')");
    host.only_answer("nps", 1);
}

fn a_modal_of_micromodal(place: Place) {
    let head = "<style>#edit{display:none}#edit.is-open{display:block;position:fixed;inset:0;background:#0008}</style>";
    let body = r#"<div id="edit" aria-hidden="true"><div tabindex="-1" data-micromodal-close>
<div role="dialog" aria-modal="true"><p>Delivery address</p><input value="typed by hand"></div></div></div>
<script src="app.js"></script>"#;
    let app = "import MicroModal from 'micromodal'; window.MicroModal = MicroModal; MicroModal.show('edit');\n\
               koe('touchpoint', 'post-purchase');";
    let host = Kokage::new("micromodal", place)
        .page("/micro.html", head, body)
        .bundle("/app.js", app)
        .serve();
    let page = host.visit("/micro.html");
    loaded(&page);
    waits(&host, &page, "MicroModal.close('edit')", "edit.matches('.is-open')");
}

/// The dialog is in an open shadow root of an element of its own.
fn a_dialog_of_shoelace(place: Place) {
    let body = r#"<sl-dialog id="edit" label="Delivery address"><input value="typed by hand"></sl-dialog>
<script src="app.js"></script>"#;
    let app = "import '@shoelace-style/shoelace/dist/components/dialog/dialog.js';\n\
               customElements.whenDefined('sl-dialog').then(() => edit.show()).then(() => {\n\
                 window.opened = true; koe('touchpoint', 'post-purchase') });";
    let host = Kokage::new("shoelace", place)
        .page("/shoelace.html", "", body)
        .bundle("/app.js", app)
        .serve();
    let page = host.visit("/shoelace.html");
    loaded(&page);
    page.until("window.opened === true");
    waits(&host, &page, "edit.hide()", "edit.open");
}

/// 1. A panel of the page's holds the focus and cancels every click outside it, and no sign tells of it. The
///    prompt is answered, comment and all, and closed.
/// 2. The panel still holds the focus.
fn a_focus_trap(place: Place) {
    let body = r#"<button id="outside" onclick="document.title = 'clicked'">Outside</button>
<div id="panel"><p>Delivery address</p><input id="street" value="typed by hand"></div>
<script src="app.js"></script>"#;
    let app = "import { createFocusTrap } from 'focus-trap';\n\
               createFocusTrap('#panel', { clickOutsideDeactivates: false }).activate();\n\
               koe('touchpoint', 'post-purchase');";
    let host = Kokage::new("focus-trap", place)
        .page("/trap.html", "", body)
        .bundle("/app.js", app)
        .serve();
    let page = host.visit("/trap.html");
    let inside = host.asked(&page);
    host.takes_an_answer(&inside, "nps", 3);
    inside.any_prompt().part("close").click();
    page.until("!document.querySelector('koe-prompt')");
    page.element("#outside").click();
    assert_eq!(page.eval("document.title"), "Kokage", "the page's trap has gone");
    assert!(page.console().is_empty(), "{:?}", page.console());
}
