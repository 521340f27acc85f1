//! A request in the making.

use super::{Client, Reply};
use http::{HeaderName, HeaderValue, Method, Request, header};
use serde_json::Value;

/// A request to an edge; [`Call::send`] sends it.
#[derive(Debug)]
pub struct Call<'client> {
    client: &'client Client,
    request: Request<Vec<u8>>,
}

impl<'client> Call<'client> {
    #[track_caller]
    pub(super) fn new(client: &'client Client, method: Method, path: &str) -> Self {
        let request = Request::builder().method(method).uri(path).body(Vec::new());
        let request = request.unwrap_or_else(|error| panic!("{path}: {error}"));
        Self { client, request }
    }

    /// Sets a header.
    #[must_use]
    #[track_caller]
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        let value = HeaderValue::from_str(value).expect("a header a journey may send");
        self.request.headers_mut().insert(HeaderName::from_static(name), value);
        self
    }

    /// Carries an owner's key.
    #[must_use]
    #[track_caller]
    pub fn key(self, key: &str) -> Self {
        self.header("authorization", &format!("Bearer {key}"))
    }

    /// Comes from a page of this origin.
    #[must_use]
    #[track_caller]
    pub fn origin(self, origin: &str) -> Self {
        self.header("origin", origin)
    }

    /// Carries bytes of a type.
    #[must_use]
    #[track_caller]
    pub fn body(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        *self.request.body_mut() = body.into();
        self.header("content-type", content_type)
    }

    /// Carries JSON.
    #[must_use]
    #[track_caller]
    pub fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string())
    }

    /// Sends it and waits for the reply.
    #[track_caller]
    pub fn send(self) -> Reply {
        let line = self.line();
        self.carry().unwrap_or_else(|why| panic!("{line}: {why}"))
    }

    /// Sends it to an edge that may not be there.
    pub fn try_send(self) -> Option<Reply> {
        self.carry().ok()
    }

    fn carry(mut self) -> Result<Reply, String> {
        let (line, length) = (self.line(), self.request.body().len());
        if length > 0 {
            self.request.headers_mut().insert(header::CONTENT_LENGTH, length.into());
        }
        Ok(Reply::new(line, self.client.send(self.request)?))
    }

    fn line(&self) -> String {
        format!("{} {}", self.request.method(), self.request.uri())
    }
}
