//! `POST /sites/{site}/look/preview`: what a visitor would see of what a form says. Nothing is stored.
//!
//! 1. The way in, as everywhere. 2. 200: every step of the survey, or what is wrong with the form, in its words.

use axum::response::Response;
use http::StatusCode;
use koe_shared::id::SiteId;

use super::super::entry::Sent;
use super::write::changed;
use crate::desk::files::PREVIEW;
use crate::desk::place::SitePage;
use crate::desk::setup::form::PREVIEW_OF;
use crate::desk::setup::refusal::{Refusal, elsewhere};
use crate::desk::setup::sections::FormPage;
use crate::desk::words::setup as words;
use crate::pages::preview::{NoPreview, Preview};
use crate::routes::page_reply::page_reply;

// 1.
pub(super) async fn post(Sent { entry, fields }: Sent) -> Response {
    // 2.
    let css = [&*entry.edge().config().release.page_css, &*PREVIEW.path];
    let (language, document) = (entry.person.visit.language, entry.site.document());
    let page = form_page(&entry.site.id, fields.get(PREVIEW_OF).unwrap_or_default());
    let sections = page.sections(document, language);
    let inputs = sections.iter().flat_map(|section| &section.inputs);
    let (parsed, sent) = changed(document, inputs.filter_map(|input| input.read(&fields)));
    let rendered = match parsed {
        Ok(changed) => {
            let shown = page.previewed(&changed).cloned();
            let survey = changed.surveys.iter().find(|survey| Some(&survey.id) == shown.as_ref());
            let Some(survey) = survey.or(changed.surveys.first()) else {
                return page_reply(StatusCode::OK, NoPreview { text: "", css }.render());
            };
            let schemes = [words::LIGHT, words::DARK].map(|scheme| language.say(scheme));
            Preview { document: &changed, survey, schemes, css }.render()
        }
        Err(error) => {
            let refusal = Refusal::of(&error, &sent, language);
            let field = sections.iter().flat_map(|section| &section.inputs);
            let text = match field.into_iter().find(|input| refusal.is_at(input)) {
                Some(input) => format!("{} — {}", input.label, refusal.text),
                None => elsewhere(language, &refusal),
            };
            NoPreview { text: &text, css }.render()
        }
    };
    page_reply(StatusCode::OK, rendered)
}

/// The page whose form is previewed, by where it is sent.
fn form_page(site: &SiteId, to: &str) -> FormPage {
    let surveys = SitePage::Surveys.path(site);
    let survey = to.strip_prefix(&surveys).and_then(|rest| rest.strip_prefix('/'));
    match survey.and_then(|id| id.parse().ok()) {
        Some(survey) => FormPage::Survey(survey),
        None if to == SitePage::Site.path(site) => FormPage::Site,
        None => FormPage::Look,
    }
}
