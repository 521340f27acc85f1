//! Importing a file that fits one request, or a piece of one that the script cuts.
//!
//! A file: 1. Settings that were not looked at are looked at first. 2. 409, 422, 503: the page of the look, with
//! why. 3. 200: what came of it. A piece: the same statuses as the API, and counts and lines alone.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::Serialize;

use super::super::entry::Entry;
use super::begin::{PAGE, ground, surveys};
use super::look::{self, Why};
use super::options::{mark, options};
use super::upload::{Sent, no_file};
use crate::answers::{ImportError, ImportOptions, Imported, import_answers};
use crate::desk::import::{Done, SEEN};
use crate::desk::language::Language;
use crate::desk::place::SitePage;
use crate::desk::settings::name;
use crate::desk::words::import_table::row;
use crate::problem::Problem;

/// A file as a whole.
pub(super) async fn whole(entry: &Entry, sent: &Sent) -> Response {
    let Sent { fields, file } = sent;
    let Some((_, bytes)) = file else { return no_file(&entry.person) };
    // 1.
    let table = options(fields, bytes);
    if fields.get(SEEN) != Some(&mark(&table)) {
        return look::reply(entry, sent, Why::Changed).await;
    }
    // 2.
    let options = ImportOptions { batch: None, table, is_dry_run: false };
    match store(entry, bytes, options).await {
        // 3.
        Ok(imported) => {
            let (to, surveys) = (PAGE.path(&entry.site.id), surveys(entry));
            let back = SitePage::Settings.path(&entry.site.id);
            let page =
                Done { ground: ground(entry, &to, &back, (&surveys, fields)), imported: &imported };
            let language = entry.person.visit.language;
            let title = language.say(name(PAGE));
            entry.reply(StatusCode::OK, (title, "settings"), page.body(language))
        }
        Err(error @ (ImportError::Settling(_) | ImportError::Store(_))) => {
            look::reply(entry, sent, Why::Failed(error)).await
        }
        Err(_) => look::reply(entry, sent, Why::Asked).await,
    }
}

/// What the script is told: how many rows, and which lines are refused. Nothing of what they say.
#[derive(Serialize)]
struct Counted {
    accepted: usize,
    replaced: usize,
    duplicates: usize,
    rejected: Vec<RefusedLine>,
    batch: String,
}

#[derive(Serialize)]
struct RefusedLine {
    line: u64,
    why: &'static str,
}

/// A piece of a file.
pub(super) async fn piece(entry: &Entry, sent: &Sent) -> Response {
    let Sent { fields, file } = sent;
    let Some((_, bytes)) = file else { return no_file(&entry.person) };
    let table = options(fields, bytes);
    let batch = fields.get("batch").map(str::to_owned);
    match store(entry, bytes, ImportOptions { batch, table, is_dry_run: false }).await {
        Ok(imported) => Json(counted(imported, entry.person.visit.language)).into_response(),
        Err(error) => Problem::from(error).into_response(),
    }
}

async fn store(
    entry: &Entry,
    bytes: &[u8],
    options: ImportOptions,
) -> Result<Imported, ImportError> {
    let edge = &entry.person.visit.edge;
    let settle = edge.config().import_settle;
    import_answers(edge.ledger(), &entry.site, bytes, options, settle, edge.now()).await
}

fn counted(imported: Imported, language: Language) -> Counted {
    let Imported { accepted, replaced, duplicates, rejected, batch, .. } = imported;
    let refused = rejected.into_iter();
    let refused =
        refused.map(|one| RefusedLine { line: one.line, why: language.say(row(one.code)) });
    Counted { accepted, replaced, duplicates, rejected: refused.collect(), batch }
}
