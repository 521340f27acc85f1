//! A person at the desk, in process: the session kept as a browser keeps it.

use axum::Router;
use axum::body::Body;
use serde_json::{Value, json};

use crate::deployment::{Reply, send_body};

/// A browser at the deployment.
#[derive(Clone, Default)]
pub(crate) struct Person {
    cookie: Option<String>,
}

/// The origin that requests of the tests are sent to.
pub(crate) const HERE: &str = "http://localhost:8787";

impl Person {
    /// Signs in with a key.
    pub(crate) async fn signed_in(app: &Router, key: &str) -> Self {
        let mut person = Self::default();
        let reply = person.post(app, "/sign-in", &[("key", key)]).await;
        assert_eq!(reply.status, 303, "{}", reply.text);
        person
    }

    /// Opens a page.
    pub(crate) async fn open(&mut self, app: &Router, path: &str) -> Reply {
        self.send(app, "GET", path, &[("sec-fetch-dest", "document")], &Value::Null).await
    }

    /// Sends a form, as a page of the desk does.
    pub(crate) async fn post(
        &mut self,
        app: &Router,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Reply {
        self.post_from(app, path, &[("sec-fetch-site", "same-origin")], fields).await
    }

    /// Sends a form with headers of one's own.
    pub(crate) async fn post_from(
        &mut self,
        app: &Router,
        path: &str,
        headers: &[(&str, &str)],
        fields: &[(&str, &str)],
    ) -> Reply {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let kind = ("content-type", "application/x-www-form-urlencoded");
        let headers: Vec<_> = headers.iter().copied().chain([kind]).collect();
        self.send(app, "POST", path, &headers, &json!(body)).await
    }

    /// Sends a request with the cookie, and keeps what the reply sets.
    pub(crate) async fn send(
        &mut self,
        app: &Router,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &Value,
    ) -> Reply {
        let body = match body {
            Value::String(text) => Body::from(text.clone()),
            _ => Body::empty(),
        };
        self.send_body(app, method, path, headers, body).await
    }

    /// The same with a body of any kind.
    pub(crate) async fn send_body(
        &mut self,
        app: &Router,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Reply {
        let cookie = self.cookie.clone().unwrap_or_default();
        let all: Vec<_> = headers.iter().copied().chain([("cookie", &*cookie)]).collect();
        let reply = send_body(app, method, &format!("{HERE}{path}"), &all, body).await;
        for set in reply.parts.headers.get_all("set-cookie") {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            if pair.starts_with("koe=") {
                self.cookie = Some(pair.to_owned());
            }
        }
        reply
    }
}

/// The value of the first field of that name in a page.
#[track_caller]
pub(crate) fn field(page: &str, name: &str) -> String {
    let tag = format!("name=\"{name}\"");
    let from = page.split(&tag).nth(1).unwrap_or_else(|| panic!("no field {name}: {page}"));
    let value = from.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
    value.to_owned()
}
