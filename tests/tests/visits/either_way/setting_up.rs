//! The pages of the settings.

use super::{Person, Script, either_way};
use koe_tests::{browser::Browser, fixtures::Site, workerd::Workerd};
use serde_json::{Value, json};

either_way! {
    pages => say_what_is_wrong_and_store_what_is_right;
    preview => shows_what_is_typed;
    lists => grow_and_shrink;
    new_site => has_its_tag;
}

const SAVE: &str = ".actions.save .primary";

#[track_caller]
fn owner_of(script: Script, id: &str) -> (Site, Person) {
    let site = Site::shop(&Workerd::shared().client(), &script.site(id));
    (site, Person::admin(&Browser::start(), script))
}

#[track_caller]
fn document(site: &Site) -> Value {
    site.client.get(site.path("")).key(&site.write_key).send().is(200).json()
}

/// On each page: 1. A wrong value is told at its field, and kept. 2. A right one is stored, and shown.
fn say_what_is_wrong_and_store_what_is_right(script: Script) {
    let (site, owner) = owner_of(script, "settings");
    for (page, field, (wrong, words), (right, pointer, stored)) in [
        (
            "site",
            "timezone",
            ("Tokyo", "There is no time zone “Tokyo”"),
            ("Europe/Berlin", "/timezone", json!("Europe/Berlin")),
        ),
        (
            "look",
            "theme.radius",
            ("40", "40 is out of bounds. Use 0 to 20."),
            ("4", "/theme/radius", json!(4)),
        ),
        (
            "fairness",
            "cool_down_days",
            ("many", "can't be used"),
            ("7", "/cool_down_days", json!(7)),
        ),
        (
            "segments",
            "segments",
            ("Plan: a", "can't be a name"),
            ("plan: free", "/segments/plan", json!(["free"])),
        ),
        (
            "surveys/shop-nps",
            "surveys.shop-nps.goal",
            (" ", "Fill this in."),
            ("Do they return?", "/surveys/0/goal", json!("Do they return?")),
        ),
    ] {
        owner.open(&format!("/sites/{}/settings", site.id));
        let page = format!("/sites/{}/{page}", site.id);
        if page.contains("surveys/") {
            owner.send(&format!("a[href='/sites/{}/surveys']", site.id));
        }
        owner.send(&format!("a[href='{page}']"));
        let selector = format!("[name='{field}']");
        // 1.
        owner.fill(&selector, wrong);
        owner.send(SAVE);
        let told = format!("document.getElementById('{field}-error').textContent");
        let told = owner.look(&told);
        assert!(told.as_str().unwrap().contains(words), "{page}: {told}");
        owner.reads(&["Nothing was saved yet."]);
        let value = format!("document.querySelector(\"{selector}\").value");
        assert_eq!(owner.look(&value), wrong, "{page}");
        // 2.
        owner.fill(&selector, right);
        owner.send(SAVE);
        assert_eq!(owner.place(), format!("{page}?saved=1"));
        assert_eq!(owner.look(&value), right, "{page}");
        assert_eq!(document(&site).pointer(pointer), Some(&stored), "{page}");
    }
}

/// 1. With the script the preview stands there at once, and follows what is typed. Without one a button fills it.
/// 2. Nothing of it is stored.
fn shows_what_is_typed(script: Script) {
    let (site, owner) = owner_of(script, "preview");
    let shows = |text: &str| {
        owner.until(&format!(
            "[...document.querySelectorAll('aside.preview iframe')].some(frame => !frame.hidden
            && frame.contentDocument?.body?.innerText.includes({}))",
            json!(text)
        ));
    };
    let before = document(&site);
    owner.open(&format!("/sites/{}/surveys/shop-nps", site.id));
    if script == Script::Runs {
        shows("How likely are you to recommend");
    }
    let is_hidden = owner.look("document.querySelector('[data-preview]').hidden");
    assert_eq!(is_hidden, script == Script::Runs);
    for words in ["Would you come back?", "Will you come again?"] {
        owner.fill("[name='surveys.shop-nps.question.en']", words);
        if script == Script::IsOff {
            owner.press("[data-preview]");
        }
        shows(words);
    }
    // 2.
    assert_eq!(document(&site), before);
}

/// 1. A touchpoint by its address, with a survey that is asked there; it moves up, and is taken away.
/// 2. A survey by its template; it is archived.
fn grow_and_shrink(script: Script) {
    let (site, owner) = owner_of(script, "grow");
    let of_site = |page: &str| format!("/sites/{}/{page}", site.id);
    let ids = |list: &str| {
        let document = document(&site);
        let entries = document[list].as_array().unwrap().iter();
        entries.map(|entry| entry["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    // 1.
    owner.open(&of_site("touchpoints"));
    owner.fill("details:has([name=url]) [name=id]", "thanks");
    owner.fill("details:has([name=url]) [name=url]", "/thanks*");
    owner.tick("details:has([name=url]) [name='ask+shop-nps']");
    owner.send("details:has([name=url]) button.primary");
    owner.reads(&["Saved.", "/thanks*"]);
    assert_eq!(document(&site).pointer("/surveys/0/touchpoints/2"), Some(&json!("thanks")));
    owner.send(".rows > li:last-child .moves form:first-child button");
    let moved = ["post-purchase", "browsing", "thanks", "after-support"];
    assert_eq!(ids("touchpoints"), moved);
    owner.send(&format!("a[href='{}']", of_site("touchpoints/thanks")));
    owner.send("form.removing button");
    assert_eq!(owner.place(), of_site("touchpoints?saved=1"));
    assert!(!ids("touchpoints").contains(&"thanks".to_owned()));
    // 2.
    owner.open(&of_site("surveys"));
    owner.tick("[name=template][value=cart-ces]");
    owner.send("form.card button.primary");
    owner.reads(&["Saved."]);
    assert_eq!(ids("surveys").last().map(String::as_str), Some("cart-ces"));
    owner.send(&format!("a[href='{}']", of_site("surveys/cart-ces")));
    owner.send("form.removing button");
    assert!(!ids("surveys").contains(&"cart-ces".to_owned()));
}

/// 1. A new site without an address: the field is told, and what was typed is kept.
/// 2. With one: its tag stands on the page of the check, with a button to copy it where a script runs.
fn has_its_tag(script: Script) {
    let owner = Person::admin(&Browser::start(), script);
    let id = script.site("new");
    owner.open("/");
    owner.send("a[href='/new-site']");
    owner.fill("#name", "Kokage");
    owner.tick("[name=template][value=visit-csat]");
    owner.send("form.card button.primary");
    owner.reads(&["Fill this in."]);
    assert_eq!(owner.look("document.querySelector('#name').value"), "Kokage");
    owner.fill("#origins", &format!("https://{id}.example/products"));
    owner.send("form.card button.primary");
    assert_eq!(owner.place(), format!("/sites/{id}-example/check"));
    owner.reads(&[&format!("/s/{id}-example.js")]);
    owner.has_buttons_of_the_script("button[data-copy]");
}
