//! Pages that nobody sees, or that are on their way: nobody is asked there, and nothing is spent.

use crate::host::{Host, Kokage, Place, bundle_file, decision, in_page_and_frame, loaded};
use koe_tests::{
    browser::{Browser, Key, Page},
    patience,
};
use serde_json::json;

in_page_and_frame![
    a_tab_that_is_never_looked_at,
    a_button_that_leaves_the_page,
    a_link_that_leaves_the_page,
    a_prompt_of_less_than_a_second,
    a_prompt_that_was_seen,
    a_prompt_that_is_touched_at_once,
    a_document_that_hydrates_late,
    a_page_that_is_still_loading,
    a_page_that_never_loads,
    what_the_page_asks_for_waits_for_nothing,
];

const NPS: &str = r#"<script>koe("touchpoint", "post-purchase");</script>"#;

/// 1. A page is opened behind another, and closed unseen: nobody was asked.
/// 2. Meanwhile the tab in front may ask, and does; one prompt is counted.
fn a_tab_that_is_never_looked_at(place: Place) {
    let host = Kokage::new("unseen", place).page("/front.html", "", "<h1>Kokage</h1>").serve();
    let browser = Browser::start();
    let front = browser.tab();
    host.goto(&front, "/front.html");
    let page = browser.tab();
    page.unfocused();
    front.front();
    page.until("document.visibilityState === 'hidden'");
    host.goto(&page, "/hidden-tab.html");
    loaded(&page);
    front.stay(2_500);
    host.nothing_is_spent(&page, "nps");
    assert_eq!(decision(&front, "nps"), "wrong_touchpoint");
    front.eval("koe('touchpoint', 'post-purchase'), 0");
    let inside = host.asked(&front);
    page.close();
    host.takes_an_answer(&inside, "nps", 8);
    assert_eq!(host.prompts("nps"), [1, 1, 0, 0]);
}

/// 1. The button's click is the moment, and the form leaves the page, which takes a while: nothing is
///    spent there.
/// 2. The next page asks; one prompt is counted.
fn a_button_that_leaves_the_page(place: Place) {
    let host = Kokage::new("leaves", place).late("/thanks.html", 1_500).serve();
    let page = host.visit("/submit-leaves.html");
    loaded(&page);
    page.rest();
    page.element("button").click();
    is_asked_on_the_next_page(&host, &page);
}

fn a_link_that_leaves_the_page(place: Place) {
    let body = r#"<a href="thanks.html" data-koe-touchpoint="post-purchase">Buy</a>"#;
    let host =
        Kokage::new("link", place).page("/link.html", "", body).late("/thanks.html", 1_500).serve();
    let page = host.visit("/link.html");
    loaded(&page);
    page.rest();
    page.element("a").click();
    is_asked_on_the_next_page(&host, &page);
}

#[track_caller]
fn is_asked_on_the_next_page(host: &Host, page: &Page) {
    page.until("location.pathname === '/thanks.html' && document.readyState === 'complete'");
    host.takes_an_answer(&host.asked(page), "nps", 8);
    assert_eq!(host.prompts("nps"), [1, 1, 0, 0]);
}

/// What the page heard of prompts.
const HEARS: &str = r#"<script>
  window.told = [];
  for (const news of ["prompted", "answered", "dismissed"])
    addEventListener(`koe:${news}`, () => told.push(news));
</script>"#;

/// However slow this machine is: the second in sight is never over.
const ENDLESS: &str = "{ const later = setTimeout; window.setTimeout = (run, ms, ...more) => \
    later(run, ms > 500 && ms < 2000 ? 1e6 : ms, ...more) }";

/// 1. A question stands for less than a second before the visitor goes on: it was not shown.
/// 2. The next page asks.
fn a_prompt_of_less_than_a_second(place: Place) {
    let host = Kokage::new("glimpse", place).page("/glimpse.html", HEARS, NPS).serve();
    let page = Browser::start().tab();
    page.before_scripts(ENDLESS);
    host.goto(&page, "/glimpse.html");
    host.asked(&page);
    assert_eq!(page.eval("told"), json!([]), "the page was told of a prompt that nobody has seen");
    host.no_clock_is_set(&page, "nps");
    let other = page.browser().tab();
    host.goto(&page, "/empty.html");
    page.close();
    host.goto(&other, "/thanks.html");
    host.takes_an_answer(&host.asked(&other), "nps", 8);
    assert_eq!(host.prompts("nps"), [1, 1, 0, 0]);
}

/// 1. A question stands for a second: the page is told, the clock is set.
/// 2. The visitor goes on: one prompt was shown and ignored, and the next page does not ask.
fn a_prompt_that_was_seen(place: Place) {
    let host = Kokage::new("seen", place).page("/seen.html", HEARS, NPS).serve();
    let page = host.visit("/seen.html");
    host.asked(&page);
    page.until("told.join() === 'prompted'");
    page.until("Object.keys(localStorage).some(key => key.endsWith(':prompted'))");
    host.goto(&page, "/thanks.html");
    loaded(&page);
    patience::eventually("the prompt to be counted", || {
        (host.prompts("nps") == [1, 0, 0, 1]).then_some(())
    });
    assert_eq!(decision(&page, "nps"), "cooling_down");
}

