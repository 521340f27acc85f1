//! What a visitor answered is never lost, and never counted twice: not by a closed tab, not by a
//! dead network.

use super::{NPS, Shop};
use koe_tests::browser::{Browser, Page};

/// The moment comes and a score is tapped.
fn tap(page: &Page, score: u8) {
    page.element("#bought").click();
    page.prompt().score(score).click();
}

/// Waits until nothing is kept on the device for sending any more.
#[track_caller]
fn outbox_is_empty(page: &Page) {
    page.until("!Object.keys(localStorage).some(key => key.includes(':out:'))");
}

/// Notes at the end of a click's dispatch how many answers are kept and how many requests were begun:
/// of the timers that a click sets, this one is the first, so whatever a later task does is not in it.
const NOTES: &str = "{ \
  const kept = () => Object.keys(localStorage).filter(key => key.includes(':out:')).length; \
  const original = fetch; \
  let begun = 0; \
  fetch = (...given) => { begun += `${given[0]}`.endsWith('/v1/answers'); return original(...given) }; \
  addEventListener('click', () => setTimeout(() => { window.noted = [kept(), begun] }), true) }";

/// A device so slow that every look at its clock finds another frame gone: what puts work off until
/// there is time does so at once, and each time.
const SLOW: &str = "{ const now = Date.now; let lost = 0; Date.now = () => now() + (lost += 20) }";

/// 1. A score is tapped with a finger, on a device that has no time.
/// 2. When the tap has been dispatched, the answer is in storage and its request has been begun: there
///    is nothing left that a tab could take along.
#[test]
fn a_tap_is_kept_and_sent_before_it_is_over() {
    let shop = NPS.shop("at-once");
    let page = Browser::start().tab();
    page.touched(true);
    page.before_scripts(NOTES);
    page.before_scripts(SLOW);
    page.goto(&shop.pages.url("/en"));
    page.element("#bought").tap();
    page.prompt().score(10).tap();
    shop.counts("shop-nps", 1);
    assert_eq!(page.eval("noted"), serde_json::json!([1, 1]));
}

/// 1. A score is tapped and the tab closed in the same moment: as soon as the tap was dispatched.
/// 2. The score is counted, once; a later visit sends nothing again.
#[test]
fn a_tab_closed_right_after_the_tap_loses_nothing() {
    let shop = NPS.shop("closed-tab");
    let browser = Browser::start();
    // Another tab keeps the browser open, as visitors' other tabs do.
    let other = browser.tab();
    let page = shop.visit(&browser, "/ja");
    tap(&page, 10);
    page.close();
    shop.counts("shop-nps", 1);
    other.goto(&shop.pages.url("/other"));
    outbox_is_empty(&other);
    assert_eq!(shop.site.n("shop-nps"), 1);
    assert_eq!(shop.only_answer("shop-nps", 1)["score"], 10);
}

/// 1. The network goes; a score is tapped and a comment written: the prompt says that they are
///    kept on this device. The tab dies. Nothing has arrived.
/// 2. Days later, as it were, another page of the shop is opened with the network back: the answer
///    is counted once, with its comment.
/// 3. A third page sends nothing more.
#[test]
fn an_answer_given_offline_arrives_from_another_page() {
    let shop = NPS.shop("offline");
    let browser = Browser::start();
    let _other = browser.tab();
    let page = shop.visit(&browser, "/ja");
    page.element("#bought").click();
    let prompt = page.prompt();
    page.offline(true);
    prompt.score(2).click();
    prompt.until("commenting");
    prompt.part("comment").click();
    page.type_text("届くまで待ちます。");
    prompt.part("send").click();
    prompt.until("thanked");
    assert!(prompt.text().contains("オフラインです"), "{}", prompt.text());
    page.screenshot("offline-saved");
    page.ends_unheard();
    page.close();
    assert_eq!(shop.site.n("shop-nps"), 0);

    let later = shop.visit(&browser, "/other");
    shop.counts("shop-nps", 1);
    let answer = &shop.site.answers("survey=shop-nps")[0];
    assert_eq!((&answer["score"], &answer["comment"]), (&2.into(), &"届くまで待ちます。".into()));
    outbox_is_empty(&later);
    let third = shop.visit(&browser, "/en");
    third.rest();
    assert!(third.all_requests().iter().all(|sent| sent.method == "GET"));
    assert_eq!(shop.site.n("shop-nps"), 1);
}

/// 1. The network goes and comes back while the prompt is open: the answer arrives by itself, once.
#[test]
fn an_answer_given_offline_arrives_when_the_network_is_back() {
    let shop = NPS.shop("tunnel");
    let page = shop.visit(&Browser::start(), "/en");
    page.element("#bought").click();
    let prompt = page.prompt();
    page.offline(true);
    prompt.score(9).click();
    prompt.until("commenting");
    assert_eq!(shop.site.n("shop-nps"), 0);
    page.offline(false);
    shop.counts("shop-nps", 1);
    outbox_is_empty(&page);
    assert_eq!(shop.site.n("shop-nps"), 1);
}

/// 1. The edge refuses for a while (here: it can't be reached, though the browser is on-line): the
///    prompt keeps what was typed and offers to try again.
/// 2. Trying again once it can be reached: counted once, with the comment.
#[test]
fn typed_text_survives_a_failure() {
    let shop: Shop = NPS.shop("failing");
    let page = shop.visit(&Browser::start(), "/en");
    page.element("#bought").click();
    let prompt = page.prompt();
    page.block(&["*/v1/answers*"]);
    prompt.score(6).click();
    prompt.until("failed");
    prompt.part("comment").click();
    page.type_text("Where is my lid?");
    prompt.part("send").click();
    koe_tests::patience::eventually("the prompt to say that the comment is kept", || {
        prompt.text().contains("The comment did not go through").then_some(())
    });
    assert!(!prompt.text().contains("offline"), "{}", prompt.text());
    page.screenshot("failed");
    page.block(&[]);
    if prompt.has("send") {
        prompt.part("send").click();
    }
    shop.counts("shop-nps", 1);
    koe_tests::patience::eventually("the comment to arrive", || {
        let answers = shop.site.answers("survey=shop-nps");
        (answers.len() == 1 && answers[0]["comment"] == "Where is my lid?").then_some(())
    });
}
