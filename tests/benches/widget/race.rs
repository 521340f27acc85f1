//! From the navigation to the prompt on screen, empty cache, both in turn.
//!
//! Bytes and requests are those of the whole page until that moment, the owner's document included.
//! Script is the browser's `ScriptDuration` of everything that ran in the page by then. Koe's question
//! takes answers as soon as it is on screen; its module comes after it, and when is told apart.

use super::visit::{DEVICE, Visit};
use koe_tests::figures::{Bound, Figure, median};

/// Of posthog-js's time and bytes.
const PART: f64 = 0.45;

/// One visit.
struct Lap {
    time: f64,
    bytes: f64,
    requests: f64,
    script: f64,
    /// When the module has the prompt. The peer has no such moment.
    taken: f64,
}

pub(crate) fn figures(visit: &Visit, rounds: usize) -> Vec<Figure> {
    let sides = ["/koe", "/posthog"];
    // The first lap of each is for the front and the Worker, which then have everything at hand.
    for path in sides {
        run(visit, path);
    }
    let mut laps = [Vec::new(), Vec::new()];
    for round in 0..rounds {
        for turn in 0..2 {
            let side = (round + turn) % 2;
            laps[side].push(run(visit, sides[side]));
        }
    }
    let [koe, peer] = laps;
    let taken = median(koe.iter().map(|lap| lap.taken).collect());
    let figure = |name, of: fn(&Lap) -> f64, bound| {
        let middle = |laps: &[Lap]| median(laps.iter().map(of).collect());
        Figure::beside(name, middle(&koe), middle(&peer), bound)
    };
    vec![
        figure("navigation to prompt on screen, ms", |lap| lap.time, Bound::PartOfPeer(PART)),
        figure("bytes until then", |lap| lap.bytes, Bound::PartOfPeer(PART)),
        figure("requests until then", |lap| lap.requests, Bound::Free),
        figure("script until then, ms", |lap| lap.script, Bound::Free),
        Figure::new("navigation to its module behind it, ms", taken, Bound::Free),
    ]
}

fn run(visit: &Visit, path: &str) -> Lap {
    let page = visit.to(path, DEVICE);
    let time = page.eval("bench.first").as_f64().unwrap_or(f64::NAN);
    let script = page.metric("ScriptDuration") * 1_000.0;
    let transfer = page.transfer(time);
    let taken = if path == "/koe" { page.eval("bench.taken()").as_f64() } else { None };
    page.close();
    #[expect(clippy::cast_precision_loss, reason = "both are far below 2^52")]
    let (bytes, requests) = (transfer.bytes as f64, transfer.requests as f64);
    Lap { time, bytes, requests, script, taken: taken.unwrap_or(f64::NAN) }
}
