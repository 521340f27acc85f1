//! What a prompt leaves in the page's memory when it has gone: nothing, however often it comes.

use super::Shop;
use koe_tests::browser::{Browser, Page};
use serde_json::json;

const OPENINGS: usize = 50;

/// Opens the prompt and closes it, by script alone: a handle to anything in it would hold it.
const OPEN_AND_CLOSE: &str = "(async () => {
  const until = async (wanted) => {
    while ((document.querySelector('koe-prompt') !== null) !== wanted)
      await new Promise(requestAnimationFrame);
  };
  koe('show', 'shop-nps');
  await until(true);
  koe('close');
  await until(false);
})()";

fn open_and_close(page: &Page, times: usize) {
    for _ in 0..times {
        page.eval(OPEN_AND_CLOSE);
    }
}

/// 1. A prompt is opened, so that its module is there, and closed.
/// 2. It is opened and closed, and what can't be reached is collected.
/// 3. So again, 49 times: the page holds as many nodes and as many listeners as after the first.
#[test]
fn fifty_openings_leave_what_the_first_left() {
    let shop = Shop::new("left-behind", &json!({ "cool_down_days": 0 }));
    let page = shop.visit(&Browser::start(), "/en");
    page.eval("koe('show', 'shop-nps'), 0");
    page.prompt();
    page.eval("koe('close')");
    page.any_prompt().gone();
    open_and_close(&page, 1);
    let first = page.held();
    open_and_close(&page, OPENINGS - 1);
    assert_eq!(page.held(), first);
}
