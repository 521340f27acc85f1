//! The door, and the keys to it.

use super::{Person, Script, either_way};
use koe_tests::{
    browser::Browser,
    fixtures::Site,
    patience,
    workerd::{ADMIN_KEY, Workerd},
};

either_way! {
    keys => open_and_close_the_door;
    session => ends_and_nothing_is_lost;
}

/// 1. A page that needs a key asks for one. A wrong key is told at its field.
/// 2. The admin key leads to the page that was asked for. There a key for a colleague is made, and shown once.
/// 3. The colleague signs in with it, sees the site and not its sisters, and signs out.
/// 4. The colleague signs in again, and the key is revoked: the next page asks for a key.
fn open_and_close_the_door(script: Script) {
    let site = Site::shop(&Workerd::shared().client(), &script.site("door"));
    let browser = Browser::start();
    let keys = format!("/sites/{}/keys", site.id);
    // 1.
    let owner = Person::comes(&browser, script);
    owner.open(&keys);
    owner.reads(&["This page needs a key."]);
    owner.fill("#key", "a-key-that-nobody-has-here");
    owner.send("form button.primary");
    owner.reads(&["This key opens nothing."]);
    assert_eq!(owner.look("document.querySelector('#key').ariaInvalid"), "true");
    // 2.
    owner.fill("#key", ADMIN_KEY);
    owner.send("form button.primary");
    assert_eq!(owner.place(), keys);
    owner.fill("#name", "Anna");
    owner.tick("[name=scope][value=write]");
    owner.send("section.card button.primary");
    owner.reads(&["Here is the key.", "Anna"]);
    owner.has_buttons_of_the_script("button[data-copy]");
    let key = owner.look("document.querySelector('.copy code').textContent");
    let key = key.as_str().unwrap();
    assert!(key.starts_with(&format!("koe_{}_", site.id)), "{key}");
    owner.open(&keys);
    assert_eq!(owner.look("document.querySelector('.copy')"), serde_json::Value::Null);
    // 3.
    let anna = Person::signed_in(&browser, script, key);
    assert_eq!(anna.place(), format!("/sites/{}", site.id));
    anna.press("details.menu summary");
    anna.send("form.sign-out button");
    anna.reads(&["Sign in"]);
    anna.open(&keys);
    anna.reads(&["This page needs a key."]);
    // 4.
    anna.fill("#key", key);
    anna.tick("[name=my_device]");
    anna.send("form button.primary");
    assert_eq!(anna.place(), keys);
    anna.reads(&["Yours"]);
    owner.open(&keys);
    owner.send("li.entry:last-child button.danger");
    owner.reads(&["Revoked."]);
    patience::eventually("the revoked key to open nothing", || {
        anna.open(&keys);
        let text = anna.look("document.querySelector('main').innerText");
        text.as_str().unwrap().contains("was revoked").then_some(())
    });
}

/// 1. A form is filled in; meanwhile the browser drops the cookie, as it does when a session is over.
/// 2. The form is sent: the desk asks for a key, and keeps what was typed.
/// 3. After signing in one button sends it.
fn ends_and_nothing_is_lost(script: Script) {
    let site = Site::shop(&Workerd::shared().client(), &script.site("session"));
    let browser = Browser::start();
    let owner = Person::admin(&browser, script);
    // 1.
    owner.open(&format!("/sites/{}/site", site.id));
    owner.fill("[name=name]", "A new name");
    owner.page.forget_cookie("koe");
    // 2.
    owner.send(".actions.save .primary");
    owner.reads(&["Your session is over. What you typed is kept."]);
    owner.fill("#key", ADMIN_KEY);
    owner.send("form button.primary");
    // 3.
    owner.reads(&["The button sends what you typed before."]);
    owner.send("main form button.primary");
    owner.reads(&["Saved."]);
    assert_eq!(owner.look("document.querySelector('[name=name]').value"), "A new name");
}
