//! `/new-site`: a site from nothing, for the admin key.
//!
//! 1. The way in, as everywhere; 403: a key of a site. 2. 422: a field. 3. 409: the id is taken.
//! 4. 503: storage. 5. 303 to the check, where the tag stands.

use axum::response::Response;
use http::StatusCode;
use koe_shared::id::SiteId;
use koe_shared::site::{SiteDocument, SiteRule};
use serde_json::{Value, json};

use super::super::entry::Posted;
use super::super::person::{Person, later};
use super::write::lead_to;
use crate::desk::form::FORM;
use crate::desk::language::Language;
use crate::desk::page::{Bar, Page};
use crate::desk::place::SitePage;
use crate::desk::setup::new_site::{NewSite, id_of};
use crate::desk::setup::refusal::Refusal;
use crate::desk::setup::templates::{PRESETS, Template};
use crate::desk::words::setup::{NAME_ILLEGAL, STORAGE};
use crate::desk::words::{new_site as words, rules};
use crate::pages::fields::Fields;
use crate::problem::Problem;
use crate::routes::page_reply::{page_reply, with_log};
use crate::sites::{BasedOn, Contents, FormId, Outcome, Saving, save_site};

pub(super) async fn get(person: Person) -> Response {
    if !person.is_admin() {
        return person.forbid_other_site();
    }
    reply(&person, StatusCode::OK, &Fields::default(), None)
}

// 1.
pub(super) async fn post(Posted { person, fields }: Posted) -> Response {
    let edge = &person.visit.edge;
    if !person.is_admin() {
        return person.forbid_other_site();
    }
    let language = person.visit.language;
    let wrong = |field: &str, text: &str| {
        reply(&person, StatusCode::UNPROCESSABLE_ENTITY, &fields, Some((field, text)))
    };
    // 2.
    let origin = origin_of(fields.get("origins").unwrap_or_default());
    let id = fields.get("id").map_or_else(|| id_of(&origin), |id| id.trim().to_owned());
    if origin.is_empty() {
        return wrong("origins", &rules::say(language, &SiteRule::Empty));
    }
    let Ok(id) = id.parse::<SiteId>() else {
        return wrong("id", language.say(NAME_ILLEGAL));
    };
    let template = fields.get("template").and_then(Template::named);
    let template = template.unwrap_or(&crate::desk::setup::templates::TEMPLATES[0]);
    let sent = document(&fields, &origin, template, language);
    let document = match SiteDocument::parse(sent.to_string().as_bytes()) {
        Ok(document) => document,
        Err(error) => {
            let refusal = Refusal::of(&error, &sent, language);
            return wrong(&refusal.path, &refusal.text);
        }
    };
    let form = fields.get(FORM).and_then(FormId::parse);
    // 3. A form that is sent twice finds the site that it has made.
    // Where there is none, the first save needs no state to be made from.
    let based_on = match edge.sites().get_fresh(&id).await {
        Ok(_) => BasedOn::Entries(Vec::new()),
        Err(_) => BasedOn::Anything,
    };
    let saving = Saving {
        site: id.clone(),
        contents: Contents::Document(Box::new(document)),
        based_on,
        by: person.who.name(),
        form,
        reached: edge.reached(&person.visit.origin),
    };
    match save_site(edge.sites(), saving, edge.entropy(), edge.now()).await {
        // 5.
        Ok(Outcome::Saved(_)) => lead_to(SitePage::Check.path(&id)),
        Ok(Outcome::Edited(_)) => {
            reply(&person, StatusCode::CONFLICT, &fields, Some(("id", language.say(words::TAKEN))))
        }
        // 4.
        Err(error) => {
            let problem = Problem::from(error);
            let told = Some(("", language.say(STORAGE)));
            with_log(reply(&person, problem.status(), &fields, told), problem)
        }
    }
}

/// The document of a new site.
fn document(fields: &Fields, origin: &str, template: &Template, language: Language) -> Value {
    let locale = fields.get("locale").unwrap_or(language.tag());
    let zone = fields.get("timezone").map(str::trim).filter(|zone| !zone.is_empty());
    let zone = zone.unwrap_or(if locale == "ja" { "Asia/Tokyo" } else { "UTC" });
    let locales: Vec<_> = locale.parse().into_iter().collect();
    let usual = PRESETS.map(|id| json!({ "id": id, "preset": id }));
    json!({
        "name": fields.get("name").unwrap_or_default().trim(),
        "origins": [origin],
        "locale": locale, "locales": [locale], "timezone": zone,
        "touchpoints": usual,
        "surveys": [template.survey(template.id, &locales, language)],
    })
}

/// The origin of an address as people copy it: with a path, or without a scheme.
fn origin_of(typed: &str) -> String {
    let typed = typed.trim();
    let (scheme, rest) = typed.split_once("://").unwrap_or(("https", typed));
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.is_empty() { String::new() } else { format!("{scheme}://{host}") }
}

fn reply(
    person: &Person,
    status: StatusCode,
    typed: &Fields,
    error: Option<(&str, &str)>,
) -> Response {
    let visit = &person.visit;
    let form = match visit.edge.new_form_id() {
        Ok(form) => form.to_string(),
        Err(error) => return later(visit, error),
    };
    let page = NewSite { token: &person.token, form: &form, typed, error };
    let page = Page {
        language: visit.language,
        title: visit.language.say(words::TITLE),
        here: &visit.here,
        class: "settings",
        bar: Bar::Deployment { token: &person.token },
        body: page.body(visit.language),
    };
    page_reply(status, page.render())
}

#[cfg(test)]
mod tests {
    use super::origin_of;

    #[test]
    fn an_address_is_taken_as_people_copy_it() {
        for (typed, origin) in [
            ("https://shop.example", "https://shop.example"),
            (" https://shop.example/products?a=b ", "https://shop.example"),
            ("shop.example", "https://shop.example"),
            ("http://localhost:3000/", "http://localhost:3000"),
            ("", ""),
            ("https://", ""),
        ] {
            assert_eq!(origin_of(typed), origin, "{typed}");
        }
    }
}
