//! `deploy`: what was built goes live, and stays reachable.
//!
//! Pages, caches and tags with a hash in them go on naming the files of a release after the next
//! one has replaced it. So, once the deployment runs, each file is also put into its storage, from
//! where it is served when the assets no longer have it. The cron of the deployment does the same within
//! ten minutes: here it is done at once, so that the next deploy need not wait.

mod files;

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args as ClapArgs;
use indicatif::HumanBytes;

use self::files::{Deployed, File};
use crate::owner::{Owner, origin};
use crate::process::{command, show, step_with};
use crate::{build, machine, paths};

/// How long a new deployment may take to answer everywhere; some seconds are usual.
const SPREAD: Duration = Duration::from_mins(2);

#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Where the deployment will be reached, such as `https://koe.example`
    #[arg(long, env = "KOE_URL", value_parser = origin, required_unless_present = "dry_run")]
    to: Option<String>,
    /// The deployment's admin key
    #[arg(
        long,
        env = "KOE_ADMIN_KEY",
        hide_env_values = true,
        required_unless_present = "dry_run"
    )]
    admin_key: Option<String>,
    /// Deploy what the last build left
    #[arg(long)]
    no_build: bool,
    /// Build and check everything, and send nothing
    #[arg(long, conflicts_with = "files_only")]
    dry_run: bool,
    /// Keep the files of the release that is deployed already, and deploy nothing
    #[arg(long)]
    files_only: bool,
    /// Options for `wrangler deploy`, after `--`
    #[arg(last = true)]
    wrangler: Vec<String>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    machine::prepare()?;
    if !args.no_build && !args.files_only {
        build::run()?;
    }
    let files = files::built()?;
    if !args.files_only {
        wrangler(args)?;
    }
    let (Some(url), Some(key), false) = (&args.to, &args.admin_key, args.dry_run) else {
        would_keep(&files);
        return Ok(());
    };
    let owner = Owner::new(url, key);
    let deployed = step_with("waiting until the deployment answers with this release", || {
        wait(&owner, &files)
    })?;
    step_with("keeping its files for pages that go on naming them", || {
        files.iter().try_for_each(|file| keep(&owner, file))
    })?;
    print(url, &deployed);
    Ok(())
}

fn wrangler(args: &Args) -> Result<()> {
    let mut wrangler = command(paths::npm_bin("wrangler"));
    wrangler.arg("deploy").env("WRANGLER_SEND_METRICS", "false");
    if args.dry_run {
        wrangler.arg("--dry-run");
    }
    show("wrangler deploy", wrangler.args(&args.wrangler)).context(
        "nothing was changed. If it asks for a login: `npx wrangler login`, or set \
         CLOUDFLARE_API_TOKEN; if it knows no ADMIN_KEY: `npx wrangler secret put ADMIN_KEY`",
    )
}

/// Asks until the deployment serves just the files that were built.
fn wait(owner: &Owner, files: &[File]) -> Result<Deployed> {
    let started = Instant::now();
    loop {
        let answer = owner.get("/v1/release").and_then(|mut reply| {
            Ok(serde_json::from_reader::<_, Deployed>(reply.body_mut().as_reader())?)
        });
        let late = started.elapsed() > SPREAD;
        match answer {
            Ok(deployed) if deployed.serves(files) => return Ok(deployed),
            Ok(deployed) if late => bail!(
                "the deployment still serves another release (version {}): is `--to` the address \
                 of what wrangler deployed? Then run `cargo xtask deploy --files-only` once it has \
                 spread",
                deployed.version
            ),
            Err(error) if late => return Err(error),
            Ok(_) | Err(_) => std::thread::sleep(Duration::from_secs(1)),
        }
    }
}

fn keep(owner: &Owner, file: &File) -> Result<()> {
    owner.put(&format!("/v1/releases/{}", file.name), file.kind, &file.bytes).with_context(|| {
        format!(
            "{} was not kept, and old pages would miss it after the next deploy: once that is \
             mended, run `cargo xtask deploy --files-only`",
            file.name
        )
    })
}

fn would_keep(files: &[File]) {
    println!("\nA deploy would also keep these files, so that pages can go on naming them:\n");
    for file in files {
        println!("  {:<28} {:>10}", file.name, HumanBytes(file.bytes.len() as u64).to_string());
    }
}

fn print(url: &str, deployed: &Deployed) {
    println!("\nKoe {} runs at {url}. SITE stands for the id of a site.\n", deployed.version);
    println!("  Tag      <script async src=\"{url}/s/SITE.js\"></script>");
    if let Some(integrity) = deployed.integrity_of(&deployed.pinned) {
        let pinned = &deployed.pinned;
        println!("  Pinned   <script async crossorigin src=\"{url}{pinned}\"");
        println!("             integrity=\"{integrity}\" data-site=\"SITE\"></script>");
    }
    println!("  Health   {url}/healthz");
    println!("  Release  {url}/v1/release\n");
}
