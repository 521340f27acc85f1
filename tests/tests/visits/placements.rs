//! The places a prompt can stand in, and what each is for. What is looked at by people is kept under
//! `target/koe/screenshots`.

use super::{
    alone::{Alone, LANGUAGES, ask, told},
    scenes::{panel, settled},
};
use koe_tests::browser::{Browser, Key, Page};
use serde_json::{Value, json};

/// Where the panel is: left, top, right and bottom, each from its edge of the window.
#[track_caller]
fn stands(page: &Page) -> [f64; 4] {
    settled(page);
    let read = "function () { const { left, top, right, bottom } = this.getBoundingClientRect(); \
                return [left, top, innerWidth - right, innerHeight - bottom] }";
    serde_json::from_value(panel(page, read)).expect("these are lengths")
}

/// 1. Each corner, in both directions of the text: 24 from the edges, 16 in a small window, and on
///    the other side where lines run from right to left.
#[test]
fn a_popover_stands_in_its_corner() {
    let page = Alone::opened();
    for (width, distance) in [(1280, 24.0), (600, 16.0)] {
        page.resize(width, 900);
        for (lang, mirrored) in [("en", false), ("ar", true)] {
            for corner in ["bottom-right", "bottom-left", "top-right", "top-left"] {
                let theme = json!({ "theme": { "position": corner } });
                ask(&page, "nps", lang, "popover", &theme);
                let [left, top, right, bottom] = stands(&page);
                let side = if corner.ends_with("right") == mirrored { left } else { right };
                let end = if corner.starts_with("top") { top } else { bottom };
                assert_eq!((side, end), (distance, distance), "{corner}, {lang}, {width}");
            }
        }
    }
}

/// 1. On a phone, popover and modal are a sheet over the whole width of the foot, and the page
///    beside it can be used.
#[test]
fn a_phone_has_a_sheet() {
    let page = Alone::opened();
    page.phone(390, 844);
    for placement in ["popover", "modal"] {
        for corner in ["top-left", "bottom-right"] {
            let theme = json!({ "theme": { "position": corner } });
            ask(&page, "nps", "en", placement, &theme);
            let [left, top, right, bottom] = stands(&page);
            assert_eq!((left, right, bottom), (0.0, 0.0, 0.0), "{placement}, {corner}");
            assert!(top > 844.0 * 0.15, "the sheet leaves {top} of the page");
            assert_eq!(page.eval("document.elementFromPoint(60, 60).localName"), "h1");
        }
    }
}

/// 1. In the page from 560 on, the question stands beside the scale, on the side where lines begin;
///    narrower, above it.
/// 2. It has the width of its column, a hairline, no shadow and no close button.
#[test]
fn inline_is_part_of_the_page() {
    let page = Alone::opened();
    let read = "function () { const box = part => this.querySelector(part).getBoundingClientRect(); \
                const question = box('legend'), scale = box('.scale'); const { boxShadow, borderTopWidth } = getComputedStyle(this); \
                return [question.right <= scale.left, question.left >= scale.right, question.bottom <= scale.top, \
                        this.offsetWidth, boxShadow, borderTopWidth] }";
    for (width, beside) in [(616, true), (560, true), (559, false), (300, false)] {
        page.eval(&format!("document.getElementById('slot').style.width = '{width}px', 0"));
        for survey in ["nps", "ces7", "numbers", "stars", "faces"] {
            for (lang, mirrored) in [("en", false), ("ar", true)] {
                ask(&page, survey, lang, "inline", &json!({}));
                settled(&page);
                let left = beside && !mirrored;
                let right = beside && mirrored;
                let expected = json!([left, right, !beside, width, "none", "1px"]);
                assert_eq!(panel(&page, read), expected, "{survey}, {lang}, {width}");
                assert!(!page.prompt().has("close"));
            }
        }
        for (survey, high) in [("nps", 140.0), ("faces", 140.0)] {
            ask(&page, survey, "ja", "inline", &json!({}));
            let height = panel(&page, "function () { return this.offsetHeight }").as_f64();
            assert!(!beside || height <= Some(high), "{survey} is {height:?} high in {width}");
        }
    }
}

