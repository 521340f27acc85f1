//! What a page keeps of prompts that have gone: nothing that grows. And what it sees of one that
//! breaks: nothing but that it is gone.

use super::{NPS, Shop};
use koe_tests::browser::{Browser, Page};

/// Opens a prompt and closes it. The harness looks at nothing meanwhile, since the browser keeps
/// what its protocol was shown.
#[track_caller]
fn round(page: &Page) {
    page.eval(
        "new Promise(stands => { addEventListener('koe:prompted', () => setTimeout(stands, 50), { once: true }); \
           koe('show', 'shop-nps') })",
    );
    page.until("document.querySelector('koe-prompt') !== null");
    page.eval("koe('close'), 0");
    page.until("document.querySelector('koe-prompt') === null");
}

/// 1. A prompt is opened and closed fifty times.
/// 2. Nodes and listeners are those after the first time, and nothing was fetched twice.
#[test]
fn fifty_rounds_leave_what_the_first_left() {
    let shop: Shop = NPS.shop("rounds");
    let page = shop.visit(&Browser::start(), "/en");
    page.until("typeof koe.config === 'object'");
    round(&page);
    let first = page.counters();
    let asked = page.all_requests().iter().filter(|sent| sent.method == "GET").count();
    for _ in 0..50 {
        round(&page);
    }
    let last = page.counters();
    assert!(last.nodes <= first.nodes, "{last:?} after the first round's {first:?}");
    assert!(last.listeners <= first.listeners, "{last:?} after the first round's {first:?}");
    let now = page.all_requests().iter().filter(|sent| sent.method == "GET").count();
    assert_eq!(now, asked, "a later round fetched something");
}

/// 1. A score is chosen; then the page breaks the document under the prompt's feet, which traps.
/// 2. No error reaches the page; one line says so, the prompt is gone, the answer is counted.
/// 3. A page that asks again is told, and stays as it is.
#[test]
fn a_prompt_that_breaks_is_no_error_of_the_page() {
    let shop: Shop = NPS.shop("trap");
    let page = shop.visit(&Browser::start(), "/en");
    page.eval("window.errors = [], addEventListener('error', (event) => errors.push(event.message)), \
               addEventListener('unhandledrejection', (event) => errors.push(`${event.reason}`)), 0");
    page.element("#bought").click();
    let prompt = page.prompt();
    page.eval(
        "for (const name of ['insertBefore', 'appendChild', 'removeChild']) \
           Node.prototype[name] = () => { throw new Error('not here') }; 0",
    );
    prompt.score(9).click();
    prompt.gone();
    shop.counts("shop-nps", 1);
    assert_eq!(page.eval("errors.join()"), "");
    let said: Vec<_> =
        page.console().into_iter().filter(|(_, line)| line.contains("broke")).collect();
    assert_eq!(said.len(), 1, "{:?}", page.console());
    assert!(page.console().iter().all(|(level, _)| level != "uncaught"), "{:?}", page.console());
    page.eval("koe('show', 'shop-nps'), 0");
    page.until("errors.length === 0 && document.querySelector('koe-prompt') === null");
}
