//! The ways in which a tag comes into a page.

use crate::{
    citizen::{self, Citizen},
    host::{Kind, koe},
};
use koe_tests::{
    browser::{Browser, File},
    patience,
};

/// A tag manager's way: a script puts the tag before the first script, long after the page has
/// loaded.
#[test]
fn put_in_by_a_script_after_load() {
    let script = format!(
        "addEventListener('load', () => setTimeout(() => {{
           const tag = document.createElement('script'), first = document.scripts[0];
           tag.async = true; tag.src = '{}/s/tag-manager.js';
           first.parentNode.insertBefore(tag, first); }}));",
        koe()
    );
    let host = Kind::new("tag-manager")
        .tag(r#"<script src="/manager.js"></script>"#)
        .file("/manager.js", File::script(script))
        .serve();
    citizen::visits(&host);
}

#[test]
fn written_while_the_page_is_read() {
    let script =
        format!(r#"document.write('<script async src="{}/s/tag-written.js"><\/script>');"#, koe());
    let host = Kind::new("tag-written")
        .tag(r#"<script src="/writer.js"></script>"#)
        .file("/writer.js", File::script(script))
        .serve();
    citizen::visits(&host);
}

#[test]
fn deferred() {
    let tag = format!(r#"<script defer src="{}/s/tag-deferred.js"></script>"#, koe());
    citizen::visits(&Kind::new("tag-deferred").tag(&tag).serve());
}

#[test]
fn at_the_end_of_the_body() {
    citizen::visits(&Kind::new("tag-last").head("").ending("{tag}").serve());
}

/// The page has a `<base>`, which changes relative addresses; Koe's own are absolute.
#[test]
fn below_another_base() {
    let kind =
        Kind::new("tag-base").head(r#"<base href="https://elsewhere.example/deep/er/">{tag}"#);
    citizen::visits(&kind.serve());
}

/// 1. Two tags of one site: one prompt, one answer, and one line that says that a tag too many is
///    there.
#[test]
fn twice() {
    let host = Kind::new("tag-twice").tag("{tag}{tag}").serve();
    let page = host.visit(&Browser::start(), "/");
    let said = patience::eventually("the line of the second tag", || page.console().pop());
    assert!(said.1.contains("one classic tag"), "{said:?}");
    page.eval("koe('touchpoint', 'post-purchase'), 0");
    let prompt = page.prompt();
    assert_eq!(page.eval("document.querySelectorAll('koe-prompt').length"), 1);
    prompt.score(7).click();
    prompt.until("commenting");
    assert_eq!(host.only_answer("shop-nps", 1)["score"], 7);
    assert_eq!(page.console().len(), 1, "{:?}", page.console());
}

/// The page has the tag and nothing else of Koe's: no stub and no call. An attribute in its markup
/// names the touchpoint.
#[test]
fn without_any_call() {
    let host = Kind::new("tag-alone").serve();
    let citizen = Citizen::arrives(&host, &Browser::start());
    let page = citizen.page();
    page.element("#bought").click();
    page.prompt().score(3).click();
    assert_eq!(host.only_answer("shop-nps", 1)["touchpoint"], "post-purchase");
}
