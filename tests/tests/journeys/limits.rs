//! How often one address, and one site, is served: each kind of call has a bound of its own.
//!
//! These run on an edge that lets 10 calls of an address and 40 writes to a site pass in ten seconds,
//! begun early in such a window. Addresses come as Cloudflare tells them.

use crate::limited;
use koe_tests::client::{Call, Client, Reply};
use koe_tests::fixtures::{Site, documents::SHOP, id_at, with};
use serde_json::json;

const CLIENT: usize = 10;
const SITE: usize = 40;

fn edge() -> Client {
    limited(CLIENT, SITE)
}

fn answer<'site>(site: &'site Site, address: &str) -> Call<'site> {
    let answer = site.answer("shop-nps", &json!({ "score": 9 }));
    site.post(&answer).origin(SHOP).header("cf-connecting-ip", address)
}

/// The statuses of as many calls, each with how often it came in a row.
fn statuses(count: usize, call: impl Fn() -> Reply) -> Vec<(u16, usize)> {
    let mut runs: Vec<(u16, usize)> = Vec::new();
    for _ in 0..count {
        let status = call().status();
        match runs.last_mut() {
            Some((last, times)) if *last == status => *times += 1,
            _ => runs.push((status, 1)),
        }
    }
    runs
}

/// 1. Five addresses of one home's /64 write ten times each: 10 × 202, then 429.
/// 2. A visitor from elsewhere writes: 202. So does the /64 next door: 202.
#[test]
fn an_ipv6_network_of_64_bits_is_one_address() {
    let site = Site::shop(&edge(), "one-home");
    let mut taken = 0;
    for host in 1..=5 {
        let address = format!("2001:db8:0:7::{host:x}");
        taken += (0..CLIENT).filter(|_| answer(&site, &address).send().status() == 202).count();
    }
    assert_eq!(taken, CLIENT);
    answer(&site, "203.0.113.7").send().is(202);
    answer(&site, "2001:db8:0:8::1").send().is(202);
}

/// 1. An IPv4 address, also written as IPv6: ten together, then 429. Its neighbour: 202.
#[test]
fn an_ipv4_address_in_ipv6_is_that_address() {
    let site = Site::shop(&edge(), "mapped");
    for n in 0..CLIENT {
        let address = if n % 2 == 0 { "192.0.2.1" } else { "::ffff:192.0.2.1" };
        answer(&site, address).send().is(202);
    }
    answer(&site, "::ffff:c000:201").send().refuses(429, "rate_limited", None);
    answer(&site, "::ffff:192.0.2.2").send().is(202);
}

/// 1. Four addresses write as much as they may: nine tenths of the site's 40 are taken, then 429.
/// 2. Addresses that have not written yet have the last tenth: 4 × 202, then 429.
#[test]
fn the_last_tenth_of_a_site_is_for_newcomers() {
    let site = Site::shop(&edge(), "newcomers");
    let mut taken = 0;
    for host in 1..=4 {
        let address = format!("192.0.2.{host}");
        taken += (0..CLIENT).filter(|_| answer(&site, &address).send().status() == 202).count();
    }
    assert_eq!(taken, SITE - SITE / 10);
    let refused = answer(&site, "192.0.2.4").send();
    refused.refuses(429, "rate_limited", None).says("over 36 writes in 10 s");
    for host in 1..=4 {
        let newcomer = format!("198.51.100.{host}");
        answer(&site, &newcomer).send().is(202);
        answer(&site, &newcomer).send().refuses(429, "rate_limited", None);
    }
    answer(&site, "198.51.100.5").send().refuses(429, "rate_limited", None).says("over 40 writes");
}

