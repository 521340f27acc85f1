//! Libraries that stand in for what the browser has.

use crate::host::{Kokage, Place, asked_anywhere, in_page_and_frame};

in_page_and_frame![a_polyfilled_fetch, a_polyfilled_promise,];

const NPS: &str = r#"<script>koe("touchpoint", "post-purchase");</script>"#;

/// 1. The page's `fetch` is made of `XMLHttpRequest`: the prompt is answered, comment and all.
fn a_polyfilled_fetch(place: Place) {
    let head = r#"<script src="app.js"></script>"#;
    let app = "delete window.fetch; delete window.Response; delete window.Request; delete window.Headers;\n\
               require('whatwg-fetch');";
    let host = Kokage::new("whatwg-fetch", place)
        .page("/fetch.html", head, NPS)
        .bundle("/app.js", app)
        .serve();
    let page = host.visit("/fetch.html");
    assert_eq!(page.eval("fetch.polyfill"), true);
    host.takes_an_answer(&asked_anywhere(&page), "nps", 9);
    assert!(page.console().is_empty(), "{:?}", page.console());
}

/// 1. The page's promises are a library's of long ago: one prompt, answered; no rejection is left to the
///    page.
fn a_polyfilled_promise(place: Place) {
    let head = r#"<script src="app.js"></script>"#;
    let app = "window.Promise = require('promise-polyfill');\n\
               addEventListener('unhandledrejection', (event) => console.error(`unhandled: ${event.reason}`));";
    let host = Kokage::new("promise-polyfill", place)
        .page("/promise.html", head, NPS)
        .bundle("/app.js", app)
        .serve();
    let page = host.visit("/promise.html");
    assert_eq!(page.eval("typeof Promise.prototype.finally"), "undefined");
    let inside = host.asked(&page);
    host.takes_an_answer(&inside, "nps", 9);
    inside.any_prompt().part("close").click();
    page.until("!document.querySelector('koe-prompt')");
    assert_eq!(host.prompts("nps"), [1, 1, 0, 0]);
    assert!(page.console().is_empty(), "{:?}", page.console());
}
