//! `/sites/{site}/notices`: the rules by which somebody is told at once, and what was told.
//!
//! GET: 1. The way in, as everywhere. 2. The newest alerts and digests. 3. 200: the page. 503: storage.
//!
//! POST: 1. The same. 2. With `again`, or `digest-again`: an alert or a digest that failed is sent again after the
//! reply, 303. 3. With `add`: 404 for
//! a notice or a channel that there is not, 422 at the field for an address that can't be called. Else what a list of
//! the settings does: 412, 503, 303.

use axum::Extension;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, Uri};
use koe_shared::id::RuleId;
use koe_shared::site::SiteError;
use serde_json::{Value, json};

use super::super::entry::{Entry, Sent, nowhere};
use super::super::person::later;
use super::write::{Parts, changed, lead_to, save};
use crate::alerts::{AgainError, AlertView, list_alerts, tell_again};
use crate::desk::figures::days;
use crate::desk::language::Language;
use crate::desk::notices::{
    ADDRESS, AGAIN, CHANNEL, CHANNELS, DIGEST_AGAIN, DigestLine, Line, MOST, MOST_DIGESTS, NAME,
    Notices, SECRET, WHAT,
};
use crate::desk::place::SitePage;
use crate::desk::settings::name;
use crate::desk::setup::edit::Edit;
use crate::desk::setup::lists::{DO, ENTRY, List};
use crate::desk::words::notices::DigestOutcome;
use crate::desk::words::rules::say;
use crate::desk::words::{notices as words, setup};
use crate::digests::{DigestState, DigestView, NotMade, failed_digest, list_digests, send_again};
use crate::http::forms::address_fields;
use crate::http::path::PathError;
use crate::pages::fields::Fields;
use crate::pages::moment::moment;
use crate::platform::Afterwards;
use crate::problem::Problem;
use crate::routes::page_reply::with_log;
use crate::sites::{Calendar, SaveError};

const PAGE: SitePage = SitePage::Notices;

// 1.
pub(super) async fn get(entry: Entry, uri: Uri) -> Response {
    let asked = address_fields(&uri);
    let again = asked.get("again").map(|again| again == "1");
    let shown = Shown { entry: &entry, is_saved: asked.is_set("saved"), again };
    shown.reply(StatusCode::OK, &Fields::default(), None).await
}

// 1.
pub(super) async fn post(Sent { entry, fields }: Sent) -> Response {
    match fields.get(DO) {
        Some(AGAIN) => again(&entry, fields.get(ENTRY).unwrap_or_default()).await,
        Some(DIGEST_AGAIN) => digest_again(&entry, fields.get(ENTRY).unwrap_or_default()).await,
        Some("add") => add(&entry, &fields).await,
        // Up and down, as in every list.
        _ => super::list::take(Sent { entry, fields }, PAGE).await,
    }
}

/// 2.
async fn again(entry: &Entry, id: &str) -> Response {
    let (edge, path) = (entry.edge(), PAGE.path(&entry.site.id));
    let teller = edge.teller();
    match tell_again(&teller, &entry.site, id).await {
        Ok(again) => {
            let site = std::sync::Arc::clone(&entry.site);
            let afterwards = again.map(|again| {
                Extension(Afterwards::new(async move { teller.ring_again(&site, &again).await }))
            });
            (afterwards, lead_to(format!("{path}?again=1"))).into_response()
        }
        Err(AgainError::NotFailed { .. }) => lead_to(format!("{path}?again=0")),
        Err(AgainError::Unknown { .. }) => nowhere(&entry.person, PathError::NoPath),
        Err(AgainError::Store(error)) => later(&entry.person.visit, error),
    }
}

/// 2. of a digest.
async fn digest_again(entry: &Entry, name: &str) -> Response {
    let (edge, path) = (entry.edge(), PAGE.path(&entry.site.id));
    match failed_digest(edge.store(), &entry.site, (name, edge.now())).await {
        Ok(Some(failed)) => {
            let (state, now) = (edge.state(), edge.now());
            let site = std::sync::Arc::clone(&entry.site);
            let afterwards = Extension(Afterwards::new(async move {
                send_again(&state.digester(), &site, failed, now).await
            }));
            (afterwards, lead_to(format!("{path}?again=1"))).into_response()
        }
        Ok(None) => lead_to(format!("{path}?again=0")),
        Err(error) => later(&entry.person.visit, error),
    }
}

