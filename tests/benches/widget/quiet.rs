//! What the page is spared: nothing moves, nothing blocks, nothing stays behind.

use super::visit::{AT_HOME, Visit};
use koe_tests::{
    browser::Page,
    figures::{Bound, Figure, median},
};

/// How often a prompt is opened and closed.
const OPENINGS: usize = 50;

/// Width and height of a phone, in CSS pixels.
const PHONE: (u32, u32) = (390, 844);

pub(crate) fn figures(visit: &Visit, rounds: usize) -> Vec<Figure> {
    let mut figures: Vec<_> = [
        ("popover", "now", None),
        ("sheet", "now", Some(PHONE)),
        ("modal", "modal", None),
        ("inline", "inline", None),
    ]
    .into_iter()
    .map(|(name, survey, size)| {
        let shift = shift(visit, survey, size);
        Figure::new(format!("layout shift, {name}"), shift, Bound::AtMost(0.0))
    })
    .collect();
    let long = median((0..rounds).map(|_| long_tasks(visit)).collect());
    figures.push(Figure::new("long tasks without a prompt", long, Bound::AtMost(0.0)));
    figures.extend(left_behind(visit));
    figures
}

/// How far the page's own content moves when a prompt comes and goes.
fn shift(visit: &Visit, survey: &str, size: Option<(u32, u32)>) -> f64 {
    let page = visit.stranger(AT_HOME);
    if let Some((width, height)) = size {
        page.resize(width, height);
    }
    page.goto(&visit.url("/koe/quiet"));
    open_and_close(&page, survey);
    let shift = page.watched().shift;
    page.close();
    shift
}

/// Tasks of more than 50 ms on a page with the tag on which nothing is asked.
fn long_tasks(visit: &Visit) -> f64 {
    let page = visit.to("/koe/quiet", AT_HOME);
    page.rest();
    let tasks = page.watched().tasks;
    page.close();
    #[expect(clippy::cast_precision_loss, reason = "a page has few tasks")]
    let long = tasks.len() as f64;
    long
}

/// Nodes and listeners that the last of many openings leaves and the first did not.
fn left_behind(visit: &Visit) -> [Figure; 2] {
    let page = visit.to("/koe/quiet", AT_HOME);
    open_and_close(&page, "now");
    let first = page.held();
    for _ in 1..OPENINGS {
        open_and_close(&page, "now");
    }
    let last = page.held();
    page.close();
    let more = |what: &str, first: u64, last: u64| {
        #[expect(clippy::cast_precision_loss, reason = "both are far below 2^52")]
        let more = last as f64 - first as f64;
        Figure::new(format!("{what} left by {OPENINGS} openings"), more, Bound::AtMost(0.0))
    };
    [more("nodes", first.nodes, last.nodes), more("listeners", first.listeners, last.listeners)]
}

fn open_and_close(page: &Page, survey: &str) {
    page.eval(&format!(
        "(async () => {{
           koe('show', '{survey}');
           await bench.seen();
           koe('close');
           await bench.gone();
         }})()"
    ));
}
