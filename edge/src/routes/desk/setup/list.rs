//! `/sites/{site}/touchpoints`, `/sites/{site}/surveys` and `/sites/{site}/departments`: the lists, their order, and what is added to them.

use axum::response::Response;
use http::{StatusCode, Uri};
use koe_shared::id::{DepartmentId, SurveyId, TouchpointId};
use koe_shared::site::SiteDocument;
use serde_json::{Value, json};

use super::super::entry::{Entry, Sent, nowhere};
use super::super::person::later;
use super::write::{Parts, changed, json as json_of, lead_to, save};
use crate::desk::place::SitePage;
use crate::desk::settings::name;
use crate::desk::setup::edit::Edit;
use crate::desk::setup::lists::{DO, ENTRY, List};
use crate::desk::setup::refusal::Refusal;
use crate::desk::setup::templates::{DEPARTMENTS, PRESETS, Template, free_id};
use crate::desk::words::setup as words;
use crate::http::forms::address_fields;
use crate::http::path::PathError;
use crate::pages::fields::Fields;
use crate::problem::Problem;
use crate::routes::page_reply::with_log;

pub(super) async fn touchpoints(entry: Entry, uri: Uri) -> Response {
    show(&entry, SitePage::Touchpoints, &uri)
}

pub(super) async fn surveys(entry: Entry, uri: Uri) -> Response {
    show(&entry, SitePage::Surveys, &uri)
}

pub(super) async fn departments(entry: Entry, uri: Uri) -> Response {
    show(&entry, SitePage::Departments, &uri)
}

pub(super) async fn change_departments(sent: Sent) -> Response {
    take(sent, SitePage::Departments).await
}

pub(super) async fn change_touchpoints(sent: Sent) -> Response {
    take(sent, SitePage::Touchpoints).await
}

pub(super) async fn change_surveys(sent: Sent) -> Response {
    take(sent, SitePage::Surveys).await
}

fn show(entry: &Entry, page: SitePage, uri: &Uri) -> Response {
    let asked = address_fields(uri);
    // What the check has seen comes as a suggestion.
    let mut typed = Fields::default();
    if let Some(address) = asked.get("address") {
        typed.set("url", address);
    }
    Shown { entry, page }.reply(StatusCode::OK, &typed, None, asked.is_set("saved"))
}

// 1.
pub(super) async fn take(Sent { entry, fields }: Sent, page: SitePage) -> Response {
    let shown = Shown { entry: &entry, page };
    // 2.
    let edits = match shown.edits(&fields) {
        Ok(edits) => edits,
        Err(Wrong::NoSuchThing) => return nowhere(&entry.person, PathError::NoPath),
        Err(Wrong::At(field, text)) => {
            let error = Some((field, text));
            return shown.reply(StatusCode::UNPROCESSABLE_ENTITY, &fields, error, false);
        }
    };
    let (parsed, sent) = changed(entry.site.document(), edits);
    let changed = match parsed {
        Ok(changed) => changed,
        Err(error) => {
            let refusal = Refusal::of(&error, &sent, entry.person.visit.language);
            let error = Some((field_of(&refusal.path), refusal.text));
            return shown.reply(StatusCode::UNPROCESSABLE_ENTITY, &fields, error, false);
        }
    };
    let language = entry.person.visit.language;
    match save(&entry, changed, &fields).await {
        // 6.
        Ok(Ok(())) => lead_to(format!("{}?saved=1", page.path(&entry.site.id))),
        // 4. A list has no two values to lay side by side: what was typed is kept, to be sent again.
        Ok(Err(_)) => {
            let error = Some(("", language.say(words::MEANWHILE).to_owned()));
            shown.reply(StatusCode::PRECONDITION_FAILED, &fields, error, false)
        }
        // 5.
        Err(error) => {
            let problem = Problem::from(error);
            let told = Some(("", language.say(words::STORAGE).to_owned()));
            with_log(shown.reply(problem.status(), &fields, told, false), problem)
        }
    }
}

