//! `dev`: the whole product on this machine, from sources to a shop that asks.

mod cron;
mod year;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args as ClapArgs;
use koe_edge::AdminKey;
use koe_edge::config::MIN_ADMIN_KEY;
use serde_json::{Value, json};

use crate::owner::Owner;
use crate::process::step_with;
use crate::worker::{Options, Program, Worker};
use crate::{build, hex, machine, paths};

/// The site that the demo shop belongs to.
const DEMO: &str = "demo";

#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Where to listen
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// The admin key to use, of 20 characters or more; without one, a random one is made and kept in the state folder
    #[arg(long)]
    admin_key: Option<String>,
    /// Where answers, sites and keys are kept between runs
    #[arg(long)]
    state: Option<PathBuf>,
    /// Start from what the last build left
    #[arg(long)]
    no_build: bool,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    if let Some(Err(why)) = args.admin_key.as_deref().map(AdminKey::new) {
        bail!("--admin-key takes {MIN_ADMIN_KEY} characters or more: {why}");
    }
    machine::prepare()?;
    if !args.no_build {
        build::run()?;
    }
    let state = args.state.clone().unwrap_or_else(|| paths::built().join("state"));
    fs::create_dir_all(&state).with_context(|| state.display().to_string())?;
    let admin_key = match &args.admin_key {
        Some(key) => key.clone(),
        None => kept_admin_key(&state)?,
    };
    let worker = Worker::start(&Options {
        port: args.port,
        state: &state,
        vars: &[("ADMIN_KEY", &admin_key)],
        program: Program::Koe,
    })?;
    let owner = Owner::new(&worker.url, &admin_key);
    let read_key = step_with("creating the demo site", || {
        put_demo(&owner, &worker.url)?;
        kept_read_key(&owner, &worker.url, &state)
    })?;
    year::feed(&owner, &state)?;
    cron::run(&worker.url);
    print(&worker.url, &admin_key, &read_key);
    worker.run()
}

/// Puts the demo's site document.
fn put_demo(owner: &Owner, url: &str) -> Result<()> {
    let text = fs::read_to_string(paths::root().join("xtask/demo/site.json"))?;
    let mut site: Value = serde_json::from_str(&text).context("xtask/demo/site.json")?;
    site["origins"] = json!([url]);
    owner.json("PUT", &format!("/v1/sites/{DEMO}"), &site)?;
    Ok(())
}

/// A key that may read the demo's scores: that of earlier runs as long as it is good, so that
/// addresses with it go on working.
fn kept_read_key(owner: &Owner, url: &str, state: &Path) -> Result<String> {
    let file = state.join("read-key");
    if let Ok(key) = fs::read_to_string(&file)
        && Owner::new(url, &key).get(&format!("/v1/sites/{DEMO}/answers?limit=1")).is_ok()
    {
        return Ok(key);
    }
    let made = owner.json(
        "POST",
        &format!("/v1/sites/{DEMO}/keys"),
        &json!({ "name": "demo panel", "scope": "read" }),
    )?;
    let key = made["key"].as_str().context("the edge gave no key")?;
    fs::write(file, key)?;
    Ok(key.to_owned())
}

/// The admin key of earlier runs over the same state, so that their sites stay reachable.
fn kept_admin_key(state: &Path) -> Result<String> {
    let file = state.join("admin-key");
    if let Ok(key) = fs::read_to_string(&file) {
        return Ok(key.trim().to_owned());
    }
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).context("this machine gives no randomness")?;
    let key = hex::encode(&bytes);
    fs::write(file, &key)?;
    Ok(key)
}

fn print(url: &str, admin_key: &str, read_key: &str) {
    println!("\nKoe runs. Ctrl-C stops it; answers stay for the next time.\n");
    println!("  Desk             {url}/    a year of invented answers; sign in with the admin key");
    println!("  Shop, English    {url}/demo/?lang=en#key={read_key}");
    println!("  Shop, Japanese   {url}/demo/?lang=ja#key={read_key}");
    println!("  Scores, live     {url}/demo/panel.html#key={read_key}");
    println!("  A question       {url}/p/{DEMO}/shop-nps");
    println!("  Why, or why not  {url}/demo/thanks.html?lang=en&koe-debug#key={read_key}");
    println!("  API              {url}/v1/openapi.json");
    println!("\n  Admin key        {admin_key}");
    println!("  Read key         {read_key}\n");
    println!(
        "  curl -H 'Authorization: Bearer {read_key}' '{url}/v1/sites/{DEMO}/scores?survey=shop-nps'\n"
    );
}
