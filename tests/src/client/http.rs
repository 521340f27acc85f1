//! An edge somewhere else, reached over HTTP.

use super::{Client, Transport};
use http::{Request, Response, uri::InvalidUri};
use jiff::Timestamp;
use std::time::Duration;
use ureq::Agent;

/// Far above what a request takes on a machine under load.
const TIMEOUT: Duration = Duration::from_mins(1);

impl Client {
    /// A client of the edge at an address (`http://127.0.0.1:8787`).
    ///
    /// Each request has a connection of its own: workerd closes one that was idle for five
    /// seconds, and a request that is written at that moment is lost.
    pub fn over_http(url: &str, admin_key: &str) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .timeout_global(Some(TIMEOUT))
            .max_redirects(0)
            .max_idle_connections(0)
            .build()
            .new_agent();
        Self::new(OverHttp { agent, url: url.to_owned() }, admin_key)
    }
}

struct OverHttp {
    agent: Agent,
    url: String,
}

impl Transport for OverHttp {
    fn send(&self, mut request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, String> {
        let uri = format!("{}{}", self.url, request.uri());
        *request.uri_mut() = uri.parse().map_err(|error: InvalidUri| error.to_string())?;
        let reply = self.agent.run(request).map_err(|error| error.to_string())?;
        let (parts, body) = reply.into_parts();
        let body = body.into_with_config().limit(u64::MAX).read_to_vec();
        Ok(Response::from_parts(parts, body.map_err(|error| error.to_string())?))
    }

    fn now(&self) -> Timestamp {
        // The Worker runs on this machine and reads the same clock.
        Timestamp::now()
    }
}
