//! Voices in a browser: a comment that may be quoted is published by the owner, read by everybody, and withdrawn, with
//! scripts and without.

use koe_tests::{
    browser::Page,
    desk::{self, press, signed_in},
    fixtures::{Site, documents},
    patience,
    workerd::Workerd,
};
use serde_json::{Value, json};

/// 1. The comment waits, and is published; the page says so at once. Nothing stands beside a phone's window.
/// 2. Everybody reads it, and its name, as text; nobody any more once it is withdrawn.
#[track_caller]
fn published_and_withdrawn(id: &str, with_scripts: bool) {
    let koe = Workerd::shared();
    let client = koe.client();
    let site = Site::open(&client, id, &documents::shop());
    let comment = "Kind people, <script>document.title = 'taken'</script> good kettle";
    let said = json!({
        "score": 10, "comment": comment, "publish": true,
        "contact": { "name": "Hana <b>", "consent": true },
    });
    site.take(&site.answer("shop-nps", &said));
    let page = signed_in();
    if !with_scripts {
        page.without_scripts();
    }
    // 1.
    let list = format!("{}/sites/{id}/comments?only=publish&lang=en", koe.url());
    desk::open(&page, &list);
    for (width, height) in [(320, 700), (1240, 900)] {
        page.resize(width, height);
        is_whole(&page, with_scripts, &format!("{width}"));
    }
    press(&page, ".deciding button[value=true]");
    page.until("location.search.includes('decided=') && document.readyState === 'complete'");
    let told = page.eval("document.querySelector('.remarks').innerText");
    assert!(told.as_str().unwrap().contains("Stop publishing"), "{told}");
    is_whole(&page, with_scripts, "published");
    page.screenshot(&format!("{id}-published"));
    // 2.
    let public = format!("{}/voices/{id}", koe.url());
    let published = || client.get(format!("/voices/{id}.json")).send().is(200).json();
    patience::eventually("it is published", || (published()["voices"] != json!([])).then_some(()));
    let visitor = signed_in();
    visitor.goto(&public);
    visitor.until("document.readyState === 'complete'");
    let told = visitor.eval("document.querySelector('main').innerText");
    let told = told.as_str().unwrap();
    assert!(told.contains(comment) && told.contains("Hana <b>"), "{told}");
    let findings = visitor.axe_on_the_page();
    assert_eq!(findings.violations, [""; 0], "the public page");
    assert!(visitor.console().is_empty(), "{:?}", visitor.console());
    press(&page, ".deciding button[value=false]");
    page.until(
        "(document.querySelector('.remarks')?.innerText ?? '').includes('Not published')
        && document.readyState === 'complete'",
    );
    patience::eventually("it is withdrawn", || (published()["voices"] == json!([])).then_some(()));
}

#[track_caller]
fn is_whole(page: &Page, with_scripts: bool, what: &str) {
    let beside = page.eval("document.documentElement.scrollWidth <= innerWidth");
    assert_eq!(beside, Value::Bool(true), "{what}: something stands beside the window");
    // The checker is a script itself. It calls a button too small that lies half under a phone's tabs.
    if with_scripts {
        page.eval("document.querySelector('.deciding').scrollIntoView({ block: 'center' })");
        let findings = page.axe_on_the_page();
        assert_eq!(findings.violations, [""; 0], "{what}");
    }
}

#[test]
fn a_comment_is_published_and_withdrawn() {
    published_and_withdrawn("voices-scripted", true);
}

#[test]
fn a_comment_is_published_and_withdrawn_without_scripts() {
    published_and_withdrawn("voices-plain", false);
}
