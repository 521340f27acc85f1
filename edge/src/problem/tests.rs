//! Every refusal's status, code, field and sentence, word for word.

pub(super) mod every;

use axum::body::to_bytes;
use axum::response::IntoResponse;
use http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use jiff::civil::date;
use koe_shared::answer::AnswerError;
use koe_shared::confidence::Confidence;
use koe_shared::id::{SiteId, SurveyId, check_clock};
use koe_shared::import::{NotATable, TableError};
use koe_shared::site::SiteDocument;
use serde_json::{Value, json};

use super::*;
use crate::alerts::{AgainError, AlertState};
use crate::answers::{
    AcceptError, Batch, ImportError, RespondentIdError, SettlingError, UndoError, VisitorError,
};
use crate::config::NoAdminKey;
use crate::http::auth::AuthError;
use crate::http::body::BodyError;
use crate::http::origin::require_own;
use crate::http::path::PathError;
use crate::http::query_string::QueryStringError;
use crate::limits::{Counted, RateLimitError, Whose};
use crate::notes::{NoteError, NoteRequestError};
use crate::platform::EntropyError;
use crate::releases::{ArchiveError, FileName};
use crate::reports::QueryError;
use crate::sites::{ContentError, KeyRequestError, LookupError, OwnerKeyError, Scope};
use crate::store::StoreError;
use crate::voices::VoiceError;

const NOW: &str = "2026-11-21T03:00:00.5Z";

async fn reply(problem: impl Into<Problem>) -> (http::response::Parts, Value) {
    let (parts, body) = problem.into().into_response().into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    (parts, serde_json::from_slice(&body).unwrap())
}

#[track_caller]
fn check(problem: impl Into<Problem>, status: u16, code: &str, field: Option<&str>, detail: &str) {
    let problem = problem.into();
    assert_eq!(
        (problem.status.as_u16(), problem.code, problem.field.as_deref(), &*problem.detail),
        (status, code, field, detail)
    );
    let waits = matches!(status, 429 | 503) || code == "import_settling";
    assert_eq!(problem.retry_after.is_some(), waits, "Retry-After goes with what passes");
}

fn site() -> SiteId {
    "kokage".parse().unwrap()
}

fn survey() -> SurveyId {
    "shop-nps".parse().unwrap()
}

#[test]
fn refusals_of_released_files() {
    let detail = "this call needs the admin key, this one has scope write";
    check(AuthError::NotAdmin { has: Scope::Write }, 403, "scope_too_small", None, detail);
    let problem = ArchiveError::UnknownFile { file: "koe-0123456789.js".into() };
    check(problem, 404, "unknown_file", None, "no release had a file \"koe-0123456789.js\"");
    let problem = "koe.js".parse::<FileName>().unwrap_err();
    let detail = "file \"koe.js\" is not named NAME-HASH.js, .css or .wasm with 10 hex digits of \
                  SHA-256";
    check(problem, 422, "invalid_file_name", Some("file"), detail);
    let problem =
        ArchiveError::HashDiffers { named: "0123456789".into(), found: "e3b0c44298".into() };
    let detail = "SHA-256 of the contents begins with e3b0c44298, not with 0123456789";
    check(problem, 422, "file_hash_differs", Some("file"), detail);
}

#[test]
fn refusals_of_any_request() {
    check(PathError::NoPath, 404, "not_found", None, "there is nothing at this path");
    let detail = "this path has no such method; see Allow";
    check(PathError::NoMethod, 405, "method_not_allowed", None, detail);
    let problem = BodyError::TooLarge { limit: 32_768 };
    check(problem, 413, "body_too_large", None, "the body is over 32768 bytes");
    check(BodyError::Broken, 400, "body_broken", None, "the body broke off");
    let problem = BodyError::MediaType {
        given: "text/html".into(),
        accepted: crate::http::body::TEXT_OR_JSON,
    };
    let detail = "content type \"text/html\" is not text/plain or application/json";
    check(problem, 415, "unsupported_media_type", None, detail);
    check(BodyError::NotJson, 400, "broken_json", None, "the body is not a JSON object");
}

