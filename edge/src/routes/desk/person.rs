//! The person whose session a request belongs to.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::response::Response;
use http::request::Parts;
use http::{HeaderMap, StatusCode, Uri};
use koe_shared::id::SiteId;

use super::visit::Visit;
use crate::app::Edge;
use crate::desk::door::Asked;
use crate::desk::language::Bilingual;
use crate::desk::notice::Notice;
use crate::desk::page::Bar;
use crate::desk::place::DOOR;
use crate::desk::words::notice as words;
use crate::http::session::{Holder, Session};
use crate::problem::Problem;
use crate::routes::page_reply::{as_refused, page_reply};
use crate::sites::{OwnerKey, Scope};

/// Somebody who has signed in.
pub(super) struct Person {
    pub(super) visit: Visit,
    pub(super) who: Who,
    /// What the forms of this session carry.
    pub(super) token: String,
}

/// Whose key opened the session.
pub(super) enum Who {
    /// The deployment's owner.
    Admin,
    /// Somebody with a key of a site.
    Key {
        /// The site.
        site: SiteId,
        /// The key, as it is today.
        key: OwnerKey,
    },
}

impl Who {
    /// Who did it, in history and events.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Admin => "admin",
            Self::Key { key, .. } => &key.name,
        }
    }
}

impl FromRequestParts<Arc<Edge>> for Person {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, edge: &Arc<Edge>) -> Result<Self, Response> {
        Self::of(edge, &parts.headers, &parts.uri, None).await
    }
}

impl Person {
    /// The person of a session, with the key looked up anew. Else the form for a key; `typed` is what a form has
    /// brought, to be kept.
    pub(super) async fn of(
        edge: &Arc<Edge>,
        headers: &HeaderMap,
        uri: &Uri,
        typed: Option<&str>,
    ) -> Result<Self, Response> {
        let asked = if typed.is_some() { Asked::SessionOver } else { Asked::ForPage };
        Self::among(Visit::of(edge, headers, uri), headers, (asked, typed)).await
    }

    /// The same for a form with a file, which can't be kept.
    pub(super) async fn with_file(
        edge: &Arc<Edge>,
        headers: &HeaderMap,
        uri: &Uri,
    ) -> Result<Self, Response> {
        Self::among(Visit::of(edge, headers, uri), headers, (Asked::FileOver, None)).await
    }

    async fn among(
        visit: Visit,
        headers: &HeaderMap,
        (asked, typed): (Asked, Option<&str>),
    ) -> Result<Self, Response> {
        let edge = Arc::clone(&visit.edge);
        let Some(admin_key) = visit.admin_key() else {
            return Err(visit.ask_for_key(asked, typed));
        };
        let session = Session::read(headers, admin_key, visit.jar(), edge.now());
        let Some(session) = session else { return Err(visit.ask_for_key(asked, typed)) };
        let token = session.token(admin_key);
        let who = match session.holder {
            Holder::Admin => Who::Admin,
            Holder::Key { site, id } => match OwnerKey::load(edge.store(), &site, &id).await {
                Ok(Some(key)) => Who::Key { site, key },
                // Revoked.
                Ok(None) => return Err(visit.ask_for_key(Asked::WrongKey, typed)),
                Err(error) => return Err(later(&visit, error)),
            },
        };
        Ok(Self { visit, who, token })
    }

    /// Whether the person may do on this site what needs such a scope; else the page that says why not.
    #[allow(clippy::result_large_err, reason = "the page is the reply")]
    pub(super) fn may(&self, site: &SiteId, needs: Scope) -> Result<(), Response> {
        match &self.who {
            Who::Key { site: own, .. } if own != site => Err(self.forbid(words::OTHER_SITE)),
            Who::Key { key, .. } if key.scope < needs => Err(self.forbid(words::NOT_ALLOWED_TEXT)),
            Who::Admin | Who::Key { .. } => Ok(()),
        }
    }

    /// Whether the key has such a scope.
    pub(super) fn has(&self, scope: Scope) -> bool {
        match &self.who {
            Who::Admin => true,
            Who::Key { key, .. } => key.scope >= scope,
        }
    }

    pub(super) fn is_admin(&self) -> bool {
        matches!(self.who, Who::Admin)
    }

    /// The page for what only the deployment's owner may do.
    pub(super) fn forbid_other_site(&self) -> Response {
        self.forbid(words::NOT_ALLOWED_TEXT)
    }

    fn forbid(&self, text: Bilingual) -> Response {
        let language = self.visit.language;
        let notice = Notice {
            title: language.say(words::NOT_ALLOWED),
            text: language.say(text),
            next: Some((DOOR, language.say(words::BACK))),
        };
        let bar = Bar::Deployment { token: &self.token };
        page_reply(StatusCode::FORBIDDEN, notice.render(language, &self.visit.here, bar))
    }
}

/// Storage did not answer.
pub(super) fn later(visit: &Visit, problem: impl Into<Problem>) -> Response {
    let language = visit.language;
    let (title, text) = (language.say(words::LATER), language.say(words::LATER_TEXT));
    let notice = Notice { title, text, next: Some((&visit.here, language.say(words::BACK))) };
    as_refused(notice.render(language, &visit.here, Bar::Door), problem.into())
}
