//! Libraries for shortcuts. Each knows fields by the target of an event, which is the prompt's element
//! to everybody outside it.

use crate::host::{Host, Kokage, Place, in_page_and_frame, value};
use koe_tests::browser::Key;

in_page_and_frame![hotkeys_js, hotkeys_js_that_listens_first, mousetrap,];

const BODY: &str = r#"<h1>Kokage</h1><p>Shortcuts used: <output>0</output></p>
<script>
  window.used = () => { document.querySelector("output").value++; return false };
</script>
<script src="app.js"></script>
<script>koe("touchpoint", "post-purchase");</script>"#;

/// What is typed, key by key; the page has shortcuts for most of it.
const TYPED: &str = "joss says hi";

/// 1. A comment is typed: every letter is in it, and no shortcut ran.
/// 2. On the page itself the shortcut runs.
#[track_caller]
fn types(name: &str, app: &str, place: Place) {
    let host: Host =
        Kokage::new(name, place).page("/keys.html", "", BODY).bundle("/app.js", app).serve();
    let page = host.visit("/keys.html");
    let inside = host.asked(&page);
    let prompt = inside.prompt();
    prompt.score(6).click();
    prompt.until("commenting");
    prompt.part("comment").click();
    prompt.focused("comment");
    for letter in TYPED.chars() {
        page.press(if letter == ' ' { Key::Space } else { Key::Letter(letter) });
    }
    assert_eq!(value(&inside, "comment"), TYPED);
    assert_eq!(page.eval("document.querySelector('output').value"), "0");
    page.element("h1").click();
    page.press(Key::Letter('j'));
    page.until("document.querySelector('output').value === '1'");
    prompt.part("send").click();
    prompt.until("thanked");
    assert_eq!(host.only_answer("nps", 2)["comment"], TYPED);
    assert!(page.console().is_empty(), "{:?}", page.console());
}

fn hotkeys_js(place: Place) {
    types(
        "hotkeys-js",
        "import hotkeys from 'hotkeys-js'; hotkeys('j,s,space,h', () => used());",
        place,
    );
}

fn hotkeys_js_that_listens_first(place: Place) {
    let app = "import hotkeys from 'hotkeys-js'; hotkeys('j,s,space,h', { capture: true }, () => used());";
    types("hotkeys-first-js", app, place);
}

fn mousetrap(place: Place) {
    let app = "import Mousetrap from 'mousetrap'; Mousetrap.bind(['j', 's', 'space', 'h'], () => used());";
    types("mousetrap", app, place);
}
