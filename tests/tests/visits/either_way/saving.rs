//! Two owners who save at the same time, each from a page that the other's save made old.

use super::{Person, Script, either_way};
use koe_tests::{
    browser::{Browser, Page},
    fixtures::Site,
    workerd::Workerd,
};
use serde_json::{Value, json};

either_way! {
    fields => are_laid_side_by_side;
    lists => keep_what_was_typed;
    history => tells_who_was_first;
}

const SAVE: &str = ".actions.save .primary";

/// A site, and two owners: Anna with a key of it, Ben with the admin key.
#[track_caller]
fn two_owners(script: Script, id: &str) -> (Site, Person, Person) {
    let site = Site::shop(&Workerd::shared().client(), &script.site(id));
    let browser = Browser::start();
    let anna = Person::signed_in(&browser, script, &site.write_key);
    let ben = Person::admin(&browser, script);
    (site, anna, ben)
}

#[track_caller]
fn document(site: &Site) -> Value {
    site.client.get(site.path("")).key(&site.write_key).send().is(200).json()
}

/// 1. Both open the page of the site. Anna saves; Ben saves other values.
/// 2. Ben sees both states, who saved and when; nothing is chosen in advance, and nothing sent without a choice.
/// 3. Ben takes Anna's value of one field, and keeps his own of the other: that is what stands.
fn are_laid_side_by_side(script: Script) {
    let (site, anna, ben) = two_owners(script, "conflict");
    let path = format!("/sites/{}/site", site.id);
    // 1.
    for (person, name, zone) in
        [(&anna, "Anna's shop", "Europe/Paris"), (&ben, "Ben's shop", "Europe/Berlin")]
    {
        person.open(&path);
        person.fill("[name=name]", name);
        person.fill("[name=timezone]", zone);
    }
    anna.send(SAVE);
    anna.reads(&["Saved."]);
    ben.send(SAVE);
    // 2.
    let who = format!("write key of {}", site.id);
    ben.reads(&[
        "Somebody else saved meanwhile",
        "Anna's shop",
        "Ben's shop",
        "Europe/Paris",
        &who,
    ]);
    assert_eq!(ben.look("document.querySelectorAll(':checked').length"), 0);
    ben.press(SAVE);
    ben.until("document.activeElement.matches('form.conflict [type=radio]:invalid')");
    assert_eq!(document(&site)["name"], "Anna's shop");
    // 3.
    ben.tick("[name='pick.name'][value=theirs]");
    ben.tick("[name='pick.timezone'][value=mine]");
    ben.send(SAVE);
    ben.reads(&["Saved."]);
    let now = document(&site);
    assert_eq!([&now["name"], &now["timezone"]], [&json!("Anna's shop"), &json!("Europe/Berlin")]);
}

/// 1. Anna adds a touchpoint while Ben types another one: Ben is told, and what he typed is kept.
/// 2. He sends it again: both are there.
fn keep_what_was_typed(script: Script) {
    let (site, anna, ben) = two_owners(script, "lists");
    let path = format!("/sites/{}/touchpoints", site.id);
    let by_address = "details:has([name=url])";
    // 1.
    for (person, id) in [(&anna, "anna"), (&ben, "ben")] {
        person.open(&path);
        person.fill(&format!("{by_address} [name=id]"), id);
        person.fill(&format!("{by_address} [name=url]"), &format!("/{id}*"));
    }
    let add = format!("{by_address} button.primary");
    anna.send(&add);
    anna.reads(&["Saved.", "/anna*"]);
    ben.send(&add);
    ben.reads(&["Somebody else saved meanwhile", "/anna*"]);
    // 2.
    ben.send(&add);
    ben.reads(&["Saved.", "/anna*", "/ben*"]);
    let all = document(&site);
    let ids = all["touchpoints"].as_array().unwrap().iter().map(|touchpoint| &touchpoint["id"]);
    assert_eq!(ids.skip(3).collect::<Vec<_>>(), ["anna", "ben"]);
}

/// 1. An earlier state is shown, and brought back.
/// 2. Ben opens the history, Anna saves: what Ben would bring back is not, he is told why, and sees Anna's save.
/// 3. He brings it back after all.
fn tells_who_was_first(script: Script) {
    let (site, anna, ben) = two_owners(script, "history");
    let path = format!("/sites/{}", site.id);
    let rename = |name: &str| {
        anna.open(&format!("{path}/site"));
        anna.fill("[name=name]", name);
        anna.send(SAVE);
    };
    let first = document(&site)["name"].clone();
    let oldest = "li.entry:last-child form button";
    // 1.
    rename("Renamed");
    ben.open(&format!("{path}/history"));
    ben.reads(&["Name of the site", "As it is now"]);
    ben.send("li.entry:last-child a.button");
    ben.reads(&[&format!("\"name\": {first}")]);
    ben.send("a.back");
    ben.send(oldest);
    ben.reads(&["It is back."]);
    assert_eq!(document(&site)["name"], first);
    // 2.
    rename("Renamed again");
    let entries =
        |page: &Page| page.eval("document.querySelectorAll('li.entry').length").as_u64().unwrap();
    let before = entries(&ben.page);
    ben.send(oldest);
    ben.reads(&["Somebody else saved meanwhile"]);
    assert_eq!(entries(&ben.page), before + 1);
    assert_eq!(document(&site)["name"], "Renamed again");
    // 3.
    ben.send(oldest);
    ben.reads(&["It is back."]);
    assert_eq!(document(&site)["name"], first);
}