/// 1. A modal prompt stands in the middle, over a page that can't be used meanwhile.
/// 2. Escape closes it from wherever the focus is.
#[test]
fn a_modal_prompt_stands_over_the_page() {
    let page = Alone::opened();
    ask(&page, "nps", "en", "modal", &json!({}));
    let [left, top, right, bottom] = stands(&page);
    assert_eq!((left, left), (right, 400.0));
    assert!((top - bottom).abs() <= 1.0);
    assert_eq!(page.eval("document.elementFromPoint(60, 60).localName"), "koe-prompt");
    page.press(Key::Escape);
    page.any_prompt().gone();
    assert_eq!(told(&page), json!(["dismissed"]));
}

/// 1. A score that a link chose is shown and told to nobody; Send sends it, with the comment, once.
/// 2. The thanks lead to the receipt; neither Escape nor a button closes it.
#[test]
fn a_page_of_its_own_sends_what_a_link_chose() {
    let page = Alone::opened();
    ask(&page, "nps", "en", "page", &json!({ "preselected": 9 }));
    settled(&page);
    assert!(panel(&page, "function () { return this.querySelector('.on input').value }") == "9");
    assert!(page.prompt().text().contains("What went well?"));
    page.prompt().part("comment").click();
    page.type_text("Beautifully packed.");
    assert_eq!(told(&page), json!([]));
    page.prompt().part("send").click();
    page.any_prompt().until("thanked");
    assert_eq!(told(&page), json!([{ "score": 9, "comment": "Beautifully packed." }]));
    let href = page.any_prompt().part("receipt").attribute("href");
    assert!(href.is_some_and(|href| href.starts_with("https://koe.example/r/kokage/0")));
    page.press(Key::Escape);
    assert!(page.has_prompt() && !page.any_prompt().has("close"));
}

/// 1. Question and comment stand on one page; Send without a score sends nothing and leads to it.
/// 2. A tap stores the score at once and the question stays; another tap changes it.
/// 3. Send adds the comment.
#[test]
fn a_page_of_its_own_stores_each_tap() {
    let page = Alone::opened();
    ask(&page, "nps", "en", "page", &json!({}));
    page.prompt().part("send").click();
    page.prompt().focused("score 0");
    assert_eq!(told(&page), json!([]));
    page.prompt().score(3).click();
    page.any_prompt().until("commenting");
    page.any_prompt().score(4).click();
    page.until("told.length === 2");
    page.any_prompt().until("commenting");
    page.any_prompt().part("comment").click();
    page.type_text("Late.");
    page.any_prompt().part("send").click();
    page.any_prompt().until("thanked");
    assert_eq!(
        told(&page),
        json!([{ "score": 3 }, { "score": 4 }, { "score": 4, "comment": "Late." }])
    );
}

/// 1. In a frame, the panel is as wide as it, and tells each height it comes to.
/// 2. It can be closed.
#[test]
fn a_frame_is_filled_and_hears_of_every_height() {
    let page = Alone::opened();
    ask(&page, "nps", "en", "frame", &json!({}));
    settled(&page);
    let read = "function () { const { boxShadow, borderTopWidth, borderTopLeftRadius } = getComputedStyle(this); \
                return [this.offsetWidth == this.getRootNode().host.parentElement.offsetWidth, boxShadow, borderTopWidth, borderTopLeftRadius] }";
    assert_eq!(panel(&page, read), json!([true, "none", "0px", "0px"]));
    let high = || panel(&page, "function () { return this.offsetHeight }");
    let last = || page.eval("told.filter(told => typeof told == 'number').at(-1)");
    assert_eq!(last(), high());
    page.prompt().score(3).click();
    page.any_prompt().until("commenting");
    page.any_prompt().part("reply").click();
    page.any_prompt().part("email");
    settled(&page);
    assert_eq!(last(), high());
    let before = last();
    page.eval("slot.style.width = '160px', 0");
    page.resize(500, 700);
    page.until(&format!("told.filter(told => typeof told == 'number').at(-1) !== {before}"));
    assert_eq!(last(), high());
    page.any_prompt().part("close").click();
    page.any_prompt().gone();
    assert_eq!(told(&page).as_array().and_then(|told| told.last()), Some(&json!("done")));
}

