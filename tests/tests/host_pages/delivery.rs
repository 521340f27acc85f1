//! Pages between whose script and the edge something else stands: a worker, a blocker, a wrapper
//! around `fetch`. Only the server's own reply is a receipt, and the prompt reports nothing else.

use crate::host::{Host, Kokage, Place, asked_anywhere, in_page_and_frame};
use koe_tests::{
    browser::{Browser, Fate, Page},
    patience,
};

in_page_and_frame![
    a_worker_that_answers_without_a_network,
    an_empty_200_is_no_receipt,
    a_200_of_a_proxy_is_no_receipt,
    a_200_takes_nothing_back,
    an_app_s_own_wrapper,
    a_wrapper_that_adds_headers,
    a_wrapper_that_loses_what_is_posted,
];

const ANSWERS: &str = "*/v1/answers*";

#[track_caller]
fn answer_waits(inside: &Page) {
    inside.until("Object.keys(localStorage).some(key => key.includes(':out:'))");
}

/// Ends the pause of the waiting record, as time would, and gives the page a chance to send it.
#[track_caller]
fn time_passes(inside: &Page) {
    inside.until(
        "(() => { for (const key of Object.keys(localStorage)) if (key.includes(':out:')) { \
           const record = JSON.parse(localStorage[key]); \
           localStorage[key] = JSON.stringify({ ...record, wait: 0 }); return true } return false })()",
    );
    inside.eval("document.dispatchEvent(new Event('visibilitychange')), 0");
}

#[track_caller]
fn outbox_is_empty(inside: &Page) {
    inside.until("!Object.keys(localStorage).some(key => key.includes(':out:'))");
}

/// What the prompt says of the answer, once it is settled.
#[track_caller]
fn says(inside: &Page, text: &str) {
    patience::eventually(text, || inside.any_prompt().text().contains(text).then_some(()));
}

/// 1. Without a network, the host's worker answers everything with a page of its own and status 200. A
///    score is tapped: the prompt says that it is saved on this device, and it waits there.
/// 2. The network is back: it is sent and counted, once.
fn a_worker_that_answers_without_a_network(place: Place) {
    let host = Kokage::new("sw-offline", place).serve();
    let page = host.visit_with_worker("sw-offline.js", "/sw-offline.html");
    let inside = host.asked(&page);
    let workers = page.workers();
    let offline = |offline| {
        for worker in &workers {
            worker.offline(offline);
        }
        page.offline(offline);
        inside.offline(offline);
    };
    offline(true);
    let prompt = inside.prompt();
    prompt.score(8).click();
    prompt.until("commenting");
    says(&inside, "Saved on this device");
    answer_waits(&inside);
    assert_eq!(host.site.n("nps"), 0);
    offline(false);
    assert_eq!(host.only_answer("nps", 1)["score"], 8);
    outbox_is_empty(&inside);
}

/// 1. Something on the way answers in the server's place, with 200: the answer waits, nothing is said to
///    be recorded, and nobody is said to be offline.
/// 2. It lets the next try pass: counted, once.
#[track_caller]
fn a_reply_that_is_no_receipt(host: &Host, reply: impl FnOnce(&Page)) {
    let page = host.visit("/thanks.html");
    let inside = host.asked(&page);
    reply(&inside);
    let text = patience::eventually("what the prompt says of it", || {
        let text = inside.any_prompt().text();
        ["Recorded", "Saved", "kept", "offline"]
            .iter()
            .any(|said| text.contains(said))
            .then_some(text)
    });
    assert!(text.contains("kept on this device") && !text.contains("offline"), "{text}");
    answer_waits(&inside);
    time_passes(&inside);
    assert_eq!(host.only_answer("nps", 1)["score"], 8);
    outbox_is_empty(&inside);
}

fn an_empty_200_is_no_receipt(place: Place) {
    let host = Kokage::new("empty-200", place).serve();
    a_reply_that_is_no_receipt(&host, |inside| {
        let mut blocker = inside.waylay(ANSWERS, Fate::Refused(200));
        inside.prompt().score(8).click();
        blocker.times(1);
        blocker.release();
    });
}

