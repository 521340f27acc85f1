//! Each hazard of delivery once, in a browser against the built Worker: what a visitor answered is
//! counted once, whatever becomes of requests, replies, clocks, storage and tabs. Thousands of them
//! drawn at random are in `widget/sender/simulation.test.ts`.

use super::{NPS, Shop};
use koe_tests::browser::{Browser, Fate, Habits, Page};

const ANSWERS: &str = "*/v1/answers*";

#[track_caller]
fn opened(shop: &Shop) -> Page {
    let page = shop.visit(&Browser::start(), "/en");
    page.element("#bought").click();
    page.prompt();
    page
}

#[track_caller]
fn outbox_is_empty(page: &Page) {
    page.until("!Object.keys(localStorage).some(key => key.includes(':out:'))");
}

/// Gives the page a chance to send what waits, as coming back to it does.
fn look_again(page: &Page) {
    page.eval("document.dispatchEvent(new Event('visibilitychange')), 0");
}

/// 1. The server refuses an answer with a status that passes; it is kept.
/// 2. The next chance sends it: it is counted once.
#[track_caller]
fn a_refusal_passes(id: &str, status: u16) {
    let shop = NPS.shop(id);
    let page = opened(&shop);
    let mut refused = page.waylay(ANSWERS, Fate::Refused(status));
    page.prompt().score(8).click();
    refused.times(1);
    refused.release();
    assert_eq!(shop.site.n("shop-nps"), 0);
    // The pause of the record is over, as it will be in time.
    page.until(
        "(() => { for (const key of Object.keys(localStorage)) if (key.includes(':out:')) { \
           const record = JSON.parse(localStorage[key]); if (!record.wait) return false; \
           localStorage[key] = JSON.stringify({ ...record, wait: 0 }); return true } return false })()",
    );
    look_again(&page);
    shop.counts("shop-nps", 1);
    outbox_is_empty(&page);
    assert_eq!(shop.only_answer("shop-nps", 1)["score"], 8);
}

#[test]
fn a_server_that_fails_costs_nothing() {
    a_refusal_passes("hazard-500", 500);
}

#[test]
fn a_server_that_is_busy_costs_nothing() {
    a_refusal_passes("hazard-429", 429);
}

#[test]
fn a_403_that_passes_costs_nothing() {
    a_refusal_passes("hazard-403", 403);
}

#[test]
fn a_404_that_passes_costs_nothing() {
    a_refusal_passes("hazard-404", 404);
}

/// 1. The answer arrives and is stored, and the reply is lost: it stays in the outbox.
/// 2. It is sent again: still one answer.
#[test]
fn a_lost_reply_is_no_second_answer() {
    let shop = NPS.shop("hazard-reply");
    let page = opened(&shop);
    let mut lost = page.waylay(ANSWERS, Fate::ReplyLost);
    page.prompt().score(7).click();
    lost.times(1);
    shop.counts("shop-nps", 1);
    page.until("Object.keys(localStorage).some(key => key.includes(':out:'))");
    lost.release();
    look_again(&page);
    outbox_is_empty(&page);
    assert_eq!(shop.site.n("shop-nps"), 1);
    shop.only_answer("shop-nps", 1);
}

/// Whoever replies in the server's place: a captive portal, a service worker, a proxy, a blocker.
const SOMEBODY_ELSE: [Fate; 6] = [
    Fate::Replied(200, "<!doctype html><title>Log in</title>"),
    Fate::Replied(200, "{\"ok\":true}"),
    Fate::Replied(200, ""),
    Fate::Replied(202, "{}"),
    Fate::Replied(422, "<h1>Unprocessable</h1>"),
    Fate::Replied(204, ""),
];

/// For each reply that is not the server's:
/// 1. A score is tapped: its reply is no receipt. The prompt says that it did not go through, and
///    not that the device is offline; the answer stays on the device.
/// 2. The next chance sends it: it is counted once.
#[test]
fn a_reply_of_somebody_else_is_no_receipt() {
    for (number, fate) in SOMEBODY_ELSE.into_iter().enumerate() {
        let shop = NPS.shop(&format!("hazard-else-{number}"));
        let page = opened(&shop);
        let mut replied = page.waylay(ANSWERS, fate);
        let prompt = page.prompt();
        prompt.score(8).click();
        replied.until("the prompt to say that it is kept", || {
            (prompt.state().as_deref() == Some("failed")).then_some(())
        });
        assert!(!prompt.text().contains("offline"), "{fate:?}: {}", prompt.text());
        assert!(page.eval("Object.keys(localStorage).some(key => key.includes(':out:'))") == true);
        // The beacon that goes as well gets the same reply.
        replied.times(2);
        replied.release();
        assert_eq!(shop.site.n("shop-nps"), 0, "{fate:?}");
        look_again(&page);
        shop.counts("shop-nps", 1);
        outbox_is_empty(&page);
        shop.only_answer("shop-nps", 1);
    }
}

