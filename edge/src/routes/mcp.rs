//! `POST /mcp`: an assistant asks, by the Model Context Protocol.
//!
//! 1. 403: a page of another origin.
//! 2. 401, 403: a key of scope `read`; the site is the key's.
//! 3. 429: its calls.
//! 4. 415, 413: the body.
//! 5. 400, 404, or 200 with an error of the protocol: the message. 202: a notification, which is not answered.
//! 6. 200; what a tool refuses is a result that says so, with the detail of the API call's refusal. 503: storage refuses.
//!
//! A tool costs what its API call costs.
//!
//! The description of the API leaves this path out: the protocol describes it, and it lists its tools itself.

use std::sync::Arc;

use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, Uri};
use koe_shared::confidence::Confidence;
use koe_shared::id::SiteId;
use serde::Serialize;
use serde_json::Value;

use crate::app::Edge;
use crate::http::{auth, body, origin};
use crate::mcp::{
    Answer, Asked, Call, Days, Headers, Message, Tool, ToolCall, cases, changes, changes_of_all,
    comments, discovered, failed, initialized, listed, pong, refused, scores, scores_of_all, told,
    without_comments,
};
use crate::problem::{Problem, status_of};
use crate::reports::{Params, QueryError, list_answers, list_cases, report, summary};
use crate::sites::Scope;

/// Comments of a page where no limit is named.
const DEFAULT_COMMENTS: &str = "20";
/// Comments of a page, at most.
const MOST_COMMENTS: u8 = 50;

/// Answers one message of an assistant.
pub(super) async fn post(
    State(edge): State<Arc<Edge>>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    // 1.
    origin::require_own(&headers, &uri)?;
    // 2.
    let (site, key) = auth::require_own(&edge, &headers, Scope::Read).await?;
    // 3.
    edge.limits().assistant(&site, &key.id, edge.now())?;
    // 4.
    body::check_type(&headers, body::JSON)?;
    let body = body::read(&headers, body, body::MESSAGE).await?;
    // 5.
    let request = match Message::read(&body, told_by(&headers)) {
        Ok(Message::Notification) => return Ok(StatusCode::ACCEPTED.into_response()),
        Ok(Message::Request(request)) => request,
        Err(error) => return Ok((status_of(&error.error), Json(refused(&error))).into_response()),
    };
    // 6.
    let release = &edge.config().version;
    let reply = match &request.call {
        Call::Discover => discovered(&request, release),
        Call::Initialize { version } => initialized(&request, release, version),
        Call::Ping => pong(&request, release),
        Call::Tools => listed(&request, release),
        Call::Tool(call) => match answer(&edge, &site, call).await {
            Ok(Answer { text, data }) => told(&request, release, &text, data),
            Err(problem) if problem.status().is_server_error() => return Err(problem),
            Err(problem) => failed(&request, release, problem.detail()),
        },
    };
    Ok(Json(reply).into_response())
}

/// What the headers say of the message.
fn told_by(headers: &HeaderMap) -> Headers<'_> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    Headers {
        version: text("mcp-protocol-version"),
        method: text("mcp-method"),
        name: text("mcp-name"),
    }
}

/// What a tool says.
async fn answer(edge: &Edge, site: &SiteId, call: &ToolCall) -> Result<Answer, Problem> {
    let spent = u32::from(!edge.sites().keeps(site));
    let site = edge.sites().get(site).await?;
    let (store, now) = (edge.store(), edge.now());
    let ToolCall { tool, arguments } = call;
    let argument = |name: &str| arguments.get(name).map(String::as_str);
    let asked = Asked {
        days: Days { timezone: &site.document().timezone, now },
        confidence: argument("confidence")
            .and_then(|level| level.parse().ok())
            .unwrap_or(Confidence::P95),
        survey: argument("survey"),
        narrowed: narrowed(call),
    };
    let is_of_all = ["survey", "metric", "scale", "group_by", "interval"]
        .iter()
        .all(|name| argument(name).is_none());
    let mut params = Params::new(arguments.clone());
    Ok(match tool {
        Tool::Scores if is_of_all => {
            let summary = summary(store, &site, params, now).await?;
            let text = scores_of_all(&summary, &asked);
            Answer { text, data: without_comments(as_replied(&summary).await) }
        }
        Tool::Scores => {
            let scored = report(store, &site, params, now).await?;
            Answer { text: scores(&scored, &asked), data: as_replied(&scored).await }
        }
        Tool::Compare if is_of_all => {
            let summary = summary(store, &site, params, now).await?;
            let text = changes_of_all(&summary, &asked);
            Answer { text, data: without_comments(as_replied(&summary).await) }
        }
        Tool::Compare => {
            if params.get("compare").is_none() {
                params.set("compare", "previous");
            }
            let scored = report(store, &site, params, now).await?;
            Answer { text: changes(&scored, &asked), data: as_replied(&scored).await }
        }
        Tool::Comments => {
            params.set("has_comment", "true");
            params.set("limit", limit(argument("limit").unwrap_or(DEFAULT_COMMENTS))?);
            comments(&list_answers(store, &site, params, now, spent).await?)
        }
        Tool::Cases => {
            let list = list_cases(store, &site, (params, &[]), now).await?;
            cases(&list, &asked, as_replied(&list).await)
        }
    })
}

/// What the API call replies, read back: the code that writes it is there already, and is a good part of the Worker.
async fn as_replied(reply: &impl Serialize) -> Value {
    let body = Json(reply).into_response().into_body();
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// How many comments are asked for.
fn limit(asked: &str) -> Result<&str, QueryError> {
    let is_legal = asked.parse().is_ok_and(|limit: u8| (1..=MOST_COMMENTS).contains(&limit));
    if is_legal {
        return Ok(asked);
    }
    let expected = format!("a number from 1 to {MOST_COMMENTS}");
    Err(QueryError::Value { name: "limit".to_owned(), value: asked.to_owned(), expected })
}

/// What narrows the answers, as a sentence repeats it.
fn narrowed(call: &ToolCall) -> Vec<String> {
    const NARROWING: [&str; 5] = ["touchpoint", "department", "locale", "channel", "version"];
    let is_narrowing = |name: &str| NARROWING.contains(&name) || name.starts_with("segment.");
    let narrowing = call.arguments.iter().filter(|(name, _)| is_narrowing(name));
    narrowing.map(|(name, value)| format!("{name} {value}")).collect()
}
