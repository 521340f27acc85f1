//! What a prompt looks like where an engine once made something else of the same rules.

use crate::{in_both, shop::Kind};
use koe_tests::{
    engines::{Engine, Setting},
    fixtures::documents,
};

in_both! {
    links => are_underlined;
}

/// 1. What leads back to the scale is underlined, by a line of one pixel in a weaker colour.
#[track_caller]
fn are_underlined(engine: Engine) {
    let shop = Kind::new("links", engine, &documents::nps()).open();
    let visit = engine.visit();
    let tab = visit.open(&shop.url());
    tab.click("#bought");
    let prompt = tab.prompt().until("asking").score(9).until("commenting");
    let style = "(({ textDecorationLine: line, textDecorationThickness: thickness, textDecorationColor, color }) => \
                 `${line} ${thickness} ${textDecorationColor != color}`)(getComputedStyle(eye.find('[data-koe=change]')))";
    assert_eq!(prompt.look(style), "underline 1px true");
}

/// Where the system sets all colours, ✕ stands on the ground of its prompt.
#[test]
fn a_cross_in_forced_colours() {
    let shop = Kind::new("forced", Engine::Firefox, &documents::nps()).open();
    let visit = Engine::Firefox.visit_with(Setting::ForcedColours);
    let tab = visit.open(&shop.url());
    tab.click("#bought");
    let prompt = tab.prompt().until("asking");
    tab.screenshot("engines-forced-colours");
    let ground = |part: &str| {
        prompt.look(&format!("getComputedStyle(eye.find('[data-koe={part}]')).backgroundColor"))
    };
    assert_eq!(ground("close"), ground("panel"));
}
