//! The browser harness itself, on a page without Koe: a journey that fails should say something
//! about Koe.

use koe_tests::browser::{Browser, Habits, HostPage, Html, Key, Request};

const FORM: &str = r#"<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Form</title>
<input id="who"><button id="go" onclick="document.title = `Hello ${who.value}`">Go</button>
<script>
addEventListener('offline', () => console.info('offline'));
addEventListener('online', () => console.info('online'));</script>"#;

const SHADOW: &str = r#"<!doctype html><link rel="icon" href="data:,"><koe-prompt></koe-prompt>
<script>document.querySelector('koe-prompt').attachShadow({ mode: 'closed' }).innerHTML =
  `<section data-koe="panel" data-state="asking"><label>9 <input type="radio" data-koe="score" value="9"
     onchange="this.closest('section').dataset.state = 'commenting'"></label>
   <button data-koe="close">x</button></section>`</script>"#;

fn site() -> HostPage {
    HostPage::serve([
        ("/form", Html::from(FORM.to_owned())),
        ("/shadow", Html::from(SHADOW.to_owned())),
    ])
}

#[test]
fn mouse_and_keyboard_reach_a_page() {
    let site = site();
    let page = Browser::start().open(&site.url("/form"));
    page.press(Key::Tab);
    page.type_text("声");
    page.press(Key::Tab);
    page.press(Key::Enter);
    page.until("document.title === 'Hello 声'");
    page.eval("document.title = ''");
    page.element("#go").click();
    page.until("document.title === 'Hello 声'");
}

#[test]
fn a_page_at_rest_has_told_every_request() {
    let site = site();
    let page = Browser::start().open(&site.url("/form"));
    page.rest();
    let lines: Vec<_> = page.requests_to(&site.origin()).iter().map(Request::line).collect();
    assert_eq!(lines, ["GET /form"]);
}

#[test]
fn an_offline_page_reaches_nothing_and_is_told() {
    let site = site();
    let page = Browser::start().open(&site.url("/form"));
    let reach = "fetch('/form').then(() => 'reached', () => 'failed')";
    page.offline(true);
    assert_eq!(page.eval(reach), "failed");
    page.offline(false);
    assert_eq!(page.eval(reach), "reached");
    page.until("navigator.onLine");
    let words: Vec<_> = page.console().into_iter().map(|(_, text)| text).collect();
    assert_eq!(words, ["offline", "online"]);
}

#[test]
fn a_closed_shadow_root_is_open_to_the_eye_and_the_hand_only() {
    let site = site();
    let page = Browser::start().open(&site.url("/shadow"));
    assert_eq!(
        page.eval("document.querySelector('koe-prompt').shadowRoot"),
        serde_json::Value::Null
    );
    let prompt = page.prompt();
    assert_eq!(prompt.scores(), [9]);
    prompt.tab_to("close");
    assert_eq!(prompt.focus().as_deref(), Some("close"));
    prompt.score(9).click();
    prompt.until("commenting");
}

#[test]
fn a_visitor_may_forbid_storage() {
    let site = site();
    let page = Browser::with(Habits::BlocksStorage).open(&site.url("/form"));
    let read = "(() => { try { localStorage.length; return 'allowed' } catch (error) { return error.name } })()";
    assert_eq!(page.eval(read), "SecurityError");
}

#[test]
fn requests_can_be_blocked_and_their_answers_replaced() {
    let site = site();
    let page = Browser::start().open(&site.url("/form"));
    page.block(&["*/shadow"]);
    assert_eq!(page.eval("fetch('/shadow').then(() => 'reached', () => 'failed')"), "failed");
    page.block(&[]);
    let mut tamper = page.tamper("*/shadow", "text/plain", b"something else");
    page.eval(
        "fetch('/shadow').then(reply => reply.text()).then(text => document.title = text), 0",
    );
    tamper.until("the other text", || {
        (page.eval("document.title") == "something else").then_some(())
    });
}

#[test]
fn a_closed_tab_leaves_the_browser_running() {
    let site = site();
    let browser = Browser::start();
    browser.open(&site.url("/form")).close();
    assert_eq!(browser.open(&site.url("/form")).eval("document.title"), "Form");
}
