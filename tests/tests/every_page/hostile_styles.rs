//! Pages whose styles reach for everything: the prompt's own hold against them.

use crate::{citizen::Citizen, host::Kind};
use koe_tests::browser::Browser;
use serde_json::{Value, json};
use std::sync::OnceLock;

/// What a panel looks like: the box it fills and the styles of everything in it, each one. What is
/// only said to screen readers comes and goes at its own time.
const LOOK: &str = "async function () {
  await Promise.all(this.getAnimations({ subtree: true }).map(animation => animation.finished));
  const { left, top, width, height } = this.getBoundingClientRect();
  const parts = [this, ...this.querySelectorAll(':not([role=status])')];
  const styles = part => [...getComputedStyle(part)].filter(name => !/^--/.test(name))
    .map(name => `${name}: ${getComputedStyle(part).getPropertyValue(name)}`);
  return { box: [left, top, width, height], parts: parts.map(part => [part.localName, ...styles(part)]) };
}";

/// The prompt as it looks on a page without any style.
fn unharmed() -> &'static Value {
    static UNHARMED: OnceLock<Value> = OnceLock::new();
    UNHARMED.get_or_init(|| {
        let host = Kind::new("unharmed").unstyled().serve();
        let page = host.visit(&Browser::start(), "/");
        page.eval("koe('touchpoint', 'post-purchase'), 0");
        page.prompt().part("panel").call(LOOK)
    })
}

/// All steps of a visit; and the prompt looks as it does on a page without styles, to the last
/// property of its last element.
#[track_caller]
fn visits(id: &'static str, style: &str) {
    let host = Kind::new(id).style(style).serve();
    let citizen = Citizen::arrives(&host, &Browser::start());
    citizen.is_asked();
    same(&citizen.page().prompt().part("panel").call(LOOK), unharmed());
    on_top(&citizen);
    citizen.answers();
    citizen.leaves();
}

#[track_caller]
fn same(now: &Value, unharmed: &Value) {
    assert_eq!(now["box"], unharmed["box"], "the panel's place and size");
    let parts = |look: &Value| look["parts"].as_array().unwrap().clone();
    let (now, unharmed) = (parts(now), parts(unharmed));
    assert_eq!(now.len(), unharmed.len());
    for (now, unharmed) in now.iter().zip(&unharmed) {
        let pairs = now.as_array().unwrap().iter().zip(unharmed.as_array().unwrap());
        let odd: Vec<_> = pairs.filter(|(now, unharmed)| now != unharmed).collect();
        assert!(odd.is_empty(), "{} has (now, unharmed) {odd:?}", now[0]);
    }
}

/// Every score is what the mouse meets where it stands.
#[track_caller]
fn on_top(citizen: &Citizen<'_>) {
    let page = citizen.page();
    let met = page.prompt().part("panel").call(
        "function () {
           const { left, top, width, height } = this.getBoundingClientRect();
           return document.elementFromPoint(left + width / 2, top + height / 2).localName }",
    );
    assert_eq!(met, json!("koe-prompt"), "something of the page lies over the prompt");
}

#[test]
fn everything_unset() {
    visits("hostile-unset", "* { all: unset !important }");
}

#[test]
fn everything_initial_and_odd() {
    visits(
        "hostile-odd",
        "* { letter-spacing: 9px !important; color: red !important; font: 40px/3 cursive !important;
             text-transform: uppercase !important; direction: rtl !important; opacity: .9 !important;
             visibility: visible !important; box-sizing: content-box !important; filter: none !important;
             word-spacing: 1em !important; writing-mode: horizontal-tb !important; cursor: wait !important;
             text-shadow: 1px 1px lime !important; animation: none !important; transition: none !important;
             pointer-events: auto !important; user-select: none !important; zoom: 1 !important }
         html { font-size: 62.5%; line-height: 3; quotes: none; tab-size: 99; hyphens: auto }",
    );
}

#[test]
fn unknown_elements_hidden() {
    visits(
        "hostile-hidden",
        ":not(:defined), koe-prompt, body ~ *, html > :last-child:not(body) {
           display: none !important; visibility: hidden !important; opacity: 0 !important;
           pointer-events: none !important; position: absolute !important; left: -9999px !important }",
    );
}

#[test]
fn buttons_and_fields_reset() {
    visits(
        "hostile-reset",
        "button, input, textarea, label, fieldset, legend, h1, h2, p, a {
           appearance: none !important; background: none !important; border: 0 !important; outline: 0 !important;
           width: 100% !important; height: 3px !important; margin: 40px !important; float: left !important }
         button { display: none !important } input, textarea { position: absolute !important; opacity: 0 !important }
         #search, #bought { display: block !important; opacity: 1 !important; height: 20px !important; position: static !important }",
    );
}

#[test]
fn layers_above_everything() {
    visits(
        "hostile-layers",
        ".over { position: fixed; inset: 0; z-index: 2147483647; pointer-events: none; background: #0001 }
         body { position: relative; z-index: 2147483647; isolation: isolate }",
    );
}

#[test]
fn a_body_that_is_moved() {
    visits(
        "hostile-moved",
        "html { font-size: 62.5%; overflow: hidden } body { transform: translateX(30px) scale(.9); filter: sepia(.2);
         overflow: hidden; height: 100vh; contain: paint; perspective: 100px; zoom: 1.1; will-change: transform }",
    );
}

/// A transform of the root element moves the fixed elements in it, too.
#[test]
fn a_root_that_is_moved() {
    visits(
        "hostile-root",
        "html { transform: translateX(0); filter: sepia(.1) } body { min-height: 300vh }",
    );
}
