//! A prompt that breaks: its page hears nothing of it, and its visitor is thanked for what was sent.

use super::{NPS, Shop};
use koe_tests::browser::Browser;
use koe_tests::patience;

/// 1. The page makes all changes of the document throw; a score is chosen, and the module traps.
/// 2. No error reaches the page; one line says so, the visitor reads thanks, the answer is counted.
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
    prompt.until("thanked");
    shop.counts("shop-nps", 1);
    patience::eventually("thanks", || prompt.text().contains("Thank you").then_some(()));
    prompt.part("close").click();
    prompt.gone();
    assert_eq!(page.eval("errors.join()"), "");
    let said: Vec<_> =
        page.console().into_iter().filter(|(_, line)| line.contains("broke")).collect();
    assert_eq!(said.len(), 1, "{:?}", page.console());
    assert!(page.console().iter().all(|(level, _)| level != "uncaught"), "{:?}", page.console());
    page.eval("koe('show', 'shop-nps'), 0");
    page.until("errors.length === 0 && document.querySelector('koe-prompt') === null");
}
