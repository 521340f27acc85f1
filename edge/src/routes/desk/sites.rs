//! `GET /`: the door, and behind it the list of sites.
//!
//! 1. 200: what to do, where there is no admin key. 2. 200: the form for a key, without a session. 3. 303 to the
//!    site of an owner key. 4. 200: the sites, ten a page, for the admin key; 303 to the first page where
//!    the cursor is not valid.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use futures_util::future::join_all;
use http::header::LOCATION;
use http::{HeaderMap, StatusCode, Uri};
use koe_shared::id::SiteId;

use super::person::{Person, Who, later};
use super::visit::Visit;
use crate::app::Edge;
use crate::desk::door::{Asked, NoDoor, SignIn};
use crate::desk::page::{Bar, Page};
use crate::desk::place::{DOOR, SitePage};
use crate::desk::sites::{CURSOR, NoScores, SiteList, SiteRow};
use crate::desk::words::door as words;
use crate::hex;
use crate::http::forms::address_fields;
use crate::http::session::Session;
use crate::reports::{ReportError, standings};
use crate::routes::page_reply::page_reply;
use crate::sites::{LookupError, list_sites};
use crate::store::StoreError;

/// Bytes of a random admin key: 192 bits can't be guessed.
const KEY_BYTES: usize = 24;
/// Each takes up to fifteen operations, and an invocation may take a thousand.
const SITES_A_PAGE: usize = 10;

pub(super) async fn get(State(edge): State<Arc<Edge>>, uri: Uri, headers: HeaderMap) -> Response {
    let visit = Visit::of(&edge, &headers, &uri);
    // 1.
    let admin_key = match &edge.config().admin_key {
        Ok(admin_key) => admin_key,
        Err(why) => {
            let mut random = [0; KEY_BYTES];
            if let Err(error) = edge.entropy()(&mut random) {
                return later(&visit, error);
            }
            let page = NoDoor { why: *why, key: &hex::encode(&random) };
            return page_reply(StatusCode::OK, page.render(visit.language, &visit.here));
        }
    };
    // 2.
    if Session::read(&headers, admin_key, visit.jar(), edge.now()).is_none() {
        let page = SignIn { asked: Asked::First, next: None, typed: None };
        return page_reply(StatusCode::OK, page.render(visit.language, &visit.here));
    }
    let person = match Person::of(&edge, &headers, &uri, None).await {
        Ok(person) => person,
        Err(page) => return page,
    };
    match &person.who {
        // 3.
        Who::Key { site, .. } => {
            (StatusCode::SEE_OTHER, [(LOCATION, SitePage::Overview.path(site))]).into_response()
        }
        // 4.
        Who::Admin => every_site(&edge, &person, address_fields(&uri).get(CURSOR)).await,
    }
}

/// Ten sites, each with its scores. A site that can't be read has its row all the same.
async fn every_site(edge: &Arc<Edge>, person: &Person, cursor: Option<&str>) -> Response {
    let visit = &person.visit;
    let listed = match list_sites(edge.store(), SITES_A_PAGE, cursor).await {
        Ok(listed) => listed,
        // A cursor from elsewhere, or from long ago.
        Err(StoreError::Cursor) => {
            return (StatusCode::SEE_OTHER, [(LOCATION, DOOR)]).into_response();
        }
        Err(error) => return later(visit, error),
    };
    let rows = join_all(listed.ids.into_iter().map(|id| row(edge, id))).await;
    let rows: Vec<SiteRow> = rows.into_iter().flatten().collect();
    let list = SiteList { rows: &rows, next: listed.next.as_deref(), is_first: cursor.is_none() };
    let language = visit.language;
    let page = Page {
        language,
        title: language.say(words::SITES),
        here: &visit.here,
        class: "sites",
        bar: Bar::Deployment { token: &person.token },
        body: list.body(language),
    };
    page_reply(StatusCode::OK, page.render())
}

/// The row of a site; none of one that was deleted.
async fn row(edge: &Arc<Edge>, id: SiteId) -> Option<SiteRow> {
    let site = match edge.sites().get(&id).await {
        Ok(site) => site,
        Err(LookupError::Unknown { .. }) => return None,
        Err(LookupError::Store(_)) => {
            return Some(SiteRow { name: id.to_string(), id, scores: Err(NoScores::Storage) });
        }
    };
    let scores = standings(edge.store(), &site, edge.now()).await;
    let scores = scores.map_err(|error| match error {
        ReportError::Store(_) => NoScores::Storage,
        ReportError::Query(_) => NoScores::TooMany,
    });
    Some(SiteRow { id, name: site.document().name.clone(), scores })
}
