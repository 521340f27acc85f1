//! The first page of the import, and what its pages share.

use axum::response::Response;
use http::header::ACCEPT;
use http::{HeaderMap, StatusCode};

use super::super::entry::Entry;
use super::super::person::later;
use crate::answers::{ListedImport, list_imports};
use crate::desk::import::{Ground, Listed, Start, SurveyChoice};
use crate::desk::place::SitePage;
use crate::desk::settings::name;
use crate::pages::fields::Fields;
use crate::pages::moment::moment;

/// The page that all of them are.
pub(super) const PAGE: SitePage = SitePage::Import;

/// Whether the script asks, which gets counts and no page.
pub(super) fn wants_json(headers: &HeaderMap) -> bool {
    headers.get(ACCEPT).is_some_and(|accept| accept == "application/json")
}

/// The first page.
pub(super) struct Begin<'a> {
    pub(super) typed: &'a Fields,
    pub(super) cursor: Option<&'a str>,
    pub(super) undone: Option<(String, u64, u64)>,
    pub(super) trouble: Option<String>,
    pub(super) error: Option<String>,
}

impl<'a> Begin<'a> {
    pub(super) fn new(typed: &'a Fields) -> Self {
        Self { typed, cursor: None, undone: None, trouble: None, error: None }
    }

    pub(super) async fn reply(self, entry: &Entry, status: StatusCode) -> Response {
        let visit = &entry.person.visit;
        let (edge, site) = (&visit.edge, &entry.site);
        let cursor = self.cursor.map(str::to_owned);
        let page = match list_imports(edge.store(), &site.id, cursor).await {
            Ok(page) => page,
            Err(error) => return later(visit, error),
        };
        let (timezone, locale) = (&site.document().timezone, visit.language.locale());
        let listed = |import: ListedImport| Listed {
            at: moment(import.last_at.0, edge.now(), timezone, locale),
            rows: import.rows,
            batch: import.batch,
        };
        let batches: Vec<Listed> = page.imports.into_iter().map(listed).collect();
        let to = PAGE.path(&site.id);
        let more = page.cursor.map(|cursor| {
            let mut query = form_urlencoded::Serializer::new(String::new());
            format!("{to}?{}", query.append_pair("cursor", &cursor).finish())
        });
        let back = SitePage::Settings.path(&site.id);
        let undone = self.undone.as_ref().map(|(batch, undone, left)| (&**batch, *undone, *left));
        let surveys = surveys(entry);
        let start = Start {
            ground: ground(entry, &to, &back, (&surveys, self.typed)),
            batches: &batches,
            more: more.as_deref(),
            undone,
            trouble: self.trouble.as_deref(),
            error: self.error.as_deref(),
        };
        let title = visit.language.say(name(PAGE));
        entry.reply(status, (title, "settings"), start.body(visit.language))
    }
}

/// The surveys of the site, by metric and id.
pub(super) fn surveys(entry: &Entry) -> Vec<SurveyChoice> {
    let surveys = entry.site.document().surveys.iter();
    let choice = |survey: &koe_shared::site::Survey| SurveyChoice {
        id: survey.id.to_string(),
        label: format!("{} · {}", survey.id, survey.metric.to_string().to_uppercase()),
    };
    surveys.map(choice).collect()
}

/// What every page of the import has.
pub(super) fn ground<'a>(
    entry: &'a Entry,
    to: &'a str,
    back: &'a str,
    (surveys, typed): (&'a [SurveyChoice], &'a Fields),
) -> Ground<'a> {
    Ground { to, back, token: &entry.person.token, surveys, typed }
}
