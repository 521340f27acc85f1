//! `POST /v1/answers`: one prompt's outcome.
//!
//! 1. 413, 415: the body's size and type, before anything looks at it.
//! 2. 400, 422: the answer itself, as far as it can be judged without its site.
//! 3. 404, 403: the site, and whether the page that sends is one of its.
//! 4. 422 `clock_skew`: the time in the id. Retention: what would expire at once is not taken in.
//! 5. 404, 503, 422: the survey and its version. What the kept document does not have is looked up
//!    once more; a version that is newer still is 503, because this location is behind, not the page.
//! 6. 422: the score on the scale of *that* version.
//! 7. 429: what was refused in 3 to 6 has a limit of its own, and past it nothing is looked up; all
//!    else counts against the limits of its address and its site.
//! 8. One write. Nothing is read before it: a repeated revision lands on its own key. Where the answer meets a rule
//!    of alerts, two writes come before it.
//! 9. 202. Whom the rule names is told after that.
//!
//! Steps 3 to 8 are [`accept_answer`].

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::{Extension, Json};
use http::{HeaderMap, StatusCode, Uri};
use koe_shared::answer::{AnswerBody, AnswerReceipt};

use crate::answers::accept_answer;
use crate::app::Edge;
use crate::http::body;
use crate::http::caller::visitor;
use crate::platform::Afterwards;
use crate::problem::Problem;

/// Stores one prompt's outcome so far. Sending it again changes nothing.
#[utoipa::path(
    post,
    operation_id = "send_answer",
    path = "/v1/answers",
    tag = "for visitors",
    // With a second type of body, clients that are generated in Python do not even load.
    request_body(
        content = AnswerBody,
        description = "The same JSON is read as `text/plain`, so that a page needs no preflight.",
    ),
    responses(
        (status = 202, body = AnswerReceipt, description = "stored", links(
            ("take_back" = (operation_id = "take_answer_back", parameters(
                ("site" = "$request.body#/site"), ("id" = "$response.body#/id"),
            ))),
        )),
        (status = 400, description = "broken_json"),
        (status = 403, description = "foreign_origin"),
        (status = 404, description = "unknown_site, unknown_survey"),
        (status = 415, description = "unsupported_media_type"),
        (status = 422, description = "missing_field, wrong_type, invalid_id, \
            revision_out_of_bounds, unknown_outcome, missing_score, score_not_an_integer, \
            score_without_answer, score_off_scale, comment_too_long, \
            survey_version_out_of_bounds, unknown_survey_version, unknown_channel, \
            contact_without_consent, contact_too_long, clock_skew, older_than_retention"),
        (status = 503, description = "survey_version_ahead"),
    ),
)]
pub(in crate::routes) async fn post(
    State(edge): State<Arc<Edge>>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Option<Extension<Afterwards>>, Json<AnswerReceipt>), Problem> {
    // 1.
    body::check_type(&headers, body::TEXT_OR_JSON)?;
    let body = body::read(&headers, body, body::ANSWER).await?;
    // 2.
    let answer = AnswerBody::from_json(&body)?;
    // 3 to 8.
    let visitor = visitor(&edge, &headers, &uri);
    let watcher = edge.watcher();
    let accepted = accept_answer(edge.ledger(), edge.sites(), &visitor, &answer, &watcher).await?;
    let (site, receipt) = accepted;
    // 9.
    Ok((StatusCode::ACCEPTED, edge.afterwards(site, watcher), Json(receipt)))
}