/// On a page whose own `fetch` gives no reply to a POST:
/// 1. A score is tapped and a comment sent: both go by beacon. The prompt says of each that it did not
///    go through, and never that the device is offline. They are one answer.
/// 2. It waits for its receipt all the same.
#[track_caller]
fn a_wrapper_costs_nothing(id: &str, wrapper: &str) {
    let shop = NPS.shop(id);
    let page = Browser::start().tab();
    page.before_scripts(&format!(
        "{{ const real = fetch; window.fetch = (url, how = {{}}) => \
           how.method == 'POST' ? ({wrapper}) : real(url, how) }}"
    ));
    page.goto(&shop.pages.url("/en"));
    page.element("#bought").click();
    let prompt = page.prompt();
    prompt.score(2).click();
    shop.counts("shop-nps", 1);
    prompt.until("failed");
    assert!(prompt.text().contains("Your answer did not go through"), "{}", prompt.text());
    prompt.part("comment").click();
    page.type_text("Too slow.");
    prompt.part("send").click();
    koe_tests::patience::eventually("the prompt to say that the comment is kept", || {
        prompt.text().contains("The comment did not go through").then_some(())
    });
    assert!(!prompt.text().contains("offline"), "{}", prompt.text());
    koe_tests::patience::eventually("the comment to arrive", || {
        (shop.site.answers("survey=shop-nps")[0]["comment"] == "Too slow.").then_some(())
    });
    shop.only_answer("shop-nps", 2);
    assert_eq!(shop.site.n("shop-nps"), 1);
    page.until("Object.keys(localStorage).some(key => key.includes(':out:'))");
}

#[test]
fn a_fetch_that_throws_costs_nothing() {
    a_wrapper_costs_nothing("hazard-throws", "how.headers.set('a', 'b')");
}

#[test]
fn a_fetch_that_is_opaque_costs_nothing() {
    a_wrapper_costs_nothing("hazard-opaque", "real(url, { ...how, mode: 'no-cors' })");
}

#[test]
fn a_fetch_that_rejects_costs_nothing() {
    a_wrapper_costs_nothing("hazard-rejects", "Promise.reject(new TypeError('not on this page'))");
}

/// 1. The request is lost on its way: nothing is counted.
/// 2. The next chance sends it.
#[test]
fn a_lost_request_is_sent_again() {
    let shop = NPS.shop("hazard-request");
    let page = opened(&shop);
    let mut lost = page.waylay(ANSWERS, Fate::Lost);
    page.prompt().score(3).click();
    lost.times(1);
    assert_eq!(shop.site.n("shop-nps"), 0);
    lost.release();
    look_again(&page);
    shop.counts("shop-nps", 1);
    outbox_is_empty(&page);
}

/// 1. The score's request is held up on its way; the comment's, sent after it, arrives first.
/// 2. The score's arrives: the newer revision is still the one that counts.
#[test]
fn an_old_revision_that_arrives_late_changes_nothing() {
    let shop = NPS.shop("hazard-order");
    let page = opened(&shop);
    let mut held = page.waylay(ANSWERS, Fate::Held);
    page.prompt().score(2).click();
    held.times(1);
    let body = held.bodies()[0].clone();
    let newer =
        body.replace("\"revision\":1", "\"revision\":2").replace("\"score\":2", "\"score\":4");
    shop.site.take(&serde_json::from_str(&newer).unwrap());
    assert_eq!(shop.only_answer("shop-nps", 2)["score"], 4);
    held.release();
    outbox_is_empty(&page);
    assert_eq!(shop.only_answer("shop-nps", 2)["score"], 4);
    assert_eq!(shop.site.n("shop-nps"), 1);
}

/// 1. The very same request arrives three times: one answer.
#[test]
fn duplicates_count_once() {
    let shop = NPS.shop("hazard-twice");
    let page = opened(&shop);
    page.prompt().score(10).click();
    shop.counts("shop-nps", 1);
    let body = page.all_requests().into_iter().find_map(|sent| sent.body).unwrap();
    shop.site.take(&serde_json::from_str(&body).unwrap());
    shop.site.take(&serde_json::from_str(&body).unwrap());
    assert_eq!(shop.site.n("shop-nps"), 1);
    shop.only_answer("shop-nps", 1);
}

/// 1. Answered without a network; two other tabs of the shop are open when it comes back, and all
///    three have the chance at once.
/// 2. One answer.
#[test]
fn tabs_that_flush_at_once_send_one_answer() {
    let shop = NPS.shop("hazard-tabs");
    let browser = Browser::start();
    let page = shop.visit(&browser, "/en");
    page.element("#bought").click();
    page.block(&[ANSWERS]);
    page.prompt().score(5).click();
    page.until("Object.keys(localStorage).some(key => key.includes(':out:'))");
    page.block(&[]);
    let others = [shop.visit(&browser, "/other"), shop.visit(&browser, "/ja")];
    for tab in others.iter().chain([&page]) {
        tab.eval("dispatchEvent(new Event('online')), 0");
    }
    shop.counts("shop-nps", 1);
    outbox_is_empty(&page);
    assert_eq!(shop.site.n("shop-nps"), 1);
    shop.only_answer("shop-nps", 1);
}