/// 3.
async fn add(entry: &Entry, fields: &Fields) -> Response {
    let (document, language) = (entry.site.document(), entry.person.visit.language);
    let Some(value) = rule(entry, fields, language) else {
        return nowhere(&entry.person, PathError::NoPath);
    };
    let shown = Shown { entry, is_saved: false, again: None };
    let id = value["id"].as_str().unwrap_or_default().to_owned();
    let edit = Edit { path: format!("alerts.{id}"), value: Some(value) };
    let (parsed, _) = changed(document, [edit]);
    let saved = match parsed {
        Ok(changed) => save(entry, changed, fields).await,
        Err(error) => Err(SaveError::Document(error)),
    };
    match saved {
        Ok(Ok(())) => lead_to(format!("{}?saved=1", PAGE.path(&entry.site.id))),
        Ok(Err(_)) => {
            let error = ("", language.say(setup::MEANWHILE).to_owned());
            shown.reply(StatusCode::PRECONDITION_FAILED, fields, Some(error)).await
        }
        Err(SaveError::Document(SiteError::Field { field, rule })) => {
            let at = match field.rsplit('.').next() {
                Some("name") => NAME,
                Some("secret") => SECRET,
                _ => ADDRESS,
            };
            let error = (at, say(language, &rule));
            shown.reply(StatusCode::UNPROCESSABLE_ENTITY, fields, Some(error)).await
        }
        Err(error) => {
            let problem = Problem::from(error);
            let error = ("", language.say(setup::STORAGE).to_owned());
            with_log(shown.reply(problem.status(), fields, Some(error)).await, problem)
        }
    }
}

/// The rule that a form adds; `None` for a notice or a channel that there is not.
fn rule(entry: &Entry, fields: &Fields, language: Language) -> Option<Value> {
    let template = words::TEMPLATES.iter().find(|(id, ..)| fields.get(WHAT) == Some(id))?;
    let channel = CHANNELS.into_iter().find(|channel| fields.get(CHANNEL) == Some(channel))?;
    let (id, title, when) = template;
    let is_free = |wanted: &String| {
        let alerts = &entry.site.document().alerts;
        wanted.parse::<RuleId>().is_ok_and(|id| alerts.iter().all(|rule| rule.id != id))
    };
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    let free = std::iter::once((*id).to_owned()).chain(numbered).find(is_free)?;
    let typed = |name| fields.get(name).map(str::trim).filter(|typed| !typed.is_empty());
    let mut to = json!({ channel: typed(ADDRESS).unwrap_or_default() });
    if channel == "webhook" {
        to["secret"] = json!(typed(SECRET).unwrap_or_default());
    }
    let when: Value = serde_json::from_str(when).unwrap_or_default();
    let name = typed(NAME).unwrap_or(language.say(*title));
    Some(json!({ "id": free, "name": name, "when": when, "to": [to] }))
}

/// The page as it is shown.
struct Shown<'a> {
    entry: &'a Entry,
    is_saved: bool,
    again: Option<bool>,
}

