//! From the touchpoint to the prompt on screen, once the page has been idle and everything was
//! fetched and compiled ahead.

use super::visit::{DEVICE, Visit};
use koe_tests::figures::{Bound, Figure, median};

/// Milliseconds: what is felt as at once.
const AT_ONCE: f64 = 100.0;

pub(crate) fn figures(visit: &Visit, rounds: usize) -> Vec<Figure> {
    let times = (0..rounds).map(|_| run(visit)).collect();
    vec![Figure::new("touchpoint to prompt, warmed, ms", median(times), Bound::AtMost(AT_ONCE))]
}

fn run(visit: &Visit) -> f64 {
    let page = visit.to("/koe/quiet", DEVICE);
    page.rest();
    let time = page.eval(
        "(async () => {
           const began = performance.now();
           koe('touchpoint', 'now');
           return await bench.seen() - began;
         })()",
    );
    page.close();
    time.as_f64().unwrap_or(f64::NAN)
}
