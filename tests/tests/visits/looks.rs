//! How the prompt stands in windows of all sizes, in both schemes and languages. What is looked at
//! by people is kept under `target/koe/screenshots`; what a machine can see is asserted.

use super::{CES, CSAT, Metric, NPS};
use koe_tests::browser::{Browser, Page};
use serde_json::Value;

/// Widths and heights of windows: a small phone, a phone, a desktop.
const WINDOWS: [(u32, u32); 3] = [(320, 568), (390, 844), (1280, 900)];

/// The panel lies inside the window, and nothing in it, nor the page, is wider than it may be.
#[track_caller]
fn fits(page: &Page, name: &str) {
    let prompt = page.prompt();
    let sizes = prompt.part("panel").call(
        "function () {
           const { left, top, right, bottom } = this.getBoundingClientRect();
           const over = [...this.querySelectorAll('*')].filter(part => {
             const box = part.getBoundingClientRect();
             return box.width > 1 && (box.left < left - 1 || box.right > right + 1);
           });
           return {
             inside: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight,
             over: over.map(part => part.outerHTML.slice(0, 80)),
             scrolls: document.documentElement.scrollWidth > innerWidth,
           };
         }",
    );
    assert_eq!(sizes["inside"], true, "{name}: {sizes}");
    assert_eq!(sizes["over"], Value::Array(Vec::new()), "{name}: {sizes}");
    assert_eq!(sizes["scrolls"], false, "{name}: {sizes}");
}

/// The targets are as big as a finger: 44 high, and wide enough not to be missed.
#[track_caller]
fn can_be_tapped(page: &Page, metric: &Metric, name: &str) {
    let prompt = page.prompt();
    for score in metric.scores.clone() {
        let height = prompt
            .score(score)
            .call("function () { return this.closest('label').getBoundingClientRect().height }");
        assert!(height.as_f64() >= Some(44.0), "{name}: {score} is {height} high");
    }
}

/// In windows of three sizes, light and dark, in Japanese and English: the prompt fits.
fn stands_everywhere(metric: &Metric, id: &str) {
    let shop = metric.shop(id);
    let browser = Browser::start();
    for (lang, _) in metric.question {
        let page = shop.visit(&browser, &format!("/{lang}"));
        page.eval(&format!("koe('show', '{}'), 0", metric.survey));
        page.prompt();
        for scheme in ["light", "dark"] {
            page.emulate(&[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")]);
            for (width, height) in WINDOWS {
                page.resize(width, height);
                page.until(&format!("innerWidth === {width}"));
                let name = format!("{id}-{lang}-{scheme}-{width}");
                page.screenshot(&name);
                fits(&page, &name);
                can_be_tapped(&page, metric, &name);
            }
        }
        // Only one tab at a time shows a prompt of a site.
        page.close();
    }
}

#[test]
fn an_nps_stands_in_every_window() {
    stands_everywhere(&NPS, "looks-nps");
}

#[test]
fn a_ces_stands_in_every_window() {
    stands_everywhere(&CES, "looks-ces");
}

#[test]
fn a_csat_stands_in_every_window() {
    stands_everywhere(&CSAT, "looks-csat");
}
