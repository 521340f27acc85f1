//! Looking at a file: nothing is stored.
//!
//! 200: what was understood. 422: why it can't be imported, and what can be said. 409, 503: why it was not imported
//! just now; the page has all that it takes to try again.

use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::StatusCode;
use koe_shared::import::Row;

use super::super::entry::Entry;
use super::super::person::later;
use super::begin::{PAGE, ground, surveys};
use super::options::{self, mark};
use super::upload::Sent;
use crate::answers::{ImportError, outline, preview_import};
use crate::desk::import::{BY_SCRIPT, Look, Read, columns_of};
use crate::desk::place::SitePage;
use crate::desk::settings::name;
use crate::desk::words::import as words;
use crate::desk::words::import_table::table;
use crate::pages::moment::moment;
use crate::problem::Problem;
use crate::routes::page_reply::with_log;

/// Why a file is looked at.
pub(super) enum Why {
    /// The person asked for it.
    Asked,
    /// The settings are others than those of the page from which it should have been imported.
    Changed,
    /// Importing it failed.
    Failed(ImportError),
}

/// The page.
pub(super) async fn reply(entry: &Entry, sent: &Sent, why: Why) -> Response {
    let Sent { fields, file } = sent;
    let Some((file_name, bytes)) = file else { return super::upload::no_file(&entry.person) };
    let (visit, site) = (&entry.person.visit, &entry.site);
    let (edge, language) = (&visit.edge, visit.language);
    let options = options::options(fields, bytes);
    let preview = preview_import(edge.ledger(), site, bytes, &options, edge.now()).await;
    let mut status = StatusCode::OK;
    let (preview, refusal) = match preview {
        Ok(preview) => (Some(preview), String::new()),
        Err(ImportError::Store(error)) => return later(visit, error),
        Err(ImportError::Table(error)) => {
            status = StatusCode::UNPROCESSABLE_ENTITY;
            (None, table(language, &error))
        }
        // A look has no batch, no ordinals and nothing to wait for, and any number of rows.
        Err(error) => {
            status = StatusCode::UNPROCESSABLE_ENTITY;
            (None, error.to_string())
        }
    };
    let outline = outline(bytes, &options);
    let columns = outline
        .as_ref()
        .map(|outline| columns_of(outline, preview.as_ref().map(|preview| &preview.plan), fields))
        .unwrap_or_default();
    let (note, problem) = match why {
        Why::Asked => (None, None),
        Why::Changed => (Some(language.say(words::CHANGED).to_owned()), None),
        Why::Failed(error) => {
            let note = match &error {
                ImportError::Settling(settling) => {
                    let retry = words::retry(language, settling.retry_after);
                    format!("{} {retry}", language.say(words::SETTLING))
                }
                _ => language.say(words::STORAGE).to_owned(),
            };
            (Some(note), Some(Problem::from(error)))
        }
    };
    if let Some(problem) = &problem {
        status = problem.status();
    }
    let whole: Option<u64> = fields.number(BY_SCRIPT);
    let by_script = whole.map(|whole| (whole, whole > bytes.len() as u64));
    let carried = by_script.is_none().then(|| URL_SAFE_NO_PAD.encode(bytes));
    let to = PAGE.path(&site.id);
    let back = SitePage::Settings.path(&site.id);
    let surveys = surveys(entry);
    // What the form says if it is sent as it stands.
    let mut as_shown = fields.clone();
    for column in &columns {
        as_shown.set(&column.field(), column.ours());
    }
    let seen = mark(&options::options(&as_shown, bytes));
    let timezone = &site.document().timezone;
    let time = |row: &Row| moment(row.answered_at, edge.now(), timezone, language.locale());
    let sample = preview.iter().flat_map(|preview| &preview.sample);
    let times: Vec<String> = sample.map(time).collect();
    let page = Look {
        ground: ground(entry, &to, &back, (&surveys, fields)),
        file_name,
        table: carried.as_deref(),
        by_script,
        outline: outline.as_ref(),
        columns: &columns,
        read: match &preview {
            Some(preview) => Read::Understood(preview),
            None => Read::Refused(refusal),
        },
        times: &times,
        seen: &seen,
        note: note.as_deref(),
    };
    let title = language.say(name(PAGE));
    let page = entry.reply(status, (title, "settings"), page.body(language));
    match problem {
        Some(problem) => with_log(page, problem),
        None => page,
    }
}
