//! What no address of the desk leads to: the door in each of its states, what is wrong with a form, two states side
//! by side, a new key, and the pages that say why there is nothing. In pictures kept under
//! `target/koe/screenshots`, and as the checker of accessibility sees them.

use super::desk_pages::{Look, site};
use koe_tests::{
    browser::{Browser, Key, Page},
    fixtures::{Site, documents, with},
    workerd::{ADMIN_KEY, Workerd},
};
use serde_json::json;
use std::sync::OnceLock;

/// Workers on which nobody can sign in: one without an admin key, one whose key is too short.
fn without_a_door() -> &'static [(&'static str, Workerd); 2] {
    static ALL: OnceLock<[(&str, Workerd); 2]> = OnceLock::new();
    ALL.get_or_init(|| {
        [
            ("no-key", Workerd::with_admin_key(None)),
            ("weak-key", Workerd::with_admin_key(Some("nineteen-characters"))),
        ]
    })
}

fn without_storage() -> &'static Workerd {
    static WORKER: OnceLock<Workerd> = OnceLock::new();
    WORKER.get_or_init(Workerd::without_storage)
}

/// A person who comes to states of the desk, and looks at each.
struct Person {
    page: Page,
    look: Look,
}

impl Person {
    #[track_caller]
    fn comes(browser: &Browser, look: Look) -> Self {
        let page = browser.stranger();
        page.emulate(&look.features());
        page.resize(1240, 900);
        Self { page, look }
    }

    #[track_caller]
    fn open(&self, url: &str) {
        let sign = if url.contains('?') { '&' } else { '?' };
        self.page.goto(&format!("{url}{sign}lang={}", self.look.lang));
    }

    #[track_caller]
    fn at(&self, selector: &str) {
        self.page.until(&format!(
            "document.readyState === 'complete' && document.querySelector({}) !== null",
            json!(selector)
        ));
    }

    /// Types in the place of what stands in a field, and sends its form by Enter.
    #[track_caller]
    fn send(&self, selector: &str, text: &str) {
        self.fill(selector, text);
        self.page.eval("window.isLeft = true");
        self.page.press(Key::Enter);
        self.page.until("!window.isLeft && document.readyState === 'complete'");
    }

    #[track_caller]
    fn fill(&self, selector: &str, text: &str) {
        drop(self.page.element(selector));
        let select = format!(
            "(it => (it.focus(), it.select()))(document.querySelector({}))",
            json!(selector)
        );
        self.page.eval(&select);
        self.page.type_text(text);
    }

    #[track_caller]
    fn sees(&self, name: &str, selector: &str) {
        self.at(selector);
        self.look.at(&self.page, name);
    }
}

/// 1. The door of a deployment without a key, and with one that is too short: a random key to copy.
/// 2. The door itself: at first, for a page, after a wrong key; a session that ended while a form was filled in.
/// 3. A field that is wrong, on a form, a list and the new site; a question that a report can't answer.
/// 4. Two states side by side.
/// 5. A key that was made just now.
/// 6. No such page, a key that may not, and a storage that is out of order.
#[track_caller]
fn states(lang: &'static str, scheme: &'static str) {
    let look = Look { lang, scheme };
    let id = format!("states-{lang}-{scheme}");
    let site = site(&id);
    let browser = Browser::start();
    let koe = Workerd::shared().url();
    let of_site = format!("{koe}/sites/{id}");
    let person = Person::comes(&browser, look);
    // 1.
    for (name, worker) in without_a_door() {
        person.open(worker.url());
        person.sees(name, "ol.steps");
        look.other_media(&person.page, name);
    }
    // 2.
    person.open(koe);
    person.sees("sign-in", "#key");
    look.other_media(&person.page, "sign-in");
    person.open(&format!("{of_site}/site"));
    person.sees("sign-in-for-page", ".note");
    person.send("#key", "a-key-that-nobody-has-here");
    person.sees("wrong-key", ".error");
    person.send("#key", ADMIN_KEY);
    person.fill("[name=name]", "こかげ道具店 2");
    person.page.forget_cookie("koe");
    person.send("[name=timezone]", "Asia/Tokyo");
    person.sees("session-over", "[name=typed]");
    person.send("#key", ADMIN_KEY);
    person.sees("go-on", "main .card textarea.away");
    // 3.
    person.open(&format!("{of_site}/site"));
    person.send("[name=name]", " ");
    person.sees("field-error", ".error");
    person.open(&format!("{of_site}/touchpoints?address=/thanks"));
    person.send("details[open] [name=id]", "No name");
    person.sees("list-error", ".error");
    person.open(&format!("{koe}/new-site"));
    person.send("#name", "Kokage");
    person.sees("new-site-error", ".error");
    person.open(&format!("{of_site}?from=yesterday"));
    person.sees("refused-query", "main .card");
    // 4.
    conflict(&person, &site, &of_site);
    // 5.
    person.open(&format!("{of_site}/keys"));
    person.send("#name", "佐藤 / Anna");
    person.sees("fresh-key", ".copy code");
    // 6.
    person.open(&format!("{koe}/sites/nowhere-at-all/settings"));
    person.sees("not-here", ".notice main .card");
    let reader = Person::comes(&browser, look);
    reader.open(&format!("{of_site}/settings"));
    reader.send("#key", &site.read_key);
    reader.sees("not-allowed", ".notice main .card");
    // The session of one Worker holds at the other, whose key is the same; and cookies know no ports.
    person.open(&format!("{}/sites/{id}", without_storage().url()));
    person.sees("later", ".notice main .card");
}

/// Somebody else saves while a form is open.
#[track_caller]
fn conflict(person: &Person, site: &Site, of_site: &str) {
    person.open(&format!("{of_site}/site"));
    person.fill("[name=origins]", "https://shop.example\nhttps://www.shop.example");
    let fields = json!({ "name": "木陰の道具店", "timezone": "Europe/Berlin" });
    site.put(&with(&documents::shop(), &fields)).is(200);
    person.send("[name=name]", "Kokage");
    person.sees("conflict", "form.conflict");
}

#[test]
fn every_state_in_japanese_by_day() {
    states("ja", "light");
}

#[test]
fn every_state_in_japanese_by_night() {
    states("ja", "dark");
}

#[test]
fn every_state_in_english_by_day() {
    states("en", "light");
}

#[test]
fn every_state_in_english_by_night() {
    states("en", "dark");
}
