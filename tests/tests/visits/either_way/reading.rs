//! What is read, and what is handed out.

use super::{Person, Script, either_way};
use koe_tests::{
    browser::{Browser, Key},
    fixtures::Site,
    patience,
    workerd::Workerd,
};

either_way! {
    overview => is_narrowed_down;
    hand_out => is_chosen;
}

/// 1. Three answers stand on the overview.
/// 2. The menu of touchpoints opens and leads to one of them; the choice is a word that a press removes.
/// 3. The score as a sentence is there to be copied: by a button where a script runs.
fn is_narrowed_down(script: Script) {
    let site = Site::shop(&Workerd::shared().client(), &script.site("reading"));
    for score in [9, 10, 3] {
        site.score("shop-nps", score);
    }
    let owner = Person::admin(&Browser::start(), script);
    let path = format!("/sites/{}", site.id);
    // 1.
    patience::eventually("three answers", || {
        owner.open(&path);
        let text = owner.look("document.querySelector('main').innerText");
        text.as_str().unwrap().contains("n = 3").then_some(())
    });
    // 2.
    owner.send("details.pick a[href*='touchpoint=after-support']");
    assert_eq!(owner.place(), format!("{path}?touchpoint=after-support"));
    owner.send(".chosen a");
    assert_eq!(owner.place(), path);
    // 3.
    owner.press("details.sentence summary");
    owner.until("document.querySelector('details.sentence').open");
    owner.reads(&["NPS 33 (95% interval", "n = 3"]);
    owner.has_buttons_of_the_script("details.sentence button");
}

/// 1. The first survey is handed out; the second is chosen.
/// 2. Link, code and card lead to it. What copies and prints is there where a script runs.
fn is_chosen(script: Script) {
    let site = Site::shop(&Workerd::shared().client(), &script.site("handing"));
    let owner = Person::admin(&Browser::start(), script);
    owner.open(&format!("/sites/{}/hand-out", site.id));
    let link = "document.querySelector('.pair .copy code').textContent";
    let to = |survey: &str| format!("/p/{}/{survey}?channel=link", site.id);
    assert!(owner.look(link).as_str().unwrap().contains(&to("shop-nps")));
    owner.focus("select[name=survey]");
    owner.page.press(Key::Down);
    owner.send("form.chooser button");
    assert!(owner.look(link).as_str().unwrap().contains(&to("support-ces")));
    assert_eq!(owner.look("document.querySelectorAll('svg.qr').length"), 2);
    owner.has_buttons_of_the_script("button[data-copy]");
    owner.has_buttons_of_the_script("button[data-print]");
}
