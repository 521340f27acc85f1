//! The desk's page of comments: 2,000 comments of a real garden centre, read, judged and shown.
//!
//! The processor time of the whole workerd process holds local KV as well, which is most of it. So a twin lists
//! and reads the same answers and does nothing with them: what the edge takes beyond it is its own.

use std::fmt::Write as _;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use ureq::Agent;

use super::ROUNDS;
use super::load::{ADMIN_KEY, Client, median, ms};
use crate::owner::Owner;
use crate::paths;
use crate::process::step_with;
use crate::worker::Worker;

const SITE: &str = "comments";
const COMMENTS: usize = 2_000;
/// Rows of an import: as many as one request may hold.
const ROWS: usize = 120;
const WARM_UP: usize = 5;
const REQUESTS: u32 = 20;
/// What a request may take, in milliseconds of processor time.
const BOUND: f64 = 150.0;

pub(super) fn run(worker: &Worker, twin: &Worker) -> Result<()> {
    step_with("importing 2,000 real comments", || fill(&Owner::new(&worker.url, ADMIN_KEY)))?;
    let desk = Desk::signed_in(&worker.url)?;
    let page = format!("{}/sites/{SITE}/comments", worker.url);
    let only_read = format!("{}/comments?site={SITE}", twin.url);
    let client = Client::new();
    let told = desk.get(&page)?;
    ensure!(told.contains("2,000"), "the page does not tell of 2,000 comments");
    ensure!(client.json(&only_read)?["read"] == COMMENTS, "the twin reads other answers");
    let mut rounds = [Vec::new(), Vec::new()];
    step_with(&format!("opening it {ROUNDS} × {REQUESTS} times"), || {
        for _ in 0..WARM_UP {
            desk.get(&page)?;
            client.get(&only_read)?;
        }
        for _ in 0..ROUNDS {
            for (place, rounds) in rounds.iter_mut().enumerate() {
                let process = if place == 0 { twin } else { worker };
                let before = process.processor_time();
                let started = Instant::now();
                for _ in 0..REQUESTS {
                    match place {
                        0 => client.get(&only_read).map(drop)?,
                        _ => desk.get(&page).map(drop)?,
                    }
                }
                let time = started.elapsed() / REQUESTS;
                let spent = process.processor_time().zip(before);
                let spent = spent.map(|(after, before)| after.saturating_sub(before) / REQUESTS);
                rounds.push((ms(time), spent.map_or(f64::NAN, ms)));
            }
        }
        Ok(())
    })?;
    let [only_read, page] = rounds.map(|rounds| {
        let (times, spent): (Vec<f64>, Vec<f64>) = rounds.into_iter().unzip();
        (median(times), median(spent))
    });
    println!(
        "\nthe page of {COMMENTS} comments in workerd, medians of {ROUNDS} rounds, milliseconds"
    );
    println!("  latency                          {:>7.2}", page.0);
    println!("  processor, workerd               {:>7.2}", page.1);
    println!("  processor, twin that only reads  {:>7.2}", only_read.1);
    println!("  the edge's own                   {:>7.2}  (at most {BOUND})", page.1 - only_read.1);
    Ok(())
}

/// A site with the newest comments of the garden centre, one every quarter of an hour.
fn fill(owner: &Owner) -> Result<()> {
    owner.json(
        "PUT",
        &format!("/v1/sites/{SITE}"),
        &json!({
            "name": "Bench", "origins": ["http://localhost:8797"], "locales": ["fr"], "locale": "fr",
            "themes": { "price": ["prix", "cher", "tarif"], "staff": ["personnel", "accueil"] },
            "surveys": [{ "id": "nps", "metric": "nps", "goal": "measure", "touchpoints": ["till"] }]
        }),
    )?;
    let mut file = csv::Reader::from_path(paths::root().join("tests/data/garden-centre-nps.csv"))?;
    let headers = file.headers()?.clone();
    let column = |name: &str| headers.iter().position(|own| own == name).context("no such column");
    let (score, comment) = (column("nps")?, column("explication")?);
    let rows: Vec<(String, String)> = file
        .records()
        .filter_map(|row| {
            let row = row.ok()?;
            let (score, comment) = (row[score].to_owned(), row[comment].trim().to_owned());
            (score != "NA" && !comment.is_empty() && comment != "NA").then_some((score, comment))
        })
        .take(COMMENTS)
        .collect();
    let now = Timestamp::now();
    for (piece, some) in rows.chunks(ROWS).enumerate() {
        let mut table = "score,answered_at,external_id,comment\n".to_owned();
        for (place, (score, comment)) in some.iter().enumerate() {
            let number = piece * ROWS + place;
            let at = now - SignedDuration::from_mins(15 * i64::try_from(number + 1)?);
            writeln!(table, "{score},{at},{number},\"{}\"", comment.replace('"', "\"\""))?;
        }
        let path = format!(
            "/v1/sites/{SITE}/imports?survey=nps&batch=bench&first_line={}",
            piece * ROWS + 2
        );
        owner.csv(&path, table.as_bytes())?;
    }
    Ok(())
}

/// A person at the desk.
struct Desk {
    agent: Agent,
    cookie: String,
}

impl Desk {
    fn signed_in(url: &str) -> Result<Self> {
        let agent: Agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .build()
            .into();
        let reply = agent
            .post(format!("{url}/sign-in"))
            .header("Sec-Fetch-Site", "same-origin")
            .send_form([("key", ADMIN_KEY)])?;
        let cookies = reply.headers().get_all("set-cookie").iter();
        let cookies = cookies.filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
        let cookie = cookies.collect::<Vec<_>>().join("; ");
        ensure!(!cookie.is_empty(), "signing in replied {}", reply.status());
        Ok(Self { agent, cookie })
    }

    fn get(&self, url: &str) -> Result<String> {
        let mut reply = self
            .agent
            .get(url)
            .header("Cookie", &self.cookie)
            .header("Sec-Fetch-Dest", "document")
            .call()?;
        let text = reply.body_mut().read_to_string()?;
        ensure!(reply.status() == 200, "{url} replied {}: {text}", reply.status());
        Ok(text)
    }
}
