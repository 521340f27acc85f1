//! What the page is spared: nothing keeps it from answering, nothing in it moves, and nothing stays
//! behind.

use super::visit::{AT_HOME, DEVICE, Visit, WARM};
use koe_tests::{
    browser::Page,
    figures::{Bound, Figure},
};

/// How often a prompt is opened and closed.
const OPENINGS: usize = 50;

/// Width and height of a phone, in CSS pixels.
const PHONE: (u32, u32) = (390, 844);

/// Waits on a page that fetches nothing ahead for as long.
const IDLE: &str = "(async () => {
  await new Promise((done) => setTimeout(done, 1000));
  for (let times = 0; times < 5; times++) await new Promise((done) => requestIdleCallback(done, { timeout: 1000 }));
})()";

pub(crate) fn figures(visit: &Visit, rounds: usize) -> Vec<Figure> {
    let mut figures = Vec::from(busy(visit, rounds));
    figures.extend(
        [
            ("popover", "now", None),
            ("sheet", "now", Some(PHONE)),
            ("modal", "modal", None),
            ("inline", "inline", None),
        ]
        .into_iter()
        .map(|(name, survey, size)| {
            let shift = shift(visit, survey, size);
            Figure::new(format!("layout shift, {name}"), shift, Bound::AtMost(0.0))
        }),
    );
    figures.extend(left_behind(visit));
    figures
}

/// Tasks of more than 50 ms on a page that shows no prompt, while everything for one is fetched ahead: those
/// in which Koe's scripts run, and all there are, which the same page has without Koe, too.
fn busy(visit: &Visit, rounds: usize) -> [Figure; 3] {
    let (mut own, mut with, mut without) = (0, 0, 0);
    for round in 0..rounds {
        for turn in 0..2 {
            let koe = (round + turn) % 2 == 0;
            let page = visit.to(if koe { "/koe/quiet" } else { "/none" }, DEVICE);
            page.eval(if koe { WARM } else { IDLE });
            let watched = page.watched();
            page.close();
            *(if koe { &mut with } else { &mut without }) += watched.tasks.len();
            own += watched.tasks_of(visit.koe());
        }
    }
    let figure = |name: &str, tasks: usize, bound| {
        #[expect(clippy::cast_precision_loss, reason = "a page has few tasks")]
        let tasks = tasks as f64;
        Figure::new(format!("{name}, {rounds} visits"), tasks, bound)
    };
    [
        figure("long tasks of Koe's scripts", own, Bound::AtMost(0.0)),
        figure("all long tasks of the page", with, Bound::Free),
        figure("those of the page without Koe", without, Bound::Free),
    ]
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

/// Nodes and listeners that the last of many openings leaves and the first did not, once the module
/// is there.
fn left_behind(visit: &Visit) -> [Figure; 2] {
    let page = visit.to("/koe/quiet", AT_HOME);
    page.eval("(async () => { koe('show', 'now'); await bench.taken(); koe('close'); await bench.gone() })()");
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
