//! The cron of a deployment on this machine: nobody else rings it here.

use std::thread;
use std::time::Duration;

/// As often as `wrangler.toml` says.
const EVERY: Duration = Duration::from_mins(10);

/// Rings it every ten minutes for as long as this process lives. A run that fails is made up for by the next.
pub(super) fn run(url: &str) {
    let bell = format!("{url}/__scheduled?cron=*");
    thread::spawn(move || {
        loop {
            thread::sleep(EVERY);
            let _ = ureq::get(&bell).call();
        }
    });
}
