//! Pages of the desk, as an owner opens them: each is asked for with a session, and read to its end.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use ureq::Agent;

use super::ROUNDS;
use super::load::{ADMIN_KEY, Client, median, ms};
use super::page::{ANSWERS, SITE};
use crate::process::step_with;

/// Requests for each page that are not counted, so that all of it is compiled and warm.
const WARM_UP: usize = 5;
/// Requests for each page in a round.
const REQUESTS: usize = 10;
/// What a page may take, in milliseconds, and a report.
const BOUND: f64 = 100.0;
const BOUND_OF_REPORT: f64 = 200.0;

/// The pages of a site, by their paths below it.
const PAGES: [&str; 20] = [
    "",
    "?sample=1",
    "/trend",
    "/journey",
    "/comments",
    "/notes",
    "/settings",
    "/site",
    "/touchpoints",
    "/surveys",
    "/surveys/nps",
    "/look",
    "/fairness",
    "/segments",
    "/hand-out",
    "/check",
    "/keys",
    "/import",
    "/history",
    "/document",
];

/// Those that count answers.
const REPORTS: [&str; 4] = ["", "/trend", "/journey", "/comments"];

/// The site is that of the page of answers.
pub(super) fn run(worker: &str) -> Result<()> {
    let cookie = sign_in(worker)?;
    let site = format!("/sites/{SITE}");
    let pages: Vec<String> = [String::from("/"), String::from("/new-site")]
        .into_iter()
        .chain(PAGES.map(|page| format!("{site}{page}")))
        .collect();
    let client = Client::new();
    let mut medians: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let each = ROUNDS * REQUESTS;
    step_with(&format!("opening {} pages of the desk {each} times", pages.len()), || {
        for round in 0..=ROUNDS {
            for page in &pages {
                let url = format!("{worker}{page}");
                let mut times = Vec::new();
                for _ in 0..if round == 0 { WARM_UP } else { REQUESTS } {
                    times.push(client.page(&url, &cookie)?);
                }
                if round > 0 {
                    medians.entry(page).or_default().push(ms(median(times)));
                }
            }
        }
        Ok(())
    })?;
    println!(
        "\npages of the desk with {ANSWERS} answers, medians of {ROUNDS} rounds, milliseconds"
    );
    for page in &pages {
        let shown = page.split('?').next().unwrap_or_default();
        let is_report = REPORTS.iter().any(|report| format!("{site}{report}") == shown);
        let bound = if is_report { BOUND_OF_REPORT } else { BOUND };
        let time = medians.remove(page.as_str()).map(median).context("every page was opened")?;
        let over = if time > bound { "  OVER" } else { "" };
        println!("  {page:<34}{time:>8.2}  (at most {bound:.0}){over}");
    }
    Ok(())
}

/// Opens a session by the deployment's own form, and gives its cookie.
fn sign_in(worker: &str) -> Result<String> {
    let agent: Agent =
        Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
    let reply = agent
        .post(format!("{worker}/sign-in"))
        .header("Origin", worker)
        .send_form([("key", ADMIN_KEY)])?;
    ensure!(reply.status() == 303, "/sign-in replied {}", reply.status());
    let cookie = reply.headers().get("set-cookie").context("a session has a cookie")?.to_str()?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}