/// Why a list can't be changed as asked.
enum Wrong {
    /// Nothing is meant that there is.
    NoSuchThing,
    /// A field is wrong, or the whole where it has no name.
    At(&'static str, String),
}

/// The field of the form that a path of the document is typed into.
fn field_of(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("url") => "url",
        Some("click") => "click",
        Some("id") => "id",
        Some("name") => "name",
        _ => "",
    }
}

/// A list as it is shown.
struct Shown<'a> {
    entry: &'a Entry,
    page: SitePage,
}

impl Shown<'_> {
    fn document(&self) -> &SiteDocument {
        self.entry.site.document()
    }

    /// What the form asks of the document.
    fn edits(&self, fields: &Fields) -> Result<Vec<Edit>, Wrong> {
        let what = fields.get(DO).ok_or(Wrong::NoSuchThing)?;
        match (self.page, what) {
            (_, "up" | "down") => self.moved(fields.get(ENTRY).unwrap_or_default(), what == "up"),
            (SitePage::Surveys, "add") => self.survey(fields),
            (SitePage::Touchpoints, _) => self.touchpoint(what, fields),
            (SitePage::Departments, "usual") => Ok(self.usual_departments()),
            (SitePage::Departments, "named") => self.department(fields),
            _ => Err(Wrong::NoSuchThing),
        }
    }

    /// An entry changes places with its neighbour.
    fn moved(&self, id: &str, is_up: bool) -> Result<Vec<Edit>, Wrong> {
        let list = match self.page {
            SitePage::Surveys => "surveys",
            SitePage::Departments => "departments",
            SitePage::Notices => "alerts",
            _ => "touchpoints",
        };
        let mut entries = json_of(self.document())[list].as_array().cloned().unwrap_or_default();
        let place = entries.iter().position(|entry| entry["id"] == id);
        let place = place.ok_or(Wrong::NoSuchThing)?;
        let other = if is_up { place.checked_sub(1) } else { Some(place + 1) };
        let other = other.filter(|other| *other < entries.len()).ok_or(Wrong::NoSuchThing)?;
        entries.swap(place, other);
        Ok(vec![Edit { path: list.to_owned(), value: Some(entries.into()) }])
    }

    /// The usual departments that the site does not have.
    fn usual_departments(&self) -> Vec<Edit> {
        let has = |id: &str| self.document().departments.iter().any(|own| own.id.as_str() == id);
        let language = self.entry.person.visit.language;
        let missing = DEPARTMENTS.into_iter().filter(|(id, _)| !has(id));
        let edits = missing.map(|(id, name)| Edit {
            path: format!("departments.{id}"),
            value: Some(json!({ "id": id, "name": language.say(name) })),
        });
        edits.collect()
    }

    /// A department by its name.
    fn department(&self, fields: &Fields) -> Result<Vec<Edit>, Wrong> {
        let language = self.entry.person.visit.language;
        let id = fields.get("id").unwrap_or_default().trim();
        let id: DepartmentId = id
            .parse()
            .map_err(|_| Wrong::At("id", language.say(words::NAME_ILLEGAL).to_owned()))?;
        if self.document().departments.iter().any(|known| known.id == id) {
            return Err(Wrong::At("id", language.say(words::NAME_TAKEN).to_owned()));
        }
        let name = fields.get("name").unwrap_or_default().trim();
        let value = Some(json!({ "id": id, "name": name }));
        Ok(vec![Edit { path: format!("departments.{id}"), value }])
    }

    /// A survey from a template, and its touchpoint where the site does not have it.
    fn survey(&self, fields: &Fields) -> Result<Vec<Edit>, Wrong> {
        let template =
            fields.get("template").and_then(Template::named).ok_or(Wrong::NoSuchThing)?;
        let document = self.document();
        let id = free_id(template.id, document);
        let survey = template.survey(&id, &document.locales, self.entry.person.visit.language);
        let mut edits = vec![Edit { path: format!("surveys.{id}"), value: Some(survey) }];
        edits.extend(with_preset(document, template.touchpoint));
        Ok(edits)
    }

    /// A touchpoint, and the surveys that are asked there.
    fn touchpoint(&self, what: &str, fields: &Fields) -> Result<Vec<Edit>, Wrong> {
        let document = self.document();
        let language = self.entry.person.visit.language;
        if what == "preset" {
            let preset = fields.get("preset").filter(|preset| PRESETS.contains(preset));
            let preset = preset.and_then(|preset| with_preset(document, preset));
            return Ok(vec![preset.ok_or(Wrong::NoSuchThing)?]);
        }
        let id = fields.get("id").unwrap_or_default().trim();
        let id: TouchpointId = id
            .parse()
            .map_err(|_| Wrong::At("id", language.say(words::NAME_ILLEGAL).to_owned()))?;
        if document.touchpoints.iter().any(|known| known.id == id) {
            return Err(Wrong::At("id", language.say(words::NAME_TAKEN).to_owned()));
        }
        let needed = |name: &'static str| {
            let typed = fields.get(name).map(str::trim).filter(|typed| !typed.is_empty());
            typed.ok_or_else(|| {
                Wrong::At(
                    name,
                    crate::desk::words::rules::say(language, &koe_shared::site::SiteRule::Empty),
                )
            })
        };
        let touchpoint = match what {
            "address" => json!({ "id": id, "when": { "url": needed("url")? } }),
            "click" => json!({ "id": id, "when": { "click": selector(needed("click")?) } }),
            "call" => json!({ "id": id }),
            _ => return Err(Wrong::NoSuchThing),
        };
        let mut edits = vec![Edit { path: format!("touchpoints.{id}"), value: Some(touchpoint) }];
        for survey in &document.surveys {
            if fields.is_set(&format!("ask+{}", survey.id)) {
                edits.push(asked_at(&survey.id, &survey.touchpoints, &id));
            }
        }
        Ok(edits)
    }

    fn reply(
        &self,
        status: StatusCode,
        typed: &Fields,
        error: Option<(&'static str, String)>,
        is_saved: bool,
    ) -> Response {
        let Entry { person, site, .. } = self.entry;
        let back = SitePage::Settings.path(&site.id);
        let parts = match Parts::new(self.entry, self.page.path(&site.id), back) {
            Ok(parts) => parts,
            Err(error) => return later(&person.visit, error),
        };
        let (language, document) = (person.visit.language, site.document());
        let list =
            List { site: &site.id, document, carried: parts.carried(), typed, error, is_saved };
        let body = match self.page {
            SitePage::Surveys => list.surveys(language),
            SitePage::Departments => list.departments(language),
            _ => list.touchpoints(language),
        };
        self.entry.reply(status, (language.say(name(self.page)), "settings"), body)
    }
}

