//! Whoever sees, hears, points or reads otherwise gets the same prompt.

use super::{
    alone::{Alone, LANGUAGES, ask, told},
    scenes::{SCENES, panel, play, settled},
};
use koe_tests::{
    browser::{Key, Page},
    patience,
};
use serde_json::json;

/// Where a prompt can stand on a page wide enough for all of them.
const PLACEMENTS: [&str; 5] = ["popover", "inline", "modal", "page", "frame"];

/// Scenes begin with steps that a prompt of one step does not have.
fn can_play(placement: &str, scene: &str) -> bool {
    placement != "page" || !matches!(scene, "changing")
}

#[track_caller]
fn finds_nothing(page: &Page, what: &str) {
    let findings = page.axe();
    assert_eq!(findings.violations, [""; 0], "{what}");
    // What stands before a cell fills it, which the checker sees as a colour it can't compare; the
    // accent's own roles are held to their contrast where they are computed.
    let unclear: Vec<_> =
        findings.incomplete.iter().filter(|found| !found.starts_with("color-contrast")).collect();
    assert!(unclear.is_empty(), "{what}: {unclear:#?}");
    assert!(findings.passes > 5, "{what}: hardly anything was looked at: {findings:?}");
}

/// 1. In each place and each scheme, the prompt is brought into every state it has.
/// 2. The checker finds nothing in any of them.
#[track_caller]
fn every_state_of(placement: &str) {
    let page = Alone::opened();
    for scheme in ["light", "dark"] {
        page.emulate(&[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")]);
        for scene in SCENES.into_iter().filter(|scene| can_play(placement, scene.name)) {
            play(&page, "nps", "en", placement, scene);
            finds_nothing(&page, &format!("{placement}, {scheme}, {}", scene.name));
        }
    }
}

#[test]
fn the_checker_finds_nothing_in_a_popover() {
    every_state_of("popover");
}

#[test]
fn the_checker_finds_nothing_in_the_page() {
    every_state_of("inline");
}

#[test]
fn the_checker_finds_nothing_in_a_modal() {
    every_state_of("modal");
}

#[test]
fn the_checker_finds_nothing_on_a_page_of_its_own() {
    every_state_of("page");
}

#[test]
fn the_checker_finds_nothing_in_a_frame() {
    every_state_of("frame");
}

/// 1. Every kind of scale, in every language and scheme, unanswered and answered: nothing found.
#[test]
fn the_checker_finds_nothing_on_any_scale() {
    let page = Alone::opened();
    for scheme in ["light", "dark"] {
        page.emulate(&[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")]);
        for lang in LANGUAGES {
            for survey in ["nps", "ces5", "ces7", "numbers", "stars", "faces"] {
                ask(&page, survey, lang, "popover", &json!({}));
                settled(&page);
                finds_nothing(&page, &format!("{survey}, {lang}, {scheme}"));
                page.prompt().score(2).click();
                page.prompt_in("commenting").part("change").click();
                page.prompt();
                settled(&page);
                finds_nothing(&page, &format!("{survey}, {lang}, {scheme}, chosen"));
            }
        }
    }
}

/// 1. The checker is not blind: a label is taken from the comment, and it says so.
#[test]
fn the_checker_sees_into_the_prompt() {
    let page = Alone::opened();
    ask(&page, "nps", "en", "popover", &json!({}));
    page.prompt().score(9).click();
    page.prompt_in("commenting");
    panel(&page, "function () { this.querySelector('.asked').remove() }");
    let violations = page.axe().violations;
    assert!(violations.iter().any(|found| found.starts_with("label:")), "{violations:?}");
}

/// 1. Radios have their numerals and their names; those of the ends have the names of the ends.
/// 2. The region is named, and what is announced is announced politely: the question once it
///    stands, then what became of the answer.
/// 3. The focus stays in the page's field all along.
#[test]
fn what_a_screen_reader_is_told() {
    let page = Alone::opened();
    page.element("#link").call("function () { this.focus() }");
    ask(&page, "nps", "ja", "popover", &json!({}));
    let names = |role: &str| {
        let told = page.told().into_iter().filter(|told| told.role == role);
        told.map(|told| told.name).collect::<Vec<_>>()
    };
    let scores = names("radio");
    assert_eq!(scores.len(), 11);
    assert_eq!((&*scores[0], &*scores[10]), ("0 まったくない", "10 非常に高い"));
    assert_eq!(scores[5].trim(), "5");
    assert_eq!(names("region"), ["こかげ道具店からの質問"]);
    assert_eq!(
        names("group"),
        ["こかげ道具店を友人や同僚に勧める可能性は、どのくらいありますか？"]
    );
    assert!(names("button").contains(&"こかげ道具店からの質問を閉じる".to_owned()));
    announced(
        &page,
        "こかげ道具店からの質問。こかげ道具店を友人や同僚に勧める可能性は、どのくらいありますか？",
    );

    page.prompt().score(9).click();
    page.prompt_in("commenting");
    announced(&page, "記録しました");
    assert_eq!(names("textbox"), ["良かった点を教えてください。 任意"]);
    page.any_prompt().part("skip").click();
    announced(&page, "ありがとうございます。ご回答を受け取りました。");

    ask(&page, "ces5", "en", "popover", &json!({}));
    assert_eq!(
        names("radio"),
        ["1 Strongly disagree", "2 Disagree", "3 Neutral", "4 Agree", "5 Strongly agree"]
    );
}

/// The status says so, politely.
#[track_caller]
fn announced(page: &Page, text: &str) {
    patience::eventually(text, || {
        let told = page.told();
        let status = told.iter().find(|told| told.role == "status")?;
        assert_eq!(status.live, "polite");
        (status.text == text).then_some(())
    });
}

/// 1. The page has the focus; in every place but the modal one the prompt leaves it there, whatever
///    comes of an answer that arrives late.
/// 2. The modal one takes it, holds it through twenty Tabs, and gives it back on Escape.
#[test]
fn only_a_modal_prompt_takes_the_focus() {
    let page = Alone::opened();
    let focused = "document.activeElement.id || document.activeElement.localName";
    for placement in ["popover", "inline", "page", "frame"] {
        page.element("#link").call("function () { this.focus() }");
        ask(&page, "nps", "en", placement, &json!({ "preselected": 9 }));
        settled(&page);
        assert_eq!(page.eval(focused), "link", "{placement}");
        page.eval("hide(), 0");
        page.any_prompt().gone();
        assert_eq!(page.eval(focused), "link", "{placement}");
    }
    page.element("#link").call("function () { this.focus() }");
    ask(&page, "nps", "en", "modal", &json!({}));
    assert_eq!(page.eval(focused), "koe-prompt");
    for _ in 0..20 {
        page.press(Key::Tab);
        // Between the last and the first comes the browser's own bar.
        let at = page.eval(focused);
        assert!(at == "koe-prompt" || at == "body", "Tab leads out to {at}");
    }
    page.any_prompt().tab_to("close");
    page.press(Key::Escape);
    page.any_prompt().gone();
    assert_eq!(page.eval(focused), "link");
    assert_eq!(told(&page), json!(["dismissed"]));
}

/// What can be tapped but is smaller than a fingertip: less than 44 by 44 that belong to it alone,
/// found by touching around its middle.
const TOO_SMALL: &str = r"function () {
  const root = this.getRootNode();
  const small = [];
  for (const target of this.querySelectorAll('button, a, label:has(input), textarea, input[type=email]')) {
    target.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = target.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const own = (dx, dy) => {
      const hit = root.elementFromPoint(x + dx, y + dy);
      return hit && target.contains(hit);
    };
    const reach = [[-21, 0], [21, 0], [0, -21], [0, 21], [0, 0]];
    if (!reach.every(([dx, dy]) => own(dx, dy))) small.push(`${target.className} ${target.textContent} ${width}×${height}`);
  }
  return small;
}";

/// 1. On a phone, in every state, on every scale and in both places a phone has: each target is a
///    fingertip wide and high.
#[test]
fn targets_are_as_large_as_a_fingertip() {
    let page = Alone::opened();
    for (width, height) in [(320, 568), (390, 844)] {
        page.phone(width, height);
        page.until("matchMedia('(pointer: coarse)').matches");
        for survey in ["nps", "ces5", "ces7", "numbers", "stars", "faces"] {
            for lang in LANGUAGES {
                for placement in ["popover", "page"] {
                    ask(&page, survey, lang, placement, &json!({}));
                    settled(&page);
                    let what = format!("{survey}, {lang}, {placement}, {width}");
                    assert_eq!(panel(&page, TOO_SMALL), json!([]), "{what}");
                }
            }
        }
        for scene in SCENES {
            play(&page, "nps", "en", "popover", scene);
            assert_eq!(panel(&page, TOO_SMALL), json!([]), "{}, {width}", scene.name);
        }
    }
}

/// What is cut off, lies outside the window, or lies on something else. The one line of a comment
/// in the receipt is cut on purpose.
const CUT: &str = r"function () {
  const cut = [];
  const say = (what, element) => cut.push(`${what}: ${element.outerHTML.slice(0, 90)}`);
  const box = this.getBoundingClientRect();
  const inside = this.matches('.floating');
  if (inside && (box.left < -.5 || box.top < -.5 || box.right > innerWidth + .5 || box.bottom > innerHeight + .5)) say('outside', this);
  if (document.documentElement.scrollWidth > innerWidth) say('the page scrolls sideways', this);
  const texts = [];
  for (const element of this.querySelectorAll('*')) {
    if (element.closest('.unseen, svg, dd, .live, .link') || element.matches('input[type=radio]')) continue;
    const { overflowX, overflowY, display } = getComputedStyle(element);
    const { left, right, width } = element.getBoundingClientRect();
    if (!width) continue;
    if (left < box.left - .5 || right > box.right + .5) say('beside the panel', element);
    if (display != 'inline' && element.scrollWidth > element.clientWidth + 1) say('too wide', element);
    if (overflowY == 'hidden' && element.scrollHeight > element.clientHeight + 1) say('cut below', element);
    for (const node of element.childNodes) {
      if (node.nodeType != 3 || !node.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) texts.push([rect, element]);
    }
  }
  const lies = (one, other) => one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1;
  const close = this.querySelector('.close');
  const body = this.querySelector('.body');
  for (const [rect, element] of texts) {
    if (close && body.scrollTop == 0 && lies(rect, close.getBoundingClientRect())) say('under the close button', element);
    for (const [other, another] of texts) {
      if (element != another && !element.contains(another) && !another.contains(element) && body.contains(element) && body.contains(another) && lies(rect, other)) say('on other text', element);
    }
  }
  for (const control of this.querySelectorAll('button, textarea, input:not([type=radio]), .cell')) {
    control.scrollIntoView({ block: 'nearest' });
    const { top, bottom, height } = control.getBoundingClientRect();
    if (inside && height && (bottom < box.top + 1 || top > box.bottom - 1)) say('out of reach', control);
  }
  if (body) body.scrollTop = 0;
  return cut;
}";

/// 1. A window of 1280 by 1024 zoomed to 200 and 400 %, and phones, with text twice as large as
///    well: in every place and language nothing is cut off, nothing lies on anything else, and
///    whatever can be used can be scrolled to.
#[test]
fn nothing_is_cut_off_when_it_is_larger() {
    let page = Alone::opened();
    let windows = [(640, 512, 16), (320, 256, 16), (320, 568, 16), (1280, 900, 32), (390, 844, 32)];
    for (width, height, text) in windows {
        page.resize(width, height);
        page.text_size(text);
        page.until(&format!("innerWidth === {width}"));
        for lang in LANGUAGES {
            for survey in ["nps", "ces5", "ces7", "stars"] {
                for placement in PLACEMENTS {
                    ask(&page, survey, lang, placement, &json!({ "name": "Mio" }));
                    let what =
                        format!("{survey}, {lang}, {placement}, {width}×{height}, text {text}");
                    settled(&page);
                    assert_eq!(panel(&page, CUT), json!([]), "{what}");
                }
            }
            // The longest words, and those that run the other way.
            for scene in SCENES.into_iter().filter(|_| matches!(lang, "ar" | "de")) {
                play(&page, "nps", lang, "popover", scene);
                let what = format!("{}, {lang}, {width}×{height}, text {text}", scene.name);
                assert_eq!(panel(&page, CUT), json!([]), "{what}");
            }
        }
    }
}

/// 1. Text set twice as large is twice as large in the prompt, and so is all around it.
#[test]
fn text_is_as_large_as_the_visitor_has_it() {
    let page = Alone::opened();
    let read = "function () { const { width } = this.getBoundingClientRect(); return width }";
    for (text, width) in [(16, 400.0), (24, 600.0), (32, 800.0)] {
        page.text_size(text);
        ask(&page, "nps", "en", "popover", &json!({}));
        assert_eq!(panel(&page, read).as_f64(), Some(width), "text of {text}");
    }
}

/// 1. In a system that sets its own colours, panel, fields and buttons have borders of them, and
///    what is chosen is highlighted.
#[test]
fn a_system_s_own_colours_are_kept() {
    let page = Alone::opened();
    page.emulate(&[("forced-colors", "active"), ("prefers-reduced-motion", "reduce")]);
    let highlight = page.eval(
        "(() => { const probe = document.createElement('i'); probe.style.cssText = \
         'forced-color-adjust:none;background:Highlight'; document.body.append(probe); \
         const { backgroundColor } = getComputedStyle(probe); probe.remove(); return backgroundColor })()",
    );
    for survey in ["nps", "ces5", "stars", "faces"] {
        ask(&page, survey, "en", "popover", &json!({}));
        page.prompt().score(3).click();
        page.prompt_in("commenting").part("change").click();
        page.prompt();
        let shown = panel(
            &page,
            "function () { const on = this.querySelector('.on'); const star = on.querySelector('.star'); \
             const { outlineStyle, outlineWidth } = getComputedStyle(this); \
             return [outlineStyle, outlineWidth, star ? getComputedStyle(star).fill : getComputedStyle(on).backgroundColor] }",
        );
        assert_eq!(shown, json!(["solid", "1px", highlight]), "{survey}");
        page.screenshot(&format!("access-forced-{survey}"));
    }
    ask(&page, "nps", "en", "popover", &json!({}));
    page.prompt().score(3).click();
    page.prompt_in("commenting");
    let borders = panel(
        &page,
        "function () { return ['textarea', '.tick input', '.primary'].map(part => \
         getComputedStyle(this.querySelector(part)).borderTopWidth) }",
    );
    assert_eq!(borders, json!(["1px", "1px", "1px"]));
    page.screenshot("access-forced-follow-up");
}

/// From here on, notes at every frame what moves in the prompt: what of it, and for how long.
const WATCH: &str = r"
  window.moves = new Set();
  const look = () => {
    const root = document.querySelector('koe-prompt')?.shadowRoot;
    for (const { effect, animationName } of root?.getAnimations() ?? []) {
      const { duration } = effect.getComputedTiming();
      const moved = effect.getKeyframes().flatMap(Object.keys);
      const { translate, rotate } = getComputedStyle(effect.target);
      const still = duration <= 100 && !moved.includes('height') && /^(none|0px)$/.test(translate) && rotate == 'none';
      // The spinner's own delay shows nothing and moves nothing.
      if (!still && animationName != 'appear') moves.add(`${animationName ?? moved}: ${duration}`);
    }
    requestAnimationFrame(look);
  };
  look()";

/// 1. With movement as usual, the panel rises as it comes.
/// 2. With less of it asked for, nothing moves nor changes its height in any state; fades take
///    100 ms at most, and the spinner stands still.
#[test]
fn nothing_moves_for_those_who_asked_for_less() {
    let page = Alone::opened();
    page.eval(WATCH);
    page.emulate(&[("prefers-reduced-motion", "no-preference")]);
    ask(&page, "nps", "en", "popover", &json!({}));
    page.until("moves.has('rise: 220')");
    settled(&page);
    page.emulate(&[("prefers-reduced-motion", "reduce")]);
    page.eval("moves.clear()");
    for scene in SCENES {
        play(&page, "nps", "en", "popover", scene);
        assert_eq!(page.eval("[...moves]"), json!([]), "{}", scene.name);
    }
}
