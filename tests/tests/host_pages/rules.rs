//! Pages on which a rule would be met by the page and not by its visitor. The pages' own prompts are drawn
//! in either place; the rules are the loader's.

use crate::host::{Host, Kokage, Place, in_page_and_frame, loaded};
use koe_tests::browser::{Browser, Page};
use serde_json::json;

in_page_and_frame![
    a_scroller_of_the_app_s_own,
    a_body_that_scrolls,
    a_page_that_fills_late,
    a_page_that_goes_to_its_top,
    a_jump_to_the_top,
    a_slow_drag_upwards,
    a_flick_upwards,
];

/// 1. At arrival nothing was read: no prompt.
/// 2. Half of the article is scrolled through: the prompt comes.
#[track_caller]
fn asks_after_half(host: &Host, path: &str, scroll: &str) {
    let page = host.visit(path);
    loaded(&page);
    page.until("document.querySelector('div') !== null");
    page.stay(2_500);
    host.nothing_is_spent(&page, "nps");
    page.eval(&format!("{scroll}, 0"));
    host.asked(&page).prompt().score(9).click();
    assert_eq!(host.only_answer("nps", 1)["touchpoint"], "read");
}

fn a_scroller_of_the_app_s_own(place: Place) {
    let host = Kokage::new("scroll-inner", place).serve();
    asks_after_half(&host, "/scroll-inner.html", "document.querySelector('main').scrollTop = 3000");
}

fn a_body_that_scrolls(place: Place) {
    let head =
        "<style>html{height:100%;overflow:hidden}body{height:100%;margin:0;overflow:auto}</style>";
    let body = r#"<div style="height:5000px">A long article in the body's own scroller.</div>"#;
    let host = Kokage::new("scroll-body", place).page("/scroll-body.html", head, body).serve();
    asks_after_half(&host, "/scroll-body.html", "document.body.scrollTop = 3000");
}

fn a_page_that_fills_late(place: Place) {
    let host = Kokage::new("scroll-skeleton", place).serve();
    asks_after_half(&host, "/scroll-skeleton.html", "scrollTo(0, 3000)");
}

/// A phone far down a long page, where the reader has rested.
#[track_caller]
fn far_down(host: &Host) -> Page {
    let page = Browser::start().tab();
    page.phone(390, 800);
    host.goto(&page, "/back-to-top.html");
    loaded(&page);
    page.eval("scrollTo(0, 20000), 0");
    page.stay(3_000);
    host.nothing_is_spent(&page, "nps");
    page
}

/// 1. The page's own button takes the reader back to the top, smoothly: that is no leaving.
fn a_page_that_goes_to_its_top(place: Place) {
    let host = Kokage::new("to-top", place).serve();
    let page = far_down(&host);
    page.emulate(&[("prefers-reduced-motion", "no-preference")]);
    page.element("button").tap();
    page.until("scrollY === 0");
    page.stay(2_000);
    host.nothing_is_spent(&page, "nps");
}

/// 1. The page jumps to its top at once, as a menu's link has it do: that is no leaving either.
fn a_jump_to_the_top(place: Place) {
    let host = Kokage::new("jump", place).serve();
    let page = far_down(&host);
    page.eval("scrollTo(0, 0), 0");
    page.until("scrollY === 0");
    page.stay(2_000);
    host.nothing_is_spent(&page, "nps");
}

/// 1. A finger draws the page downwards, slowly, on a device whose frames come unevenly: no leaving.
fn a_slow_drag_upwards(place: Place) {
    let host = Kokage::new("slow-drag", place).serve();
    let page = far_down(&host);
    // 600 px in some two seconds; the events come in bunches.
    page.drag((0..=30_u32).map(|step| {
        let pause = if step % 6 == 5 { 250 } else { 8 };
        (200.0, 100.0 + f64::from(step) * 20.0, pause)
    }));
    page.until("scrollY < 19900");
    page.stay(2_000);
    host.nothing_is_spent(&page, "nps");
}

/// 1. A finger flings the page downwards, again and again: the visitor wants the address bar, and is asked.
fn a_flick_upwards(place: Place) {
    let host = Kokage::new("flick", place).serve();
    let page = far_down(&host);
    // A browser tells a page few of a finger's moves while it scrolls, and one move tells no speed: not every fling
    // is known for one.
    for _ in 0..6 {
        page.drag((0..=6_u32).map(|step| (200.0, 60.0 + f64::from(step) * 110.0, 12)));
    }
    let inside = host.asked(&page);
    // A tap on a page that still runs stops it, and is no click.
    page.until(
        "new Promise(done => { const y = scrollY; setTimeout(() => done(y === scrollY), 300) })",
    );
    inside.prompt().score(9).tap();
    assert_eq!(host.only_answer("nps", 1)["touchpoint"], json!("leave"));
}
