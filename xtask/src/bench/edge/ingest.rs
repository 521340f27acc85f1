//! Answers on their way in, beside a twin with Hono that checks the same fields and puts one key with the
//! same metadata.

use std::thread;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Result, anyhow};
use serde_json::json;

use super::ROUNDS;
use super::load::{ADMIN_KEY, Client, median, ms, part};
use super::page::{either, uuid_v7};
use crate::owner::Owner;
use crate::process::step_with;

const SITE: &str = "ingest";
/// Connections at once.
const CLIENTS: u32 = 8;
/// Requests of each connection in a round: with eight of them the slowest hundredth is sixteen.
const REQUESTS: u32 = 200;
/// What the edge's throughput may be, at least, and its slowest hundredth, at most, in times of its twin.
const THROUGHPUT: f64 = 0.9;
const SLOWEST: f64 = 1.2;

/// What a round comes to.
#[derive(Clone, Copy)]
struct Round {
    /// Answers a second.
    throughput: f64,
    /// What 99 of 100 do not exceed, in milliseconds.
    p99: f64,
}

pub(super) fn run(worker: &str, twin: &str) -> Result<()> {
    let document = json!({
        "name": "Ingest", "origins": ["https://shop.example"], "locales": ["en", "ja"],
        "segments": { "plan": ["free", "pro"], "device": ["phone", "desktop"] },
        "surveys": [{ "id": "nps", "metric": "nps", "goal": "measure", "touchpoints": ["post-purchase", "browsing"] }]
    });
    Owner::new(worker, ADMIN_KEY).json("PUT", &format!("/v1/sites/{SITE}"), &document)?;
    let urls = [worker, twin].map(|origin| format!("{origin}/v1/answers"));
    let mut rounds: [Vec<Round>; 2] = [Vec::new(), Vec::new()];
    let each = CLIENTS * REQUESTS;
    step_with(&format!("sending each {ROUNDS} × {each} answers, round by round"), || {
        let mut number = 0;
        // One more, in which both are compiled and warm.
        for round in 0..=ROUNDS {
            for (url, rounds) in urls.iter().zip(&mut rounds) {
                let measured = send(url, number)?;
                number += each;
                if round > 0 {
                    rounds.push(measured);
                }
            }
        }
        Ok(())
    })?;
    let [ours, theirs] = &rounds;
    let told = |name: &str, digits: usize, figure: fn(&Round) -> f64, bound: String| {
        let of = |rounds: &[Round]| median(rounds.iter().map(figure).collect());
        let pairs = ours.iter().zip(theirs).map(|(ours, theirs)| figure(ours) / figure(theirs));
        let ratio = median(pairs.collect());
        let (ours, theirs) = (of(ours), of(theirs));
        println!("  {name:<28}{ours:>9.digits$}{theirs:>9.digits$}{ratio:>8.2}  ({bound})");
    };
    println!("\nanswers on their way in, {CLIENTS} at once, medians of {ROUNDS} rounds");
    println!("  {:<28}{:>9}{:>9}{:>8}", "", "edge", "twin", "ratio");
    told("answers a second", 0, |round| round.throughput, format!("at least {THROUGHPUT:.2}"));
    told("slowest hundredth, ms", 1, |round| round.p99, format!("at most {SLOWEST:.2}"));
    Ok(())
}

/// A round: every connection sends one answer after the other.
fn send(url: &str, first: u32) -> Result<Round> {
    let started = Instant::now();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let url = url.to_owned();
            let first = first + client * REQUESTS;
            thread::spawn(move || send_one_by_one(&url, first))
        })
        .collect();
    let mut times = Vec::new();
    for client in clients {
        times.extend(client.join().map_err(|_| anyhow!("a client broke down"))??);
    }
    let throughput = times.len() as f64 / started.elapsed().as_secs_f64();
    Ok(Round { throughput, p99: ms(part(&mut times, 99)) })
}

fn send_one_by_one(url: &str, first: u32) -> Result<Vec<Duration>> {
    let client = Client::new();
    (first..first + REQUESTS).map(|number| client.post(url, &answer(number.into())?)).collect()
}

/// A visitor's answer, given just now.
fn answer(number: u128) -> Result<String> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_millis();
    let answer = json!({
        "site": SITE, "survey": "nps", "revision": 1, "outcome": "answered",
        "id": uuid_v7(now, number), "score": number % 11,
        "comment": "The kettle came a day early, and the box had no plastic in it.",
        "touchpoint": either(number, "post-purchase", "browsing"),
        "locale": either(number, "en", "ja"), "page": "/orders/thanks",
        "segments": { "plan": either(number, "free", "pro"), "device": "phone" },
    });
    Ok(answer.to_string())
}
