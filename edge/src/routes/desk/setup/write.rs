//! What all pages of the settings share: the document with what a form says, and its way into storage.

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::LOCATION;
use koe_shared::site::{SiteDocument, SiteError};
use serde_json::Value;

use super::super::entry::Entry;
use crate::desk::form::FORM;
use crate::desk::place::SitePage;
use crate::desk::setup::edit::{Edit, apply};
use crate::desk::setup::form::{BASED_ON, Carried};
use crate::desk::setup::sections::Section;
use crate::pages::fields::Fields;
use crate::platform::EntropyError;
use crate::sites::{BasedOn, Conflict, Contents, FormId, Outcome, SaveError, Saving, save_site};

/// A document as JSON, to be changed. Secrets are not in it, and stay what they are.
pub(super) fn json(document: &SiteDocument) -> Value {
    serde_json::to_value(document).unwrap_or_default()
}

/// What the fields of a document show.
pub(super) fn shown(sections: &[Section], document: &Value) -> Fields {
    let mut fields = Fields::default();
    for input in sections.iter().flat_map(|section| &section.inputs) {
        input.fill(document, &mut fields);
    }
    fields
}

/// The document with these changes, held against its rules. The second part is what was held against them.
pub(super) fn changed(
    document: &SiteDocument,
    edits: impl IntoIterator<Item = Edit>,
) -> (Result<SiteDocument, SiteError>, Value) {
    let mut json = json(document);
    for edit in edits {
        apply(&mut json, edit);
    }
    (SiteDocument::parse(json.to_string().as_bytes()), json)
}

/// Saves a document as the form asks. A form that is sent twice saves once.
pub(super) async fn save(
    entry: &Entry,
    document: SiteDocument,
    fields: &Fields,
) -> Result<Result<(), Conflict>, SaveError> {
    let edge = &entry.person.visit.edge;
    let based_on = fields.get(BASED_ON).and_then(|id| id.parse().ok());
    let saving = Saving {
        site: entry.site.id.clone(),
        contents: Contents::Document(Box::new(document)),
        based_on: BasedOn::Entries(based_on.into_iter().collect()),
        by: entry.person.who.name(),
        form: fields.get(FORM).and_then(FormId::parse),
        reached: edge.reached(&entry.person.visit.origin),
    };
    match save_site(edge.sites(), saving, edge.entropy(), edge.now()).await? {
        Outcome::Saved(_) => Ok(Ok(())),
        Outcome::Edited(conflict) => Ok(Err(conflict)),
    }
}

/// Leads to a page of the desk, after something was done.
pub(in crate::routes::desk) fn lead_to(path: String) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, path)]).into_response()
}

/// What a form carries: the parts that are made anew at each render.
pub(super) struct Parts {
    pub(super) to: String,
    pub(super) back: String,
    preview: String,
    token: String,
    form: String,
    based_on: String,
}

impl Parts {
    /// For a form that is sent to `to`, made from the state that this entry shows.
    pub(super) fn new(entry: &Entry, to: String, back: String) -> Result<Self, EntropyError> {
        Ok(Self {
            to,
            back,
            preview: format!("{}/preview", SitePage::Look.path(&entry.site.id)),
            token: entry.person.token.clone(),
            form: entry.person.visit.edge.new_form_id()?.to_string(),
            based_on: entry.site.record.entry().to_string(),
        })
    }

    /// The same, made from another state.
    pub(super) fn based_on(self, state: String) -> Self {
        Self { based_on: state, ..self }
    }

    pub(super) fn carried(&self) -> Carried<'_> {
        Carried {
            to: &self.to,
            back: &self.back,
            preview: &self.preview,
            token: &self.token,
            form: &self.form,
            based_on: &self.based_on,
        }
    }
}
