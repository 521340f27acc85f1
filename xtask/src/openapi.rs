//! `test openapi`: the API's own document, in the hands of those it is for.
//!
//! 1. A validator accepts it.
//! 2. Clients are generated from it in TypeScript and in Python; a small program in each calls a
//!    site, its keys, its scores and its answers, and the compiler checks the one in TypeScript.
//! 3. schemathesis calls everything, with what the document allows and with what it does not, alone
//!    and in sequences, and finds nothing that the document does not say.
//!
//! All of it against workerd with the Worker that is deployed.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::owner::Owner;
use crate::process::{command, show, step, step_with};
use crate::python::Python;
use crate::worker::{Options, Program, Worker};
use crate::{hex, paths};

const PORT: u16 = 8796;
const ADMIN_KEY: &str = "admin-key-of-the-openapi-test";
/// Far above what the test sends: the limits are a journey of their own.
const UNLIMITED: &str = "1000000";
/// The site that schemathesis calls.
const SITE: &str = "kokage";

pub(crate) fn run() -> Result<()> {
    let python = Python::prepare()?;
    let folder = paths::built().join("openapi");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(folder.join("state"))?;
    let worker = Worker::start(&Options {
        port: PORT,
        state: &folder.join("state"),
        vars: &[("ADMIN_KEY", ADMIN_KEY), ("RATE_CLIENT", UNLIMITED), ("RATE_SITE", UNLIMITED)],
        program: Program::Koe,
    })?;
    let test =
        Test { python, folder, owner: Owner::new(&worker.url, ADMIN_KEY), url: worker.url.clone() };
    test.validate()?;
    test.typescript()?;
    test.in_python()?;
    test.schemathesis()
}

struct Test {
    python: Python,
    /// Where everything that is made lies.
    folder: PathBuf,
    owner: Owner,
    url: String,
}

impl Test {
    fn document(&self) -> PathBuf {
        self.folder.join("openapi.json")
    }

    fn validate(&self) -> Result<()> {
        fs::write(self.document(), self.read("/v1/openapi.json")?)?;
        step(
            "validating the OpenAPI document",
            self.python
                .tool("openapi-spec-validator")
                .args(["--validation-errors", "all"])
                .arg(self.document()),
        )
    }

    fn typescript(&self) -> Result<()> {
        let folder = self.folder.join("typescript");
        fs::create_dir_all(&folder)?;
        let program = folder.join("client.ts");
        fs::copy(source("client.ts"), &program)?;
        step(
            "generating types in TypeScript",
            command(paths::npm_bin("openapi-typescript"))
                .arg(self.document())
                .arg("--output")
                .arg(folder.join("koe.d.ts")),
        )?;
        step(
            "compiling a client in TypeScript",
            command(paths::npm_bin("tsc"))
                .args(["--strict", "--noUnusedLocals", "--skipLibCheck", "--types", "node"])
                .args(["--target", "es2022", "--module", "nodenext"])
                .arg(&program),
        )?;
        let compiled = folder.join("client.js");
        step("calling the API from TypeScript", self.reaching(command("node").arg(compiled)))
    }

    fn in_python(&self) -> Result<()> {
        let folder = self.folder.join("python");
        fs::create_dir_all(&folder)?;
        step(
            "generating a client in Python",
            self.python
                .tool("openapi-python-client")
                .args(["generate", "--meta", "none", "--fail-on-warning", "--path"])
                .arg(self.document())
                .arg("--output-path")
                .arg(folder.join("koe_client"))
                .arg("--config")
                .arg(source("python-client.yaml")),
        )?;
        let mut program = self.python.tool("python");
        program.arg(source("client.py")).env("PYTHONPATH", &folder);
        step("calling the API from Python", self.reaching(&mut program))
    }

    fn schemathesis(&self) -> Result<()> {
        let (file, content) = step_with("setting up a site to be called", || self.set_up())?;
        let mut program = self.python.tool("schemathesis");
        program
            .arg("--config-file")
            .arg(source("schemathesis.toml"))
            .arg("run")
            .arg(format!("{}/v1/openapi.json", self.url))
            .env("KOE_HOOKS", source("hooks.py"))
            .env("KOE_FILE", file)
            .env("KOE_CONTENT", content)
            // It keeps notes between runs beside where it was started.
            .current_dir(&self.folder);
        show("schemathesis: every call, alone and in sequences", self.reaching(&mut program))
    }

    /// A site with two surveys, and a file of an earlier release: the name of the file, and that of
    /// a survey's words.
    fn set_up(&self) -> Result<(String, String)> {
        let survey = |id: &str, metric: &str| json!({ "id": id, "metric": metric, "goal": "test", "touchpoints": ["post-purchase"] });
        let document = json!({
            "name": "Kokage", "timezone": "Asia/Tokyo", "origins": ["https://shop.example"],
            "segments": { "plan": ["free", "pro"] },
            "surveys": [survey("shop-nps", "nps"), survey("support-ces", "ces")],
        });
        self.owner.json("PUT", &format!("/v1/sites/{SITE}"), &document)?;
        let contents = b"// of an earlier release\n";
        let digest = hex::encode(&Sha256::digest(contents)[..5]);
        let file = format!("earlier-{digest}.js");
        self.owner.put(&format!("/v1/releases/{file}"), "text/javascript", contents)?;
        let config: Value = serde_json::from_str(&self.read(&format!("/s/{SITE}.json"))?)?;
        let content = config["surveys"][0]["content"].as_str().context("a survey has words")?;
        Ok((file, content.to_owned()))
    }

    fn read(&self, path: &str) -> Result<String> {
        Ok(self.owner.get(path)?.body_mut().read_to_string()?)
    }

    /// Tells a program where the API is, and the key to call it with.
    fn reaching<'a>(&self, program: &'a mut Command) -> &'a mut Command {
        program.env("KOE_URL", &self.url).env("KOE_ADMIN_KEY", ADMIN_KEY)
    }
}

/// A file of this test.
fn source(name: &str) -> PathBuf {
    paths::root().join("tests/openapi").join(name)
}
