//! What Koe costs a page in time and movement: nothing is long, nothing shifts.

use crate::host::Kind;
use koe_tests::browser::{Browser, Device, Watched};

/// A slow phone, as the budgets have it.
const PHONE: Device = Device { slower: 4.0, bits_per_second: Some(1_600_000), latency: 150 };

/// A long task of the loader would be long at every visit. A task that other work on this machine
/// made long is not. So one of this many visits has to be without a long task.
const VISITS: usize = 20;

/// 1. A slow phone meets the page for the first time, and reads it: no task of the page is long,
///    and nothing moves.
#[test]
fn no_task_is_long_and_nothing_shifts() {
    let host = Kind::new("quiet").serve();
    let browser = Browser::start();
    let mut visits = Vec::new();
    while visits.len() < VISITS && visits.last().is_none_or(busy) {
        let page = browser.stranger();
        page.watch();
        page.device(PHONE);
        page.goto(&host.pages.url("/"));
        page.until("typeof koe === 'function' && 'config' in koe");
        page.rest();
        let watched = page.watched();
        page.close();
        assert!(watched.shift.abs() < f64::EPSILON, "{watched:?}");
        visits.push(watched);
    }
    assert!(visits.last().is_some_and(|watched| !busy(watched)), "{visits:?}");
}

fn busy(watched: &Watched) -> bool {
    !watched.tasks.is_empty()
}

/// A line on which a reply takes longer than browsers take for the effect of a tap.
const FAR_AWAY: Device = Device { slower: 1.0, bits_per_second: None, latency: 900 };

/// 1. The visitor answers and sends a comment; each step comes when the reply does, long after
///    the tap: nothing shifts while the prompt grows and shrinks.
#[test]
fn a_prompt_that_grows_late_shifts_nothing() {
    let host = Kind::new("far-away").serve();
    let page = host.visit(&Browser::start(), "/");
    page.eval("koe('touchpoint', 'post-purchase'), 0");
    let prompt = page.prompt();
    page.device(FAR_AWAY);
    prompt.score(2).click();
    prompt.until("commenting");
    prompt.part("comment").click();
    page.type_text("遠くから");
    prompt.part("send").click();
    prompt.until("thanked");
    let watched = page.watched();
    assert!(watched.shift.abs() < f64::EPSILON, "{watched:?}");
}
