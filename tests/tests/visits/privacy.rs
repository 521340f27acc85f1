//! What is stored in a visitor's browser, against the table of `docs/privacy.md`, moment by moment.

use super::{NPS, Shop};
use koe_tests::{
    browser::{Browser, Page},
    fixtures::{documents, with},
    patience, workspace,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

type Keys = BTreeSet<String>;

/// The table "When": for each moment the keys that it lists.
fn table() -> BTreeMap<String, Keys> {
    let path = workspace::root().join("docs/privacy.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (_, when) = text.split_once("\n## When\n").expect("the document has the table");
    let (when, _) = when.split_once("\n## ").unwrap();
    let rows = when.lines().filter(|line| line.starts_with('|')).skip(2).map(|row| {
        let (moment, keys) = row.trim_matches('|').split_once('|').expect("two columns");
        let keys: Keys = keys.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        (moment.trim().to_owned(), keys)
    });
    rows.collect()
}

/// The names of all that is stored for the page's origin, as the table writes them. Anything that
/// is neither a key of Koe's nor nothing at all has a name that no table lists.
fn stored(page: &Page, site: &str) -> Keys {
    let found = page.eval(
        "(async () => [
            ...Object.keys(localStorage),
            ...Object.keys(sessionStorage).map(key => `session storage ${key}`),
            ...(document.cookie ? [`cookie ${document.cookie}`] : []),
            ...(await indexedDB.databases()).map(({ name }) => `database ${name}`),
            ...(window.caches ? await caches.keys() : []).map(name => `cache ${name}`),
            ...(await navigator.serviceWorker.getRegistrations()).map(() => 'service worker'),
        ])()",
    );
    let names = found.as_array().into_iter().flatten().filter_map(Value::as_str);
    let own = format!("koe:{site}:");
    names
        .map(|name| {
            let Some(rest) = name.strip_prefix(&own) else { return name.to_owned() };
            let rest = match rest.split_once(':') {
                Some(("out", _)) => "out:{id}".to_owned(),
                Some((kind, "shop-nps")) => format!("{kind}:{{survey}}"),
                _ => rest.to_owned(),
            };
            format!("koe:{{site}}:{rest}")
        })
        .collect()
}

/// The table, of which each row is visited once.
struct Told(BTreeMap<String, Keys>);

impl Told {
    /// Waits until what is stored is what the table says of this moment.
    #[track_caller]
    fn at(&mut self, moment: &str, page: &Page, site: &str) {
        let told = self.0.remove(moment).unwrap_or_else(|| panic!("the table has no {moment:?}"));
        let mut last = Keys::new();
        let what = format!("{moment}: {told:?}");
        patience::eventually(&what, || {
            last = stored(page, site);
            (last == told).then_some(())
        });
        page.rest();
        assert_eq!(stored(page, site), told, "{moment}, and later");
    }
}

fn loaded(shop: &Shop, browser: &Browser, path: &str) -> Page {
    let page = shop.visit(browser, path);
    page.until("typeof koe.config === 'object'");
    page
}

/// Each row of the table is a visit, and what the browser then holds is what the row says.
#[test]
fn what_is_stored_is_what_the_document_says() {
    let mut told = Told(table());

    let shop = NPS.shop("private");
    let browser = Browser::start();
    let page = loaded(&shop, &browser, "/ja");
    told.at("no prompt can come on this page", &page, "private");
    page.element("#bought").click();
    page.prompt();
    told.at("a prompt is shown", &page, "private");
    page.prompt().score(9).click();
    shop.counts("shop-nps", 1);
    told.at("it is answered, and the server has the answer", &page, "private");
    page.eval("koe('consent', 'denied'), 0");
    told.at("consent is denied", &page, "private");

    let shop = NPS.shop("private-off");
    let page = loaded(&shop, &Browser::start(), "/ja");
    page.element("#bought").click();
    page.prompt();
    page.offline(true);
    page.prompt().score(9).click();
    told.at("it is answered without a network", &page, "private-off");
    page.eval("koe('consent', 'denied'), 0");
    told.at("consent is denied while an answer waits", &page, "private-off");

    let shop = NPS.shop("private-shut");
    let page = loaded(&shop, &Browser::start(), "/ja");
    page.element("#bought").click();
    page.prompt().part("close").click();
    told.at("it is closed without an answer", &page, "private-shut");

    let survey = with(&documents::nps(), &json!({ "touchpoints": ["browsing"] }));
    let touchpoints = json!([{ "id": "browsing", "when": { "click": "#search" } }]);
    let rule = json!({ "touchpoints": touchpoints, "surveys": [survey] });
    let shop = Shop::new("private-rule", &rule);
    let page = loaded(&shop, &Browser::start(), "/ja");
    told.at("a touchpoint has come, or can come by itself on this page", &page, "private-rule");

    let strict = json!({ "privacy": { "require_consent": true } });
    let shop = Shop::new("private-strict", &strict);
    let page = loaded(&shop, &Browser::start(), "/ja");
    page.element("#bought").click();
    told.at("consent is required and has not been given", &page, "private-strict");

    let shop = NPS.shop("private-test");
    let page = loaded(&shop, &Browser::start(), "/ja?koe-preview=shop-nps");
    page.prompt().score(9).click();
    page.prompt_in("commenting");
    told.at("a survey is previewed and answered", &page, "private-test");

    assert_eq!(told.0, BTreeMap::new(), "each row is visited");
}

/// 1. A visitor who sends Global Privacy Control is asked, and the answer is linked to nobody.
/// 2. Where the owner says otherwise, it is.
#[test]
fn privacy_control_unlinks_the_answer() {
    for (id, fields, linked) in [
        ("private-gpc", json!({ "identity": { "require_signature": false } }), false),
        (
            "private-gpc-off",
            json!({
                "identity": { "require_signature": false }, "privacy": { "respect_gpc": false }
            }),
            true,
        ),
    ] {
        let shop = Shop::new(id, &fields);
        let page = Browser::start().tab();
        page.before_scripts(
            "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })",
        );
        page.goto(&shop.pages.url("/ja"));
        page.until("typeof koe.config === 'object'");
        page.eval("koe('identify', { id: 'u_42', name: 'Aki' }), 0");
        page.element("#bought").click();
        page.prompt().score(9).click();
        let answer = shop.only_answer("shop-nps", 1);
        assert_eq!(answer["respondent"].is_null(), !linked, "{id}: {answer}");
    }
}
