//! `/sites/{site}/comments`: コメント, what visitors wrote, and which of it is published.
//!
//! GET: 1. The way in, as for every report. 2. The comments, with what this person has just decided, which the
//! address names: a list shows it a minute late. 3. 200: the page. 422: the query. 503: storage.
//!
//! POST: 1. The same. 2. 403: a key of scope `read`. 3. The comment is published, or not. 404, 409: it may not be
//! published any more, or was changed: the page says so. 503: storage. 4. 303: to the list, as it was.

mod own;

use axum::response::Response;
use http::{StatusCode, Uri};
use koe_shared::answer::MAX_REVISION;

use self::own::OwnDecisions;
use super::entry::{Entry, Sent};
use super::person::later;
use super::report::Opened;
use super::setup::lead_to;
use crate::desk::address::Address;
use crate::desk::comments::{APPROVED, CHOICES, Comments, DECIDED, REVISION, VOICE};
use crate::desk::form::FORM;
use crate::desk::language::Bilingual;
use crate::desk::report::Told;
use crate::desk::words::comments as words;
use crate::http::forms::address_fields;
use crate::reports::{Only, comment_report};
use crate::sites::{FormId, Scope};
use crate::store::keys::HistoryId;
use crate::voices::{VoiceError, VoiceRequest, decide};

// 1.
pub(super) async fn get(entry: Entry, uri: Uri) -> Response {
    show(entry, &uri, None).await
}

// 1.
pub(super) async fn post(uri: Uri, Sent { entry, fields }: Sent) -> Response {
    // 2.
    let (visit, site, edge) = (&entry.person.visit, &entry.site, entry.edge());
    if let Err(page) = entry.person.may(&site.id, Scope::Care) {
        return page;
    }
    // 3.
    let form = fields.get(FORM).and_then(FormId::parse);
    let form = match form.map_or_else(|| edge.new_form_id(), Ok) {
        Ok(form) => form,
        Err(error) => return later(visit, error),
    };
    let decision = HistoryId::new(form.time(), form.random());
    let answer = fields.get(VOICE).unwrap_or_default();
    let revision = fields.get(REVISION).and_then(|revision| revision.parse().ok());
    let revision = revision.unwrap_or(0).min(MAX_REVISION);
    let request = VoiceRequest { approved: fields.get(APPROVED) == Some("true"), revision };
    let by = (&decision, entry.person.who.name());
    match decide(edge.store(), site, (answer, request), by, edge.now()).await {
        Ok(_) => {}
        Err(VoiceError::Store(error)) => return later(visit, error),
        Err(VoiceError::Changed { .. }) => {
            let said = (StatusCode::CONFLICT, words::CHANGED_MEANWHILE);
            return show(entry, &uri, Some(said)).await;
        }
        Err(VoiceError::Unknown { .. }) => {
            let said = (StatusCode::NOT_FOUND, words::GONE_MEANWHILE);
            return show(entry, &uri, Some(said)).await;
        }
    }
    // 4.
    let chosen = address_fields(&uri);
    let own = OwnDecisions::read(chosen.get(DECIDED)).with(answer, decision).written();
    let address = Address::of(entry.page().path(&site.id), &chosen, &CHOICES);
    lead_to(address.with(&[(DECIDED, Some(&own))]))
}

async fn show(entry: Entry, uri: &Uri, error: Option<(StatusCode, Bilingual)>) -> Response {
    let mut opened = match Opened::of(entry, &CHOICES, uri).await {
        Ok(opened) => opened,
        Err(page) => return page,
    };
    // 2.
    let mut params = std::mem::take(&mut opened.params);
    let own = OwnDecisions::read(params.take(DECIDED).as_deref());
    let asked = (params, own.all());
    let report = match comment_report(opened.store(), opened.site(), asked, opened.now()).await {
        Ok(report) => report,
        Err(error) => return opened.refuse(Some(error)),
    };
    opened.urgent = report.read.only(Only::Urgent);
    let form = match opened.entry.edge().new_form_id() {
        Ok(form) => form.to_string(),
        Err(error) => return later(&opened.entry.person.visit, error),
    };
    // 3.
    let told = Told { range: report.range, compared: None, as_of: report.as_of };
    let ground = opened.ground(told);
    let may_decide = opened.entry.person.has(Scope::Care) && !ground.is_sample();
    let page = Comments {
        ground: &ground,
        report: &report,
        forms: may_decide.then_some((&*opened.entry.person.token, &*form)),
        error: error.map(|(_, text)| text),
    };
    let status = error.map_or(StatusCode::OK, |(status, _)| status);
    opened.show_as(status, "comments", page.body())
}