#[test]
fn refusals_of_a_key_or_a_page() {
    let detail = "this call needs a key: Authorization: Bearer <key>";
    check(AuthError::NoKey, 401, "key_missing", None, detail);
    let detail = "nobody has this key; it may have been revoked";
    check(AuthError::UnknownKey, 401, "key_unknown", None, detail);
    for (why, since) in [
        (NoAdminKey::Missing, "is not set"),
        (NoAdminKey::TooShort, "is too short"),
        (NoAdminKey::Example, "is the example's, which everybody knows"),
    ] {
        let detail = format!(
            "this deployment has no admin key, since the Worker secret ADMIN_KEY {since}: set it to \
             20 characters or more (npx wrangler secret put ADMIN_KEY)"
        );
        check(AuthError::NoAdminKey(why), 401, "admin_key_not_set", None, &detail);
    }
    let problem = AuthError::Scope { has: Scope::Read, needs: Scope::Write };
    let detail = "this call needs a key of scope write, this one has read";
    check(problem, 403, "scope_too_small", None, detail);
    let problem = AuthError::OtherSite { site: site() };
    check(problem, 403, "key_of_another_site", None, "this key belongs to site kokage");
    let problem = VisitorError::ForeignOrigin { origin: "https://evil.example".into() };
    let detail = "origin \"https://evil.example\" is not among the origins of this site";
    check(problem, 403, "foreign_origin", None, detail);
}

#[test]
fn refusals_of_an_assistant() {
    let problem = AuthError::NamesNoSite;
    let detail = "the admin key names no site; make a key of scope read for the site \
                  (POST /v1/sites/{site}/keys)";
    check(problem, 403, "key_of_another_site", None, detail);
    let headers = [(http::header::ORIGIN, "https://evil.example".parse().unwrap())];
    let problem =
        require_own(&headers.into_iter().collect(), &"https://koe.example".parse().unwrap());
    let detail = "origin \"https://evil.example\" is not the one of this deployment";
    check(problem.unwrap_err(), 403, "foreign_origin", None, detail);
    let problem = RateLimitError { limit: 60, whose: Whose::Assistant, retry_after: 7 };
    check(problem, 429, "rate_limited", None, "over 60 calls in a minute with this key");
}

#[test]
fn refusals_of_what_is_not_there() {
    let problem = LookupError::Unknown { site: "nowhere".into() };
    check(problem, 404, "unknown_site", Some("site"), "there is no site \"nowhere\"");
    let problem = AcceptError::UnknownSurvey { survey: survey() };
    check(problem, 404, "unknown_survey", Some("survey"), "this site has no survey shop-nps");
    let problem = ContentError::Unknown { name: "0f".into() };
    check(problem, 404, "unknown_content", None, "this site has no text file \"0f\"");
    let problem = OwnerKeyError::Unknown { id: "0f".into() };
    check(problem, 404, "unknown_key", None, "this site has no key \"0f\"");
}

#[test]
fn refusals_of_an_answer() {
    let problem = AcceptError::VersionAhead { survey: survey(), version: 3, known: 2 };
    let detail = "version 3 of survey shop-nps is not known here yet, only up to 2";
    check(problem, 503, "survey_version_ahead", Some("survey_version"), detail);
    let problem = AcceptError::NoVersion { survey: survey(), version: 2 };
    let detail = "survey shop-nps never had a version 2";
    check(problem, 422, "unknown_survey_version", Some("survey_version"), detail);
    let now: Timestamp = NOW.parse().unwrap();
    let ahead: Timestamp = "2026-11-21T03:06:00.5Z".parse().unwrap();
    let skew = check_clock(ahead, now).unwrap_err();
    let detail = "the time in id is 360 s ahead, more than the 300 s allowed";
    check(AcceptError::ClockSkew { skew, server_time: now }, 422, "clock_skew", Some("id"), detail);
    let detail = "the time in id is older than the 7 days that answers are kept";
    check(AcceptError::OverRetention { days: 7 }, 422, "older_than_retention", Some("id"), detail);
    let broken = AnswerError::BrokenJson;
    check(broken, 400, "broken_json", None, "the body is not a JSON object");
    let revision = AnswerError::Revision(99);
    let detail = "revision 99 is outside 1–98";
    check(revision, 422, "revision_out_of_bounds", Some("revision"), detail);
}

