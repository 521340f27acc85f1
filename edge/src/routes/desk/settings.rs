//! `GET /sites/{site}/settings`: the list of what can be set, with what is set.

use axum::response::Response;
use http::StatusCode;
use koe_shared::site::SiteDocument;

use super::entry::Entry;
use crate::desk::language::Language;
use crate::desk::place::SitePage;
use crate::desk::settings::{Row, Settings};
use crate::desk::words::frame::SETTINGS;
use crate::desk::words::{promises, settings as words};

/// The pages that the list leads to, in the order of a first run.
const ROWS: [SitePage; 15] = [
    SitePage::Site,
    SitePage::Touchpoints,
    SitePage::Surveys,
    SitePage::Look,
    SitePage::Fairness,
    SitePage::Segments,
    SitePage::Departments,
    SitePage::Notices,
    SitePage::Promises,
    SitePage::HandOut,
    SitePage::Check,
    SitePage::Keys,
    SitePage::Import,
    SitePage::History,
    SitePage::Document,
];

pub(super) async fn get(entry: Entry) -> Response {
    let language = entry.person.visit.language;
    let rows: Vec<Row> =
        ROWS.iter().map(|page| row(*page, entry.site.document(), language)).collect();
    let body = Settings { site: &entry.site.id, rows: &rows }.body(language);
    entry.reply(StatusCode::OK, (language.say(SETTINGS), "settings"), body)
}

/// What is set on a page, in a few words.
fn row(page: SitePage, document: &SiteDocument, language: Language) -> Row {
    let named = |text| language.say(text).to_owned();
    let list = |items: Vec<String>| items.join(" · ");
    let (set, needs) = match page {
        SitePage::Site => {
            let hosts = document.origins.iter().map(|origin| host(origin).to_owned());
            (list(std::iter::once(document.name.clone()).chain(hosts.take(2)).collect()), false)
        }
        SitePage::Touchpoints => {
            let n = document.touchpoints.len();
            (words::count(language, n), false)
        }
        SitePage::Surveys => {
            let active = document.surveys.iter().filter(|survey| survey.active);
            let metrics: Vec<String> = active.map(|survey| survey.metric.to_string()).collect();
            let is_quiet = metrics.is_empty();
            (if is_quiet { named(words::NOTHING_ASKED) } else { list(metrics) }, is_quiet)
        }
        SitePage::Look => (document.theme.accent.to_string(), false),
        SitePage::Fairness => {
            let rates = document.surveys.iter().map(|survey| f64::from(survey.sample_rate) * 100.0);
            let lowest = rates.fold(100.0, f64::min);
            (words::fairness(language, document.cool_down_days, lowest), false)
        }
        SitePage::Segments => {
            (words::kept(language, document.privacy.retention_days, document.segments.len()), false)
        }
        SitePage::Departments => match document.departments.len() {
            0 => (named(words::NO_DEPARTMENTS), false),
            n => (words::count(language, n), false),
        },
        SitePage::Notices => match document.alerts.len() {
            0 => (named(words::NO_NOTICES), false),
            n => (words::count(language, n), false),
        },
        SitePage::Promises => (promises::set(language, document), false),
        SitePage::HandOut => (named(words::HAND_OUT_SET), false),
        SitePage::Check => (named(words::CHECK_SET), false),
        SitePage::Keys => (named(words::KEYS_SET), false),
        SitePage::Import => (named(words::IMPORT_SET), false),
        SitePage::History => (named(words::HISTORY_SET), false),
        SitePage::Document => (named(words::DOCUMENT_SET), false),
        SitePage::Overview
        | SitePage::Trend
        | SitePage::Journey
        | SitePage::Comments
        | SitePage::Cases
        | SitePage::Notes
        | SitePage::Settings => (String::new(), false),
    };
    Row { page, set, needs }
}

fn host(origin: &str) -> &str {
    origin.split("://").nth(1).unwrap_or(origin)
}
