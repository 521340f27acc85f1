//! An owner's calls to a deployment.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::Value;
use ureq::Agent;
use ureq::http::{Request, Response};
use ureq::{AsSendBody, Body};

/// How often a call is tried again when the edge asks to wait.
const RETRIES: u32 = 6;
/// What the edge says while an import that is a few minutes old may not be visible everywhere.
const SETTLING: &str = "import_settling";

/// A deployment's address without a slash at its end, from what was given on the command line.
pub(crate) fn origin(given: &str) -> Result<String> {
    let url = given.trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains('/') => Ok(url.to_owned()),
        _ => bail!("name scheme and host alone, such as https://koe.example"),
    }
}

/// A deployment and the key it is called with.
pub(crate) struct Owner {
    agent: Agent,
    url: String,
    key: String,
}

/// What a refusal says of itself (RFC 9457).
#[derive(Deserialize)]
struct Problem {
    code: String,
    detail: String,
}

impl Owner {
    /// `url` is the deployment's own [`origin`].
    pub(crate) fn new(url: &str, key: &str) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_mins(2)))
            .build()
            .into();
        Self { agent, url: url.to_owned(), key: key.to_owned() }
    }

    /// Sends JSON and reads JSON.
    pub(crate) fn json(&self, method: &str, path: &str, body: &Value) -> Result<Value> {
        let body = body.to_string();
        let reply = self.call(method, path, "application/json", body.as_bytes())?;
        Ok(serde_json::from_str(&reply)?)
    }

    /// Sends CSV and reads JSON.
    pub(crate) fn csv(&self, path: &str, body: &[u8]) -> Result<Value> {
        Ok(serde_json::from_str(&self.call("POST", path, "text/csv; charset=utf-8", body)?)?)
    }

    /// Stores a file; what is replied says nothing more than that it is stored.
    pub(crate) fn put(&self, path: &str, kind: &str, bytes: &[u8]) -> Result<()> {
        self.call("PUT", path, kind, bytes).map(|_| ())
    }

    /// Fetches a document; the headers come with it.
    pub(crate) fn get(&self, path: &str) -> Result<Response<Body>> {
        self.patient("GET", path, "", &())
    }

    fn call(&self, method: &str, path: &str, kind: &str, body: &[u8]) -> Result<String> {
        Ok(self.patient(method, path, kind, &body)?.body_mut().read_to_string()?)
    }

    /// One call, tried again when the edge is busy, its storage refuses for a while, or another import has
    /// to settle first. Of the last the console is told, since it may take minutes.
    fn patient<B: AsSendBody + Clone>(
        &self,
        method: &str,
        path: &str,
        kind: &str,
        body: &B,
    ) -> Result<Response<Body>> {
        let mut attempt = 0;
        loop {
            let request = Request::builder()
                .method(method)
                .uri(format!("{}{path}", self.url))
                .header("Authorization", format!("Bearer {}", self.key))
                .header("Content-Type", kind)
                .body(body.clone())?;
            let mut reply = self
                .agent
                .run(request)
                .with_context(|| format!("{} cannot be reached", self.url))?;
            let status = reply.status().as_u16();
            if (200..300).contains(&status) {
                return Ok(reply);
            }
            let pause = wait(&reply, attempt);
            if matches!(status, 429 | 503) && attempt < RETRIES {
                attempt += 1;
                std::thread::sleep(pause);
                continue;
            }
            let text = reply.body_mut().read_to_string().unwrap_or_default();
            match serde_json::from_str::<Problem>(&text) {
                Ok(problem) if status == 409 && problem.code == SETTLING => {
                    eprintln!("{}: going on in {} s", problem.detail, pause.as_secs());
                    std::thread::sleep(pause);
                }
                Ok(problem) => bail!("{} ({status} {})", problem.detail, problem.code),
                Err(_) => bail!("{} answered {status}", self.url),
            }
        }
    }
}

/// What `Retry-After` asks for, else 1 s doubling.
fn wait(reply: &Response<Body>, attempt: u32) -> Duration {
    let asked =
        reply.headers().get("Retry-After").and_then(|value| value.to_str().ok()?.parse().ok());
    Duration::from_secs(asked.unwrap_or(1 << attempt))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_an_origin() {
        for (given, origin_of) in [
            ("https://koe.example", "https://koe.example"),
            ("https://koe.example/", "https://koe.example"),
            ("http://localhost:8787", "http://localhost:8787"),
        ] {
            assert_eq!(origin(given).unwrap(), origin_of);
        }
        for given in ["koe.example", "https://", "https://koe.example/s/kokage.js", "", "ftp://a"] {
            assert!(origin(given).is_err(), "{given}");
        }
    }
}
