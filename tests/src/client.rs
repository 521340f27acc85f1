//! One way to speak to the edge, wherever it runs.
//!
//! A [`Client`] carries out the same calls on the application in this process
//! ([`Client::in_process`]) and over HTTP against workerd ([`Client::over_http`]), so that one
//! journey is told once and holds for both. What calls there are is in [`call`], what came back in
//! [`reply`]; sites, keys and answers are made in [`crate::fixtures`].

pub mod call;
#[cfg(feature = "workerd")]
mod http;
mod in_process;
pub mod reply;

pub use call::Call;
pub use in_process::{Lab, Limits};
pub use reply::Reply;

use ::http::{Method, Request, Response};
use jiff::Timestamp;
use std::{fmt, sync::Arc};

/// Carries requests to an edge.
pub trait Transport: Send + Sync {
    /// The reply to a request, whose address is a path.
    ///
    /// # Errors
    /// Why there is none: nobody listens, or the connection broke off.
    fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, String>;

    /// The time at the edge.
    fn now(&self) -> Timestamp;
}

/// An edge, seen from outside.
#[derive(Clone)]
pub struct Client {
    transport: Arc<dyn Transport>,
    admin_key: String,
}

impl Client {
    /// A client of an edge that some transport reaches and whose admin key is known.
    pub fn new(transport: impl Transport + 'static, admin_key: &str) -> Self {
        Self { transport: Arc::new(transport), admin_key: admin_key.to_owned() }
    }

    /// The key that may do everything.
    pub fn admin_key(&self) -> &str {
        &self.admin_key
    }

    /// The time at the edge.
    pub fn now(&self) -> Timestamp {
        self.transport.now()
    }

    /// Begins a call of any method.
    pub fn call(&self, method: Method, path: impl AsRef<str>) -> Call<'_> {
        Call::new(self, method, path.as_ref())
    }

    /// Begins a GET.
    pub fn get(&self, path: impl AsRef<str>) -> Call<'_> {
        self.call(Method::GET, path)
    }

    /// Begins a POST.
    pub fn post(&self, path: impl AsRef<str>) -> Call<'_> {
        self.call(Method::POST, path)
    }

    /// Begins a PUT.
    pub fn put(&self, path: impl AsRef<str>) -> Call<'_> {
        self.call(Method::PUT, path)
    }

    /// Begins a DELETE.
    pub fn delete(&self, path: impl AsRef<str>) -> Call<'_> {
        self.call(Method::DELETE, path)
    }

    /// Begins the question a browser asks before a request of another origin.
    pub fn preflight(&self, path: impl AsRef<str>, method: &str) -> Call<'_> {
        self.call(Method::OPTIONS, path)
            .header("access-control-request-method", method)
            .header("access-control-request-headers", "content-type")
    }

    fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, String> {
        self.transport.send(request)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Client")
    }
}
