//! Taking a batch back: a piece at each form.
//!
//! 1. The way in, as everywhere. 2. 404, 409, 503: the first page, with why. 3. 303: to the first page, which says
//!    how far it came.
//!
//! The script gets the statuses of the API, and how far it came.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::HeaderMap;

use super::super::entry::{Entry, Sent};
use super::super::setup::lead_to;
use super::begin::{Begin, PAGE, wants_json};
use crate::answers::{Batch, UndoError, Undone, undo_import};
use crate::desk::import::UNDO;
use crate::desk::words::import as words;
use crate::pages::fields::Fields;
use crate::problem::Problem;
use crate::routes::page_reply::with_log;

// 1.
pub(super) async fn post(Sent { entry, fields }: Sent, headers: &HeaderMap) -> Response {
    let batch = fields.get(UNDO).unwrap_or_default();
    let done = undo(&entry, batch).await;
    match done {
        Ok(undone) if wants_json(headers) => Json(undone).into_response(),
        Err(error) if wants_json(headers) => Problem::from(error).into_response(),
        // 3.
        Ok(Undone { undone, left }) => {
            let path = PAGE.path(&entry.site.id);
            lead_to(format!("{path}?batch={batch}&undone={undone}&left={left}"))
        }
        // 2.
        Err(error) => {
            let language = entry.person.visit.language;
            let trouble = match &error {
                UndoError::Unknown { .. } => language.say(words::UNKNOWN_BATCH).to_owned(),
                UndoError::Settling(settling) => {
                    let wait = words::wait(language, settling.retry_after);
                    format!("{} {wait}", language.say(words::SETTLING))
                }
                UndoError::Store(_) => language.say(words::UNDO_STORAGE).to_owned(),
            };
            let problem = Problem::from(error);
            let begin = Begin { trouble: Some(trouble), ..Begin::new(&fields) };
            with_log(begin.reply(&entry, problem.status()).await, problem)
        }
    }
}

async fn undo(entry: &Entry, batch: &str) -> Result<Undone, UndoError> {
    let edge = &entry.person.visit.edge;
    let batch: Batch = batch.parse().map_err(|_| UndoError::Unknown { batch: batch.to_owned() })?;
    let settle = edge.config().import_settle;
    undo_import(edge.ledger(), &entry.site, &batch, settle, edge.now()).await
}

/// How far an address says that it came.
pub(super) fn told(fields: &Fields) -> Option<(String, u64, u64)> {
    let batch: Batch = fields.get("batch")?.parse().ok()?;
    Some((batch.to_string(), fields.number("undone")?, fields.number("left")?))
}
