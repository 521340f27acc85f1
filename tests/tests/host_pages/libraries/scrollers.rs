//! Libraries that scroll in the browser's place.

use crate::host::{Kokage, Place, in_page_and_frame, loaded};

in_page_and_frame![lenis];

/// 1. The library scrolls an element of the page. At arrival nothing was read: no prompt.
/// 2. It has scrolled past half: the prompt comes.
fn lenis(place: Place) {
    let head = "<style>html,body,main{height:100%;margin:0;overflow:hidden}</style>";
    let body = r#"<main><div style="height:5000px">A long article.</div></main><script src="app.js"></script>"#;
    let app = "import Lenis from 'lenis';\n\
               const wrapper = document.querySelector('main');\n\
               window.lenis = new Lenis({ wrapper, content: wrapper.firstElementChild, autoRaf: true });";
    let host = Kokage::new("lenis", place)
        .page("/scroll-lenis.html", head, body)
        .bundle("/app.js", app)
        .serve();
    let page = host.visit("/scroll-lenis.html");
    loaded(&page);
    page.stay(2_500);
    host.nothing_is_spent(&page, "nps");
    page.eval("lenis.scrollTo(3000), 0");
    host.takes_an_answer(&host.asked(&page), "nps", 9);
    assert!(page.console().is_empty(), "{:?}", page.console());
}
