//! Notices in a browser: an owner has themself told, sees that it failed and why, gives another address and sends it
//! again, with scripts and without.

use koe_tests::{
    browser::Page,
    desk::{self, press, signed_in_at},
    fixtures::{Site, documents},
    patience,
    programs::node,
    receiver::Receiver,
    workerd::Workerd,
};
use serde_json::{Value, json};
use std::sync::OnceLock;

const SECRET: &str = concat!("whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

/// A Worker that may call a receiver on this machine.
fn told() -> &'static (Workerd, Receiver) {
    static TOLD: OnceLock<(Workerd, Receiver)> = OnceLock::new();
    TOLD.get_or_init(|| {
        let receiver = Receiver::start(node(), "receiver.mjs", SECRET);
        (Workerd::telling(&receiver.host()), receiver)
    })
}

/// Fills a field in.
#[track_caller]
fn fill(page: &Page, name: &str, value: &str) {
    let field = json!(format!("[name=\"{name}\"]"));
    page.eval(&format!("document.querySelector({field}).value = {}, 0", json!(value)));
}

#[track_caller]
fn is_whole(page: &Page, with_scripts: bool, what: &str) {
    // So high that nothing lies half under a phone's tabs, which the checker calls too small.
    for (width, height) in [(320, 3_000), (1240, 900)] {
        page.resize(width, height);
        let beside = page.eval("document.documentElement.scrollWidth <= innerWidth");
        assert_eq!(beside, Value::Bool(true), "{what}: something stands beside the window");
        // The checker is a script itself.
        if with_scripts {
            let findings = page.axe_on_the_page();
            assert_eq!(findings.violations, [""; 0], "{what} at {width}");
        }
    }
}

/// 1. A notice is added by its form: a webhook, which says that it is gone for good.
/// 2. A visitor is unhappy: the log says that it failed, and why.
/// 3. The owner gives another address, and has it sent again: it arrives, signed, and the log says so.
#[track_caller]
fn told_by_a_webhook(id: &str, with_scripts: bool) {
    let (koe, receiver) = told();
    let site = Site::open(&koe.client(), id, &documents::shop());
    let page = signed_in_at(koe);
    if !with_scripts {
        page.without_scripts();
    }
    // 1.
    let notices = format!("{}/sites/{id}/notices?lang=en", koe.url());
    desk::open(&page, &notices);
    is_whole(&page, with_scripts, "without a notice");
    page.eval("document.querySelector('[name=channel][value=webhook]').checked = true, 0");
    fill(&page, "address", &receiver.url("/gone"));
    fill(&page, "secret", SECRET);
    press(&page, ".adding button.primary");
    page.until("location.search.includes('saved=1') && document.readyState === 'complete'");
    // 2.
    let words = format!("never again, says {id}");
    site.take(&site.answer("shop-nps", &json!({ "score": 1, "comment": words })));
    let log = "document.querySelector('main').innerText";
    patience::eventually("the log to tell", || {
        desk::open(&page, &notices);
        let told = page.eval(log);
        told.as_str()?.contains("Send again").then_some(())
    });
    let told = page.eval(log).as_str().unwrap().to_owned();
    assert!(told.contains("The other side replied with an error: 410 gone"), "{told}");
    assert!(!told.contains("never again"), "no words of a visitor stand in the log: {told}");
    is_whole(&page, with_scripts, "with a notice that failed");
    page.screenshot(&format!("{id}-failed"));
    // 3.
    press(&page, ".rows.ordered a");
    page.until("location.pathname.endsWith('/detractors') && document.readyState === 'complete'");
    is_whole(&page, with_scripts, "a notice");
    fill(&page, "alerts.detractors.to.webhook", &receiver.url("/ok"));
    fill(&page, "alerts.detractors.to.secret", SECRET);
    press(&page, ".save button.primary");
    page.until("location.search.includes('saved=1') && document.readyState === 'complete'");
    desk::open(&page, &notices);
    press(&page, ".entry form button");
    page.until("location.search.includes('again=1') && document.readyState === 'complete'");
    let request = receiver.requests("/ok", &words, 1).swap_remove(0);
    assert_eq!(request["verified"], true, "{request}");
    patience::eventually("the log to say that it was sent", || {
        desk::open(&page, &notices);
        page.eval(log).as_str()?.contains("Sent").then_some(())
    });
    assert!(page.console().is_empty(), "{:?}", page.console());
}

#[test]
fn an_owner_is_told_by_a_webhook() {
    told_by_a_webhook("notices-scripted", true);
}

#[test]
fn an_owner_is_told_by_a_webhook_without_scripts() {
    told_by_a_webhook("notices-plain", false);
}