#[test]
fn refusals_of_a_person() {
    let problem = RespondentIdError { characters: 129 };
    let detail = "an id of 129 characters is not 1–128 printable ASCII characters";
    check(problem, 422, "invalid_id", Some("id"), detail);
}

#[test]
fn refusals_of_a_site_document_or_a_key_request() {
    let name = "Kokage".parse::<SiteId>().unwrap_err();
    let detail = "site id \"Kokage\" is not 1 to 64 of a-z, 0-9 and - with no - in front";
    check(name, 422, "invalid_id", Some("site"), detail);
    let broken = SiteDocument::parse(b"{").unwrap_err();
    check(broken, 400, "broken_json", None, "the body is not JSON");
    let problem = KeyRequestError::MissingField { field: "name" };
    check(problem, 422, "missing_field", Some("name"), "name is missing");
    let problem = KeyRequestError::NotAString { field: "name", given: "7".into() };
    check(problem, 422, "wrong_type", Some("name"), "name 7 is not a string");
    let problem = KeyRequestError::NameLength { chars: 101 };
    let detail = "a name of 101 characters is outside 1–100";
    check(problem, 422, "key_name_length", Some("name"), detail);
    let problem = KeyRequestError::UnknownScope { given: "\"admin\"".into() };
    check(
        problem,
        422,
        "unknown_scope",
        Some("scope"),
        "scope \"admin\" is not read, care or write",
    );
}

#[test]
fn refusals_of_a_note() {
    let (at, today) = (date(2026, 11, 22), date(2026, 11, 21));
    for (problem, code, field, detail) in [
        (NoteRequestError::MissingField { field: "at" }, "missing_field", "at", "at is missing"),
        (
            NoteRequestError::NotAString { field: "text", given: "7".into() },
            "wrong_type",
            "text",
            "text 7 is not a string",
        ),
        (
            NoteRequestError::NotADay { given: "soon".into() },
            "invalid_time",
            "at",
            "at \"soon\" is not a day such as 2026-11-01",
        ),
        (
            NoteRequestError::DayOutOfBounds { at, today },
            "out_of_bounds",
            "at",
            "at 2026-11-22 is outside 2000-01-01 to today, 2026-11-21",
        ),
        (NoteRequestError::NoText, "empty", "text", "text is empty"),
        (
            NoteRequestError::TextTooLong { chars: 201 },
            "too_long",
            "text",
            "text of 201 characters is over 200",
        ),
        (
            NoteRequestError::UnknownTouchpoint { given: "till".into() },
            "unknown_touchpoint",
            "touchpoint",
            "this site has no touchpoint \"till\"",
        ),
    ] {
        check(problem, 422, code, Some(field), detail);
    }
    let detail = "this site has 200 notes, which is the most: delete one first";
    check(NoteError::TooMany, 422, "too_many", None, detail);
    let changed = VoiceError::Changed { seen: 1, now: 2 };
    let detail = "the visitor has changed this comment: revision 2 stands, and 1 was decided on; read it again";
    check(changed, 409, "voice_changed", None, detail);
    let sent = AgainError::NotFailed { state: AlertState::Sent };
    check(sent, 409, "alert_not_failed", None, "this alert has arrived");
    let unknown = AgainError::Unknown { id: "0123".into() };
    check(unknown, 404, "unknown_alert", None, "this site has no alert \"0123\"");
    let unknown = NoteError::Unknown { id: "0123".into() };
    check(unknown, 404, "unknown_note", None, "this site has no note \"0123\"");
}

#[track_caller]
fn check_query(error: QueryError, code: &str, field: Option<&str>, detail: &str) {
    check(error, 422, code, field, detail);
}

