//! How fast the prompt is on screen, beside posthog-js, and how quiet it is on the page.
//!
//! Run by `cargo xtask bench widget`, which builds first. The device is one of few means: 1.6 Mbit/s,
//! 150 ms before any reply, a processor four times slower than this machine. Koe is the built Worker
//! under workerd, posthog-js its published bundles; both stand behind the same front (`front.mjs`),
//! which compresses alike. They take turns, in an order that alternates, so that whatever else the
//! machine does falls on both.
//!
//! | module | figures |
//! | --- | --- |
//! | `race` | from navigation to the prompt on screen: time, bytes, requests, script |
//! | `warmed` | a page that was idle, from the touchpoint to the prompt: time, script |
//! | `quiet` | long tasks, layout shift, nodes and listeners left behind |
//!
//! Exits with failure when a figure is beyond its bound, unless `--no-bounds` is given.

mod front;
mod quiet;
mod race;
mod screen;
mod visit;
mod warmed;

use koe_tests::figures;
use std::{env, process::ExitCode};

/// Fewer rounds than these give no median that two runs agree on.
const ROUNDS: usize = 9;

fn main() -> ExitCode {
    let mut given = env::args().skip(1);
    let (mut rounds, mut bounds) = (ROUNDS, true);
    while let Some(option) = given.next() {
        match option.as_str() {
            // Cargo's own.
            "--bench" => {}
            "--no-bounds" => bounds = false,
            "--rounds" => match given.next().and_then(|number| number.parse().ok()) {
                Some(number @ 1..) => rounds = number,
                _ => return refuse("--rounds needs a number from 1 up"),
            },
            other => return refuse(&format!("{other} is none of --rounds N, --no-bounds")),
        }
    }
    let visit = visit::Visit::start();
    let mut all = race::figures(&visit, rounds);
    all.extend(warmed::figures(&visit, rounds));
    all.extend(quiet::figures(&visit, rounds));

    let title = format!("1.6 Mbit/s, 150 ms, CPU ÷ 4; median of {rounds}");
    println!("{}", figures::table(&title, &visit::Visit::peer(), &all));
    let over: Vec<_> = all.iter().filter_map(figures::Figure::over).collect();
    for why in &over {
        eprintln!("beyond its bound: {why}");
    }
    if over.is_empty() || !bounds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn refuse(why: &str) -> ExitCode {
    eprintln!("{why}");
    ExitCode::FAILURE
}
