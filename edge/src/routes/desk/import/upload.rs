//! Receiving a form with a file.
//!
//! 1. 401: no session. A file can't be kept meanwhile, and the page says so. 2. 400: the body is no form.
//! 3. 403: the first part is not the token of the session; nothing behind it is read. 4. 403, 404, 503: the site,
//!    as everywhere. 5. Over a bound: the first page says what to do.

use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::StatusCode;
use http::request::Parts;

use super::super::entry::{Entry, has_token};
use super::super::person::Person;
use crate::answers::MOST_BYTES;
use crate::app::Edge;
use crate::desk::form::TOKEN;
use crate::desk::import::{FILE, FILE_NAME, TABLE};
use crate::desk::language::Bilingual;
use crate::desk::notice::Notice;
use crate::desk::page::Bar;
use crate::desk::words::import as words;
use crate::desk::words::notice::BACK;
use crate::http::multipart::{Multipart, MultipartError};
use crate::pages::fields::Fields;
use crate::routes::page_reply::page_reply;

/// Bytes of a file that a page carries: base64 writes three bytes as four.
const MOST_CARRIED: usize = MOST_BYTES / 3 * 4 + 4;
/// Bytes of all else in a form: 200 columns with their heads and values are 32 KiB.
const MOST_BESIDE: usize = 64 * 1_024;
/// Bytes of a field other than a file, at most.
const MOST_FIELD: usize = 4 * 1_024;
/// Fields of a form, at most.
const MOST_FIELDS: usize = 260;

/// What a form has brought.
pub(super) struct Sent {
    pub(super) fields: Fields,
    /// Its name and bytes.
    pub(super) file: Option<(String, Vec<u8>)>,
}

/// The file is over the bound of a request.
pub(super) struct TooLarge {
    /// What came before it.
    pub(super) fields: Fields,
}

/// Receives a form.
pub(super) async fn receive(
    edge: &Arc<Edge>,
    request: Request,
) -> Result<(Entry, Result<Sent, TooLarge>), Response> {
    let (Parts { headers, uri, .. }, body) = request.into_parts();
    // 1.
    let person = Person::with_file(edge, &headers, &uri).await?;
    // 2.
    let broken = |person: &Person| notice(person, StatusCode::BAD_REQUEST, words::FORM_BROKEN_TEXT);
    let Ok(mut form) = Multipart::new(&headers, body, MOST_CARRIED + MOST_BESIDE) else {
        return Err(broken(&person));
    };
    // 3.
    let Ok(first) = form.next(MOST_FIELD).await else { return Err(broken(&person)) };
    let token = first.filter(|part| part.name == TOKEN).map(|part| part.bytes);
    let token = token.and_then(|token| String::from_utf8(token).ok()).unwrap_or_default();
    if !has_token(&person, &headers, &token) {
        return Err(notice(&person, StatusCode::FORBIDDEN, words::FILE_REFUSED_TEXT));
    }
    // 4.
    let entry = Entry::below(person, uri.path()).await?;
    // 5.
    match read(form).await {
        Ok(sent) => Ok((entry, sent)),
        Err(_) => Err(broken(&entry.person)),
    }
}

async fn read(mut form: Multipart) -> Result<Result<Sent, TooLarge>, MultipartError> {
    let (mut fields, mut file) = (Fields::default(), None);
    for _ in 0..MOST_FIELDS {
        // A part is told by its name only once it is read, so that the bound of a file holds for all of them.
        let part = match form.next(MOST_CARRIED).await {
            Ok(Some(part)) => part,
            Ok(None) => return Ok(Ok(Sent { fields, file })),
            Err(MultipartError::TooLarge { .. }) => return Ok(Err(TooLarge { fields })),
            Err(error) => return Err(error),
        };
        match (part.name.as_str(), part.file) {
            (FILE, Some(name)) if name.is_empty() && part.bytes.is_empty() => {}
            (FILE, name) => file = Some((name.unwrap_or_default(), part.bytes)),
            (TABLE, _) => {
                let bytes = URL_SAFE_NO_PAD.decode(&part.bytes);
                let bytes = bytes.map_err(|_| MultipartError::Broken)?;
                file = Some((fields.get(FILE_NAME).unwrap_or_default().to_owned(), bytes));
            }
            (_, Some(_)) => return Err(MultipartError::Broken),
            (_, None) if part.bytes.len() > MOST_FIELD => return Err(MultipartError::Broken),
            (name, None) if !fields.has(name) => {
                fields.set(name, String::from_utf8_lossy(&part.bytes));
            }
            _ => {}
        }
        if file.as_ref().is_some_and(|(_, bytes)| bytes.len() > MOST_BYTES) {
            return Ok(Err(TooLarge { fields }));
        }
    }
    Err(MultipartError::Broken)
}

/// A page that says why a file was not taken, and leads back to choosing it.
fn notice(person: &Person, status: StatusCode, text: Bilingual) -> Response {
    let language = person.visit.language;
    let here = person.visit.here.as_str();
    let next = Some((here, language.say(BACK)));
    let notice =
        Notice { title: language.say(words::FILE_REFUSED), text: language.say(text), next };
    page_reply(status, notice.render(language, here, Bar::Deployment { token: &person.token }))
}

/// A form that should have brought a file brought none.
pub(super) fn no_file(person: &Person) -> Response {
    notice(person, StatusCode::UNPROCESSABLE_ENTITY, words::NO_FILE)
}
