//! A person at a page of a site: the way in, for every page below `/sites/{site}`.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::Response;
use http::request::Parts;
use http::{HeaderMap, StatusCode, Uri};
use koe_shared::id::SiteId;
use maud::Markup;

use super::person::{Person, later};
use crate::app::Edge;
use crate::cases::has_cases;
use crate::desk::door::GoOn;
use crate::desk::form::TOKEN;
use crate::desk::notice::Notice;
use crate::desk::page::{Bar, Page, Shown, SiteBar};
use crate::desk::place::{self, DOOR, SitePage};
use crate::desk::words::notice as words;
use crate::http::body;
use crate::http::path::PathError;
use crate::http::session::Session;
use crate::pages::fields::Fields;
use crate::problem::Problem;
use crate::routes::page_reply::{as_refused, page_reply};
use crate::sites::{LookupError, Scope, Site};

/// A person at a page of a site, which the path names.
pub(super) struct Entry {
    pub(super) person: Person,
    pub(super) site: Arc<Site>,
    page: SitePage,
    /// Whether a rule opens cases, or there is one.
    has_cases: bool,
}

/// A form that a person has sent from a page of a site. What was typed is kept where the session is over, or is
/// another.
pub(super) struct Sent {
    pub(super) entry: Entry,
    pub(super) fields: Fields,
}

/// A form that a person has sent from a page of the deployment, kept in the same way.
pub(super) struct Posted {
    pub(super) person: Person,
    pub(super) fields: Fields,
}

impl FromRequestParts<Arc<Edge>> for Entry {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, edge: &Arc<Edge>) -> Result<Self, Response> {
        let person = Person::of(edge, &parts.headers, &parts.uri, None).await?;
        Self::below(person, parts.uri.path()).await
    }
}

impl FromRequest<Arc<Edge>> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, edge: &Arc<Edge>) -> Result<Self, Response> {
        let path = request.uri().path().to_owned();
        let Posted { person, fields } = Posted::from_request(request, edge).await?;
        Ok(Self { entry: Entry::below(person, &path).await?, fields })
    }
}

impl FromRequest<Arc<Edge>> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, edge: &Arc<Edge>) -> Result<Self, Response> {
        let (Parts { headers, uri, .. }, body) = request.into_parts();
        let (person, fields) = posted(edge, &headers, &uri, body).await?;
        Ok(Self { person, fields })
    }
}

impl Entry {
    /// Lets a person in who may see the page; else the page that says what to do.
    pub(super) async fn open(
        edge: &Arc<Edge>,
        (site, page): (&str, SitePage),
        headers: &HeaderMap,
        uri: &Uri,
    ) -> Result<Self, Response> {
        let person = Person::of(edge, headers, uri, None).await?;
        match site.parse() {
            Ok(site) => Self::at(person, site, page).await,
            Err(_) => Err(nowhere(&person, PathError::NoPath)),
        }
    }

    /// The same for a person who is known, and for the page that a path is at or below.
    pub(super) async fn below(person: Person, path: &str) -> Result<Self, Response> {
        match place::at(path) {
            Some((site, page)) => Self::at(person, site, page).await,
            None => Err(nowhere(&person, PathError::NoPath)),
        }
    }

    async fn at(person: Person, id: SiteId, page: SitePage) -> Result<Self, Response> {
        let edge = &person.visit.edge;
        person.may(&id, page.needs())?;
        // What is set is shown as it is stored; a report may be a minute old.
        let found = match page {
            _ if page.is_report() => edge.sites().get(&id).await,
            _ => edge.sites().get_fresh(&id).await,
        };
        let site = match found {
            Ok(site) => site,
            Err(LookupError::Store(error)) => return Err(later(&person.visit, error)),
            Err(unknown) => return Err(nowhere(&person, unknown)),
        };
        let has_rule = site.document().alerts.iter().any(|rule| rule.open_case);
        match if has_rule { Ok(true) } else { has_cases(edge.store(), &id).await } {
            Ok(has_cases) => Ok(Self { person, site, page, has_cases }),
            Err(error) => Err(later(&person.visit, error)),
        }
    }

