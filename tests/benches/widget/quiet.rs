//! What the page is spared: nothing in it moves, and nothing stays behind.

use super::visit::{AT_HOME, Visit};
use koe_tests::{
    browser::Page,
    figures::{Bound, Figure},
};

/// How often a prompt is opened and closed.
const OPENINGS: usize = 50;

/// Width and height of a phone, in CSS pixels.
const PHONE: (u32, u32) = (390, 844);

pub(crate) fn figures(visit: &Visit) -> Vec<Figure> {
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
