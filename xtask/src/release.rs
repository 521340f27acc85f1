//! `release`: a folder that anybody can deploy, with Node alone.
//!
//! It is ready to be a public repository, so that Cloudflare's deploy button can take it:
//!
//! ```text
//! worker/, assets/       what was built; no demo shop
//! wrangler.toml          that of this project, with its paths as they are here
//! package.json           the deploy tool, pinned, and what each value is for
//! package-lock.json      what the deploy tool needs, and no registry's address
//! .dev.vars.example      the one secret
//! README.md, README.ja.md, pictures/
//! ```

mod config;
mod folder;
mod lock;
mod package;
mod readme;
mod repository;
mod values;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args as ClapArgs;
use koe_edge::config::EXAMPLE_ADMIN_KEY;

use self::repository::Repository;
use crate::build::{self, Assets};
use crate::process::step_with;
use crate::{machine, paths};

/// What Git leaves out: what the tools make, and the secret.
const IGNORED: &str = "node_modules/\n.wrangler/\n.dev.vars\n";

/// Names under which a project keeps its licence.
const LICENCES: [&str; 5] =
    ["LICENSE", "LICENSE.md", "LICENSE-APACHE", "LICENSE-MIT", "LICENSE.txt"];

#[derive(ClapArgs)]
pub(crate) struct Args {
    /// The public repository that the folder will be, such as `https://github.com/you/koe`: its README then
    /// begins with the deploy button
    #[arg(long)]
    repo: Option<Repository>,
    /// Where to make the folder; without it, `target/koe/release`
    #[arg(long)]
    out: Option<PathBuf>,
    /// Take what the last build left
    #[arg(long)]
    no_build: bool,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    machine::prepare()?;
    if !args.no_build {
        build::run()?;
    }
    let out = args.out.clone().unwrap_or_else(|| paths::built().join("release"));
    step_with("laying out the release", || lay_out(&out, args.repo.as_ref()))?;
    println!("\nThe release lies in {}.\n", out.display());
    println!("  Deploy it   npm ci && npx wrangler deploy (Node 20 or newer, in that folder)");
    match &args.repo {
        Some(repo) => {
            println!("  Publish it  push it to {repo}; its README begins with the button\n");
        }
        None => println!(
            "  Publish it  --repo https://github.com/YOU/koe gives its README the button\n"
        ),
    }
    Ok(())
}

fn lay_out(out: &Path, repo: Option<&Repository>) -> Result<()> {
    let assets = Assets::read()?;
    folder::clear(out)?;
    folder::copy(&paths::built().join("worker"), &out.join("worker"))?;
    folder::copy(&Assets::folder(), &out.join("assets"))?;
    // What the Worker has compiled in, for whoever wants to check a file.
    fs::write(out.join("release.json"), serde_json::to_string_pretty(&assets.release.integrity)?)?;
    let root = paths::root();
    let read = |file: &str| {
        fs::read_to_string(root.join(file)).with_context(|| format!("{file} can't be read"))
    };
    let config = config::released(&read("wrangler.toml")?)?;
    let locked = lock::Locked::read(&read("package-lock.json")?)?;
    let package = package::Package::new(locked.version()?);
    let write = |name: &str, text: &str| {
        fs::write(out.join(name), text).with_context(|| format!("{name} can't be written"))
    };
    write("wrangler.toml", &config)?;
    write("package.json", &package.to_json()?)?;
    write("package-lock.json", &locked.released(&package)?)?;
    write(".dev.vars.example", &format!("ADMIN_KEY={EXAMPLE_ADMIN_KEY}\n"))?;
    write(".gitignore", IGNORED)?;
    for language in readme::LANGUAGES {
        write(language.file, &readme::written(&language, repo, &read("docs/costs.md")?)?)?;
        let picture = language.picture()?;
        folder::copy_file(&picture.path(), &out.join("pictures").join(picture.file))?;
    }
    for licence in LICENCES.iter().filter(|licence| root.join(licence).exists()) {
        folder::copy_file(&root.join(licence), &out.join(licence))?;
    }
    Ok(())
}
