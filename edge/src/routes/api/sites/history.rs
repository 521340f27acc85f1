//! `/v1/sites/{site}/history`: what each save left, and bringing it back.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, Uri};
use koe_shared::id::SiteId;
use koe_shared::instant::Instant;
use koe_shared::site::{OwnerView, SiteDocument};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::Edge;
use crate::http::origin::request_origin;
use crate::http::path::Path;
use crate::http::{auth, condition};
use crate::problem::Problem;
use crate::sites::{
    Entry, Listed, MAX_HISTORY, Restoring, Scope, beside, history_entry, list_history, named_site,
    restore_site,
};
use crate::store::keys::HistoryId;

/// An entry as a list tells of it.
#[derive(Serialize, ToSchema)]
#[schema(as = HistoryEntry)]
pub(super) struct EntryView {
    /// Names the entry, in the `ETag` of the site as well.
    #[schema(example = "8204769754321-00000000000000ab")]
    id: String,
    /// When it was saved.
    at: Instant,
    /// Who saved: a key's name, or `admin`; null for a state from before there was a history.
    by: Option<String>,
    /// The fields that the save changed, such as `surveys.shop-nps.question.ja`; `deleted` where it took the
    /// site down. A list tells of many fields by what they have in common: `surveys`.
    changed: Vec<String>,
    /// Another entry that was saved upon the same state: neither of the two saw the other.
    beside: Option<String>,
}

/// The history of a site, newest first.
#[derive(Serialize, ToSchema)]
pub(super) struct HistoryList {
    history: Vec<EntryView>,
}

/// An entry with its document.
#[derive(Serialize, ToSchema)]
#[schema(as = HistoryState)]
pub(super) struct StateView {
    #[serde(flatten)]
    entry: EntryView,
    /// The document as it was saved, without its secret.
    document: SiteDocument,
}

impl EntryView {
    fn of(listed: Listed, beside: Option<HistoryId>) -> Self {
        let Listed { id, note } = listed;
        Self {
            id: id.into(),
            at: Instant(note.at),
            by: note.by,
            changed: note.changed,
            beside: beside.map(String::from),
        }
    }
}

/// The newest 200 saves of a site, newest first.
#[utoipa::path(
    get,
    operation_id = "list_history",
    path = "/v1/sites/{site}/history",
    tag = "sites",
    params(("site" = SiteId, Path)),
    responses(
        (status = 200, body = HistoryList, description = "the saves, newest first"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site"),
    ),
    security(("key" = ["write"])),
)]
pub(super) async fn list(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    headers: HeaderMap,
) -> Result<Json<HistoryList>, Problem> {
    let site = named_site(&site)?;
    auth::require(&edge, &headers, &site, Scope::Write).await?;
    edge.sites().get(&site).await?;
    let listed = list_history(edge.store(), &site, MAX_HISTORY).await?;
    let beside: Vec<_> = beside(&listed).into_iter().map(Option::<&HistoryId>::cloned).collect();
    let entries = listed.into_iter().zip(beside);
    Ok(Json(HistoryList {
        history: entries.map(|(one, other)| EntryView::of(one, other)).collect(),
    }))
}

/// What one save left: who saved, when, and the document.
#[utoipa::path(
    get,
    operation_id = "get_history_entry",
    path = "/v1/sites/{site}/history/{id}",
    tag = "sites",
    params(("site" = SiteId, Path), ("id" = String, Path, description = "the entry")),
    responses(
        (status = 200, body = StateView, description = "the entry and its document"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site, unknown_entry"),
    ),
    security(("key" = ["write"])),
)]
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path((site, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<StateView>, Problem> {
    let site = named_site(&site)?;
    auth::require(&edge, &headers, &site, Scope::Write).await?;
    let (id, entry) = history_entry(edge.sites(), &site, &id).await?;
    let listed = list_history(edge.store(), &site, MAX_HISTORY).await?;
    let place = listed.iter().position(|listed| listed.id == id);
    let beside = place.and_then(|place| beside(&listed)[place].cloned());
    let (note, Entry { record, .. }) = (entry.note(), entry);
    let entry = EntryView::of(Listed { id, note }, beside);
    Ok(Json(StateView { entry, document: record.document }))
}

/// Brings back an earlier state, as a new entry. Today's secrets stay, and no survey goes back to a lower
/// version: a wording that differs from today's becomes the next version.
///
/// 1. 401, 403: the key. 2. 404: the site, the entry. 3. 409: a survey that is at its last version; 412: as
///    for a PUT. 4. 200: the site as it is now.
#[utoipa::path(
    post,
    operation_id = "restore_site",
    path = "/v1/sites/{site}/history/{id}/restore",
    tag = "sites",
    params(
        ("site" = SiteId, Path),
        ("id" = String, Path, description = "the entry"),
        ("If-Match" = Option<String>, Header, description = "the `ETag` of the state that is left"),
    ),
    responses(
        (status = 200, body = OwnerView, description = "the site as it is now",
            headers(("ETag" = String, description = "names the new state"))),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site, unknown_entry"),
        (status = 409, description = "version_not_raised"),
        (status = 412, description = "edited_meanwhile"),
        (status = 503, description = "entropy_unavailable, not_visible_yet"),
    ),
    security(("key" = ["write"])),
)]
pub(super) async fn restore(
    State(edge): State<Arc<Edge>>,
    Path((site, id)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    // 1.
    let site = named_site(&site)?;
    let caller = auth::require(&edge, &headers, &site, Scope::Write).await?;
    // 2.
    let (_, entry) = history_entry(edge.sites(), &site, &id).await?;
    // 3.
    let (based_on, by) = (condition::based_on(&headers), caller.name());
    let origin = request_origin(&headers, &uri);
    let reached = edge.reached(&origin);
    let restoring = Restoring { site, entry, based_on, by, form: None, reached };
    let outcome = restore_site(edge.sites(), restoring, edge.entropy(), edge.now()).await?;
    // 4.
    Ok(super::reply(outcome, &origin))
}