/// A usual touchpoint, where it is one and the site does not have it.
fn with_preset(document: &SiteDocument, id: &str) -> Option<Edit> {
    let is_known = document.touchpoints.iter().any(|known| known.id.as_str() == id);
    let is_usual = PRESETS.contains(&id);
    let value = json!({ "id": id, "preset": id });
    (is_usual && !is_known).then(|| Edit { path: format!("touchpoints.{id}"), value: Some(value) })
}

fn asked_at(survey: &SurveyId, touchpoints: &[TouchpointId], also: &TouchpointId) -> Edit {
    let all: Vec<Value> = touchpoints.iter().chain([also]).map(|id| json!(id)).collect();
    Edit { path: format!("surveys.{survey}.touchpoints"), value: Some(all.into()) }
}

/// What a person types of a link is a part of where it leads; all else is a selector.
fn selector(typed: &str) -> String {
    let is_address = typed.starts_with('/') || typed.starts_with("http");
    let quoted = typed.replace(['"', '\\'], "");
    if is_address { format!("a[href*=\"{quoted}\"]") } else { typed.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::selector;

    #[test]
    fn a_link_is_told_by_where_it_leads() {
        assert_eq!(selector("/contact"), "a[href*=\"/contact\"]");
        assert_eq!(selector("https://a.example/\"]x"), "a[href*=\"https://a.example/]x\"]");
        assert_eq!(selector("button.buy"), "button.buy");
    }
}
