//! What is written in Python (tools, clients, snippets of the guides), in an environment of its own under
//! `target`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{self, command, step};
use crate::{machine, paths};

/// What is installed, and where the list of it lies.
const REQUIREMENTS: &str = "tests/openapi/requirements.txt";
/// The oldest version that all of it runs on.
const OLDEST: (u32, u32) = (3, 10);

/// The environment, made and filled where it is not there yet.
pub(crate) struct Python {
    home: PathBuf,
}

impl Python {
    /// Makes sure that the environment holds what is required, and nothing of an earlier list.
    pub(crate) fn prepare() -> Result<Self> {
        let python = Self { home: paths::root().join("target/python") };
        let required = fs::read_to_string(paths::root().join(REQUIREMENTS))?;
        let installed = python.home.join("requirements.txt");
        if fs::read_to_string(&installed).is_ok_and(|installed| installed == required) {
            return Ok(python);
        }
        check_version()?;
        if python.home.exists() {
            fs::remove_dir_all(&python.home)?;
        }
        python.make()?;
        step(
            "installing Python's packages (generators of clients, schemathesis, pandas)",
            python.tool("pip").args(["install", "--quiet", "--disable-pip-version-check"]).args([
                "--no-deps",
                "--requirement",
                REQUIREMENTS,
            ]),
        )?;
        fs::write(installed, required)?;
        Ok(python)
    }

    /// A program of the environment; programs that it starts are found there, too.
    pub(crate) fn tool(&self, name: &str) -> Command {
        let bin = self.home.join("bin");
        let mut tool = command(bin.join(name));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let all = [bin].into_iter().chain(std::env::split_paths(&path));
        if let Ok(path) = std::env::join_paths(all) {
            tool.env("PATH", path);
        }
        tool
    }

    fn make(&self) -> Result<()> {
        let venv = || {
            let mut venv = command("python3");
            venv.args(["-m", "venv"]).arg(&self.home);
            venv
        };
        // Debian keeps what this needs in a package of its own.
        if process::read(&mut venv()).is_err() {
            machine::install(&["python3-venv"])?;
            process::read(&mut venv()).context(
                "`python3 -m venv` failed: install the package python3-venv, then run this again",
            )?;
        }
        Ok(())
    }
}

fn check_version() -> Result<()> {
    let mut asked = command("python3");
    asked.args(["-c", "import sys; print(*sys.version_info[:2])"]);
    if process::read(&mut asked).is_err() {
        machine::install(&["python3", "python3-venv"])?;
    }
    let version = process::read(&mut asked)
        .context("no Python found: install version 3.10 or newer, then run this again")?;
    let mut parts = version.split(' ').filter_map(|part| part.parse().ok());
    match (parts.next(), parts.next()) {
        (Some(major), Some(minor)) if (major, minor) >= OLDEST => Ok(()),
        _ => bail!("Python {version} is too old: install version 3.10 or newer"),
    }
}