/// 1. A visitor with a greeting is greeted; one without is not.
/// 2. The way to the receipt is there once the server has the answer, and not before.
#[test]
fn a_greeting_and_a_receipt() {
    let page = Alone::opened();
    ask(&page, "nps", "ja", "popover", &json!({ "greeting": "澪さん、こんにちは" }));
    assert_eq!(page.prompt().part("greeting").text(), "澪さん、こんにちは");
    ask(&page, "nps", "ja", "popover", &json!({}));
    assert!(!page.prompt().has("greeting"));
    for (fate, there) in [("stored", true), ("saved", false), ("failed", false)] {
        ask(&page, "nps", "ja", "popover", &json!({}));
        page.prompt().score(8).click();
        page.any_prompt().until("commenting");
        page.eval(&format!("fate = '{fate}', 0"));
        page.any_prompt().part("change").click();
        page.prompt().score(7).click();
        page.until("told.length === 2");
        page.any_prompt().until(if fate == "failed" { "failed" } else { "commenting" });
        if fate == "failed" {
            continue;
        }
        page.any_prompt().part("skip").click();
        page.any_prompt().until("thanked");
        assert_eq!(page.any_prompt().has("receipt"), there, "{fate}");
    }
}

/// 1. What an owner's style says of the prompt wins over the theme: accent with all its roles,
///    radius, face, surface and ink.
/// 2. Each part can be styled by its name.
#[test]
fn an_owner_may_style_it() {
    let style = "koe-prompt { --koe-accent: #ffd400; --koe-radius: 3px; --koe-font: Georgia, serif; \
                 --koe-surface: rgb(250, 249, 246); --koe-ink: rgb(20, 10, 5) } \
                 koe-prompt::part(question) { letter-spacing: 1px } koe-prompt::part(button) { text-transform: uppercase } \
                 koe-prompt::part(score) { font-style: italic } koe-prompt::part(comment) { min-height: 120px }";
    let page = Alone::styled(style).open(&Browser::start());
    let theme = json!({ "theme": { "radius": 20, "font": "Arial" } });
    ask(&page, "nps", "en", "popover", &theme);
    page.prompt().score(9).click();
    page.any_prompt().until("commenting");
    page.any_prompt().part("change").click();
    page.prompt();
    settled(&page);
    page.screenshot("placements-styled-asking");
    let read = "function () { const of = (part, name, pseudo) => getComputedStyle(part ? this.querySelector(part) : this, pseudo)[name]; \
                return [of('', 'borderTopLeftRadius'), of('', 'fontFamily'), of('', 'backgroundColor'), of('', 'color'), \
                        of('.on', 'backgroundColor', '::before'), of('legend', 'letterSpacing'), of('.cell', 'fontStyle')] }";
    assert_eq!(
        panel(&page, read),
        json!([
            "3px",
            "Georgia, serif",
            "rgb(250, 249, 246)",
            "rgb(20, 10, 5)",
            "rgb(255, 212, 0)",
            "1px",
            "italic"
        ])
    );
    // Black on yellow; whatever is written or drawn in yellow is darkened until it can be read.
    assert_eq!(page.axe().violations, [""; 0]);
    page.prompt().score(9).click();
    page.any_prompt().until("commenting");
    settled(&page);
    page.screenshot("placements-styled-follow-up");
    let read = "function () { const of = (part, name) => getComputedStyle(this.querySelector(part))[name]; \
                return [of('textarea', 'minHeight'), of('.primary', 'textTransform')] }";
    assert_eq!(panel(&page, read), json!(["120px", "uppercase"]));
    assert_eq!(page.axe().violations, [""; 0]);
}

