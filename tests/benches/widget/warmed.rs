//! A page that has been idle, so that everything was fetched and compiled ahead; then the touchpoint.
//!
//! Script is the browser's `ScriptDuration`: processor time of the page's thread in JavaScript and
//! WebAssembly, without style, layout and paint. From the end of loading until the module has taken
//! the prompt over, that is all of initialising (the sender, the prompt's script, its module) and
//! mounting, and not the loader.

use super::visit::{DEVICE, Visit};
use koe_tests::{
    browser::Page,
    figures::{Bound, Figure, median},
};

/// Milliseconds: what is felt as at once.
const AT_ONCE: f64 = 100.0;

/// Milliseconds of initialising and mounting.
const SCRIPT: f64 = 50.0;

/// Waits until the module was fetched and the page has been idle since; not for ever, since a
/// prompt that nobody fetched ahead is only slow.
const WARM: &str = "(async () => {
  const fetched = () => performance.getEntriesByType('resource').some(({ name }) => /wasm$/.test(name));
  for (let tries = 0; tries < 50 && !fetched(); tries++) await new Promise((done) => setTimeout(done, 100));
  for (let times = 0; times < 5; times++) await new Promise((done) => requestIdleCallback(done, { timeout: 1000 }));
})()";

/// Settles when a page on which nothing is fetched ahead has been idle for as long.
const IDLE: &str = "(async () => {
  await new Promise((done) => setTimeout(done, 1000));
  for (let times = 0; times < 5; times++) await new Promise((done) => requestIdleCallback(done, { timeout: 1000 }));
})()";

/// One visit.
struct Round {
    time: f64,
    script: f64,
    long: f64,
    /// On the same page without Koe.
    long_without: f64,
}

pub(crate) fn figures(visit: &Visit, rounds: usize) -> Vec<Figure> {
    let rounds: Vec<_> = (0..rounds).map(|_| run(visit)).collect();
    let figure = |name, of: fn(&Round) -> f64, most| {
        Figure::new(name, median(rounds.iter().map(of).collect()), Bound::AtMost(most))
    };
    let without = median(rounds.iter().map(|round| round.long_without).collect());
    vec![
        figure("touchpoint to prompt on screen, warmed, ms", |round| round.time, AT_ONCE),
        figure("script to initialise and mount, ms", |round| round.script, SCRIPT),
        figure("tasks over 50 ms before the touchpoint", |round| round.long, 0.0),
        Figure::new("the same on the page without Koe", without, Bound::Free),
    ]
}

fn run(visit: &Visit) -> Round {
    let page = visit.to("/none", DEVICE);
    page.eval(IDLE);
    let long_without = long(&page);
    page.close();
    let page = visit.to("/koe/quiet", DEVICE);
    page.eval("new Promise((done) => setTimeout(done))"); // the loader's second task
    let loaded = page.metric("ScriptDuration");
    page.eval(WARM);
    let long = long(&page);
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
    Round { time: time.as_f64().unwrap_or(f64::NAN), script, long, long_without }
}

/// Tasks over 50 ms so far.
fn long(page: &Page) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a page has few tasks")]
    let long = page.watched().tasks.len() as f64;
    long
}