fn a_200_of_a_proxy_is_no_receipt(place: Place) {
    let host = Kokage::new("proxy-200", place).serve();
    a_reply_that_is_no_receipt(&host, |inside| {
        let mut proxy = inside.tamper(ANSWERS, "application/json", br#"{"status":"ok"}"#);
        inside.prompt().score(8).click();
        proxy.until("the prompt to have its reply", || {
            (inside.any_prompt().state().as_deref() != Some("asking")).then_some(())
        });
        proxy.release();
    });
}

/// 1. An answer is stored. It is taken back, and something on the way answers 200 in the server's place:
///    the prompt does not say that it is taken back.
/// 2. The next try passes: nothing is counted any more.
fn a_200_takes_nothing_back(place: Place) {
    let host = Kokage::new("back-200", place).serve();
    let page = host.visit("/thanks.html");
    let inside = host.asked(&page);
    let prompt = inside.prompt();
    prompt.score(8).click();
    prompt.until("commenting");
    prompt.part("skip").click();
    prompt.until("thanked");
    host.only_answer("nps", 1);
    prompt.part("take-back").click();
    // In the page's own script: the browser asks for leave before it sends a DELETE.
    inside.eval(
        "{ const plain = window.fetch; \
           window.fetch = async (url, how = {}) => how.method == 'DELETE' && !window.works \
             ? new Response('{}') : plain(url, how); } 0",
    );
    prompt.part("confirm-take-back").click();
    answer_waits(&inside);
    let text = prompt.text();
    assert!(!text.contains("Taken back"), "{text}");
    assert_eq!(host.site.n("nps"), 1);
    inside.eval("window.works = true");
    time_passes(&inside);
    patience::eventually("it to be taken back", || (host.site.n("nps") == 0).then_some(()));
    outbox_is_empty(&inside);
}

/// What apps and their monitors add to requests: to what is no GET, or to all.
const HEADERS: [(&str, bool); 5] = [
    ("X-CSRF-Token", false),
    ("Authorization", false),
    ("traceparent", true),
    ("baggage", true),
    ("Authorization", true),
];

fn wrapper(header: &str, all: bool) -> String {
    let is_plain = if all { "false" } else { "(how.method || 'GET') == 'GET'" };
    format!(
        "{{ const plain = window.fetch;
  window.fetch = (url, how = {{}}) =>
    {is_plain} ? plain(url, how) : plain(url, {{ ...how, headers: {{ ...how.headers, '{header}': '1' }} }}); }}"
    )
}

/// For each header, added from the start or once the question stands:
/// 1. A score is tapped: it is stored, and nobody is said to be offline.
///
/// A page that adds headers to every GET may get a frame in either variant.
fn a_wrapper_that_adds_headers(place: Place) {
    for (index, (header, all)) in HEADERS.into_iter().enumerate() {
        for late in [false, true] {
            let name = format!("header-{index}-{late}");
            let host = Kokage::new(&name, place).serve();
            let page = Browser::start().tab();
            if !late {
                page.before_scripts(&wrapper(header, all));
            }
            host.goto(&page, "/thanks.html");
            let inside = asked_anywhere(&page);
            if late {
                page.eval(&format!("{}; 0", wrapper(header, all)));
            }
            let prompt = inside.prompt();
            prompt.score(2).click();
            prompt.until("commenting");
            eprintln!("{header}, all {all}, late {late}");
            says(&inside, "Recorded");
            assert_eq!(host.only_answer("nps", 1)["score"], 2);
            outbox_is_empty(&inside);
        }
    }
}

/// 1. The page's wrapper loses whatever is posted, though the device is online: the answer arrives all
///    the same, the prompt says that it did not go through and is kept, and not that anybody is offline.
/// 2. The wrapper works again, and the record is sent once more: the answer counts once.
fn a_wrapper_that_loses_what_is_posted(place: Place) {
    let host = Kokage::new("lost-posts", place).serve();
    let page = host.visit("/thanks.html");
    let inside = host.asked(&page);
    inside.eval(
        "{ const plain = window.fetch; \
           window.fetch = (url, how = {}) => how.method == 'POST' && !window.works \
             ? Promise.reject(new TypeError('Failed to fetch')) : plain(url, how); } 0",
    );
    let prompt = inside.prompt();
    prompt.score(2).click();
    assert_eq!(host.only_answer("nps", 1)["score"], 2);
    prompt.until("failed");
    let text = prompt.text();
    assert!(text.contains("kept on this device") && !text.contains("offline"), "{text}");
    answer_waits(&inside);
    inside.eval("window.works = true");
    time_passes(&inside);
    outbox_is_empty(&inside);
    assert_eq!(host.prompts("nps")[..2], [1, 1]);
    host.only_answer("nps", 1);
}

/// An app's own wrapper adds a token to what is no GET.
fn an_app_s_own_wrapper(place: Place) {
    let host = Kokage::new("fetch-header", place).serve();
    let page = host.visit("/fetch-header.html");
    host.takes_an_answer(&host.asked(&page), "nps", 2);
}