/// 1. Of faces the chosen one is filled with the accent and drawn in what can be read on it; of stars
///    all up to the chosen one are filled.
#[test]
fn a_chosen_drawing_is_filled() {
    let page = Alone::opened();
    let read = "function () { return [...this.querySelectorAll('.round, .star')].map(drawn => \
                getComputedStyle(drawn).fill == 'rgb(10, 122, 90)') }";
    for (survey, filled) in [
        ("faces", [false, true, false, false, false]),
        ("stars", [true, true, false, false, false]),
    ] {
        ask(&page, survey, "en", "popover", &json!({}));
        assert_eq!(panel(&page, read), json!(vec![false; 5]), "{survey}");
        page.prompt().score(2).click();
        page.any_prompt().until("commenting");
        page.any_prompt().part("change").click();
        page.prompt();
        settled(&page);
        page.eval("new Promise(requestAnimationFrame), 0");
        assert_eq!(panel(&page, read), json!(filled), "{survey}");
    }
}

/// 1. The face is the system's, the owner's, or the page's.
#[test]
fn the_face_is_the_theme_s() {
    let page = Alone::styled("body { font-family: Georgia }").open(&Browser::start());
    let face = |font: Value, lang: &str| {
        ask(&page, "nps", lang, "popover", &json!({ "theme": { "font": font } }));
        panel(&page, "function () { return getComputedStyle(this).fontFamily }")
    };
    assert_eq!(face(Value::Null, "en"), "system-ui, sans-serif");
    assert_eq!(
        face(json!("'Noto Serif', serif"), "en"),
        "\"Noto Serif\", serif, system-ui, sans-serif"
    );
    assert_eq!(face(json!("inherit"), "en"), "Georgia");
    assert_eq!(face(json!("inherit"), "ja"), "Georgia");
    assert!(face(Value::Null, "ja").as_str().is_some_and(|face| face.contains("Hiragino")));
}

/// A page that has a rule for everything.
const HOSTILE: &str = "* { all: unset !important; letter-spacing: 9px !important; line-height: 4 !important; \
  direction: rtl !important; text-transform: uppercase !important; color: red !important; font: 40px serif !important; \
  --zoom: 3 !important; --r: 99px !important; --fill: red !important; --keyboard: 300px !important; transition: all 3s !important } \
  html { font-size: 40px !important; zoom: 1.6 !important; filter: hue-rotate(90deg) !important; transform: rotate(2deg) !important; display: block !important } \
  head, script, style { display: none !important } \
  koe-prompt { display: none !important; opacity: .1 !important; visibility: hidden !important } \
  button, dialog, fieldset, label, input, textarea { display: inline !important; position: static !important; opacity: .3 !important } \
  h1 { position: fixed !important; display: block !important; inset: 0 !important; z-index: 2147483647 !important; background: red !important }";

/// Every element of the prompt: where it is, and all of its computed style.
const EVERYTHING: &str = "function () { return [this, ...this.querySelectorAll(':not(.unseen)')].map(element => { \
  const { left, top, width, height } = element.getBoundingClientRect(); const style = getComputedStyle(element); \
  const skip = name => /^(--|perspective-origin|transform-origin|zoom)/.test(name); \
  return [element.localName, [left, top, width, height].map(Math.round), \
          ...[...style].filter(name => !skip(name)).map(name => `${name}: ${style.getPropertyValue(name)}`)] }) }";

