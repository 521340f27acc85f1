//! `/sign-in`: a key opens a session.
//!
//! GET shows the form. POST:
//!
//! 1. 303 to the door, where the deployment has no admin key: it signs the sessions.
//! 2. 413, 415: the body. 422: no key.
//! 3. 429: more than ten tries in a minute from this address.
//! 4. 401: nobody has this key. 503: storage.
//! 5. 303 to the page that was wanted, with the cookie; else to where the key's reports begin. Where a form was filled in while the last session ended,
//!    200: a page that has what was typed.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{LOCATION, SET_COOKIE};
use http::{HeaderMap, HeaderValue, StatusCode, Uri};

use super::entry::send_again;
use super::person::{Person, Who};
use super::visit::Visit;
use crate::app::Edge;
use crate::config::AdminKey;
use crate::desk::address::DEPARTMENT;
use crate::desk::door::{Asked, KEY, MY_DEVICE, NEXT, SignIn, TYPED};
use crate::desk::place::{DOOR, SitePage, own_page};
use crate::http::auth::{self, AuthError};
use crate::http::body;
use crate::http::caller::client;
use crate::http::session::{Holder, Lasting, Session};
use crate::pages::fields::Fields;
use crate::problem::Problem;
use crate::routes::page_reply::{as_refused, page_reply};
use crate::sites::OwnerKey;

pub(super) async fn get(State(edge): State<Arc<Edge>>, uri: Uri, headers: HeaderMap) -> Response {
    let visit = Visit::of(&edge, &headers, &uri);
    if visit.admin_key().is_none() {
        return (StatusCode::SEE_OTHER, [(LOCATION, DOOR)]).into_response();
    }
    let page = SignIn { asked: Asked::First, next: None, typed: None };
    page_reply(StatusCode::OK, page.render(visit.language, &visit.here))
}

pub(super) async fn post(
    State(edge): State<Arc<Edge>>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let visit = Visit::of(&edge, &headers, &uri);
    // 1.
    let Some(admin_key) = visit.admin_key() else {
        return (StatusCode::SEE_OTHER, [(LOCATION, DOOR)]).into_response();
    };
    // 2.
    let read = async {
        body::check_type(&headers, body::URL_ENCODED)?;
        body::read(&headers, body, body::DOCUMENT).await
    };
    let fields = match read.await {
        Ok(sent) => Fields::parse(&sent),
        Err(error) => {
            return Tried { visit: &visit, fields: &Fields::default() }.refuse(Asked::NoKey, error);
        }
    };
    let tried = Tried { visit: &visit, fields: &fields };
    let key = fields.get(KEY).unwrap_or_default().trim();
    if key.is_empty() {
        return tried.again(StatusCode::UNPROCESSABLE_ENTITY, Asked::NoKey);
    }
    // 3.
    let counted = edge.limits().sign_in(client(&headers), edge.now());
    if let Err(error) = counted {
        return tried.refuse(Asked::TooOften, error);
    }
    // 4.
    let (holder, found) = match auth::holder(&edge, &headers, key).await {
        Ok(found) => found,
        Err(AuthError::Store(error)) => return tried.refuse(Asked::Storage, error),
        Err(AuthError::RateLimit(error)) => return tried.refuse(Asked::TooOften, error),
        Err(_) => return tried.again(StatusCode::UNAUTHORIZED, Asked::WrongKey),
    };
    // 5.
    let home = home(&edge, &holder, found.as_ref()).await;
    match tried.open(admin_key, (holder, found), home) {
        Ok(response) => response,
        Err(problem) => tried.refuse(Asked::Storage, problem),
    }
}

/// Where somebody begins: at the list of sites, or at the report of their own, of the first department of their key
/// that the site has.
async fn home(edge: &Edge, holder: &Holder, key: Option<&OwnerKey>) -> String {
    let Holder::Key { site, .. } = holder else { return DOOR.to_owned() };
    let report = SitePage::Overview.path(site);
    let departments = key.map_or(&[][..], |key| &key.departments);
    if departments.is_empty() {
        return report;
    }
    let Ok(found) = edge.sites().get(site).await else { return report };
    let has = |id: &&String| {
        found.document().departments.iter().any(|department| department.id.as_str() == *id)
    };
    match departments.iter().find(has) {
        Some(id) => format!("{report}?{DEPARTMENT}={id}"),
        None => report,
    }
}

/// A key that was sent, and what came with it.
struct Tried<'a> {
    visit: &'a Visit,
    fields: &'a Fields,
}

impl Tried<'_> {
    /// Opens a session.
    fn open(
        &self,
        admin_key: &AdminKey,
        (holder, key): (Holder, Option<OwnerKey>),
        home: String,
    ) -> Result<Response, Problem> {
        let edge = &self.visit.edge;
        let lasting = match &holder {
            Holder::Key { .. } if self.fields.is_set(MY_DEVICE) => Lasting::Month,
            _ => Lasting::Day,
        };
        let session = Session::open(holder, lasting, edge.entropy(), edge.now())?;
        let cookie = session.cookie(admin_key, self.visit.jar(), edge.now());
        let next = self.fields.get(NEXT).and_then(own_page).filter(|next| next != DOOR);
        let mut response = if let (Some(typed), Some(to)) = (self.fields.get(TYPED), &next) {
            let who = match (session.holder.clone(), key) {
                (Holder::Key { site, .. }, Some(key)) => Who::Key { site, key },
                _ => Who::Admin,
            };
            let visit = Visit { edge: Arc::clone(edge), here: to.clone(), ..self.visit.clone() };
            let person = Person { visit, who, token: session.token(admin_key) };
            send_again(&person, StatusCode::OK, to, typed.as_bytes())
        } else {
            let to = next.unwrap_or(home);
            (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response()
        };
        let cookie = HeaderValue::try_from(cookie).ok();
        response.headers_mut().extend(cookie.map(|cookie| (SET_COOKIE, cookie)));
        Ok(response)
    }

    /// The form once more.
    fn again(&self, status: StatusCode, asked: Asked) -> Response {
        page_reply(status, self.form(asked))
    }

    fn refuse(&self, asked: Asked, problem: impl Into<Problem>) -> Response {
        as_refused(self.form(asked), problem.into())
    }

    fn form(&self, asked: Asked) -> crate::pages::document::Rendered {
        let next = self.fields.get(NEXT).and_then(own_page);
        let page = SignIn { asked, next: next.as_deref(), typed: self.fields.get(TYPED) };
        page.render(self.visit.language, &self.visit.here)
    }
}