/// Whoever touches a question has seen it: by a score, by ✕, or by going into it on the keyboard.
fn a_prompt_that_is_touched_at_once(place: Place) {
    for (name, touch, counted) in
        [("touch-close", "close", [1, 0, 1, 0]), ("touch-score", "score", [1, 1, 0, 0])]
    {
        let host = Kokage::new(name, place).page("/touched.html", HEARS, NPS).serve();
        let page = Browser::start().tab();
        page.before_scripts(ENDLESS);
        host.goto(&page, "/touched.html");
        let inside = host.asked(&page);
        inside.prompt().part(touch).click();
        page.until("told[0] === 'prompted' && told.length === 2");
        page.until("Object.keys(localStorage).some(key => key.endsWith(':prompted'))");
        patience::eventually("the prompt to be counted", || {
            (host.prompts("nps") == counted).then_some(())
        });
    }
    let host = Kokage::new("touch-focus", place).page("/touched.html", HEARS, NPS).serve();
    let page = Browser::start().tab();
    page.before_scripts(ENDLESS);
    host.goto(&page, "/touched.html");
    let inside = host.asked(&page);
    inside.prompt().tab_to("score");
    page.until("told.join() === 'prompted'");
    page.press(Key::Escape);
    page.until("told.join() === 'prompted,dismissed'");
    patience::eventually("the prompt to be counted", || {
        (host.prompts("nps") == [1, 0, 1, 0]).then_some(())
    });
}

/// 1. The moment comes early. The app that takes the whole document over comes two seconds later: it finds
///    the document as the server sent it, and what was typed meanwhile stays.
/// 2. The prompt comes, or has stayed, and is answered.
fn a_document_that_hydrates_late(place: Place) {
    let host = Kokage::new("hydrate", place)
        .text("/hydrate.js", &bundle_file("tests/hosts/pages/hydrate.jsx"))
        .late("/hydrate.js", 2_000)
        .serve();
    let page = host.visit("/hydrate.html");
    let has_taken_over =
        "Object.keys(document).some(key => /^(__reactContainer|_reactListening)/.test(key))";
    page.until(has_taken_over);
    let inside = host.asked(&page);
    page.stay(1_000);
    assert!(page.console().is_empty(), "{:?}", page.console());
    assert_eq!(page.eval("document.querySelector('#note').value"), "typed before the app came");
    host.takes_an_answer(&inside, "nps", 9);
}

/// 1. A picture of the page takes two seconds: nobody is asked before the page has loaded.
fn a_page_that_is_still_loading(place: Place) {
    let head = r#"<script>
  addEventListener("load", () => (window.loadedAt = performance.now()));
  new MutationObserver(() => {
    if (document.querySelector("koe-prompt")) window.promptAt ??= performance.now();
  }).observe(document, { childList: true, subtree: true });
</script>"#;
    let body = format!(r#"<img src="slow.js" alt="">{NPS}"#);
    let host = Kokage::new("loading", place)
        .page("/loading.html", head, &body)
        .text("/slow.js", "")
        .late("/slow.js", 2_000)
        .serve();
    let page = Browser::start().tab();
    page.begin(&host.pages.url("/loading.html"));
    host.takes_an_answer(&host.asked(&page), "nps", 9);
    page.until("'loadedAt' in window");
    let [loaded, prompt] = ["loadedAt", "promptAt"].map(|at| page.eval(at));
    assert!(prompt.as_f64() > loaded.as_f64(), "asked at {prompt}, loaded at {loaded}");
}

/// 1. A part of the page never comes: the visitor is asked some five seconds after the document was read.
fn a_page_that_never_loads(place: Place) {
    let body = format!(r#"<img src="never.js" alt="">{NPS}"#);
    let host = Kokage::new("never", place)
        .page("/never.html", "", &body)
        .text("/never.js", "")
        .late("/never.js", 20_000)
        .serve();
    let page = Browser::start().tab();
    page.begin(&host.pages.url("/never.html"));
    host.asked(&page);
    let read = page.eval("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd");
    let waited = page.eval("performance.now()").as_f64().unwrap() - read.as_f64().unwrap();
    assert_eq!(page.eval("document.readyState"), "interactive");
    assert!(waited > 4_000.0, "asked {waited} ms after the document was read");
}

/// 1. The page shows a prompt by its own call while it is still loading: it comes at once.
fn what_the_page_asks_for_waits_for_nothing(place: Place) {
    let body = r#"<img src="never.js" alt=""><script>koe("show", "nps");</script>"#;
    let host = Kokage::new("shown", place)
        .page("/shown.html", "", body)
        .text("/never.js", "")
        .late("/never.js", 20_000)
        .serve();
    let page = Browser::start().tab();
    page.begin(&host.pages.url("/shown.html"));
    let inside = host.asked(&page);
    let state = page.eval("document.readyState");
    assert_eq!(state, "interactive");
    inside.prompt().score(9).click();
    host.only_answer("nps", 1);
}
