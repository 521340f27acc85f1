//! `/sites/{site}/history`: earlier states, and bringing one back.

use axum::response::Response;
use http::{StatusCode, Uri};

use super::super::entry::{Entry, Sent, nowhere};
use super::super::person::later;
use super::write::{Parts, lead_to};
use crate::desk::form::FORM;
use crate::desk::place::SitePage;
use crate::desk::settings::name;
use crate::desk::setup::history::{Done, History, Told};
use crate::desk::setup::lists::ENTRY;
use crate::desk::setup::sections::label_of;
use crate::desk::setup::{document, form::BASED_ON};
use crate::desk::words::history::who;
use crate::http::forms::address_fields;
use crate::http::path::{Path, PathError};
use crate::pages::moment::moment;
use crate::sites::{
    BasedOn, Entry as Past, EntryError, FormId, LookupError, MAX_HISTORY, Outcome, Restoring,
    beside, history_entry, list_history, restore_site,
};

pub(super) async fn get(entry: Entry, uri: Uri) -> Response {
    let (visit, edge) = (&entry.person.visit, entry.edge());
    let (id, language, document) = (&entry.site.id, visit.language, entry.site.document());
    let listed = match list_history(edge.store(), id, MAX_HISTORY).await {
        Ok(listed) => listed,
        Err(error) => return later(visit, error),
    };
    let beside = beside(&listed);
    let told = listed.iter().zip(&beside).map(|(listed, beside)| Told {
        id: listed.id.to_string(),
        at: moment(listed.note.at, edge.now(), &document.timezone, language.locale()),
        by: who(language, listed.note.by.as_deref()),
        changed: listed
            .note
            .changed
            .iter()
            .map(|path| label_of(document, path, language))
            .collect(),
        is_beside: beside.is_some(),
    });
    let told: Vec<Told> = told.collect();
    let back = SitePage::Settings.path(id);
    let parts = match Parts::new(&entry, SitePage::History.path(id), back) {
        Ok(parts) => parts,
        Err(error) => return later(visit, error),
    };
    let done = Done::of(&address_fields(&uri));
    let page = History { entries: &told, carried: parts.carried(), done };
    let title = language.say(name(SitePage::History));
    entry.reply(StatusCode::OK, (title, "settings"), page.body(language))
}

/// Brings an entry back.
pub(super) async fn post(Sent { entry, fields }: Sent) -> Response {
    let edge = entry.edge();
    let past = match past(&entry, fields.get(ENTRY).unwrap_or_default()).await {
        Ok(past) => past,
        Err(page) => return page,
    };
    let based_on = fields.get(BASED_ON).and_then(|id| id.parse().ok());
    let restoring = Restoring {
        site: entry.site.id.clone(),
        entry: past,
        based_on: BasedOn::Entries(based_on.into_iter().collect()),
        by: entry.person.who.name(),
        form: fields.get(FORM).and_then(FormId::parse),
        reached: edge.reached(&entry.person.visit.origin),
    };
    let path = SitePage::History.path(&entry.site.id);
    match restore_site(edge.sites(), restoring, edge.entropy(), edge.now()).await {
        Ok(Outcome::Saved(_)) => lead_to(Done::Restored.address(&path)),
        // The list shows what was saved meanwhile, and asks again.
        Ok(Outcome::Edited(_)) => lead_to(Done::Edited.address(&path)),
        Err(error) => later(&entry.person.visit, error),
    }
}

/// `GET /sites/{site}/history/{entry}`: the document as it was.
pub(super) async fn entry(entry: Entry, Path((_, id)): Path<(String, String)>) -> Response {
    let past = match past(&entry, &id).await {
        Ok(past) => past,
        Err(page) => return page,
    };
    let language = entry.person.visit.language;
    let json = serde_json::to_string_pretty(&past.record.document).unwrap_or_default();
    let body = document::body(language, &SitePage::History.path(&entry.site.id), &json);
    entry.reply(StatusCode::OK, (language.say(name(SitePage::History)), "settings"), body)
}

async fn past(entry: &Entry, id: &str) -> Result<Past, Response> {
    let edge = &entry.person.visit.edge;
    match history_entry(edge.sites(), &entry.site.id, id).await {
        Ok((_, past)) => Ok(past),
        Err(EntryError::Store(error) | EntryError::Site(LookupError::Store(error))) => {
            Err(later(&entry.person.visit, error))
        }
        Err(EntryError::Unknown { .. } | EntryError::Site(_)) => {
            Err(nowhere(&entry.person, PathError::NoPath))
        }
    }
}
