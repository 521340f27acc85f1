//! `/sites/{site}/import`: answers from elsewhere, by a file that a person chooses.
//!
//! GET: 1. The way in, as everywhere. 2. 200: choosing a file, and what was imported. 503: storage.
//!
//! POST of a form with a file: see `upload`, and for what follows `look` and `run`. POST of any other form takes
//! a batch back: see `undo`.

mod begin;
mod look;
mod options;
mod run;
mod undo;
mod upload;

use std::sync::Arc;

use axum::extract::{FromRequest, Request, State};
use axum::response::Response;
use http::{StatusCode, Uri};

use self::begin::{Begin, wants_json};
use self::upload::{Sent, TooLarge};
use super::entry::{self, Entry};
use crate::app::Edge;
use crate::desk::import::{DO, IMPORT};
use crate::desk::words::import as words;
use crate::http::forms::address_fields;
use crate::http::multipart::is_multipart;

// 1.
pub(super) async fn get(entry: Entry, uri: Uri) -> Response {
    // 2.
    let fields = address_fields(&uri);
    Begin { cursor: fields.get("cursor"), undone: undo::told(&fields), ..Begin::new(&fields) }
        .reply(&entry, StatusCode::OK)
        .await
}

pub(super) async fn post(State(edge): State<Arc<Edge>>, request: Request) -> Response {
    let headers = request.headers().clone();
    if !is_multipart(&headers) {
        return match entry::Sent::from_request(request, &edge).await {
            Ok(sent) => undo::post(sent, &headers).await,
            Err(page) => page,
        };
    }
    let (entry, sent) = match upload::receive(&edge, request).await {
        Ok(received) => received,
        Err(page) => return page,
    };
    let language = entry.person.visit.language;
    let sent = match sent {
        Ok(sent) => sent,
        Err(TooLarge { fields }) => {
            let error = Some(words::too_large(language));
            let begin = Begin { error, ..Begin::new(&fields) };
            return begin.reply(&entry, StatusCode::PAYLOAD_TOO_LARGE).await;
        }
    };
    let Sent { fields, file } = &sent;
    if file.is_none() {
        let error = Some(language.say(words::NO_FILE).to_owned());
        let begin = Begin { error, ..Begin::new(fields) };
        return begin.reply(&entry, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    match (fields.get(DO) == Some(IMPORT), wants_json(&headers)) {
        (true, true) => run::piece(&entry, &sent).await,
        (true, false) => run::whole(&entry, &sent).await,
        (false, _) => look::reply(&entry, &sent, look::Why::Asked).await,
    }
}
