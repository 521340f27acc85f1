//! What a request to the desk says before anybody knows whose it is: its language and its address.

use std::sync::Arc;

use axum::response::Response;
use http::{HeaderMap, StatusCode, Uri};

use crate::app::Edge;
use crate::config::AdminKey;
use crate::desk::door::{Asked, SignIn};
use crate::desk::language::Language;
use crate::desk::place::own_page;
use crate::http::forms::address_fields;
use crate::http::language::Wishes;
use crate::http::origin::request_origin;
use crate::http::session::{Jar, cookies};
use crate::routes::page_reply::page_reply;

/// The cookie of a person's language.
pub(super) const LANGUAGE_COOKIE: &str = "koe-language";

/// A request to the desk.
#[derive(Clone)]
pub(super) struct Visit {
    pub(super) edge: Arc<Edge>,
    pub(super) language: Language,
    /// The address, without a choice of language.
    pub(super) here: String,
    /// Where this deployment is reached.
    pub(super) origin: String,
}

impl Visit {
    /// Reads a request.
    pub(super) fn of(edge: &Arc<Edge>, headers: &HeaderMap, uri: &Uri) -> Self {
        let fields = address_fields(uri);
        let chosen = fields.get("lang").or_else(|| cookies(headers, LANGUAGE_COOKIE).next());
        let language = Language::among(Wishes::of(chosen, headers).tags());
        let query = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
        let kept = query.filter(|(name, _)| name != "lang");
        let kept = form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
        let here = match kept.as_str() {
            "" => uri.path().to_owned(),
            kept => format!("{}?{kept}", uri.path()),
        };
        Self { edge: Arc::clone(edge), language, here, origin: request_origin(headers, uri) }
    }

    /// Where this deployment keeps a session in the browser.
    pub(super) fn jar(&self) -> Jar {
        Jar::of(&self.origin)
    }

    /// The key that signs sessions; none where the deployment has none.
    pub(super) fn admin_key(&self) -> Option<&AdminKey> {
        self.edge.config().admin_key.as_ref().ok()
    }

    /// The form for a key, that leads back here.
    pub(super) fn ask_for_key(&self, asked: Asked, typed: Option<&str>) -> Response {
        let next = own_page(&self.here);
        let page = SignIn { asked, next: next.as_deref(), typed };
        page_reply(StatusCode::UNAUTHORIZED, page.render(self.language, &self.here))
    }
}