    /// The page that the path names.
    pub(super) const fn page(&self) -> SitePage {
        self.page
    }

    /// The deployment.
    pub(super) fn edge(&self) -> &Arc<Edge> {
        &self.person.visit.edge
    }

    /// A page of the site.
    pub(super) fn reply(
        &self,
        status: StatusCode,
        named: (&str, &'static str),
        body: Markup,
    ) -> Response {
        self.reply_at(None, status, named, body)
    }

    /// A report of the site, of which the tabs know.
    pub(super) fn reply_at(
        &self,
        report: Option<Shown<'_>>,
        status: StatusCode,
        (title, class): (&str, &'static str),
        body: Markup,
    ) -> Response {
        let visit = &self.person.visit;
        let bar = Bar::Site(SiteBar {
            id: &self.site.id,
            name: &self.site.document().name,
            current: self.page,
            report,
            has_cases: self.has_cases,
            may_set: self.person.has(Scope::Write),
            is_admin: self.person.is_admin(),
            token: &self.person.token,
        });
        let (language, here) = (visit.language, visit.here.as_str());
        page_reply(status, Page { language, title, here, class, bar, body }.render())
    }
}

/// The person who sent a form, and its fields. Where the session is over or the token is missing, a page that has
/// all that was typed.
async fn posted(
    edge: &Arc<Edge>,
    headers: &HeaderMap,
    uri: &Uri,
    body: Body,
) -> Result<(Person, Fields), Response> {
    let read = async {
        body::check_type(headers, body::URL_ENCODED)?;
        body::read(headers, body, body::DOCUMENT).await
    };
    let sent = match read.await {
        Ok(sent) => sent,
        Err(error) => {
            let person = Person::of(edge, headers, uri, None).await?;
            return Err(not_taken(&person, error));
        }
    };
    let typed = String::from_utf8_lossy(&sent);
    let person = Person::of(edge, headers, uri, Some(&typed)).await?;
    let fields = Fields::parse(&sent);
    if has_token(&person, headers, fields.get(TOKEN).unwrap_or_default()) {
        Ok((person, fields))
    } else {
        Err(send_again(&person, StatusCode::FORBIDDEN, uri.path(), &sent))
    }
}

/// Whether a form carries the token of the session.
pub(super) fn has_token(person: &Person, headers: &HeaderMap, token: &str) -> bool {
    let visit = &person.visit;
    visit.admin_key().is_some_and(|key| {
        let session = Session::read(headers, key, visit.jar(), visit.edge.now());
        session.is_some_and(|session| session.has_token(key, token))
    })
}

/// A page with what was typed, to be sent with the token of this session.
pub(super) fn send_again(person: &Person, status: StatusCode, to: &str, sent: &[u8]) -> Response {
    let fields: Vec<(String, String)> = form_urlencoded::parse(sent)
        .filter(|(name, _)| name != TOKEN)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let page = GoOn { token: &person.token, to, fields: &fields };
    page_reply(status, page.render(person.visit.language, &person.visit.here))
}

/// There is no such page.
pub(super) fn nowhere(person: &Person, problem: impl Into<Problem>) -> Response {
    notice(person, (words::NOT_HERE, words::NOT_HERE_TEXT), problem)
}

fn not_taken(person: &Person, problem: impl Into<Problem>) -> Response {
    notice(person, (words::NOT_FROM_HERE, words::NOT_FROM_HERE_TEXT), problem)
}

fn notice(
    person: &Person,
    (title, text): (crate::desk::language::Bilingual, crate::desk::language::Bilingual),
    problem: impl Into<Problem>,
) -> Response {
    let language = person.visit.language;
    let next = Some((DOOR, language.say(words::BACK)));
    let notice = Notice { title: language.say(title), text: language.say(text), next };
    let bar = Bar::Deployment { token: &person.token };
    as_refused(notice.render(language, &person.visit.here, bar), problem.into())
}
