//! A problem as a reply, and as a line for the log.

use std::collections::BTreeMap;
use std::fmt;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use koe_shared::instant::Instant;
use koe_shared::site::OwnerView;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::{Meanwhile, Problem};

/// A refusal on the wire (RFC 9457).
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDocument {
    /// Always `about:blank`: the status says what class of refusal it is, `code` which.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    kind: &'static str,
    /// The status in words.
    #[schema(example = "Unprocessable Entity")]
    title: &'static str,
    /// The status of the reply.
    #[schema(example = 422)]
    status: u16,
    /// What is wrong, with the value and the bound. For people; it may change.
    #[schema(example = "score 11 is outside the NPS scale 0–10")]
    detail: String,
    /// What is wrong, as a stable word for programs.
    #[schema(example = "score_off_scale")]
    code: &'static str,
    /// The field to blame, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "score", value_type = String, required = false)]
    field: Option<String>,
    /// With `clock_skew`: the time here, to correct by.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Instant, required = false)]
    server_time: Option<Instant>,
    /// With `edited_meanwhile`: the document as a GET shows it now, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = OwnerView, required = false)]
    current: Option<Value>,
    /// With `edited_meanwhile`: the fields in which the document differs from that, such as
    /// `surveys.shop-nps.question.ja`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<String>, required = false)]
    fields: Option<Vec<String>>,
    /// With `case_changed`: what was noted on the case since the event that the caller has seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<Object>, required = false)]
    events: Option<Value>,
}

/// A line for the log. It rides in the extensions of the response; the shell writes it. It names
/// the route, never the path, because a path may hold an answer's secret id; no address, no
/// personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    level: &'static str,
    /// What happened, as the problem's stable word.
    pub code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    /// Method and path with its parameters unfilled, such as `POST /v1/answers`.
    #[serde(skip_serializing_if = "Option::is_none")]
    route: Option<String>,
    /// What went wrong inside.
    pub cause: String,
}

impl Failure {
    /// A cron run that stopped.
    #[must_use]
    pub fn of_cron(cause: String) -> Self {
        Self { level: "error", code: "cron_stopped", status: None, route: None, cause }
    }

    /// Files of the release that the cron could not keep.
    #[must_use]
    pub fn of_release(cause: String) -> Self {
        Self { level: "error", code: "release_not_kept", status: None, route: None, cause }
    }

    /// An alert that could not be told at once; the cron goes on with it.
    #[must_use]
    pub fn of_alert(cause: String) -> Self {
        Self { level: "warning", code: "alert_delayed", status: None, route: None, cause }
    }

    /// A purge of the cache in front that was refused.
    #[must_use]
    pub fn of_purge(cause: String) -> Self {
        Self { level: "error", code: "purge_refused", status: None, route: None, cause }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

/// Adds the route to the log line of a reply that carries one.
pub(crate) async fn name_route(request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let route = path.map(|path| format!("{} {path}", request.method()));
    let mut response = next.run(request).await;
    if let Some(failure) = response.extensions_mut().get_mut::<Failure>() {
        failure.route = route;
    }
    response
}

/// A refusal as Delighted's clients read it, beside what it is to everyone.
#[derive(Serialize)]
struct DelightedDocument {
    #[serde(flatten)]
    problem: ProblemDocument,
    message: &'static str,
    /// What is wrong with each parameter.
    errors: BTreeMap<String, [String; 1]>,
}

impl Problem {
    /// The reply to a client of Delighted's: it authenticates by Basic authentication, and reads `message`
    /// and `errors`.
    pub(crate) fn into_delighted_response(self) -> Response {
        self.respond(HeaderValue::from_static("Basic realm=\"Koe\""), |problem| {
            let errors = problem.field.iter();
            let errors = errors.map(|field| (field.clone(), [problem.detail.clone()])).collect();
            let message = problem.title;
            serde_json::to_vec(&DelightedDocument { problem, message, errors })
        })
    }

    fn respond(
        self,
        scheme: HeaderValue,
        write: impl FnOnce(ProblemDocument) -> serde_json::Result<Vec<u8>>,
    ) -> Response {
        let Self { status, code, detail, field, retry_after, server_time, meanwhile, cause } = self;
        let (mut current, mut fields, mut events) = (None, None, None);
        match meanwhile.map(|meanwhile| *meanwhile) {
            Some(Meanwhile::Edited { current: now, fields: differ }) => {
                (current, fields) = (now, Some(differ));
            }
            Some(Meanwhile::Noted(noted)) => events = Some(noted),
            None => {}
        }
        let document = ProblemDocument {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or_default(),
            status: status.as_u16(),
            detail: detail.into(),
            code,
            field: field.map(String::from),
            server_time: server_time.map(Instant),
            current,
            fields,
            events,
        };
        let body = write(document).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, scheme);
        }
        if let Some(cause) = cause.map(String::from) {
            let status = Some(status.as_u16());
            let failure = Failure { level: "error", code, status, route: None, cause };
            response.extensions_mut().insert(failure);
        }
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        self.respond(HeaderValue::from_static("Bearer"), |problem| serde_json::to_vec(&problem))
    }
}
