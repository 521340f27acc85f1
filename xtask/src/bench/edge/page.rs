//! A page of 1,000 answers listed, tallied and scored by the edge, beside a twin that lists and counts the
//! same page of the same local KV.

use std::time::SystemTime;

use anyhow::{Result, ensure};
use serde_json::json;

use super::ROUNDS;
use super::load::{ADMIN_KEY, Client, median, ms};
use crate::owner::Owner;
use crate::process::step_with;

/// One full list page.
pub(super) const ANSWERS: usize = 1_000;
/// Requests that are not counted, so that both are compiled and warm.
const WARM_UP: usize = 50;
/// Requests of each in a round.
const REQUESTS: usize = 100;
pub(super) const SITE: &str = "bench";
/// What the edge may take, in times of its twin.
const BOUND: f64 = 1.1;

pub(super) fn run(worker: &str, twin: &str) -> Result<()> {
    let urls =
        [format!("{worker}/v1/sites/{SITE}/scores?survey=nps"), format!("{twin}/?site={SITE}")];
    let client = Client::new();
    ensure!(client.json(&urls[0])?["result"]["n"] == ANSWERS, "the edge sees other answers");
    ensure!(client.json(&urls[1])?["n"] == ANSWERS, "the twin sees other answers");
    let mut medians = [Vec::new(), Vec::new()];
    step_with(&format!("asking each {ROUNDS} × {REQUESTS} times, request by request"), || {
        for _ in 0..WARM_UP {
            urls.iter().try_for_each(|url| client.get(url).map(drop))?;
        }
        for _ in 0..ROUNDS {
            let mut times = [Vec::new(), Vec::new()];
            for _ in 0..REQUESTS {
                for (url, times) in urls.iter().zip(&mut times) {
                    times.push(client.get(url)?.0);
                }
            }
            for (times, medians) in times.into_iter().zip(&mut medians) {
                medians.push(ms(median(times)));
            }
        }
        Ok(())
    })?;
    let ratios = medians[0].iter().zip(&medians[1]).map(|(ours, theirs)| ours / theirs);
    let ratio = median(ratios.collect());
    let [ours, theirs] = medians.map(median);
    println!("\na page of {ANSWERS} answers, medians of {ROUNDS} rounds, milliseconds");
    println!("  edge (listed, tallied, scored)   {ours:>7.2}");
    println!("  TypeScript twin (listed, counted){theirs:>7.2}");
    println!("  ratio                            {ratio:>7.2}  (at most {BOUND:.2})");
    Ok(())
}

/// A site with one survey and a page of answers as visitors give them: two languages, two
/// touchpoints, four segments each, a comment on every third.
pub(super) fn fill(worker: &str) -> Result<()> {
    let owner = Owner::new(worker, ADMIN_KEY);
    step_with("storing 1,000 answers with segments and comments", || fill_by(&owner))
}

fn fill_by(owner: &Owner) -> Result<()> {
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
pub(super) fn either(number: u128, one: &'static str, other: &'static str) -> &'static str {
    if (number * 7_919 / 11).is_multiple_of(2) { one } else { other }
}

/// A version 7 UUID (RFC 9562) of this time, distinct for each number.
pub(super) fn uuid_v7(unix_ms: u128, number: u128) -> String {
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
