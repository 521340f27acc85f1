//! Pages on which the browser's own objects are not what they were: prototypes with a `toJSON`, classes
//! of the same name, names that are taken.

use crate::host::{Host, Kokage, Place, in_page_and_frame, loaded};
use koe_tests::{browser::Page, workspace};
use serde_json::json;

in_page_and_frame![
    a_to_json_of_arrays,
    a_to_json_of_anything,
    an_enumerable_property_of_every_object,
    a_window_class_of_its_own,
    classes_of_its_own,
    a_promise_without_finally,
    an_element_with_the_id_koe,
    an_element_with_the_id_koe_beside_the_package,
];

/// What the prompt says in each of its steps, while a score and a comment are given. What is only said
/// aloud comes and goes with time.
#[track_caller]
fn words(host: &Host, page: &Page, survey: &str, score: u8) -> Vec<String> {
    let inside = host.asked(page);
    let prompt = inside.prompt();
    let said = |selector: &str| {
        let read = format!(
            "function () {{ return [...this.querySelectorAll('{selector}')].map(of => of.textContent).join(' ') }}"
        );
        prompt.part("panel").call(&read).as_str().unwrap().to_owned()
    };
    let mut words = vec![prompt.text()];
    prompt.score(score).click();
    prompt.until("commenting");
    // It comes with the receipt.
    drop(prompt.part("change"));
    words.push(said("label,button,h1,h2"));
    prompt.part("comment").click();
    prompt.focused("comment");
    inside.type_text("木陰が好き");
    prompt.part("send").click();
    prompt.until("thanked");
    let answer = host.only_answer(survey, 2);
    assert_eq!((&answer["score"], &answer["comment"]), (&json!(score), &json!("木陰が好き")));
    words.push(said("dt,button,h1,h2"));
    words
}

/// Asks of an agreement in five steps.
const SUPPORT: &str = r#"<script>koe("touchpoint", "after-support");</script>"#;

/// The words on a page that changes nothing.
#[track_caller]
fn plain_words(name: &str, place: Place) -> Vec<String> {
    let host = Kokage::new(name, place).page("/plain.html", "", SUPPORT).serve();
    let page = host.visit("/plain.html");
    words(&host, &page, "ces", 4)
}

fn a_to_json_of_arrays(place: Place) {
    let host = Kokage::new("array-json", place).serve();
    let page = host.visit("/array-to-json.html");
    let words = words(&host, &page, "ces", 4);
    for step in ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"] {
        assert!(words[0].contains(step), "{step}: {}", words[0]);
    }
    assert!(page.console().is_empty(), "{:?}", page.console());
}

/// For each prototype, one page:
/// 1. The words of every step are those of a page that changes nothing, and the answer arrives.
fn a_to_json_of_anything(place: Place) {
    let plain = plain_words("plain-json", place);
    for class in ["Array", "String", "Number", "Boolean", "Object", "Date"] {
        let head = format!(
            "<script>{class}.prototype.toJSON = function () {{ return 'a {class}' }};</script>"
        );
        let name = format!("json-{}", class.to_lowercase());
        eprintln!("{name}");
        let host = Kokage::new(&name, place).page("/json.html", &head, SUPPORT).serve();
        let page = host.visit("/json.html");
        assert_eq!(words(&host, &page, "ces", 4), plain, "{class}");
        assert!(page.console().is_empty(), "{class}: {:?}", page.console());
    }
}

fn an_enumerable_property_of_every_object(place: Place) {
    let head = "<script>Object.prototype.extend = function () {}; Array.prototype.last = function () {};</script>";
    let host = Kokage::new("enumerable", place).page("/enumerable.html", head, SUPPORT).serve();
    let page = host.visit("/enumerable.html");
    loaded(&page);
    assert_eq!(words(&host, &page, "ces", 4), plain_words("plain-enumerable", place));
    assert!(page.console().is_empty(), "{:?}", page.console());
}

/// 1. The page's library has a class under the browser's name. The question is answered and commented on;
///    nothing is on the console.
fn a_window_class_of_its_own(place: Place) {
    let host = Kokage::new("window-class", place).serve();
    let page = host.visit("/own-window-class.html");
    host.takes_an_answer(&host.asked(&page), "nps", 3);
    assert!(page.console().is_empty(), "{:?}", page.console());
}

