//! A page that has been idle, so that everything was fetched and compiled ahead; then the touchpoint.
//!
//! Script is the browser's `ScriptDuration`: processor time of the page's thread in JavaScript and
//! WebAssembly, without style, layout and paint. From the end of loading until the module has taken
//! the prompt over, that is all of initialising (the sender, the prompt's script, its module) and
//! mounting, and not the loader.

use super::visit::{DEVICE, Visit, WARM};
use koe_tests::figures::{Bound, Figure, median};

/// Milliseconds: what is felt as at once.
const AT_ONCE: f64 = 100.0;

/// Milliseconds of initialising and mounting.
const SCRIPT: f64 = 50.0;

/// One visit.
struct Round {
    time: f64,
    script: f64,
}

pub(crate) fn figures(visit: &Visit, rounds: usize) -> Vec<Figure> {
    let rounds: Vec<_> = (0..rounds).map(|_| run(visit)).collect();
    let figure = |name, of: fn(&Round) -> f64, most| {
        Figure::new(name, median(rounds.iter().map(of).collect()), Bound::AtMost(most))
    };
    vec![
        figure("touchpoint to prompt on screen, warmed, ms", |round| round.time, AT_ONCE),
        figure("script to initialise and mount, ms", |round| round.script, SCRIPT),
    ]
}

fn run(visit: &Visit) -> Round {
    let page = visit.to("/koe/quiet", DEVICE);
    page.eval("new Promise((done) => setTimeout(done))"); // the loader's second task
    let loaded = page.metric("ScriptDuration");
    page.eval(WARM);
    let time = page.eval(
        "(async () => {
           const began = performance.now();
           koe('touchpoint', 'expected');
           return await bench.seen() - began;
         })()",
    );
    page.eval("bench.taken()");
    let script = (page.metric("ScriptDuration") - loaded) * 1_000.0;
    page.close();
    Round { time: time.as_f64().unwrap_or(f64::NAN), script }
}
