//! A page of 1,000 answers listed, tallied and scored by the edge in workerd, beside a TypeScript
//! twin that lists and counts the same page of the same local KV. The two are asked in turn, so
//! that whatever else the machine does falls on both alike.

use std::fs;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::owner::Owner;
use crate::process::step_with;
use crate::worker::{Options, Program, Worker};
use crate::{build, machine, paths};

/// One full list page.
const ANSWERS: usize = 1_000;
/// Requests that are not counted, so that both are compiled and warm.
const WARM_UP: usize = 30;
/// Requests that are counted, of each.
const ROUNDS: usize = 200;
const SITE: &str = "bench";
const ADMIN_KEY: &str = "admin-key-of-the-bench";

pub(super) fn run() -> Result<()> {
    machine::prepare()?;
    build::run()?;
    let state = paths::built().join("bench-state");
    let _ = fs::remove_dir_all(&state);
    let vars = [("ADMIN_KEY", ADMIN_KEY), ("RATE_CLIENT", "100000"), ("RATE_SITE", "100000")];
    let worker =
        Worker::start(&Options { port: 8797, state: &state, vars: &vars, program: Program::Koe })?;
    let twin =
        Worker::start(&Options { port: 8798, state: &state, vars: &[], program: Program::Twin })?;
    let owner = Owner::new(&worker.url, ADMIN_KEY);
    step_with("storing 1,000 answers with segments and comments", || fill(&owner))?;
    let ours = format!("{}/v1/sites/{SITE}/scores?survey=nps", worker.url);
    let theirs = format!("{}/?site={SITE}", twin.url);
    ensure!(ask(&ours)?.1["result"]["n"] == ANSWERS, "the edge does not see {ANSWERS} answers");
    ensure!(ask(&theirs)?.1["n"] == ANSWERS, "the twin does not see {ANSWERS} answers");
    let mut times = [Vec::new(), Vec::new()];
    step_with(&format!("asking each {ROUNDS} times, in turn"), || {
        for round in 0..WARM_UP + ROUNDS {
            for (url, times) in [&ours, &theirs].into_iter().zip(&mut times) {
                let (time, _) = ask(url)?;
                if round >= WARM_UP {
                    times.push(time);
                }
            }
        }
        Ok(())
    })?;
    let [ours, theirs] = times.map(median);
    println!("\na page of {ANSWERS} answers, median of {ROUNDS}, milliseconds");
    println!("  edge (listed, tallied, scored)   {:>7.2}", ours.as_secs_f64() * 1e3);
    println!("  TypeScript twin (listed, counted){:>7.2}", theirs.as_secs_f64() * 1e3);
    println!(
        "  ratio                            {:>7.2}  (aim: at most 1.20)",
        ours.as_secs_f64() / theirs.as_secs_f64()
    );
    Ok(())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// One request, timed until its body is read.
fn ask(url: &str) -> Result<(Duration, Value)> {
    let started = Instant::now();
    let text = ureq::get(url)
        .header("Authorization", format!("Bearer {ADMIN_KEY}"))
        .call()
        .with_context(|| url.to_owned())?
        .body_mut()
        .read_to_string()?;
    let time = started.elapsed();
    Ok((time, serde_json::from_str(&text)?))
}

/// A site with one survey and a page of answers as visitors give them: two languages, two
/// touchpoints, four segments each, a comment on every third.
fn fill(owner: &Owner) -> Result<()> {
    owner.json(
        "PUT",
        &format!("/v1/sites/{SITE}"),
        &json!({
            "name": "Bench", "origins": ["http://localhost:8797"], "locales": ["en", "ja"],
            "segments": { "plan": ["free", "pro"], "country": ["jp", "de"], "device": ["phone", "desktop"], "member": ["yes", "no"] },
            "surveys": [{ "id": "nps", "metric": "nps", "goal": "measure", "touchpoints": ["post-purchase", "browsing"] }]
        }),
    )?;
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_millis();
    for number in 0..ANSWERS as u128 {
        let mut answer = json!({
            "site": SITE, "survey": "nps", "revision": 1, "outcome": "answered",
            "id": uuid_v7(now - number * 1_000, number),
            // Every score occurs, in no order that would help anybody.
            "score": (number * 7) % 11,
            "touchpoint": either(number, "post-purchase", "browsing"),
            "locale": either(number, "en", "ja"),
            "page": "/orders/thanks",
            "segments": {
                "plan": either(number, "free", "pro"), "country": either(number, "jp", "de"),
                "device": either(number, "phone", "desktop"), "member": either(number, "yes", "no")
            },
        });
        if number % 3 == 0 {
            answer["comment"] =
                json!("The kettle came a day early, and the box had no plastic in it.");
        }
        owner.json("POST", "/v1/answers", &answer)?;
    }
    Ok(())
}

/// One of two, mixed over the page.
fn either(number: u128, one: &'static str, other: &'static str) -> &'static str {
    if (number * 7_919 / 11).is_multiple_of(2) { one } else { other }
}

/// A version 7 UUID (RFC 9562) of this time, distinct for each number.
fn uuid_v7(unix_ms: u128, number: u128) -> String {
    let bits = (unix_ms << 80) | (0x7 << 76) | (0x2 << 62) | number;
    let hex = format!("{bits:032x}");
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_version_seven_and_its_time() {
        assert_eq!(uuid_v7(0x0190_0000_0000, 5), "01900000-0000-7000-8000-000000000005");
    }
}