/// The same with each of the classes that are the browser's for what a prompt is made of.
fn classes_of_its_own(place: Place) {
    const CLASSES: [&str; 8] = [
        "Document",
        "Element",
        "HTMLElement",
        "Node",
        "Event",
        "KeyboardEvent",
        "HTMLInputElement",
        "ShadowRoot",
    ];
    for class in CLASSES {
        let head = format!("<script>window.{class} = function {class}() {{}};</script>");
        let body = r#"<script>koe("touchpoint", "post-purchase");</script>"#;
        let name = format!("class-{}", class.to_lowercase());
        eprintln!("{name}");
        let host = Kokage::new(&name, place).page("/class.html", &head, body).serve();
        let page = host.visit("/class.html");
        host.takes_an_answer(&host.asked(&page), "nps", 3);
        assert!(page.console().is_empty(), "{class}: {:?}", page.console());
    }
}

/// 1. The page's promises have no `finally`: one prompt, answered; nothing is said to be dismissed, and
///    no rejection is left to the page.
fn a_promise_without_finally(place: Place) {
    let host = Kokage::new("no-finally", place).serve();
    let page = host.visit("/promise-without-finally.html");
    let inside = host.asked(&page);
    page.stay(1_500);
    assert_eq!(host.prompts("nps"), [0; 4], "it is said to have gone");
    host.takes_an_answer(&inside, "nps", 9);
    inside.any_prompt().part("close").click();
    page.until("!document.querySelector('koe-prompt')");
    assert_eq!(host.prompts("nps"), [1, 1, 0, 0]);
    assert!(page.console().is_empty(), "{:?}", page.console());
}

/// 1. An element of the page is known by the name of Koe's call: the page's script goes on, and the prompt
///    comes, in the page's language.
fn an_element_with_the_id_koe(place: Place) {
    let host = Kokage::new("id-koe", place).serve();
    let page = host.visit("/id-koe.html");
    assert_eq!(page.eval("document.title"), "the host's script went on");
    let inside = host.asked(&page);
    assert!(inside.prompt().text().contains("可能性"), "{}", inside.prompt().text());
    host.takes_an_answer(&inside, "nps", 9);
    assert!(page.console().is_empty(), "{:?}", page.console());
}

/// The same on a page that has the npm package in place of the tag.
fn an_element_with_the_id_koe_beside_the_package(place: Place) {
    let page = r#"<!doctype html><html lang="en"><title>Kokage</title><link rel="icon" href="data:,">
<section id="koe"><h2>Voices</h2></section><script src="app.js"></script>"#;
    let app = "import { koe, load } from './widget/package/index.js';\n\
               load({ origin: '{{KOE}}', site: '{{SITE}}' });\n\
               koe('touchpoint', 'post-purchase'); document.title = 'went on';";
    let host =
        Kokage::new("id-package", place).text("/id.html", page).bundle("/app.js", app).serve();
    let page = host.visit("/id.html");
    assert_eq!(page.eval("document.title"), "went on");
    host.takes_an_answer(&host.asked(&page), "nps", 9);
    assert!(page.console().is_empty(), "{:?}", page.console());
}

/// The stub, as the contract has it.
const STUB: &str =
    "typeof koe=='function'||(window.koe=function(){(koe.q=koe.q||[]).push(arguments)})";

/// What owners copy is the stub that these pages have: wherever one is printed it is that, to the letter.
#[test]
fn every_stub_that_is_printed_is_this_one() {
    let root = workspace::root();
    let below = |folder: &str, ending: &str| {
        let files = std::fs::read_dir(root.join(folder)).unwrap().map(|file| file.unwrap().path());
        files.filter(|file| file.to_str().unwrap().ends_with(ending)).collect::<Vec<_>>()
    };
    let mut files = [below("docs", ".md"), below("xtask/demo", ".html")].concat();
    files.push(root.join("README.md"));
    let mut seen = 0;
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for line in text.lines().filter(|line| line.contains("koe.q=")) {
            assert!(line.contains(STUB), "{}: {line}", file.display());
            seen += 1;
        }
    }
    assert!(seen >= 12, "{seen} stubs are printed");
}