/// 1. On a page with a rule for everything, zoomed, turned, coloured and with something above all
///    else, every element of the prompt stands where it stands on a mild page, in the same style.
/// 2. It is what lies on top.
#[test]
fn no_page_s_style_reaches_the_prompt() {
    let browser = Browser::start();
    let (mild, hostile) = (Alone::styled("").open(&browser), Alone::styled(HOSTILE).open(&browser));
    for placement in ["popover", "modal"] {
        for (survey, lang) in [("nps", "ja"), ("ces5", "en"), ("stars", "en")] {
            let [expected, found] = [&mild, &hostile].map(|page| {
                ask(page, survey, lang, placement, &json!({}));
                settled(page);
                panel(page, EVERYTHING)
            });
            let both = expected.as_array().unwrap().iter().zip(found.as_array().unwrap());
            for (expected, found) in both {
                let of = |styles: &Value| styles.as_array().cloned().unwrap_or_default();
                let differ: Vec<_> = of(found)
                    .into_iter()
                    .zip(of(expected))
                    .filter(|(one, other)| one != other)
                    .collect();
                assert!(differ.is_empty(), "{placement}, {survey}: {}: {differ:?}", expected[0]);
            }
            let top = "function () { const { left, top } = this.getBoundingClientRect(); \
                       return document.elementFromPoint(left + 30, top + 30).localName }";
            assert_eq!(panel(&hostile, top), "koe-prompt");
        }
        hostile.screenshot(&format!("placements-hostile-{placement}"));
    }
}

/// 1. The page has shortcuts on window, document and body; nothing that is typed, pasted or focused
///    in the prompt reaches them, and what is typed in the page does.
#[test]
fn what_is_typed_in_the_prompt_stays_there() {
    let page = Alone::opened();
    page.eval(
        "window.heard = []; for (const target of [window, document, document.body]) \
         for (const type of ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'change', 'paste', 'copy', 'cut', \
           'focusin', 'compositionstart', 'compositionend', 'submit']) target.addEventListener(type, event => heard.push(type)); 0",
    );
    for placement in ["popover", "modal", "page"] {
        ask(&page, "nps", "en", placement, &json!({}));
        page.prompt().score(9).click();
        page.any_prompt().until("commenting");
        page.any_prompt().part("comment").click();
        page.press(Key::Digit(7));
        page.type_text("か");
        panel(
            &page,
            "function () { this.querySelector('textarea').dispatchEvent(new ClipboardEvent('paste', { bubbles: true, composed: true })) }",
        );
        page.press(Key::Tab);
        page.press(Key::BackTab);
        assert_eq!(page.eval("heard"), json!([]), "{placement}");
        let comment = page.any_prompt().part("comment").call("function () { return this.value }");
        assert_eq!(comment, "7か");
    }
    page.eval("hide(), 0");
    page.any_prompt().gone();
    page.element("#link").call("function () { this.focus() }");
    page.press(Key::Digit(7));
    assert!(page.eval("heard.includes('keydown')") == true);
}

/// 1. Every place × scheme × language × window: a picture of the question, and of the step after it.
#[test]
fn pictures_of_every_place() {
    let page = Alone::opened();
    for (width, height) in [(1280, 900), (390, 844), (320, 568)] {
        if width < 480 {
            page.phone(width, height);
        } else {
            page.resize(width, height);
        }
        page.until(&format!("innerWidth === {width}"));
        for scheme in ["light", "dark"] {
            page.emulate(&[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")]);
            for lang in LANGUAGES {
                for placement in ["popover", "inline", "modal", "page", "frame"] {
                    ask(&page, "nps", lang, placement, &json!({ "name": "Mio" }));
                    settled(&page);
                    let name = format!("place-{placement}-{scheme}-{lang}-{width}");
                    page.screenshot(&name);
                    page.prompt().score(3).click();
                    page.any_prompt().until("commenting");
                    settled(&page);
                    page.screenshot(&format!("{name}-comment"));
                }
            }
        }
    }
}
