//! Libraries that change the document under the prompt: a body for another, a tree into another.

use crate::host::{Kokage, Place, in_page_and_frame, loaded, value};
use serde_json::json;

in_page_and_frame![a_visit_of_turbo, a_tree_morphed_by_morphdom, a_tree_morphed_by_idiomorph,];

/// 1. The prompt has the font of the page's body. A link is followed, for which the library swaps the body: the
///    prompt stands on the next page, and is answered there.
/// 2. The visitor goes back: nothing of the prompt is left on the page before.
fn a_visit_of_turbo(place: Place) {
    let head = r#"<script src="app.js" defer></script>"#;
    let theme = json!({ "theme": { "font": "inherit" } });
    let host = Kokage::new("turbo", place)
        .page("/one.html", head, r#"<h1>One</h1><a href="two.html">Two</a>"#)
        .page("/two.html", head, "<h1>Two</h1>")
        .bundle("/app.js", "import '@hotwired/turbo';")
        .fields(theme)
        .serve();
    let page = host.visit("/one.html");
    loaded(&page);
    page.eval("koe('touchpoint', 'post-purchase'), 0");
    host.asked(&page);
    page.eval("window.same = true");
    page.element("a").click();
    page.until("document.querySelector('h1')?.textContent === 'Two' && !document.documentElement.hasAttribute('aria-busy')");
    assert_eq!(page.eval("same"), true, "the page was loaded anew");
    let inside = host.asked(&page);
    host.takes_an_answer(&inside, "nps", 9);
    inside.any_prompt().part("close").click();
    page.until("!document.querySelector('koe-prompt')");
    page.eval("history.back(), 0");
    page.until("document.querySelector('h1')?.textContent === 'One'");
    page.stay(500);
    assert!(!page.has_prompt(), "an element is left on the page before");
    assert_eq!(host.prompts("nps"), [1, 1, 0, 0]);
}

/// 1. A comment is half written in the prompt in its slot when the library makes the tree what the server has
///    rendered, in which the slot is empty: the prompt is back in it, with what was written.
#[track_caller]
fn is_back_after(name: &str, app: &str, place: Place) {
    let inline = json!({ "surveys": [{
        "id": "nps", "metric": "nps", "goal": "Would buyers come back?", "placement": "inline",
        "touchpoints": ["post-purchase"],
    }] });
    let main =
        r#"<main><h1>Kokage</h1><div data-koe-inline="nps" style="min-height:400px"></div></main>"#;
    let body = format!(
        r#"{main}<script src="app.js"></script><script>koe("touchpoint", "post-purchase");</script>"#
    );
    let host = Kokage::new(name, place)
        .page("/morph.html", "", &body)
        .bundle("/app.js", app)
        .fields(inline)
        .serve();
    let page = host.visit("/morph.html");
    let inside = host.asked(&page);
    let prompt = inside.prompt();
    prompt.score(6).click();
    prompt.until("commenting");
    host.only_answer("nps", 1);
    prompt.part("comment").click();
    inside.type_text("半分だけ");
    page.eval(&format!(
        "morph(document.querySelector('main'), {}), 0",
        json!(main.replace("Kokage", "Rendered"))
    ));
    assert_eq!(page.eval("document.querySelector('h1').textContent"), "Rendered");
    let inside = host.drawn(&page);
    inside.prompt_in("commenting");
    // A frame learns its height by a message; until then its button may have to be scrolled to.
    inside.until("document.documentElement.scrollHeight <= innerHeight");
    assert_eq!(
        page.eval("document.querySelector('koe-prompt').parentNode.dataset.koeInline"),
        "nps"
    );
    assert_eq!(value(&inside, "comment"), "半分だけ");
    let prompt = inside.any_prompt();
    prompt.part("send").click();
    prompt.until("thanked");
    assert_eq!(host.only_answer("nps", 2)["comment"], "半分だけ");
    assert!(page.console().is_empty(), "{:?}", page.console());
}

fn a_tree_morphed_by_morphdom(place: Place) {
    is_back_after("morphdom", "import morphdom from 'morphdom'; window.morph = morphdom;", place);
}

fn a_tree_morphed_by_idiomorph(place: Place) {
    let app = "import { Idiomorph } from 'idiomorph'; window.morph = (from, to) => Idiomorph.morph(from, to);";
    is_back_after("idiomorph", app, place);
}