/// A page with the prompt, of a visitor who forbids storage, and so sees one only when the page shows it.
#[track_caller]
fn without_storage(shop: &Shop) -> Page {
    let page = shop.visit(&Browser::with(Habits::BlocksStorage), "/en");
    page.until("typeof koe.config === 'object'");
    page.eval("koe('show', 'shop-nps'), 0");
    page
}

/// 1. The visitor forbids storage. A prompt is shown on the page's word; the answer is counted.
#[test]
fn storage_that_is_forbidden_costs_nothing() {
    let shop = NPS.shop("hazard-forbidden");
    let page = without_storage(&shop);
    page.prompt().score(9).click();
    shop.counts("shop-nps", 1);
}

/// 1. The visitor forbids storage, and the answer does not get through: the prompt says that only this
///    page has it, and names no device.
/// 2. The network is back: counted.
#[test]
fn what_only_the_page_has_is_not_called_kept() {
    let shop = NPS.shop("hazard-unkept");
    let page = without_storage(&shop);
    let prompt = page.prompt();
    page.block(&[ANSWERS]);
    prompt.score(9).click();
    let text = page.prompt_in("failed").text();
    assert!(text.contains("Keep this page open") && !text.contains("device"), "{text}");
    page.block(&[]);
    page.eval("dispatchEvent(new Event('online')), 0");
    shop.counts("shop-nps", 1);
}

/// 1. The page has filled the storage before the visitor answers: counted, once.
#[test]
fn storage_that_is_full_costs_nothing() {
    let shop = NPS.shop("hazard-full");
    let page = opened(&shop);
    page.eval(
        "(() => { let text = 'x'.repeat(1 << 20); for (let key = 0; text.length; key++) \
           try { localStorage['junk' + key] = text } catch { text = text.slice(text.length / 2 + 1) } })(), 0",
    );
    page.prompt().score(9).click();
    shop.counts("shop-nps", 1);
    page.prompt_in("commenting").part("skip").click();
    page.rest();
    assert_eq!(shop.site.n("shop-nps"), 1);
    shop.only_answer("shop-nps", 1);
}

/// 1. The device's clock is days off, ahead or behind: the answer is counted, once.
#[track_caller]
fn a_clock_is_off(id: &str, days: i64) {
    let shop = NPS.shop(id);
    let page = Browser::start().tab();
    let off = days * 86_400_000;
    page.before_scripts(&format!("{{ const now = Date.now; Date.now = () => now() + {off} }}"));
    page.goto(&shop.pages.url("/en"));
    page.element("#bought").click();
    page.prompt().score(6).click();
    shop.counts("shop-nps", 1);
    outbox_is_empty_but_for_the_corrected_id(&page);
    assert_eq!(shop.site.n("shop-nps"), 1);
}

/// What was delivered under a corrected id leaves a record of that id, with nothing to be sent.
#[track_caller]
fn outbox_is_empty_but_for_the_corrected_id(page: &Page) {
    page.until(
        "Object.keys(localStorage).filter(key => key.includes(':out:')) \
           .every(key => !JSON.parse(localStorage[key]).body.revision)",
    );
}

#[test]
fn a_clock_days_ahead_costs_nothing() {
    a_clock_is_off("hazard-ahead", 3);
}

#[test]
fn a_clock_days_behind_costs_nothing() {
    a_clock_is_off("hazard-behind", -40);
}

/// 1. The tab's process is killed right after the tap, as soon as the browser says that the tap was
///    dispatched: no event, no last word.
/// 2. Another page of the shop: the answer is there, once, whether its request had left or not.
#[test]
fn a_tab_killed_right_after_the_tap_loses_nothing() {
    let shop = NPS.shop("hazard-killed");
    let browser = Browser::start();
    let page = shop.visit(&browser, "/en");
    page.element("#bought").click();
    page.prompt().score(10).click();
    page.kill();
    let later = shop.visit(&browser, "/other");
    shop.counts("shop-nps", 1);
    outbox_is_empty(&later);
    assert_eq!(shop.site.n("shop-nps"), 1);
    shop.only_answer("shop-nps", 1);
}

/// 1. Killed while its request can't leave: nothing arrives.
/// 2. Another page of the shop sends it.
#[test]
fn a_tab_killed_without_a_network_loses_nothing() {
    let shop = NPS.shop("hazard-killed-offline");
    let browser = Browser::start();
    let page = shop.visit(&browser, "/en");
    page.element("#bought").click();
    page.block(&[ANSWERS]);
    page.prompt().score(1).click();
    page.until("Object.keys(localStorage).some(key => key.includes(':out:'))");
    page.kill();
    assert_eq!(shop.site.n("shop-nps"), 0);
    let later = shop.visit(&browser, "/other");
    shop.counts("shop-nps", 1);
    outbox_is_empty(&later);
    assert_eq!(shop.only_answer("shop-nps", 1)["score"], 1);
}