/// 1. A foreign page sends from a visitor's address: 10 × 403, then 429, readable by that page.
/// 2. The listed page's answer from the same address: 202. Likewise after answers to a survey and a
///    site that are not there: 404, then 429.
/// 3. So it is with taking back.
#[test]
fn what_is_refused_takes_nothing_from_the_listed_page() {
    let site = Site::shop(&edge(), "refusals");
    let sent = |address: &str, origin: &str, fields: serde_json::Value| {
        let answer = with(&site.answer("shop-nps", &json!({ "score": 0 })), &fields);
        site.post(&answer).origin(origin).header("cf-connecting-ip", address).send()
    };
    let foreign = statuses(15, || sent("192.0.2.1", "https://elsewhere.example", json!({})));
    assert_eq!(foreign, [(403, CLIENT), (429, 5)]);
    let refused = sent("192.0.2.1", "https://elsewhere.example", json!({}));
    refused.has("access-control-allow-origin", "https://elsewhere.example");
    assert!(refused.header("retry-after").is_some());
    answer(&site, "192.0.2.1").send().is(202);

    let no_survey = statuses(15, || sent("192.0.2.2", SHOP, json!({ "survey": "no-such" })));
    assert_eq!(no_survey, [(404, CLIENT), (429, 5)]);
    answer(&site, "192.0.2.2").send().is(202);
    let no_site = statuses(15, || sent("192.0.2.3", SHOP, json!({ "site": "no-such" })));
    assert_eq!(no_site, [(404, CLIENT), (429, 5)]);
    answer(&site, "192.0.2.3").send().is(202);

    let id = site.score("shop-nps", 1);
    let back = |origin: &str| {
        let call = site.client.delete(format!("/v1/answers/refusals/{id}"));
        call.origin(origin).header("cf-connecting-ip", "192.0.2.4").send()
    };
    assert_eq!(statuses(15, || back("null")), [(403, CLIENT), (429, 5)]);
    back(SHOP).is(204);
}

/// 1. Receipts are asked for from one address: 10 × 404, then 429 with `Retry-After`, as a page.
///    From another: 404.
/// 2. That address can still answer: 202.
#[test]
fn receipts_are_counted_per_address() {
    let site = Site::shop(&edge(), "receipts");
    let id = id_at(site.client.now());
    let look = |address: &str| {
        let call = site.client.get(format!("/r/receipts/{id}?lang=en"));
        call.header("cf-connecting-ip", address).send()
    };
    assert_eq!(statuses(15, || look("192.0.2.1")), [(404, CLIENT), (429, 5)]);
    let refused = look("192.0.2.1");
    refused.is(429).has("content-type", "text/html; charset=utf-8");
    assert!(refused.header("retry-after").is_some());
    look("192.0.2.2").is(404);
    answer(&site, "192.0.2.1").send().is(202);
}

/// 1. Keys that nobody has are tried from one address: 10 × 401, then 429, whatever their form.
/// 2. A key of the wrong scope and one of another site count alike: 403, then 429.
/// 3. From another address the right key opens: 200; and so does the admin's from everywhere: 200.
#[test]
fn refused_keys_are_counted_per_address() {
    let site = Site::shop(&edge(), "guessed");
    let look = |address: &str, path: &str, key: &str| {
        site.client.get(site.path(path)).key(key).header("cf-connecting-ip", address).send()
    };
    let scores = "/scores?survey=shop-nps";
    let guesses =
        ["guess".to_owned(), format!("koe_guessed_{}_{}", "0".repeat(16), "0".repeat(48))];
    for (guess, address) in guesses.iter().zip(["192.0.2.1", "192.0.2.2"]) {
        assert_eq!(statuses(15, || look(address, scores, guess)), [(401, CLIENT), (429, 5)]);
        let refused = look(address, scores, guess);
        refused.refuses(429, "rate_limited", None).says("10");
        assert!(refused.header("retry-after").is_some());
        look(address, scores, site.client.admin_key()).is(200);
    }
    let small = statuses(15, || look("192.0.2.3", "/keys", &site.read_key));
    assert_eq!(small, [(403, CLIENT), (429, 5)]);
    look("192.0.2.4", scores, &site.read_key).is(200);
}