impl Shown<'_> {
    async fn reply(
        &self,
        status: StatusCode,
        typed: &Fields,
        error: Option<(&'static str, String)>,
    ) -> Response {
        let Entry { person, site, .. } = self.entry;
        let edge = self.entry.edge();
        let language = person.visit.language;
        let back = SitePage::Settings.path(&site.id);
        let parts = match Parts::new(self.entry, PAGE.path(&site.id), back) {
            Ok(parts) => parts,
            Err(error) => return later(&person.visit, error),
        };
        // 2.
        let alerts = match list_alerts(edge.store(), site).await {
            Ok(list) => list.alerts,
            Err(error) => return later(&person.visit, error),
        };
        let log: Vec<Line> = alerts.iter().take(MOST).map(|alert| self.line(alert)).collect();
        let digests = match list_digests(edge.store(), site, edge.now()).await {
            Ok(digests) => digests,
            Err(error) => return later(&person.visit, error),
        };
        let digests = digests.iter().take(MOST_DIGESTS).map(|digest| self.digest(digest));
        let digests: Vec<DigestLine> = digests.collect();
        let secret = match edge.new_secret() {
            Ok(secret) => secret,
            Err(error) => return later(&person.visit, error),
        };
        let (is_saved, document) = (self.is_saved, site.document());
        let list =
            List { site: &site.id, document, carried: parts.carried(), typed, error, is_saved };
        let page =
            Notices { list, secret: &secret, log: &log, digests: &digests, again: self.again };
        let title = (language.say(name(PAGE)), "settings");
        self.entry.reply(status, title, page.body(language))
    }

    fn digest(&self, digest: &DigestView) -> DigestLine {
        let (site, visit) = (&self.entry.site, &self.entry.person.visit);
        let (document, now) = (site.document(), self.entry.edge().now());
        let language = visit.language;
        let at = |time| moment(time, now, &document.timezone, language.locale());
        let own = document.departments.iter().find(|own| own.id == digest.department);
        let today = Calendar::new(&document.timezone, now).zoned(now).date();
        let (outcome, again) = match digest.state {
            DigestState::Sent => (DigestOutcome::Sent, String::new()),
            DigestState::Due(next) => (DigestOutcome::Due, at(next)),
            DigestState::Failed => (DigestOutcome::Failed, String::new()),
            DigestState::NotMade(NotMade::TooLarge) => (DigestOutcome::TooLarge, String::new()),
            DigestState::NotMade(NotMade::BeyondRetention) => {
                (DigestOutcome::BeyondRetention, String::new())
            }
        };
        let failed = digest.failed.iter().map(|one| {
            let to = one.to.as_ref().map(|(channel, shown)| {
                format!("{} {shown}", language.say(words::channel(channel)))
            });
            let to = to.unwrap_or_else(|| language.say(words::FORMER).to_owned());
            let status = one.status.map(|status| status.to_string());
            (to, words::cause(language, &one.cause, status.as_deref()))
        });
        let has_failed = matches!(digest.state, DigestState::Failed | DigestState::NotMade(_));
        let days = digest.days.map(|span| days(language, span, today));
        DigestLine {
            id: digest.name(),
            department: own.map_or_else(|| digest.department.to_string(), |own| own.name.clone()),
            days: days.unwrap_or_else(|| digest.week.to_string()),
            state: words::digest(language, outcome, &again),
            // A department that is gone, or has no destination any more, is told nothing.
            has_failed: has_failed && own.is_some_and(|own| !own.to.is_empty()),
            failed: failed.collect(),
        }
    }

    fn line(&self, alert: &AlertView) -> Line {
        let (site, visit) = (&self.entry.site, &self.entry.person.visit);
        let (document, now) = (site.document(), self.entry.edge().now());
        let language = visit.language;
        let at = |time| moment(time, now, &document.timezone, language.locale());
        let rule = document.alerts.iter().find(|rule| rule.id == alert.rule);
        let last = alert.tries.last().map(|tried| tried.to.as_slice()).unwrap_or_default();
        let failed = last.iter().filter_map(|attempt| {
            let why = words::cause(language, attempt.cause.as_deref()?, attempt.detail.as_deref());
            let channel = language.say(words::channel(&attempt.channel));
            Some((format!("{channel} {}", attempt.to), why))
        });
        Line {
            id: alert.id.clone(),
            at: alert.opened_at().map(at).unwrap_or_default(),
            rule: rule.map_or_else(|| alert.rule.to_string(), |rule| rule.name.clone()),
            kind: alert.kind.clone(),
            state: alert.state.as_str(),
            reason: alert.reason.clone(),
            due: alert.due_at.map(|due| at(due.0)),
            failed: failed.collect(),
        }
    }
}