#[test]
fn refusals_of_a_query() {
    let detail = "the query is not a list of names and values";
    check(QueryStringError::Broken, 422, "broken_query", None, detail);
    let error = QueryError::Unknown { name: "form".into() };
    check_query(error, "unknown_parameter", Some("form"), "there is no parameter \"form\" here");
    let error = QueryStringError::Repeated { name: "from".into() };
    let detail = "parameter from stands more than once";
    check(error, 422, "repeated_parameter", Some("from"), detail);
    let detail = "name what to score: survey=ID or metric=nps|ces|csat";
    check_query(QueryError::NoSubject, "missing_parameter", Some("survey"), detail);
    let detail = "survey and metric exclude each other";
    check_query(QueryError::TwoSubjects, "conflicting_parameters", Some("survey"), detail);
    let error = QueryError::Value {
        name: "interval".into(),
        value: "year".into(),
        expected: "hour, day, week or month".into(),
    };
    let detail = "interval \"year\" is not hour, day, week or month";
    check_query(error, "invalid_parameter", Some("interval"), detail);
    let error = QueryError::Time { name: "from", value: "today".into() };
    let detail = "from \"today\" is neither a day (2026-10-01) nor an instant \
                  (2026-10-01T00:00:00Z)";
    check_query(error, "invalid_time", Some("from"), detail);
    let error = QueryError::Backwards {
        name: "from",
        from: "2026-10-02T00:00:00Z".into(),
        to: "2026-10-01T00:00:00Z".into(),
    };
    let detail = "nothing lies from 2026-10-02T00:00:00Z to 2026-10-01T00:00:00Z";
    check_query(error, "empty_range", Some("from"), detail);
    let error = QueryError::Confidence("0.5".parse::<Confidence>().unwrap_err());
    let detail = "confidence 0.5 is not one of 0.9, 0.95 and 0.99";
    check_query(error, "invalid_parameter", Some("confidence"), detail);
    let scales = "scale=5 (the CES scale 1–5), scale=7 (the CES scale 1–7)";
    let error = QueryError::MixedScales { scales: scales.into() };
    let detail = "scores on different scales are never pooled; choose one of \
                  scale=5 (the CES scale 1–5), scale=7 (the CES scale 1–7)";
    check_query(error, "mixed_scales", Some("scale"), detail);
    let error = QueryError::TooManyPeriods { interval: "hour", most: 1_000 };
    let detail = "interval hour makes over 1000 buckets; narrow from and to, or choose a longer \
                  interval";
    check_query(error, "too_many_buckets", Some("interval"), detail);
    let error = QueryError::RangeTooLarge { pages: 200 };
    let detail = "the range holds more than 200 pages of answers; narrow from and to, and compare \
                  with fewer days";
    check_query(error, "range_too_large", Some("from"), detail);
    let detail = "the cursor is none that this call gave";
    check_query(QueryError::Cursor, "invalid_cursor", Some("cursor"), detail);
}

#[test]
fn refusals_of_an_import() {
    let detail = "an import is at most 120 rows and 1048576 bytes a request; split the file (cargo xtask \
                  import does)";
    check(ImportError::TooLarge, 413, "import_too_large", None, detail);
    let many = ImportError::from(TableError::TooManyRows { most: 120 });
    check(many, 413, "import_too_large", None, detail);
    let detail = "batch \"Spring\" is not 1–64 of the characters a–z, 0–9 and -";
    let error = ImportError::Batch("Spring".parse::<Batch>().unwrap_err());
    check(error, 422, "invalid_parameter", Some("batch"), detail);
    let detail = "with batch or first_line a row without external_id needs an ordinal: its place among \
                  equal rows of the whole file, from 1 (cargo xtask import adds that column)";
    check(ImportError::MissingOrdinal, 422, "missing_ordinal", Some("ordinal"), detail);
    let detail = "import spring was changed a short while ago, and storage does not show that \
                  everywhere yet; try again in 7 seconds";
    let settling = SettlingError { batch: "spring".into(), retry_after: 7 };
    check(ImportError::Settling(settling.clone()), 409, "import_settling", None, detail);
    check(UndoError::Settling(settling), 409, "import_settling", None, detail);
    let detail = "this site has no import \"spring\", or storage does not show it yet; a new one may take \
                  a minute";
    let error = UndoError::Unknown { batch: "spring".into() };
    check(error, 404, "unknown_import", None, detail);
}

/// What the sentences say is the business of whoever reads a table.
#[test]
fn the_status_of_a_table_that_can_not_be_read() {
    let of = |error: TableError| Problem::from(error).status.as_u16();
    assert_eq!(of(TableError::UnknownCharset { given: "x".into() }), 415);
    assert_eq!(of(TableError::OpenQuote { line: 6 }), 400);
    assert_eq!(of(TableError::NotATable { what: NotATable::Pdf }), 400);
    assert_eq!(of(TableError::Undecodable { charset: "UTF-8", line: 1 }), 400);
    assert_eq!(of(TableError::UnknownSurvey { survey: survey() }), 404);
    assert_eq!(of(TableError::NotSaid { name: "survey", candidates: Vec::new() }), 422);
    assert_eq!(of(TableError::Map { pair: "points:nps".into() }), 422);
}

#[test]
fn refusals_for_now() {
    let too_many = |whose| RateLimitError { limit: 120, whose, retry_after: 7 };
    let detail = "over 120 writes in 10 s from this address";
    check(too_many(Whose::Client), 429, "rate_limited", None, detail);
    let detail = "over 120 writes in 10 s to this site";
    check(too_many(Whose::Site), 429, "rate_limited", None, detail);
    for (counted, calls) in [
        (Counted::Refusal, "refused writes"),
        (Counted::RefusedKey, "refused keys"),
        (Counted::Receipt, "receipts"),
    ] {
        let detail = format!("over 120 {calls} in 10 s from this address");
        check(too_many(Whose::Calls(counted)), 429, "rate_limited", None, &detail);
    }
    let detail = "storage refuses for now; try again";
    check(StoreError::Busy, 503, "storage_unavailable", None, detail);
    let detail = "the platform gave no randomness; try again";
    check(EntropyError, 503, "entropy_unavailable", None, detail);
}

#[tokio::test]
async fn a_refusal_on_the_wire_is_a_problem_document() {
    let now: Timestamp = NOW.parse().unwrap();
    let skew = check_clock(Timestamp::UNIX_EPOCH, now).unwrap_err();
    let (parts, document) = reply(AcceptError::ClockSkew { skew, server_time: now }).await;
    assert_eq!(parts.headers[CONTENT_TYPE], "application/problem+json");
    assert_eq!(
        document,
        json!({
            "type": "about:blank",
            "title": "Unprocessable Entity",
            "status": 422,
            "detail": "the time in id is 1795230001 s behind, more than the 2592000 s allowed",
            "code": "clock_skew",
            "field": "id",
            "server_time": "2026-11-21T03:00:00Z",
        })
    );
    assert!(parts.extensions.get::<Failure>().is_none(), "a refusal is no failure");
}

#[tokio::test]
async fn what_went_wrong_inside_is_for_the_log_alone() {
    let reason = "KV PUT failed: 500 answer/kokage/…".to_owned();
    let (parts, document) = reply(StoreError::Unavailable { reason }).await;
    assert_eq!(parts.headers[RETRY_AFTER], "5");
    assert!(!document.to_string().contains("KV"));
    assert_eq!(
        parts.extensions.get::<Failure>().unwrap().to_string(),
        "{\"level\":\"error\",\"code\":\"storage_unavailable\",\"status\":503,\
         \"cause\":\"storage is unavailable: KV PUT failed: 500 answer/kokage/…\"}"
    );
}

#[tokio::test]
async fn a_missing_key_is_asked_for() {
    let (parts, _) = reply(AuthError::NoKey).await;
    assert_eq!(parts.headers[WWW_AUTHENTICATE], "Bearer");
}
